/** Both stores, empty, and the usual steps on them. */
import { rm } from 'node:fs/promises';
import type { DeliveryId } from '../../src/foundation/brand.js';
import { uuid7 } from '../../src/foundation/ids.js';
import type { OperatorAction } from '../../src/foundation/names.js';
import { SIDES } from '../../src/foundation/names.js';
import type { ClaimedDelivery, Closing } from '../../src/store/attempt.js';
import type { Database, Sql } from '../../src/store/database.js';
import { openEmbedded } from '../../src/store/embedded.js';
import type { Acting } from '../../src/store/operating.js';
import { openPostgres } from '../../src/store/postgres.js';
import { storeOn } from '../../src/store/sql-store.js';
import type { Store } from '../../src/store/store.js';
import type { Due } from '../../src/store/waking.js';
import { freshEmbedded, freshPostgres } from './fresh.js';

export { deliveryId, deliveryTo, receipt, somebody } from './receipts.js';

/** So that receipts that follow one another have an order: ids of the same millisecond have none. */
export const nextMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

export interface OpenStore {
  readonly store: Store;
  readonly database: Database;
  /** The statements run so far; a transaction of several statements is counted by its statements. */
  readonly ran: Sql[];
  end(): Promise<void>;
}

function counted(database: Database, ran: Sql[]): Database {
  return {
    ...database,
    query: (sql, params) => {
      ran.push(sql);
      return database.query(sql, params);
    },
  };
}

async function prepared(database: Database, clean: () => Promise<void>): Promise<OpenStore> {
  const ran: Sql[] = [];
  const store = storeOn(counted(database, ran));
  await store.migrate();
  return {
    store,
    database,
    ran,
    async end() {
      await store.end();
      await clean();
    },
  };
}

/** For `describe.each`: what each database is called, and how an empty store on it is opened. */
export const EACH_STORE: readonly { readonly kind: string; readonly open: () => Promise<OpenStore> }[] = [
  {
    kind: 'postgres',
    open: async () => prepared(openPostgres(await freshPostgres(), 10), async () => undefined),
  },
  {
    kind: 'embedded',
    open: async () => {
      const directory = await freshEmbedded();
      return prepared(await openEmbedded(directory), () => rm(directory, { recursive: true }));
    },
  },
];

/** What is due at any side of the house. */
export const dueOf = (store: Store, limit: number, staleAfterMs: number): Promise<readonly Due[]> =>
  store.due({ sides: SIDES, limit, staleAfterMs });
/** Somebody who acts on something, as an operator does. */
export const acting = (action: OperatorAction, given: Partial<Acting> = {}): Acting & { readonly reason: string } => ({
  run: uuid7(),
  actor: 'operatore',
  action,
  target: {},
  reason: 'prova',
  ...given,
});

/** A claim that must succeed. */
export async function claimed(store: Store, id: DeliveryId, leaseSeconds = 60): Promise<ClaimedDelivery> {
  const delivery = await store.claim(id, leaseSeconds);
  if (delivery === undefined) throw new Error('the delivery cannot be claimed');
  return delivery;
}

/** Closes an attempt as acknowledged, or as `how` says. */
export function closing(delivery: ClaimedDelivery, how: Partial<Closing> = {}): Closing {
  const { id, attempt } = delivery;
  return { id, attempt, outcome: 'acknowledged', answer: { esito: 'OK' }, ...how };
}
