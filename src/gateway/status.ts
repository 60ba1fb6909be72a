/** How the gateway and its sides are doing, in one look. */
import type { SideName } from '../foundation/names.js';
import type { Held } from '../store/operating.js';
import type { StoreCounts } from '../store/store.js';
import type { Gateway } from './gateway.js';

export interface PartStatus {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}

export interface Status {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly version: string;
  readonly parts: readonly PartStatus[];
  readonly sides: readonly {
    readonly name: SideName;
    readonly state: 'ready' | 'resting' | 'held' | 'not-configured';
  }[];
  /** What is held. Why, and by whom, is told to those who have an account. */
  readonly holds?: readonly (Held & { readonly since: Date })[];
  readonly counts?: StoreCounts;
}

async function part(name: string, ping: () => Promise<void>): Promise<PartStatus> {
  try {
    await ping();
    return { name, ok: true };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

export async function statusOf(gateway: Gateway, version: string): Promise<Status> {
  const { store, broker, sides } = gateway.context;
  const parts = await Promise.all([part('store', () => store.ping()), part('broker', () => broker.ping())]);
  const resting = new Set(gateway.deliverer.restingSides());
  const storeOk = parts[0]?.ok === true;
  const holds = storeOk ? await store.holds() : [];
  const isHeld = (side: SideName): boolean => holds.some(({ scope, name }) => scope === 'side' && name === side);
  return {
    status: parts.every(({ ok }) => ok) ? 'ok' : storeOk ? 'degraded' : 'down',
    version,
    parts,
    sides: [...sides.values()].map(({ name, adapter }) => ({
      name,
      state: adapter === undefined ? 'not-configured' : stateOf(isHeld(name), resting.has(name)),
    })),
    ...(storeOk
      ? { holds: holds.map(({ scope, name, since }) => ({ scope, name, since })), counts: await store.counts() }
      : {}),
  };
}

/** A side that is held is not called, however it is. */
const stateOf = (held: boolean, resting: boolean): 'held' | 'resting' | 'ready' => {
  if (held) return 'held';
  return resting ? 'resting' : 'ready';
};
