/**
 * The instants at which a crash would be most harmful, by name. With `RACCORDO_CRASH_AT=name[:n]` the process kills
 * itself (SIGKILL) the n-th time it passes there; the fault tests enumerate these lists and prove that nothing is lost.
 */

/** On the way of a record. */
export const RECORD_CRASH_POINTS = [
  /** The receipt is checked and mapped; nothing is stored. */
  'intake.received',
  /** The receipt is committed; no one has been told yet. */
  'intake.committed',
  /** The broker has confirmed a call right after the commit; the store does not know. */
  'dispatch.published',
  /** The broker has confirmed the calls of a sweep; the store does not know. */
  'sweep.published',
  /** The delivery is claimed; nothing has left. */
  'delivery.claimed',
  /** The call to the side has begun; its answer is not known. */
  'delivery.called',
  /** The side has answered; the answer is not stored yet. */
  'delivery.answered',
  /** What the side answered is taken in as a record where it is one; the delivery is still open. */
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
] as const;

export const CRASH_POINTS = [...RECORD_CRASH_POINTS, ...OPERATOR_CRASH_POINTS] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];

const [name, count] = (process.env.RACCORDO_CRASH_AT ?? '').split(':');
let left = Number(count ?? '1');

export function crashPoint(point: CrashPoint): void {
  if (point !== name) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
}
