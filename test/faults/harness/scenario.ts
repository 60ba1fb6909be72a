/** A fault as data and what to do, and how it is run: some with every test run, all of them by `npm run test:faults`. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTime } from '../../../src/foundation/in-time.js';
import { type Account, faultsOf } from './account.js';
import { Random } from './random.js';
import { closeWorlds } from './world.js';

/** `RACCORDO_TEST_FAULTS=all` runs everything; without it only what is quick. */
export const ALL = process.env.RACCORDO_TEST_FAULTS === 'all';
/** Where `scripts/faults.mjs` gathers what came of each scenario, a line of JSON for each. */
const ROWS = process.env.RACCORDO_TEST_FAULTS_ROWS;
const SEED = Number(process.env.RACCORDO_TEST_FAULTS_SEED ?? '20261128');

export interface Outcome {
  readonly account?: Account;
  /** Kinds that this run ends with on purpose. */
  readonly allowed?: readonly (keyof Account)[];
  /** What was found wrong beside the account. */
  readonly problems?: readonly string[];
  /** What a reader of the report should know: how many kills, how large, how long. */
  readonly note?: string;
}

export interface Scenario {
  /** Number of its class in the plan of the faults. */
  readonly fault: number;
  readonly name: string;
  /** Runs with `npm test`, too. */
  readonly quick?: true;
  /** Longest time it may take. */
  readonly seconds?: number;
  run(random: Random): Promise<Outcome>;
}

/** Thrown by a scenario that this machine cannot run; it says why. */
export class NotRun extends Error {}

/** Gives a scenario up after its time, so that it has its row in the report like every other. */
async function within(seconds: number, work: Promise<Outcome>): Promise<Outcome> {
  try {
    return await inTime(work, seconds * 1000, () => new Error(`not over after ${seconds} s`));
  } finally {
    await closeWorlds();
  }
}

/** Registers the scenarios as tests. */
export function faults(title: string, scenarios: readonly Scenario[]): void {
  if (!ALL && !scenarios.some(({ quick }) => quick)) return;
  describe(title, () => {
    for (const [place, scenario] of scenarios.entries()) {
      if (!ALL && !scenario.quick) continue;
      const seed = SEED + scenario.fault * 1000 + place;
      const limit = scenario.seconds ?? 180;
      it(
        `${scenario.fault} · ${scenario.name} (seed ${seed})`,
        async (test) => {
          const began = Date.now();
          const row = (more: object): void =>
            note({ ...scenario, seed, seconds: (Date.now() - began) / 1000, ...more });
          let outcome: Outcome;
          try {
            outcome = await within(limit, scenario.run(new Random(seed)));
          } catch (error) {
            if (error instanceof NotRun) {
              row({ notRun: error.message });
              return test.skip(error.message);
            }
            row({ problems: [String(error)] });
            throw error;
          }
          const { account, allowed, note: said } = outcome;
          const problems = [...(account === undefined ? [] : faultsOf(account, allowed)), ...(outcome.problems ?? [])];
          row({ account, problems, note: said });
          expect(problems).toEqual([]);
        },
        (limit + 60) * 1000,
      );
    }
  });
}

function note(row: object): void {
  if (ROWS === undefined) return;
  const short = (_key: string, value: unknown): unknown => (typeof value === 'function' ? undefined : value);
  appendFileSync(join(ROWS, `${process.pid}.jsonl`), `${JSON.stringify(row, short)}\n`);
}
