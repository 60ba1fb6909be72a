/** Receive → check → map → commit. The sender hears "accepted" only after the commit. */
import { isNewsAgain, objectOf } from '../canonical/object.js';
import type { MessageId } from '../foundation/brand.js';
import { crashPoint } from '../foundation/crash.js';
import type { Finding } from '../foundation/finding.js';
import type { SideName } from '../foundation/names.js';
import type { ReceivedDocument, Side } from '../sides.js';
import type { Acting } from '../store/operating.js';
import type { AcceptedReceipt, AcceptResult, Receipt } from '../store/receipt.js';
import type { RawMessage, RecordView } from '../store/views.js';
import type { CodiceFiscaleCheck, Received } from '../translation.js';
import { acceptanceOf, inWords, isFinding, type Told, unclaimed } from './acceptance.js';
import { type Claim, isOtherwise, keyOfClaim } from './claim.js';
import type { Context } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { gatewayError } from './errors.js';
import { formOf, formText, readAgain } from './form.js';
import { lateFindings } from './late.js';
import { partsOf } from './parts.js';
import { MOST_PAST } from './past.js';
import { dedupeKeyOf, type NativeReceipt, receiptAgain, receiptOf } from './receipt.js';
import { isUnroutable } from './recipients.js';

export interface IntakeResult {
  /** `parked`: nothing is wrong with the document, but the table of routes has no way for it yet; it is kept, to be replayed. */
  readonly outcome: 'accepted' | 'repeated' | 'quarantined' | 'parked' | 'conflict';
  readonly id: MessageId;
  readonly findings: readonly Finding[];
  /** Of a conflict: which documents came under the one key, in words. */
  readonly clash?: string;
}

type Taken = Omit<IntakeResult, 'findings'> & { findings?: readonly Finding[] };

