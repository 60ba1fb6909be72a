/** One attempt at a delivery: translate, check, ask where the last answer was lost, call the side. */
import {
  type Adapter,
  type Answer,
  type Doubt,
  doubtOf,
  type Esito,
  type Failed,
  type Others,
  type Outbound,
} from '../adapters/adapter.js';
import type { SideName } from '../foundation/names.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { HeldRecord } from '../store/views.js';
import type { Translation } from '../translation.js';
import { announce } from './announce.js';
import { tellSource } from './callback.js';
import { completed } from './complete.js';
import type { Context } from './context.js';
import { formOf } from './form.js';
import { heldAlready } from './held-already.js';
import type { OurTime } from './our-time.js';
import { INTERRUPTED, NOT_BEGUN } from './reasons.js';
import { tooLarge, unwritable } from './unwritable.js';

/** Makes the attempt. Never rejects: a fault of ours is a failure, which may have reached the side once something has left. */
export async function attempted(
  context: Context,
  side: Side,
  claimed: ClaimedDelivery,
  lease: OurTime,
  onSent: () => void,
): Promise<Answer> {
  const { signal } = lease;
  let left = claimed.kind !== 'record';
  const leaving = (): void => {
    left = true;
    onSent();
  };
  try {
    if (claimed.kind === 'esito') return await tellSource(context, claimed, signal);
    if (claimed.kind === 'event') return await announce(context, claimed);
    return await sent(context, side, claimed, lease, leaving);
  } catch (error) {
    context.log.error({ delivery: claimed.id, reason: String(error) }, 'delivery failed by a fault of ours');
    return {
      outcome: 'failed',
      reason: 'internal',
      detail: 'a fault inside the gateway; see its log',
      ambiguous: left,
    };
  }
}

async function sent(
  context: Context,
  side: Side,
  claimed: ClaimedDelivery,
  lease: OurTime,
  onSent: () => void,
): Promise<Answer> {
  const { adapter } = side;
  const { signal } = lease;
  if (!adapter) return notConfigured(side.name);
  if (lease.isOver) return notBegun;
  const complete = await completed(context, side, claimed, writtenForm(context, claimed), signal);
  if ('outcome' in complete) return complete;
  const made = outboundOf(side, claimed, complete.canonical);
  if ('outcome' in made) return made;
  const body = complete.finish === undefined ? made.body : await complete.finish(made.body);
  if ('outcome' in body) return body;
  const { largestBody } = adapter.capabilities;
  if (body.length > largestBody) return tooLarge(side.name, body.length, largestBody);
  const outbound: Outbound = { ...made, body };
  const doubt = doubtOf(adapter.capabilities.inDoubt, outbound);
  const earlier = claimed.ambiguous
    ? await afterDoubt(adapter, claimed, { doubt, outbound, others: othersBeside(context, claimed) }, signal)
    : doubt === 'decide' && heldAlready(claimed, await besideOf(context, claimed));
  if (earlier) return earlier;
  // Whoever has claimed it meanwhile sends it; what follows would be a second sending.
  if (lease.isOver) return notBegun;
  onSent();
  const answer = await adapter.send(outbound, signal);
  const lost = answer.outcome === 'failed' && answer.ambiguous;
  return lost && doubt === 'decide' ? { ...answer, forPerson: true } : answer;
}

/** What is known of an earlier attempt whose answer was lost, by the policy of the operation; undefined where it is sent (again). */
async function afterDoubt(
  adapter: Adapter,
  { tries }: ClaimedDelivery,
  { doubt, outbound, others }: { readonly doubt: Doubt; readonly outbound: Outbound; readonly others: Others },
  signal: AbortSignal,
): Promise<Answer | undefined> {
  if (doubt === 'ask') return adapter.arrived?.(outbound, signal, others);
  // Sent again by a person, it counts its tries anew: she has decided.
  if (doubt !== 'decide' || tries <= 1) return undefined;
  return { outcome: 'failed', reason: INTERRUPTED, detail: 'the process ended', ambiguous: true, forPerson: true };
}

const besideOf = ({ store }: Context, { messageId, destination }: ClaimedDelivery): Promise<readonly HeldRecord[]> =>
  store.heldBeside(messageId, destination);

const othersBeside =
  (context: Context, claimed: ClaimedDelivery): Others =>
  async () =>
    (await besideOf(context, claimed))
      .filter(({ event, doubtful }) => event === claimed.event && !doubtful)
      .map(({ answer }) => answer as Esito);

/** The form in which the record came: `silp:v1` → SILP's mapping of it. */
function writtenForm({ sides }: Context, { revision, record, event }: ClaimedDelivery): Translation | undefined {
  const form = formOf(revision);
  return sides.get(form.side)?.writing(record, event, form.revision);
}

/** The record in the side's form, or the refusal of our own check before anything is sent. */
function outboundOf(side: Side, claimed: ClaimedDelivery, canonical: unknown): Outbound | Answer {
  const keys = {
    record: claimed.record,
    event: claimed.event,
    idempotencyKey: claimed.id,
    attempt: claimed.attempt,
    ...(claimed.ambiguous ? { repeats: true as const } : {}),
    ...(claimed.codiceFiscale === undefined ? {} : { codiceFiscale: claimed.codiceFiscale }),
    ...(claimed.identificativoSap === undefined ? {} : { identificativoSap: claimed.identificativoSap }),
  };
  const translation = side.writing(claimed.record, claimed.event, undefined, canonical);
  if (!translation) {
    // The event itself is the message: the side has no document for it, only keys.
    return { ...keys, revision: '', body: Buffer.alloc(0), onto: () => ({ document: {}, changed: [] }) };
  }
  const onto = (present: unknown) => translation.onto(canonical, present);
  const revision = translation.contract.revision;
  // What such a side gets depends on what it holds: the adapter writes the document onto that, through `onto`.
  const merging = side.adapter?.capabilities.readMergeWrite.includes(claimed.record) ?? false;
  if (merging) return { ...keys, revision, body: Buffer.alloc(0), onto };
  const produced = translation.produce(canonical);
  if (produced.body) return { ...keys, revision, body: produced.body, onto };
  return unwritable(`${side.name} ${revision}`, produced.findings);
}

function notConfigured(name: SideName): Failed {
  return {
    outcome: 'failed',
    reason: 'unreachable',
    detail: `side ${name} has no address; set sides.${name}.url`,
    ambiguous: false,
  };
}

const notBegun: Failed = {
  outcome: 'failed',
  reason: NOT_BEGUN,
  detail: 'the time for which it was ours was over before anything was sent',
  ambiguous: false,
};
