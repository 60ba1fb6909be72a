/** How the gateway and its sides are doing, in one look. */
import type { Broker } from '../broker/broker.js';
import { inTime } from '../foundation/in-time.js';
import type { SideName } from '../foundation/names.js';
import type { ProcessView } from '../store/members.js';
import type { Held } from '../store/operating.js';
import type { StoreCounts } from '../store/views.js';
import type { Gateway } from './gateway.js';
import { delivers } from './membership.js';
import { NO_PROCESS } from './waiting.js';

export interface PartStatus {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}

/**
 * `held`: by an operator, however it is; `resting`: it does not answer and is left alone for a while; `slowed`: it has said that it is
 * called too often.
 */
export type SideState = 'ready' | 'held' | 'resting' | 'slowed' | 'not-configured';

export interface Status {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly version: string;
  readonly parts: readonly PartStatus[];
  readonly sides: readonly { readonly name: SideName; readonly state: SideState }[];
  /** The processes that work on the store. */
  readonly processes?: readonly ProcessView[];
  /** What is held. Why, and by whom, is told to those who have an account. */
  readonly holds?: readonly (Held & { readonly since: Date })[];
  readonly counts?: StoreCounts;
}

/** Whoever asks how things are does not wait long: what says nothing is not there. */
const PART_MS = 2_000;

async function part(name: string, ping: () => Promise<void>): Promise<PartStatus> {
  try {
    await inTime(ping(), PART_MS, () => new Error(`no answer in ${PART_MS / 1000} s`));
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether messages can be taken in: for that the store is enough. */
export async function readinessOf({ context }: Gateway): Promise<PartStatus> {
  return part('store', () => context.store.ping());
}

/** What lies where nothing should lie is told, but stops nothing: the store has the deliveries. */
async function brokerPart(broker: Broker): Promise<PartStatus> {
  const reached = await part('broker', () => broker.ping());
  const troubles = reached.ok ? await broker.troubles() : [];
  if (troubles.length === 0) return reached;
  return { ...reached, detail: troubles.map((one) => `${one.waiting} ${one.meaning} (${one.queue})`).join('; ') };
}

/** Without a process that delivers, everything waits. */
function workersPart(processes: readonly ProcessView[]): PartStatus {
  const some = processes.some(({ role }) => delivers(role));
  return { name: 'workers', ok: some, ...(some ? {} : { detail: NO_PROCESS }) };
}

export async function statusOf(gateway: Gateway, version: string): Promise<Status> {
  const { store, broker, sides, routes } = gateway.context;
  const pinged = await Promise.all([part('store', () => store.ping()), brokerPart(broker)]);
  const storeOk = pinged[0]?.ok === true;
  const [holds, processes] = storeOk ? await Promise.all([store.holds(), store.processes()]) : [[], []];
  const stateOf = stateOfSides(gateway, holds, processes);
  const parts = [...pinged, { name: 'routes', ...routes.standing }, ...(storeOk ? [workersPart(processes)] : [])];
  return {
    status: parts.every(({ ok }) => ok) ? 'ok' : storeOk ? 'degraded' : 'down',
    version,
    parts,
    sides: [...sides.values()].map(({ name, adapter }) => ({
      name,
      state: adapter === undefined ? 'not-configured' : stateOf(name),
    })),
    ...(storeOk
      ? {
          holds: holds.map(({ scope, name, since }) => ({ scope, name, since })),
          counts: await store.counts(),
          processes,
        }
      : {}),
  };
}

/** As any process sees them: this one now, the others at their last beat. */
function stateOfSides(
  { deliverer }: Gateway,
  holds: readonly Held[],
  processes: readonly ProcessView[],
): (side: SideName) => SideState {
  const held = new Set(holds.flatMap(({ scope, name }) => (scope === 'side' ? [name] : [])));
  const seen = [deliverer.sides(), ...processes];
  const resting = new Set(seen.flatMap((one) => one.resting));
  const slowed = new Set(seen.flatMap((one) => one.slowed));
  return (side) => (held.has(side) ? 'held' : resting.has(side) ? 'resting' : slowed.has(side) ? 'slowed' : 'ready');
}
