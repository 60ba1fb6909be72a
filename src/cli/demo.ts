/** `raccordo demo`: the gateway, embedded, between six simulated sides, and stories that are told through it. */
import type { Command } from 'commander';
import type { JourneyEvent } from '../gateway/context.js';
import { type DemoWorld, startDemo } from './demo-world.js';
import { EXIT } from './errors.js';
import { isGiven, withForms } from './forms.js';
import { choice, demoPort } from './input.js';
import { journeyLine } from './journey-line.js';
import { listenForStop } from './lifecycle.js';
import { STORIES } from './stories/index.js';
import type { Story } from './stories/story.js';
import { StoryClock, Teller } from './telling.js';

interface DemoCommand {
  readonly port: number;
  readonly traffic: boolean;
  readonly story?: string;
  readonly once?: boolean;
}

/** Rest before each step, so that the eye can follow. */
const PAUSE_MS = 600;
const COLOURS = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

export function addDemoCommand(program: Command): void {
  const names = STORIES.map(({ name }) => name);
  const demonstration = program
    .command('demo')
    .description('gateway and simulated sides, embedded, and stories told through them; until Ctrl-C')
    .option('--port <n>', 'port of the gateway', demoPort, 8080)
    .addOption(choice('--story <name>', 'tells this one alone', names))
    .option('--once', 'tells the stories without rests and ends: 0 when all came about as told, else 1')
    .option('--no-traffic', 'gateway and sandboxes alone')
    .addHelpText('after', `\nStories:\n${STORIES.map(({ name, shows }) => `  ${name.padEnd(16)}${shows}`).join('\n')}`)
    .action(demo);
  withForms(demonstration, {
    always: ['--port'],
    forms: [
      { name: '--no-traffic', takes: [] },
      { name: 'stories', meant: (command) => !isGiven(command, '--no-traffic'), takes: ['--once', '--story'] },
    ],
  });
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function demo({ port, traffic, story, once = false }: DemoCommand): Promise<void> {
  say(`raccordo demo: starting an embedded store, six simulated sides and the gateway on port ${port}; some seconds`);
  const clock = new StoryClock();
  const flow = new Flow();
  const world = await startDemo({ port, clock, journey: (event) => flow.saw(event) });
  const telling = new AbortController();
  const { signal } = telling;
  const teller = new Teller({ say, url: world.url, clock, pauseMs: once ? 0 : PAUSE_MS, colours: COLOURS, signal });
  const stories = traffic ? STORIES.filter(({ name }) => story === undefined || name === story) : [];
  try {
    say(whereToLook(world));
    const told = tellAll(stories, { teller, world, flow, signal, once }).finally(() => clock.set(undefined));
    const stopped = listenForStop();
    await (once ? Promise.race([told, stopped]) : stopped);
    telling.abort();
    if ((await told) > 0) process.exitCode = EXIT.wrong;
  } finally {
    await world.stop();
  }
}

/** What happens to the messages: counted while a story is told, which shows them in its own way, and else shown line by line. */
class Flow {
  quiet = false;
  messages = 0;

  saw(event: JourneyEvent): void {
    if (event.step === 'accepted') this.messages += 1;
    if (!this.quiet) say(journeyLine(event));
  }
}

interface Telling {
  readonly teller: Teller;
  readonly world: DemoWorld;
  readonly flow: Flow;
  readonly signal: AbortSignal;
  readonly once: boolean;
}

/** Tells the stories, one after the other; how many of them broke off. */
async function tellAll(stories: readonly Story[], { teller, world, flow, signal, once }: Telling): Promise<number> {
  if (stories.length === 0) return 0;
  say('\nEach step on its day: what somebody does and, under it, what really came out (status, code, id).');
  const begun = Date.now();
  const broken: string[] = [];
  flow.quiet = true;
  for (const { name, shows, tell } of stories) {
    try {
      teller.title(name, shows);
      await tell(teller, world);
    } catch (error) {
      if (signal.aborted) return broken.length;
      broken.push(name);
      say(`  the story broke off: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  flow.quiet = false;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  const names = (broken.length === 0 ? stories.map(({ name }) => name) : broken).join(', ');
  say(
    broken.length === 0 ? `\nTold, and all of it came about: ${names}.` : `\nNot as it should be: ${names} broke off.`,
  );
  say(`${teller.steps} steps, ${flow.messages} messages through the gateway, ${seconds} s.`);
  if (!once) say(`The gateway goes on, and so may you: curl -s ${world.url}/rest/v1/messages | head -c 600`);
  return broken.length;
}

function whereToLook({ url, sides }: DemoWorld): string {
  const { anpal, silp, inps, lavoroPerTe, miattivo, toscana } = sides;
  return [
    '',
    `raccordo demo: gateway at ${url}, everything embedded, sides simulated`,
    `  Swagger UI      ${url}/docs`,
    `  messages        ${url}/rest/v1/messages`,
    `  status          ${url}/status`,
    `  national door   ${url}/soap/v1/servizicoapSAP?wsdl`,
    ...[anpal, inps, silp, lavoroPerTe, miattivo, toscana].map(
      ({ side, url: at }) => `  ${side.padEnd(16)}${new URL('/sandbox/state', at)}`,
    ),
    '  Ctrl-C ends it.',
  ].join('\n');
}
