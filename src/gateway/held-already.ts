/** What counts once more each time it is sent does not leave where its side has it, or may have it. */
import type { Answer, Esito } from '../adapters/adapter.js';
import { isSame, lastOf } from '../canonical/object.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { HeldRecord } from '../store/views.js';
import { IN_DOUBT } from './reasons.js';

/**
 * What is answered instead of sending. A record may have been taken in as news because something else was on its way then, which has
 * come to nothing at the side (refused, called off): then it is a repetition after all, and has the first one's answer; a sender's
 * own key says that it is none. Where what was told last of the same thing may have arrived, a person decides.
 * @param beside what the side holds or may hold, newest first
 */
export function heldAlready(
  { source, record, event, canonical, destination }: ClaimedDelivery,
  beside: readonly HeldRecord[],
): Answer | undefined {
  const told = { side: source, record, event, canonical };
  const last = lastOf(
    told,
    beside.filter(({ earlier }) => earlier),
  );
  if (last?.doubtful) {
    return {
      outcome: 'failed',
      reason: IN_DOUBT,
      detail: `it is not known whether ${destination} has message ${last.messageId} (${last.record}/${last.event}), which was called off after its answer was lost; look there, then send this one, confirm that it is there already or call it off`,
      ambiguous: true,
      forPerson: true,
    };
  }
  return last?.freed && isSame(told, last) ? { outcome: 'acknowledged', esito: last.answer as Esito } : undefined;
}
