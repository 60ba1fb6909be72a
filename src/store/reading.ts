/** The reading side: messages, deliveries, records, and who is who. */
import type { DeliveryId, MessageId } from '../foundation/brand.js';
import { lowestUuid7, parseMessageId } from '../foundation/ids.js';
import type { DeliveryState, MessageState, SideName } from '../foundation/names.js';
import type { Database, Param, Query, Sql } from './database.js';
import * as queries from './queries/reading.js';
import { type DeliveryRow, deliveryOf, type RecordRow, recordOf, type SummaryRow, summaryOf } from './rows.js';
import type { Store } from './store.js';
import type {
  AtSide,
  DeliveryView,
  HeldRecord,
  MessageFilter,
  MessageSummary,
  MessageView,
  RawMessage,
  RecordView,
  StoreCounts,
} from './views.js';

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

/** How far the clock of a process that makes ids may be from that of the database, which says when a message was received. */
const CLOCKS_APART_MS = 3_600_000;
/** States so rare that what is in them is found from an index of its own. */
const RARE: ReadonlySet<DeliveryState> = new Set(['parked', 'refused', 'cancelled']);

const idAround = (instant: Date | undefined, apartMs: number): string | undefined =>
  instant && lowestUuid7(new Date(instant.getTime() + apartMs));

/** The statement that reads a page, with its parameters. */
function pageOf(filter: MessageFilter): [Sql, Param[]] {
  const { side, record, status, event, rule, since, until, deliveryStatus, destination, route, reason } = filter;
  const cursor = filter.cursor === undefined ? undefined : parseMessageId(filter.cursor);
  const times = [
    idAround(since, -CLOCKS_APART_MS),
    idAround(until, CLOCKS_APART_MS),
    since?.toISOString(),
    until?.toISOString(),
  ];
  // One row more than asked for tells whether there is another page.
  const page = [side, record, status, cursor, filter.limit + 1, event, rule, ...times];
  const going = [deliveryStatus, destination, route, reason];
  const orNull = (values: readonly (Param | undefined)[]): Param[] => values.map((value) => value ?? null);
  if (going.every((value) => value === undefined)) return [queries.MESSAGES, orNull(page)];
  const sql =
    deliveryStatus !== undefined && RARE.has(deliveryStatus) ? queries.MESSAGES_BY_DELIVERY : queries.MESSAGES_GOING;
  return [sql, orNull([...page, ...going])];
}

export class Reading {
  readonly #database: Database;
  readonly #query: Query;

  constructor(database: Database) {
    this.#database = database;
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
    const rows = await this.#query<SummaryRow>(...pageOf(filter));
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

  async toldSince(id: MessageId, limit: number, beforeMs = (): number => 0): Promise<readonly RecordView[]> {
    const told = this.#database.session((query) =>
      query<RecordRow>(queries.TOLD_SINCE_MESSAGE, [id, limit, beforeMs()]),
    );
    return (await told).map(recordOf);
  }

  async heldBeside(id: MessageId, by: SideName): Promise<readonly HeldRecord[]> {
    const rows = await this.#query<RecordRow & AtSide>(queries.HELD_BESIDE, [id, by]);
    return rows.map(({ answer, doubtful, earlier, freed, ...row }) => ({
      ...recordOf(row),
      answer,
      doubtful,
      earlier,
      freed,
    }));
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
