/** What a side has already: told anew because it was to be taken back, and the taking back came to nothing. */
import { isSame, lastOf } from '../canonical/object.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { AnsweredRecord } from '../store/views.js';

/**
 * Whether the record was taken in as news because something else was on its way then, which has had no effect at the side (refused,
 * called off): it is a repetition after all, of the record that is returned. A sender's own key says that it is none.
 * @param acknowledged by the side, newest first
 */
export function heldAlready(
  { source, record, event, canonical }: ClaimedDelivery,
  acknowledged: readonly AnsweredRecord[],
): AnsweredRecord | undefined {
  const told = { side: source, record, event, canonical };
  const last = lastOf(
    told,
    acknowledged.filter(({ earlier }) => earlier),
  );
  return last?.freed && isSame(told, last) ? last : undefined;
}
