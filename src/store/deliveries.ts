/** The life of a delivery between receipt and outcome. Every change is one statement. */
import { randomUUID } from 'node:crypto';
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import { holdableJson } from '../foundation/characters.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { ClaimedDelivery, Closing } from './attempt.js';
import type { Database, Query } from './database.js';
import { textArray, uuidArray } from './database.js';
import { DispatchNotes } from './dispatch-notes.js';
import { lockPersons, separate } from './persons.js';
import * as queries from './queries/delivery.js';
import type { DeliveryKind } from './receipt.js';
import { present } from './rows.js';
import type { Due, DueQuery, Woken } from './waking.js';

interface ClaimRow {
  readonly id: DeliveryId;
  readonly kind: DeliveryKind;
  readonly message_id: MessageId;
  readonly destination: SideName;
  readonly ordering_key: string;
  readonly attempt: number;
  readonly tries: number;
  readonly ambiguous: boolean;
  readonly told: unknown;
  readonly source: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  readonly reply_to: string | null;
  readonly correlation_id: string | null;
  readonly received_at: Date;
  readonly canonical: unknown;
  readonly codice_fiscale: string | null;
  readonly identificativo_sap: string | null;
  readonly other_codes: readonly string[] | null;
}

export class Deliveries {
  readonly #database: Database;
  readonly #query: Query;
  readonly #notes: DispatchNotes;

  constructor(database: Database) {
    this.#database = database;
    this.#query = database.query;
    this.#notes = new DispatchNotes(async (ids, ages) => {
      await database.query(queries.NOTE_DISPATCHED, [uuidArray(ids), `{${ages.join(',')}}`]);
    });
  }

  async due({ sides, limit, staleAfterMs, waiting = [] }: DueQuery): Promise<readonly Due[]> {
    await this.#notes.flush();
    return await this.#query<Due>(queries.DUE, [
      limit,
      staleAfterMs,
      textArray(sides),
      textArray(waiting.map(({ destination, lane }) => `${destination}.${lane}`)),
    ]);
  }

  dispatched(ids: readonly DeliveryId[]): void {
    this.#notes.add(ids);
  }

  async claim(id: DeliveryId, leaseSeconds: number, name: string = randomUUID()): Promise<ClaimedDelivery | undefined> {
    this.#notes.drop(id);
    const [row] = await this.#query<ClaimRow>(queries.CLAIM, [id, leaseSeconds, name]);
    if (row === undefined) return undefined;
    return {
      id: row.id,
      kind: row.kind,
      messageId: row.message_id,
      destination: row.destination,
      orderingKey: row.ordering_key,
      attempt: row.attempt,
      tries: row.tries,
      ambiguous: row.ambiguous,
      source: row.source,
      record: row.record,
      event: row.event,
      revision: row.revision,
      canonical: row.canonical,
      receivedAt: row.received_at,
      ...present('codiceFiscale', row.codice_fiscale),
      ...present('identificativoSap', row.identificativo_sap),
      ...present('otherCodes', row.other_codes),
      ...present('replyTo', row.reply_to),
      ...present('correlationId', row.correlation_id),
      ...present('told', row.told),
    };
  }

  async close(closing: Closing): Promise<readonly Woken[]> {
    if (closing.separates !== true) return await closed(this.#database.query, closing);
    return await this.#database.transaction(async (query) => {
      await lockPersons(query);
      const woken = await closed(query, closing);
      await separate(query, closing.id);
      return woken;
    });
  }

  settled(): Promise<void> {
    return this.#notes.flush();
  }
}

/** One statement, with everything that follows from the end of the attempt. */
async function closed(query: Query, closing: Closing): Promise<readonly Woken[]> {
  const failed = closing.outcome !== 'acknowledged' && closing.outcome !== 'refused';
  const next = failed ? (closing.next ?? 'parked') : undefined;
  const status = next === undefined ? closing.outcome : next === 'parked' ? 'parked' : 'pending';
  return await query<Woken>(queries.CLOSE, [
    closing.id,
    closing.attempt,
    status,
    !failed,
    closing.outcome,
    holdableJson(closing.answer ?? null),
    typeof next === 'object' ? next.afterMs : null,
    failed && closing.ambiguous === true,
    closing.learned?.codiceFiscale ?? null,
    closing.learned?.identificativoSap ?? null,
    closing.tell === undefined ? null : tellRow(closing.tell),
  ]);
}

function tellRow(tell: NonNullable<Closing['tell']>): string {
  return holdableJson({
    id: tell.id,
    kind: tell.kind,
    destination: tell.destination,
    ordering_key: tell.orderingKey,
    lane: tell.lane,
    told: tell.told,
  });
}
