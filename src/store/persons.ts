/** Joining the codici fiscali of a person, and taking it back. Both within a transaction that holds the lock. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import type { Query } from './database.js';
import * as queries from './queries/persons.js';

interface Joined {
  readonly codice_fiscale: string;
  readonly former: string;
}

/** Holds up every other receipt until the commit. */
export async function lockPersons(query: Query): Promise<void> {
  await query(queries.LOCK_PERSONS);
}

/** Joins the code that had the SAP before to the one that a stored message says it has passed to. Twice is as good as once. */
export async function join(
  query: Query,
  message: { readonly id: MessageId; readonly codiceFiscale: string; readonly identificativoSap: string },
): Promise<void> {
  const params = [message.identificativoSap, message.codiceFiscale, message.id];
  await regroup(query, await query<Joined>(queries.JOIN, params));
}

/** Takes back what the message of a delivery has joined, once the delivery is closed as refused. */
export async function separate(query: Query, delivery: DeliveryId): Promise<void> {
  const joined = await query<Joined>(queries.SEPARATE, [delivery]);
  await query(queries.FORGET, [delivery]);
  await regroup(query, joined);
}

/** Whether a national id is known with codes of other persons only. */
export async function isContested(query: Query, identificativoSap: string, codiceFiscale: string): Promise<boolean> {
  const [row] = await query<{ contested: boolean | null }>(queries.CONTESTED, [identificativoSap, codiceFiscale]);
  return row?.contested === true;
}

async function regroup(query: Query, joined: readonly Joined[]): Promise<void> {
  if (joined.length === 0) return;
  const told = joined.flatMap((row) => [row.codice_fiscale, row.former]);
  const rows = await query<{ codice_fiscale: string }>(queries.REGROUP, [JSON.stringify(told)]);
  await query(queries.REORDER, [JSON.stringify(rows.map((row) => row.codice_fiscale))]);
}
