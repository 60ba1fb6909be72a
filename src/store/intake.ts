/** The writing side of receipts: accepted ones in shared commits, refused ones in quarantine. */
import type { MessageId } from '../foundation/brand.js';
import { holdableJson } from '../foundation/characters.js';
import { RaccordoError } from '../foundation/errors.js';
import type { Finding } from '../foundation/finding.js';
import { noteAction } from './acting.js';
import type { Database, Query } from './database.js';
import { GroupCommit } from './group-commit.js';
import type { Acting } from './operating.js';
import { isContested, join, lockPersons } from './persons.js';
import * as queries from './queries/intake.js';
import type { AcceptedReceipt, AcceptResult, QuarantineResult, Receipt } from './receipt.js';

/** Larger batches gain nothing measurable and make everyone in them wait for the slowest. */
const BATCH = { rows: 128, bytes: 8 * 1024 * 1024 };

interface Prepared {
  readonly receipt: AcceptedReceipt;
  readonly canonical: Buffer;
  /** The document that it was read out of and goes in with. */
  readonly whole: MessageId | undefined;
}

interface AcceptRow {
  readonly n: number;
  readonly stored: boolean;
  readonly earlier_id: MessageId | null;
  readonly earlier_digest: string | null;
  readonly contested: boolean;
  readonly newer: MessageId | null;
}

export class Intake {
  readonly #database: Database;
  readonly #query: Query;
  /** What belongs together goes in together: an item of a batch is a document with the other records in it. */
  readonly #batches: GroupCommit<readonly Prepared[], readonly AcceptResult[]>;

  constructor(database: Database) {
    this.#database = database;
    this.#query = database.query;
    this.#batches = new GroupCommit((groups) => this.#writeGroups(groups), isOfOneRow, BATCH);
  }

  async accept(receipt: AcceptedReceipt): Promise<AcceptResult> {
    const [result] = await this.acceptTogether([receipt]);
    return result as AcceptResult;
  }

  acceptTogether(receipts: readonly AcceptedReceipt[]): Promise<readonly AcceptResult[]> {
    const prepared = receipts.map((receipt, n) => ({
      receipt,
      canonical: Buffer.from(JSON.stringify(receipt.canonical)),
      whole: n === 0 ? undefined : receipts[0]?.id,
    }));
    const bytes = prepared.reduce((sum, { receipt, canonical }) => sum + receipt.body.length + canonical.length, 0);
    return this.#batches.add(prepared, bytes);
  }

