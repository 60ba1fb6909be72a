/** Both stores, empty, and receipts about invented people to put into them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeliveryId } from '../../src/foundation/brand.js';
import { digest, newDeliveryId, newMessageId } from '../../src/foundation/ids.js';
import type { SideName } from '../../src/foundation/names.js';
import type { Database, Sql } from '../../src/store/database.js';
import { openEmbedded } from '../../src/store/embedded.js';
import { openPostgres } from '../../src/store/postgres.js';
import { storeOn } from '../../src/store/sql-store.js';
import type { AcceptedReceipt, ClaimedDelivery, Closing, NewDelivery, Store } from '../../src/store/store.js';
import { makeCodiceFiscale } from './codice-fiscale.js';
import { freshPostgres } from './fresh.js';

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
      const directory = await mkdtemp(join(tmpdir(), 'raccordo-store-'));
      return prepared(await openEmbedded(directory), () => rm(directory, { recursive: true }));
    },
  },
];

let people = 0;

/** A person nobody has met before in this process: another birthday for each. */
export function somebody(): { codiceFiscale: string; identificativoSap: string } {
  people += 1;
  const birth = new Date(Date.UTC(1950, 0, 1) + people * 86_400_000).toISOString().slice(0, 10);
  const codiceFiscale = makeCodiceFiscale({
    cognome: 'Prova',
    nome: 'Ada',
    sesso: 'F',
    dataNascita: birth,
    luogoNascita: 'H501',
  });
  return { codiceFiscale, identificativoSap: `AA${String(people).padStart(8, '0')}Z` };
}

export function deliveryTo(destination: SideName, orderingKey: string): NewDelivery {
  return { id: newDeliveryId(), kind: 'record', destination, orderingKey };
}

/** A receipt from SILP with one delivery to ANPAL; what is given replaces what is made up. */
export function receipt(given: Partial<AcceptedReceipt> & { readonly text?: string } = {}): AcceptedReceipt {
  const { text = '{}', ...replaced } = given;
  const id = newMessageId();
  const codiceFiscale = given.codiceFiscale ?? somebody().codiceFiscale;
  const body = Buffer.from(text);
  return {
    id,
    side: 'silp',
    record: 'sap',
    event: 'invio',
    revision: 'v1',
    channel: 'rest',
    contentType: 'application/json',
    body,
    bodyDigest: digest(body),
    dedupeKey: id,
    findings: [],
    subject: `cf:${codiceFiscale}`,
    codiceFiscale,
    canonical: { persona: { codiceFiscale } },
    report: [],
    deliveries: [deliveryTo('anpal', `anpal ${codiceFiscale}`)],
    ...replaced,
  };
}

/** The id of the n-th delivery. */
export function deliveryId(of: AcceptedReceipt, n = 0): DeliveryId {
  const delivery = of.deliveries[n];
  if (delivery === undefined) throw new Error('the receipt has fewer deliveries');
  return delivery.id;
}

/** A claim that must succeed. */
export async function claimed(store: Store, id: DeliveryId, leaseSeconds = 60): Promise<ClaimedDelivery> {
  const delivery = await store.claim(id, leaseSeconds);
  if (delivery === undefined) throw new Error('the delivery cannot be claimed');
  return delivery;
}

/** Closes an attempt as acknowledged, or as `how` says. */
export function closing(delivery: ClaimedDelivery, how: Partial<Closing> = {}): Closing {
  const { id, attempt } = delivery;
  return { id, attempt, startedAt: new Date(), outcome: 'acknowledged', answer: { esito: 'OK' }, ...how };
}
