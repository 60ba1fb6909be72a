/** How the gateway and its sides are doing, in one look. */
import type { SideName } from '../foundation/names.js';
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
  readonly sides: readonly { readonly name: SideName; readonly state: 'ready' | 'resting' | 'not-configured' }[];
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
  const { store, broker, sides, routes } = gateway.context;
  const pinged = await Promise.all([part('store', () => store.ping()), part('broker', () => broker.ping())]);
  const parts = [...pinged, { name: 'routes', ...routes.standing }];
  const resting = new Set(gateway.deliverer.restingSides());
  const storeOk = pinged[0]?.ok === true;
  return {
    status: parts.every(({ ok }) => ok) ? 'ok' : storeOk ? 'degraded' : 'down',
    version,
    parts,
    sides: [...sides.values()].map(({ name, adapter }) => ({
      name,
      state: adapter === undefined ? 'not-configured' : resting.has(name) ? 'resting' : 'ready',
    })),
    ...(storeOk ? { counts: await store.counts() } : {}),
  };
}
