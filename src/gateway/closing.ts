/** What follows of an answer: how an attempt is written down, when the next one comes, and what the source is told. */
import type { Answer, Failed } from '../adapters/adapter.js';
import { newDeliveryId } from '../foundation/ids.js';
import type { Settings } from '../foundation/settings/load.js';
import type { ClaimedDelivery, Closing } from '../store/attempt.js';
import type { AttemptView } from '../store/views.js';
import { delayAfter } from './backoff.js';
import type { Context } from './context.js';
import { takesBack } from './identity.js';
import { IN_DOUBT, INTERRUPTED, isTried, NOT_BEGUN } from './reasons.js';

/**
 * The end of an attempt, as the store takes it.
 * @param spentSeconds how long the attempt took
 */
export async function closingOf(
  context: Context,
  claimed: ClaimedDelivery,
  answer: Answer,
  spentSeconds: number,
): Promise<Closing> {
  const base = { id: claimed.id, attempt: claimed.attempt };
  if (answer.outcome === 'failed') {
    const { reason, detail, ambiguous } =
      answer.forPerson && answer.reason !== IN_DOUBT ? inDoubt(claimed, answer) : answer;
    const next = await nextOf(context, claimed, answer, spentSeconds);
    return { ...base, outcome: classOf(answer), answer: { reason, detail }, next, ambiguous };
  }
  const { esito } = answer;
  const { codiceFiscale } = claimed;
  const { identificativoSap } = esito;
  return {
    ...base,
    outcome: answer.outcome,
    answer: esito,
    ...(takesBack(context.sides.get(claimed.destination), claimed, answer) ? { separates: true } : {}),
    ...(codiceFiscale && identificativoSap ? { learned: { codiceFiscale, identificativoSap } } : {}),
    ...(claimed.kind === 'record' && claimed.replyTo ? { tell: esitoDelivery(claimed, answer) } : {}),
  };
}

const inDoubt = ({ destination, record, event }: ClaimedDelivery, { reason, detail, ambiguous }: Failed) => ({
  reason: IN_DOUBT,
  detail: `the answer of ${destination} to ${record}/${event} was lost (${reason}: ${detail}), and it cannot be asked whether it has it; look there, then confirm that it has arrived, send it again or call it off`,
  ambiguous,
});

/** A side that says it is called too often has not failed, what did not leave neither, and an answer that was lost may have been a good one. */
function classOf({ ambiguous, reason, tooMany }: Failed): Closing['outcome'] {
  if (tooMany !== undefined || reason === NOT_BEGUN || reason === IN_DOUBT) return 'postponed';
  return ambiguous ? 'ambiguous' : 'failed';
}

/**
 * What was sent may be under way still when its answer is given up, or when something between us and the side gives it up. Asked at
 * once the side would not know of it yet, and it would be sent again: as much time as it has had passes before that, and no less
 * than a side may take. What is told twice of an outcome or an event does no harm: its hearers know it by its id.
 */
function leastPause(
  { kind }: ClaimedDelivery,
  { ambiguous, retryAfterSeconds }: Failed,
  spentSeconds: number,
  { doubtSeconds }: Settings['delivery'],
): number | undefined {
  if (!ambiguous || kind !== 'record') return retryAfterSeconds;
  return Math.max(retryAfterSeconds ?? 0, spentSeconds, doubtSeconds);
}

async function nextOf(
  context: Context,
  claimed: ClaimedDelivery,
  answer: Failed,
  spentSeconds: number,
): Promise<Closing['next']> {
  if (answer.forPerson || answer.reason === INTERRUPTED) return 'parked';
  const { delivery } = context.settings;
  const tries = answer.reason === NOT_BEGUN ? 1 : claimed.tries;
  const next = { afterMs: delayAfter(tries, delivery, leastPause(claimed, answer, spentSeconds, delivery)) };
  if (!isTried(answer.reason) || claimed.tries < delivery.attempts) return next;
  const spent = triesSince(await historyOf(context, claimed), claimed.tries).filter(({ answer: past }) =>
    isTried((past as { reason?: string } | null)?.reason ?? ''),
  );
  return spent.length + 1 >= delivery.attempts ? 'parked' : next;
}

export async function historyOf({ store }: Context, { id }: ClaimedDelivery): Promise<readonly AttemptView[]> {
  return (await store.delivery(id))?.history ?? [];
}

/** The attempts before this one since the receipt or the last replay. */
const triesSince = (history: readonly AttemptView[], tries: number): readonly AttemptView[] =>
  tries <= 1 ? [] : history.slice(1 - tries);

/**
 * How many of the last attempts, one after the other, ended with the process that made them; this one is not counted, and what was
 * put off is none.
 */
export function interruptionsBefore(history: readonly AttemptView[], tries: number): number {
  const before = triesSince(history, tries).filter(({ outcome }) => outcome !== 'postponed');
  return before.length - 1 - before.findLastIndex(({ outcome }) => outcome !== INTERRUPTED);
}

function esitoDelivery(claimed: ClaimedDelivery, answer: Exclude<Answer, Failed>): NonNullable<Closing['tell']> {
  return {
    id: newDeliveryId(),
    kind: 'esito',
    destination: claimed.source,
    orderingKey: `esito|${claimed.messageId}`,
    lane: 'esiti',
    told: {
      message: claimed.messageId,
      record: claimed.record,
      event: claimed.event,
      side: claimed.destination,
      status: answer.outcome,
      esito: answer.esito,
    },
  };
}