  async quarantine(receipt: Receipt): Promise<QuarantineResult> {
    const accepted = await this.#find(receipt);
    // A broken document under a key that was used is still kept with its reasons: they are what its sender has to hear.
    if (accepted !== undefined && accepted.outcome !== 'conflict') return { outcome: 'accepted', id: accepted.id };
    const [stored] = await this.#query<{ id: MessageId }>(queries.QUARANTINE, [
      receipt.id,
      receipt.side,
      receipt.record,
      receipt.event,
      receipt.revision,
      receipt.channel,
      receipt.contentType,
      receipt.bodyDigest,
      receipt.body.length,
      receipt.dedupeKey,
      receipt.replyTo ?? null,
      receipt.correlationId ?? null,
      holdableJson(receipt.findings),
      receipt.body,
      receipt.partOf ?? null,
      receipt.addressee ?? null,
    ]);
    if (stored !== undefined) return { outcome: 'stored', id: stored.id };
    const key = [receipt.side, receipt.dedupeKey, receipt.bodyDigest];
    const [before] = await this.#query<{ id: MessageId }>(queries.FIND_QUARANTINED, key);
    return { outcome: 'repeated', id: before?.id ?? receipt.id };
  }

  async release(receipt: AcceptedReceipt, acting?: Acting): Promise<AcceptResult> {
    const { id, identity, identificativoSap, codiceFiscale } = receipt;
    const both = identificativoSap !== undefined && codiceFiscale !== undefined;
    if (both && identity === undefined && (await isContested(this.#query, identificativoSap, codiceFiscale))) {
      return { outcome: 'contested', id };
    }
    const released = await this.#inOrder(
      [receipt],
      async (query) => {
        const done = await release(query, receipt);
        if (acting !== undefined) await noteAction(query, acting, { checked: 1, accepted: done === undefined ? 0 : 1 });
        return done;
      },
      (done) => done !== undefined,
      acting !== undefined,
    );
    if (released !== undefined) return stored(id, released.newer);
    return (await this.#find(receipt)) ?? { outcome: 'repeated', id };
  }

  async requarantine(id: MessageId, findings: readonly Finding[], acting?: Acting): Promise<void> {
    const params = [id, holdableJson(findings)];
    if (acting === undefined) {
      await this.#query(queries.REQUARANTINE, params);
      return;
    }
    await this.#database.transaction(async (query) => {
      await query(queries.REQUARANTINE, params);
      await noteAction(query, acting, { checked: 1, quarantined: 1 });
    });
  }

  async free(id: MessageId): Promise<void> {
    await this.#query(queries.FREE, [id]);
  }

  settled(): Promise<void> {
    return this.#batches.settled();
  }

  async #writeGroups(groups: readonly (readonly Prepared[])[]): Promise<readonly (readonly AcceptResult[])[]> {
    const results = await this.#write(groups.flat());
    let at = 0;
    return groups.map((group) => {
      at += group.length;
      return results.slice(at - group.length, at);
    });
  }

  async #write(items: readonly Prepared[]): Promise<readonly AcceptResult[]> {
    const { columns, blob } = packed(items);
    const deliveries = deliveriesOf(items.map((item) => item.receipt));
    const rows = await this.#inOrder(
      items.map((item) => item.receipt),
      (query) => query<AcceptRow>(queries.ACCEPT, [JSON.stringify(columns), blob, JSON.stringify(deliveries)]),
      (done, n) => done.some((row) => row.n === n && row.stored),
    );
    const byPosition = new Map(rows.map((row) => [row.n, row]));
    return await Promise.all(items.map((item, n) => this.#resultOf(item.receipt, byPosition.get(n))));
  }

  /**
   * Writes receipts; where one says that a SAP has passed to another code, the codes are joined in the same commit.
   * @param several whether the writing itself takes more than one statement.
   */
  async #inOrder<Done>(
    receipts: readonly AcceptedReceipt[],
    write: (query: Query) => Promise<Done>,
    isStored: (done: Done, n: number) => boolean,
    several = false,
  ): Promise<Done> {
    const joins = receipts.some(changesCode);
    if (!joins && !several) return await write(this.#query);
    return await this.#database.transaction(async (query) => {
      if (joins) await lockPersons(query);
      const done = await write(query);
      for (const [n, receipt] of receipts.entries()) {
        if (changesCode(receipt) && isStored(done, n)) await join(query, receipt);
      }
      return done;
    });
  }

  async #resultOf(receipt: AcceptedReceipt, row: AcceptRow | undefined): Promise<AcceptResult> {
    if (row?.stored) return stored(receipt.id, row.newer);
    if (row?.earlier_id != null) return outcomeOf(receipt, row.earlier_id, row.earlier_digest ?? '');
    if (row?.contested) return { outcome: 'contested', id: receipt.id };
    return (await this.#find(receipt)) ?? { outcome: 'repeated', id: receipt.id };
  }

  async #find(receipt: Receipt): Promise<AcceptResult | undefined> {
    const [earlier] = await this.#query<{ id: MessageId; body_digest: string }>(queries.FIND_ACCEPTED, [
      receipt.side,
      receipt.dedupeKey,
    ]);
    return earlier && outcomeOf(receipt, earlier.id, earlier.body_digest);
  }
}

type ChangingCode = AcceptedReceipt & { readonly codiceFiscale: string; readonly identificativoSap: string };

