/** The reading side: messages, deliveries, records, and who is who. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import { parseMessageId } from '../foundation/ids.js';
import type { MessageState, SideName } from '../foundation/names.js';
import type { Database, Query } from './database.js';
import * as queries from './queries/reading.js';
import { type DeliveryRow, deliveryOf, type RecordRow, recordOf, type SummaryRow, summaryOf } from './rows.js';
import type {
  DeliveryView,
  MessageFilter,
  MessageSummary,
  MessageView,
  RawMessage,
  RecordView,
  Store,
  StoreCounts,
} from './store.js';

interface MessageRow extends SummaryRow {
  readonly correlation_id: string | null;
  readonly reply_to: string | null;
  readonly report: readonly unknown[];
  readonly canonical: unknown;
}

interface RawRow extends SummaryRow {
  readonly content_type: string;
  readonly dedupe_key: string | null;
  readonly correlation_id: string | null;
  readonly reply_to: string | null;
  readonly body: Buffer | null;
}

export class Reading {
  readonly #query: Query;

  constructor(database: Database) {
    this.#query = database.query;
  }

  async message(id: MessageId): Promise<MessageView | undefined> {
    const [rows, deliveries, parts] = await Promise.all([
      this.#query<MessageRow>(queries.MESSAGE, [id]),
      this.deliveriesOf(id),
      this.#query<SummaryRow>(queries.PARTS_OF, [id]),
    ]);
    const [row] = rows;
    return (
      row && {
        ...summaryOf(row),
        correlationId: row.correlation_id,
        replyTo: row.reply_to,
        report: row.report,
        canonical: row.canonical,
        deliveries,
        parts: parts.map(summaryOf),
      }
    );
  }

  async rawMessage(id: MessageId): Promise<RawMessage | undefined> {
    const [row] = await this.#query<RawRow>(queries.RAW_MESSAGE, [id]);
    return (
      row && {
        ...summaryOf(row),
        contentType: row.content_type,
        body: row.body ?? Buffer.alloc(0),
        dedupeKey: row.dedupe_key,
        replyTo: row.reply_to,
        correlationId: row.correlation_id,
      }
    );
  }

  async messages(filter: MessageFilter): Promise<{ items: readonly MessageSummary[]; next?: string }> {
    const cursor = filter.cursor === undefined ? undefined : parseMessageId(filter.cursor);
    // One row more than asked for tells whether there is another page.
    const common = [filter.side, filter.record, filter.status, cursor].map((value) => value ?? null);
    const rows =
      filter.deliveryStatus === undefined
        ? await this.#query<SummaryRow>(queries.MESSAGES, [...common, filter.limit + 1])
        : await this.#query<SummaryRow>(queries.MESSAGES_BY_DELIVERY, [
            ...common,
            filter.limit + 1,
            filter.deliveryStatus,
          ]);
    const items = rows.slice(0, filter.limit).map(summaryOf);
    const last = items.at(-1);
    return rows.length > filter.limit && last !== undefined ? { items, next: last.id } : { items };
  }

  async delivery(id: DeliveryId): Promise<DeliveryView | undefined> {
    const [row] = await this.#query<DeliveryRow>(queries.DELIVERY, [id]);
    return row && deliveryOf(row);
  }

  async deliveriesOf(id: MessageId): Promise<readonly DeliveryView[]> {
    return (await this.#query<DeliveryRow>(queries.DELIVERIES_OF, [id])).map(deliveryOf);
  }

  async toldSince(id: MessageId, limit: number): Promise<readonly RecordView[]> {
    return (await this.#query<RecordRow>(queries.TOLD_SINCE_MESSAGE, [id, limit])).map(recordOf);
  }

  async recordsOf(
    codiceFiscale: string,
    { record, limit, seenBy }: Parameters<Store['recordsOf']>[1],
  ): Promise<readonly RecordView[]> {
    const params = [codiceFiscale, record ?? null, limit];
    const rows =
      seenBy === undefined
        ? await this.#query<RecordRow>(queries.RECORDS_OF, params)
        : await this.#query<RecordRow>(queries.RECORDS_SEEN_BY, [...params, seenBy]);
    return rows.map(recordOf);
  }

  async otherCodesOf(
    codiceFiscale: string,
    { seenBy }: NonNullable<Parameters<Store['otherCodesOf']>[1]> = {},
  ): Promise<readonly string[]> {
    const rows =
      seenBy === undefined
        ? await this.#query<{ codice_fiscale: string }>(queries.OTHER_CODES, [codiceFiscale])
        : await this.#query<{ codice_fiscale: string }>(queries.OTHER_CODES_SEEN_BY, [codiceFiscale, seenBy]);
    return rows.map((row) => row.codice_fiscale);
  }

  async latestSap(identificativoSap: string, heldBy: SideName): Promise<RecordView | undefined> {
    const [row] = await this.#query<RecordRow>(queries.LATEST_SAP, [identificativoSap, heldBy]);
    // What it told last is not known any more where it was not to be kept; what it told before says nothing.
    return row?.event === 'invio' && row.canonical !== null ? recordOf(row) : undefined;
  }

  async whoIs(identificativoSap: string): Promise<string | undefined> {
    const [row] = await this.#query<{ codice_fiscale: string }>(queries.WHO_IS, [identificativoSap]);
    return row?.codice_fiscale;
  }

  async sapOf(codiceFiscale: string): Promise<string | undefined> {
    const [row] = await this.#query<{ identificativo_sap: string }>(queries.SAP_OF, [codiceFiscale]);
    return row?.identificativo_sap;
  }

  async sidesOf(identificativoSap: string): Promise<readonly SideName[]> {
    const rows = await this.#query<{ side: SideName }>(queries.SIDES_OF, [identificativoSap]);
    return rows.map((row) => row.side);
  }

  async counts(): Promise<StoreCounts> {
    const [messages, deliveries] = await Promise.all([
      this.#query<{ status: MessageState; count: number }>(queries.COUNT_MESSAGES),
      this.#query<StoreCounts['deliveries'][number]>(queries.COUNT_DELIVERIES),
    ]);
    return { messages: Object.fromEntries(messages.map((row) => [row.status, row.count])), deliveries };
  }
}