export class Intake {
  constructor(
    private readonly context: Context,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Takes one native document in. Throws only when it could not be stored. */
  async receive(native: NativeReceipt): Promise<IntakeResult> {
    const came = performance.now();
    const format = this.#format(native);
    const received = format.receive(native.record, native.event, native.body, {
      ...this.#checks(native.source),
      ...(native.revision === undefined ? {} : { revision: native.revision }),
    });
    const receipt = receiptOf(native, formText(native.format, received.revision), received.findings);
    const { canonical } = received;
    const result =
      canonical === undefined
        ? await this.#quarantine(receipt, native)
        : await this.#accept(format, receipt, canonical, received, {
            claim: native,
            keyed: native.idempotencyKey !== undefined,
            came,
            ...(native.about === undefined ? {} : { about: native.about }),
          });
    return { ...result, findings: result.findings ?? receipt.findings };
  }

  /** A document about several persons as one document each; undefined when it is not taken apart. */
  split(native: NativeReceipt): readonly Buffer[] | undefined {
    return this.#format(native).split(native.record, native.event, native.body);
  }

  /** Takes in a document that may be about several persons: one message for each, in the order of the document. */
  async receiveAll(
    native: NativeReceipt,
    documents: readonly Buffer[] = this.split(native) ?? [native.body],
  ): Promise<readonly IntakeResult[]> {
    const results: IntakeResult[] = [];
    for (const [n, body] of documents.entries()) {
      const { idempotencyKey: key, ...one } = native;
      // The sender's key names the whole file: each document in it gets the place it has there.
      const own = key === undefined || documents.length === 1 ? key : `${key}|${n}`;
      results.push(await this.receive({ ...one, body, ...(own === undefined ? {} : { idempotencyKey: own }) }));
    }
    return results;
  }

  /** Keeps what could not even be read, with the reasons, where the operators find it. */
  async keep(native: NativeReceipt, findings: readonly Finding[]): Promise<IntakeResult> {
    const receipt = receiptOf(native, formText(native.format, ''), findings);
    return { findings, ...(await this.#quarantine(receipt, native)) };
  }

  /** Checks a quarantined message again, with the mappings and rules of today; `acting` has it checked. */
  async again(raw: RawMessage, acting: Acting): Promise<IntakeResult> {
    const { side: format, partOf } = formOf(raw.revision);
    const side = this.context.sides.get(format);
    if (!side) throw gatewayError('side-not-configured', `${format} is not known here`);
    const { received, form, document } = readAgain(side, raw, this.#checks(raw.side));
    const receipt = receiptAgain(raw, form, received.findings);
    const keyed = partOf !== undefined || receipt.dedupeKey !== dedupeKeyOf(raw, receipt.bodyDigest);
    const accepted =
      received.canonical === undefined
        ? undefined
        : await acceptanceOf(this.context, receipt, received.canonical, received, { keyed });
    if (!accepted || isFinding(accepted)) {
      const findings =
        accepted === undefined ? received.findings : [...received.findings, ...inWords(received, accepted)];
      await this.context.store.requarantine(raw.id, findings, acting);
      return { id: raw.id, outcome: keptAs(findings), findings };
    }
    // What stands in the document first: when this is cut off in between, the message can be replayed once more.
    if (partOf === undefined) for (const part of await this.#parts(side, accepted, document)) await this.#alone(part);
    return this.#released(accepted, received, acting);
  }

  async #released(accepted: AcceptedReceipt, received: Received, acting: Acting): Promise<IntakeResult> {
    const result = await this.context.store.release(accepted, acting);
    const { outcome, id } = result;
    if (outcome === 'contested') return this.#released(unclaimed(this.context, accepted, received), received, acting);
    if (outcome !== 'stored') return { id, outcome: 'repeated', findings: accepted.findings };
    this.#taken(accepted);
    const late = lateFindings(result, accepted.record);
    return { id, outcome: 'accepted', findings: [...accepted.findings, ...inWords(received, ...late)] };
  }

  async #alone(part: AcceptedReceipt): Promise<void> {
    const { outcome } = await this.context.store.accept(part);
    if (outcome === 'contested') await this.#alone(unclaimed(this.context, part));
    else if (outcome === 'stored') this.#taken(part);
  }

  #taken(accepted: AcceptedReceipt): void {
    this.#tell(accepted, 'accepted');
    this.dispatcher.wake(accepted.deliveries);
  }

  #format({ format: name, record, event }: NativeReceipt): Side {
    const format = this.context.sides.get(name);
    if (!format?.speaks(record, event)) {
      throw gatewayError('unsupported-document', `${name} has no ${record}/${event}`);
    }
    return format;
  }

  /** How strictly a document is checked depends on who sends it, not on the form it has. */
  #checks(source: SideName): { codiceFiscaleCheck?: CodiceFiscaleCheck } {
    const sender = this.context.sides.get(source);
    return sender === undefined ? {} : { codiceFiscaleCheck: sender.codiceFiscaleCheck };
  }

  /**
   * Keeps what was refused, or what has nowhere to go yet. What was accepted before stays so, and its sender hears that, with what
   * was said of it then.
   */
  async #quarantine(receipt: Receipt, claim?: Claim): Promise<Taken> {
    const { outcome, id } = await this.context.store.quarantine(receipt);
    if (outcome !== 'accepted') {
      const kept = keptAs(receipt.findings);
      this.#tell({ ...receipt, id }, kept, receipt.findings.find((f) => f.severity === 'error')?.rule);
      return { outcome: kept, id };
    }
    const first = await this.context.store.message(id);
    if (claim !== undefined && first !== undefined && isOtherwise(claim, first.revision)) {
      return this.#quarantine({ ...receipt, dedupeKey: keyOfClaim(receipt.dedupeKey, claim) });
    }
    this.#tell(receipt, 'repeated');
    return { outcome: 'repeated', id, findings: first?.findings ?? [] };
  }

  async #accept(
    side: Side,
    receipt: Receipt,
    canonical: unknown,
    received: ReceivedDocument,
    told: Told,
  ): Promise<Taken> {
    const accepted = await acceptanceOf(this.context, receipt, canonical, received, told);
    if (isFinding(accepted)) {
      const findings = [...receipt.findings, ...inWords(received, accepted)];
      return { findings, ...(await this.#quarantine({ ...receipt, findings }, told.claim)) };
    }
    let together: readonly AcceptedReceipt[] = [accepted, ...(await this.#parts(side, accepted, received))];
    crashPoint('intake.received', receipt.id);
    let results = await this.#stored(together, told);
    if (results.some((one) => one.outcome === 'contested')) {
      together = together.map((one, n) => unclaimed(this.context, one, n === 0 ? received : undefined));
      results = await this.#stored(together, told);
    }
    crashPoint('intake.committed', receipt.id);
    for (const [n, one] of together.entries()) {
      if (results[n]?.outcome === 'stored') this.#taken(one);
    }
    const { outcome, id } = results[0] ?? { outcome: 'repeated', id: receipt.id };
    if (outcome === 'stored') {
      const late = lateFindings(results[0], receipt.record);
      return { outcome: 'accepted', id, findings: [...(together[0]?.findings ?? []), ...inWords(received, ...late)] };
    }
    this.#tell(receipt, 'repeated', outcome);
    // Only a sender's own key can be given to two documents; what we hold for the same message may differ in its bytes.
    return told.keyed && results[0]?.outcome === 'conflict'
      ? { outcome: 'conflict', id, clash: clashOf(receipt, results[0]) }
      : { outcome: 'repeated', id };
  }

  /** The same words after other ones about the same thing are told anew; a sender's own key says more than that. */
  async #stored(together: readonly AcceptedReceipt[], { keyed, came }: Told): Promise<readonly AcceptResult[]> {
    const { store } = this.context;
    const results = await store.acceptTogether(together);
    const [first, receipt] = [results[0], together[0]];
    if (keyed || receipt === undefined || first === undefined || first.outcome === 'stored') return results;
    const since = await this.#toldSince(first.id, receipt, came);
    if (since.length === 0) return results;
    if (isNewsAgain(receipt, since)) await store.free(first.id);
    // Of several that come at once one is news, and the others are repetitions of that one.
    return store.acceptTogether(together);
  }

  /**
   * What was told since the first telling. What was taken in while this one was here already does not count: a call that its sender
   * has given up may come to its end long after what was sent next.
   */
  async #toldSince(first: MessageId, told: AcceptedReceipt, came: number): Promise<readonly RecordView[]> {
    if (objectOf(told.record, told.canonical) === undefined) return [];
    return this.context.store.toldSince(first, MOST_PAST, () => performance.now() - came);
  }

  /**
   * The other records in the document. One that breaks a rule is kept in quarantine before the rest is committed, so that a
   * sender whose call is cut off in between repeats it and finds everything as it should be.
   */
  async #parts(side: Side, whole: Receipt, received: ReceivedDocument): Promise<readonly AcceptedReceipt[]> {
    const { accepted, refused } = await partsOf(this.context, side, whole, received, this.#checks(whole.side));
    for (const receipt of refused) await this.#quarantine(receipt);
    return accepted;
  }

  #tell(receipt: Receipt, step: 'accepted' | 'repeated' | 'quarantined' | 'parked', detail?: string): void {
    this.context.journey.tell({
      at: this.context.clock(),
      message: receipt.id,
      step,
      side: receipt.side,
      record: receipt.record,
      event: receipt.event,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}

/** Of what is not accepted: whether its document is wrong, or only our table of routes lacks a way for it. */
const keptAs = (findings: readonly Finding[]): 'quarantined' | 'parked' =>
  findings.some(isUnroutable) ? 'parked' : 'quarantined';

const clashOf = (
  { bodyDigest: given }: Receipt,
  first: { readonly id: MessageId; readonly bodyDigest: string },
): string =>
  `message ${first.id} came first with a document of SHA-256 ${first.bodyDigest}; that of this one is ${given}`;
