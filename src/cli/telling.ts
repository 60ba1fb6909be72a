/**
 * How the stories of the demo are told: what somebody does, on its day, and under it what really came out. A step that comes
 * out otherwise ends its story.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { styleText } from 'node:util';
import type { SideName } from '../foundation/names.js';

export type Say = (line: string) => void;

/** The day on which the simulated sides believe to be. */
export class StoryClock {
  #day: string | undefined;

  readonly today = (): string => this.#day ?? new Date().toISOString().slice(0, 10);

  set(day: string | undefined): void {
    this.#day = day;
  }
}

/** A step that did not come out as told. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

export interface TellerOptions {
  readonly say: Say;
  /** Base address of the gateway. */
  readonly url: string;
  readonly clock: StoryClock;
  /** Rest before each step, so that it can be followed. */
  readonly pauseMs: number;
  readonly colours: boolean;
  readonly signal: AbortSignal;
}

/** Destination → code with which it took the record, or `refused CODE`. */
export type Outcomes = Readonly<Partial<Record<SideName, string>>>;

/** What a sender heard. */
export interface Sent {
  readonly status?: number;
  readonly message?: string;
  /** What was found wrong or odd: `rule at path`. */
  readonly findings?: readonly string[];
}

/** What should have come out: the words themselves, or their form where the sides choose them. */
export type Expected = string | RegExp;

interface ShownDelivery {
  readonly kind: string;
  readonly destination: string;
  readonly status: string;
  readonly answer: { readonly codice?: string } | null;
}

const INDENT = ' '.repeat(14);
const ENDED: ReadonlySet<string> = new Set(['acknowledged', 'refused', 'parked', 'cancelled']);
const ACCEPTED = 202;
const PATIENCE_MS = 15_000;
const LOOK_MS = 40;

export class Teller {
  #steps = 0;

  constructor(private readonly options: TellerOptions) {}

  get steps(): number {
    return this.#steps;
  }

  title(name: string, text: string): void {
    const { say } = this.options;
    say(`\n${this.#styled('bold', `${name.toUpperCase()}  ${text}`)}`);
  }

  /** Announces what somebody does on a day, `YYYY-MM-DD`. */
  async step(day: string, text: string): Promise<void> {
    const { pauseMs, signal, clock, say } = this.options;
    if (pauseMs > 0) await sleep(pauseMs, undefined, { signal });
    signal.throwIfAborted();
    clock.set(day);
    this.#steps += 1;
    say(`  ${this.#styled('dim', day)}  ${text}`);
  }

  /** What came out, and what should have. Throws `StoryBroken` when they differ. */
  came(what: string, got: string, expected: Expected): void {
    const fits = typeof expected === 'string' ? got === expected : expected.test(got);
    this.#judge(`${what}: ${got}`, fits ? `${what}: ${got}` : String(expected));
  }

  /**
   * What became of a document: that it was taken in, and each side to which it went with what that side said. None: it is
   * kept at the gateway. Warnings are an outcome, too: those that should come with it are named by their rules.
   */
  async arrived(
    { status, message, findings = [] }: Sent,
    expected: Outcomes,
    warnings: readonly string[] = [],
  ): Promise<void> {
    if (message === undefined) throw new StoryBroken([status ?? 'nothing was taken in', ...findings].join(', '));
    const { url } = this.options;
    const deliveries = await this.eventually('its deliveries have ended', async () => {
      const shown = (await (await fetch(`${url}/rest/v1/messages/${message}`)).json()) as {
        deliveries: readonly ShownDelivery[];
      };
      return shown.deliveries.every(({ status: now }) => ENDED.has(now)) ? shown.deliveries : undefined;
    });
    const told = deliveries
      .filter(({ kind }) => kind === 'record')
      .map((one) => `${one.destination} ${wordOf(one.status)}${one.answer?.codice ?? ''}`);
    const wanted = Object.entries(expected).map(([side, outcome]) => `${side} ${outcome}`);
    const rules = new Set(findings.map((finding) => finding.split(' ')[0] ?? ''));
    const outcome = (said: readonly string[], to: readonly string[]) => [...said, ...routed(to)].join(', ');
    this.#judge(
      outcome(heard(status, rules), told),
      outcome(heard(status && ACCEPTED, warnings), wanted),
      this.#styled('dim', ` (message …${message.slice(-8)})`),
    );
  }

  /** Asks until there is an answer. Throws `StoryBroken` when there is none in time. */
  async eventually<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined) return answer;
      this.options.signal.throwIfAborted();
      if (Date.now() > end) throw new StoryBroken(`waited in vain until ${what}`);
      await sleep(LOOK_MS);
    }
  }

  #judge(got: string, expected: string, more = ''): void {
    const fits = got === expected;
    const mark = this.#styled(fits ? 'green' : 'red', fits ? '✓' : '✗');
    this.options.say(`${INDENT}${mark} ${got}${more}`);
    if (!fits) throw new StoryBroken(`expected: ${expected}`);
  }

  #styled(style: 'bold' | 'dim' | 'green' | 'red', text: string): string {
    return this.options.colours ? styleText(style, text) : text;
  }
}

/** What the sender hears; a record that was read out of a document has none. */
function heard(status: number | undefined, rules: Iterable<string>): readonly string[] {
  if (status === undefined) return [];
  const warned = [...rules].sort().join(', ');
  return [warned === '' ? String(status) : `${status} with warnings (${warned})`];
}

const routed = (told: readonly string[]): readonly string[] =>
  told.length === 0 ? ['kept by Raccordo'] : [...told].sort().map((one) => `→ ${one}`);

const wordOf = (status: string): string => (status === 'acknowledged' ? '' : `${status} `);
