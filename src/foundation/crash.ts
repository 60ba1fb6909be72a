/**
 * The instants at which a crash would be most harmful, by name. With `RACCORDO_CRASH_AT=name[:n][@about]` the process
 * kills itself (SIGKILL) the n-th time it passes there; with `@about` only passages that concern the message or the
 * delivery whose id begins so count. The fault tests enumerate these lists and prove that nothing is lost.
 */

/** On the way of a record. */
export const RECORD_CRASH_POINTS = [
  /** The receipt is checked and complete; nothing of it is stored. */
  'intake.received',
  /** The receipt is committed; no one has been told yet. */
  'intake.committed',
  /** The broker has confirmed a wake-up call right after the commit; the store does not know. */
  'dispatch.published',
  /** The broker has confirmed what a sweep has found; the store does not know. */
  'dispatch.swept',
  /** The delivery is claimed; nothing has left. */
  'delivery.claimed',
  /** A side has begun to answer, so it has our request; nothing of the answer is read. */
  'delivery.called',
  /** The side has answered; the answer is not stored yet. */
  'delivery.answered',
  /** The document in which a side has answered is taken in; the delivery is still open. */
  'delivery.taken-in',
  /** The answer is stored; the deliveries behind it have not been woken. */
  'delivery.closed',
] as const;
/** In what operators do. */
export const OPERATOR_CRASH_POINTS = [
  /** Deliveries are pending again, and the action is written down; none has been woken. */
  'operator.replayed',
  /** Deliveries are called off, and the action is written down; neither those behind them nor the tellings have been woken. */
  'operator.cancelled',
  /** Deliveries count as arrived, and the action is written down; neither those behind them nor the tellings have been woken. */
  'operator.confirmed',
] as const;

export const CRASH_POINTS = [...RECORD_CRASH_POINTS, ...OPERATOR_CRASH_POINTS] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

const [, name, count = '1', wanted = ''] =
  /^([^:@]+)(?::(\d+))?(?:@(.+))?$/.exec(process.env.RACCORDO_CRASH_AT ?? '') ?? [];
let left = Number(count);

/** @param about ids of the message and the delivery that pass here, where it is known which. */
export function crashPoint(point: CrashPoint, ...about: readonly string[]): void {
  if (point !== name) return;
  if (wanted !== '' && !about.some((id) => id.startsWith(wanted))) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}
