/** From rows to the store's shapes. */
import type { DeliveryLane, SideName, StorageLevel } from '../foundation/names.js';
import type { ActionView } from './operating.js';
import type { AttemptView, Behind, DeliveryView, HeldFor, MessageSummary, RecordView } from './views.js';

/** The property when there is a value, nothing otherwise: for optional properties filled from nullable columns. */
export function present<Key extends string, Value>(key: Key, value: Value | null): { [K in Key]?: NonNullable<Value> } {
  return (value == null ? {} : { [key]: value }) as { [K in Key]?: NonNullable<Value> };
}

/** A hold in JSON built by the database: its instant is text. */
type HeldRow = Omit<HeldFor, 'since'> & { readonly since: string };

const behindOf = (row: DeliveryRow['behind']): { behind?: Behind } => {
  if (row === null) return {};
  const { reason, ...before } = row;
  return { behind: { ...before, ...present('reason', reason) } };
};

const heldOf = (held: HeldRow | null | undefined): { held?: HeldFor } =>
  held == null ? {} : { held: { ...held, since: new Date(held.since) } };

export interface SummaryRow {
  readonly id: MessageSummary['id'];
  readonly side: MessageSummary['side'];
  readonly record: MessageSummary['record'];
  readonly event: MessageSummary['event'];
  readonly revision: string;
  readonly channel: string;
  readonly status: MessageSummary['status'];
  readonly received_at: Date;
  readonly body_bytes: number;
  readonly findings: MessageSummary['findings'];
  readonly part_of: MessageSummary['id'] | null;
  readonly addressee: SideName | null;
  readonly storage: StorageLevel;
  readonly routes: string | null;
  readonly trimmed_at: Date | null;
  /** In lists alone. */
  readonly held?: HeldRow | null;
}

export function summaryOf(row: SummaryRow): MessageSummary {
  return {
    id: row.id,
    side: row.side,
    record: row.record,
    event: row.event,
    revision: row.revision,
    channel: row.channel,
    status: row.status,
    receivedAt: row.received_at,
    bodyBytes: row.body_bytes,
    findings: row.findings,
    ...present('partOf', row.part_of),
    ...present('addressee', row.addressee),
    storage: row.storage,
    ...present('routes', row.routes),
    ...present('trimmedAt', row.trimmed_at),
    ...heldOf(row.held),
  };
}

export interface DeliveryRow {
  readonly id: DeliveryView['id'];
  readonly message_id: DeliveryView['messageId'];
  readonly kind: DeliveryView['kind'];
  readonly destination: DeliveryView['destination'];
  readonly route: string | null;
  readonly lane: DeliveryLane;
  readonly status: DeliveryView['status'];
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly closed_at: Date | null;
  readonly answer: unknown;
  readonly held: HeldRow | null;
  readonly behind: (Omit<Behind, 'reason'> & { readonly reason: string | null }) | null;
  /** Built in JSON by the database, so its instants are text. */
  readonly history: readonly (Omit<AttemptView, 'startedAt' | 'endedAt'> & { startedAt: string; endedAt: string })[];
}

export function deliveryOf(row: DeliveryRow): DeliveryView {
  return {
    id: row.id,
    messageId: row.message_id,
    kind: row.kind,
    destination: row.destination,
    ...present('route', row.route),
    lane: row.lane,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    closedAt: row.closed_at,
    answer: row.answer,
    ...heldOf(row.held),
    ...behindOf(row.behind),
    history: row.history.map((attempt) => ({
      ...attempt,
      startedAt: new Date(attempt.startedAt),
      endedAt: new Date(attempt.endedAt),
    })),
  };
}

export interface RecordRow {
  readonly message_id: RecordView['messageId'];
  readonly side: RecordView['side'];
  readonly record: RecordView['record'];
  readonly event: RecordView['event'];
  readonly received_at: Date;
  readonly seq: number;
  readonly canonical: unknown;
}

export function recordOf(row: RecordRow): RecordView {
  return {
    messageId: row.message_id,
    side: row.side,
    record: row.record,
    event: row.event,
    receivedAt: row.received_at,
    seq: row.seq,
    canonical: row.canonical,
  };
}

export interface ActionRow extends Omit<ActionView, 'side' | 'reason'> {
  readonly side: SideName | null;
  readonly reason: string | null;
}

export function actionOf({ side, reason, ...row }: ActionRow): ActionView {
  return { ...row, ...present('side', side), ...present('reason', reason) };
}