const changesCode = (receipt: AcceptedReceipt): receipt is ChangingCode =>
  receipt.identity === 'changed' && receipt.codiceFiscale !== undefined && receipt.identificativoSap !== undefined;

const stored = (id: MessageId, newer: MessageId | null): AcceptResult => ({
  outcome: 'stored',
  id,
  ...(newer === null ? {} : { newer }),
});

interface Released {
  readonly newer: MessageId | null;
}

/** What is known of a message that was in quarantine and has left it; undefined when it was not or has not. */
async function release(query: Query, receipt: AcceptedReceipt): Promise<Released | undefined> {
  const rows = await query<Released>(queries.RELEASE, [
    receipt.id,
    receipt.record,
    receipt.event,
    receipt.revision,
    JSON.stringify(receipt.findings),
    JSON.stringify(receipt.report),
    receipt.subject,
    receipt.codiceFiscale ?? null,
    receipt.identificativoSap ?? null,
    JSON.stringify(receipt.canonical),
    JSON.stringify(deliveriesOf([receipt])),
    receipt.dedupeKey,
    receipt.storage ?? 'full',
    receipt.routes ?? null,
    receipt.version ?? null,
    receipt.late ?? 'park',
  ]);
  return rows[0];
}

/** The receipt's own id comes back when its commit was done but its answer was lost, and it was written again. */
function outcomeOf(receipt: Receipt, id: MessageId, bodyDigest: string): AcceptResult {
  if (id === receipt.id) return { outcome: 'stored', id };
  return bodyDigest === receipt.bodyDigest ? { outcome: 'repeated', id } : { outcome: 'conflict', id, bodyDigest };
}

/** A fault of the database would meet every row alike; a value it cannot hold is the matter of one. */
function isOfOneRow(error: unknown): boolean {
  return error instanceof RaccordoError && (error.code === 'store-value-refused' || error.code === 'store-failed');
}

/** The parameters of ACCEPT: columns that address bodies and canonical records in one blob, counted from 1 as SQL does. */
function packed(items: readonly Prepared[]): { columns: object[]; blob: Buffer } {
  const parts: Buffer[] = [];
  let at = 1;
  const place = (part: Buffer): number => {
    const start = at;
    parts.push(part);
    at += part.length;
    return start;
  };
  const columns = items.map(({ receipt, canonical, whole }, n) => ({
    n,
    id: receipt.id,
    side: receipt.side,
    record: receipt.record,
    event: receipt.event,
    revision: receipt.revision,
    channel: receipt.channel,
    content_type: receipt.contentType,
    body_digest: receipt.bodyDigest,
    body_at: place(receipt.body),
    body_bytes: receipt.body.length,
    dedupe_key: receipt.dedupeKey,
    reply_to: receipt.replyTo,
    correlation_id: receipt.correlationId,
    part_of: receipt.partOf,
    addressee: receipt.addressee,
    findings: receipt.findings,
    report: receipt.report,
    subject: receipt.subject,
    codice_fiscale: receipt.codiceFiscale,
    identificativo_sap: receipt.identificativoSap,
    canonical_at: place(canonical),
    canonical_bytes: canonical.length,
    whole,
    identity: receipt.identity,
    storage: receipt.storage,
    routes: receipt.routes,
    version: receipt.version,
    late: receipt.late ?? 'park',
  }));
  return { columns, blob: Buffer.concat(parts, at - 1) };
}

function deliveriesOf(receipts: readonly AcceptedReceipt[]): object[] {
  return receipts
    .flatMap((receipt) => receipt.deliveries.map((delivery) => ({ receipt, delivery })))
    .map(({ receipt, delivery }, n) => ({
      n,
      id: delivery.id,
      message_id: receipt.id,
      kind: delivery.kind,
      destination: delivery.destination,
      ordering_key: delivery.orderingKey,
      route: delivery.route,
      lane: delivery.lane,
      // Of what is about a person herself; an appointment with an id has an order of its own.
      person: receipt.subject === `cf:${receipt.codiceFiscale}` ? receipt.codiceFiscale : undefined,
    }));
}
