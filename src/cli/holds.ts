/** `raccordo hold`, `release` and `holds`, and `raccordo actions`: what operators have done. */
import type { Command } from 'commander';
import { z } from 'zod';
import { OPERATOR_ACTIONS, SIDES } from '../foundation/names.js';
import { call, deliveriesAre, HELD, print, REMOTE, type RemoteOptions, withRemote } from './call.js';
import { withForms } from './forms.js';
import { choice, filled, pageSize, uuid } from './input.js';

interface PlaceOptions extends RemoteOptions {
  side?: string;
  route?: string;
  reason?: string;
}

const HOLD = HELD.extend({ heldBy: z.string() });
const PLACED = HOLD.extend({ waiting: z.number(), known: z.boolean().optional() });
const RELEASED = z.object({ released: z.boolean(), waiting: z.number() });
const HOLDS = z.object({ items: z.array(HOLD) });

const ACTIONS = z.object({
  items: z.array(
    z.object({
      run: z.string(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      target: z.looseObject({}),
      reason: z.string().optional(),
      counts: z.looseObject({}),
    }),
  ),
  next: z.string().optional(),
});

const withPlace = (command: Command): Command =>
  withForms(
    withRemote(command)
      .addOption(choice('--side <side>', 'all that goes to this side', SIDES))
      .option('--route <id>', 'all that this route sends', filled)
      .option('--json', 'print the answer as JSON'),
    {
      always: [...REMOTE, '--reason'],
      one: 'give either --side <side> or --route <id>',
      forms: [
        { name: '--side', takes: [] },
        { name: '--route', takes: [] },
      ],
    },
  );

export function addHoldCommands(program: Command): void {
  withPlace(program.command('hold'))
    .description('holds a side or a route: its deliveries wait until it is released')
    .requiredOption('--reason <text>', 'why; shown with every delivery that waits', filled)
    .action(hold);
  withPlace(program.command('release'))
    .description('releases a side or a route: its deliveries leave again')
    .option('--reason <text>', 'why; kept with the action', filled)
    .action(release);
  withRemote(program.command('holds'))
    .description('what is held, why, by whom and since when')
    .option('--json', 'print the answer as JSON')
    .action(holds);
  withRemote(program.command('actions'))
    .description('what operators have done, newest first')
    .addOption(choice('--action <action>', 'only this action', OPERATOR_ACTIONS))
    .option('--actor <name>', 'only by this account', filled)
    .option('--run <id>', 'only the entries of this action', uuid)
    .option('--limit <n>', 'how many', pageSize, 20)
    .option('--cursor <cursor>', 'go on after the page that named it', filled)
    .option('--json', 'print the answer as JSON')
    .action(actions);
}

/** Path and words of what is to be held or released. */
function placeOf({ side, route }: PlaceOptions): { path: string; words: string } {
  return side === undefined
    ? { path: `/rest/v1/routes/${encodeURIComponent(route ?? '')}`, words: `route ${route}` }
    : { path: `/rest/v1/sides/${side}`, words: `side ${side}` };
}

async function hold(options: PlaceOptions): Promise<void> {
  const { path } = placeOf(options);
  const held = await call(options, PLACED, `${path}/hold`, { method: 'POST', body: { reason: options.reason } });
  const unknown =
    held.known !== false ? [] : [`the table of routes in force has no ${held.name}: see raccordo routes list`];
  print(options, held, [lineOf(held), `${deliveriesAre(held.waiting)} waiting`, ...unknown]);
}

async function release(options: PlaceOptions): Promise<void> {
  const { path, words } = placeOf(options);
  const body = options.reason === undefined ? {} : { body: { reason: options.reason } };
  const done = await call(options, RELEASED, `${path}/release`, { method: 'POST', ...body });
  const line = done.released ? `${words} is released; ${deliveriesAre(done.waiting)} waiting` : `${words} was not held`;
  print(options, done, [line]);
}

const lineOf = ({ scope, name, reason, heldBy, since }: z.output<typeof HOLD>): string =>
  `${scope} ${name} is held since ${since} by ${heldBy}: ${reason}`;

async function holds(options: RemoteOptions): Promise<void> {
  const held = await call(options, HOLDS, '/rest/v1/holds');
  print(options, held, held.items.length === 0 ? ['nothing is held'] : held.items.map(lineOf));
}

async function actions(
  options: RemoteOptions & { limit: number; action?: string; actor?: string; run?: string; cursor?: string },
): Promise<void> {
  const query = new URLSearchParams({ limit: String(options.limit) });
  for (const name of ['action', 'actor', 'run', 'cursor'] as const) {
    const value = options[name];
    if (value !== undefined) query.set(name, value);
  }
  const page = await call(options, ACTIONS, `/rest/v1/operator-actions?${query}`);
  const lines = page.items.map(({ at, actor, action, run, target, counts, reason }) =>
    [at, actor, action, run, JSON.stringify(target), JSON.stringify(counts), reason ?? ''].join('  ').trimEnd(),
  );
  print(options, page, lines.length === 0 ? ['no actions'] : lines);
  if (page.next !== undefined && !options.json) process.stderr.write(`older ones: --cursor ${page.next}\n`);
}
