/** Receive → check → map → commit. The sender hears "accepted" only after the commit. */

import type { MessageId } from '../foundation/brand.js';
import { crashPoint } from '../foundation/crash.js';
import type { Finding } from '../foundation/finding.js';
import { digest, newDeliveryId, newMessageId, uuid7 } from '../foundation/ids.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { AcceptedReceipt, AcceptResult, NewDelivery, RawMessage, Receipt } from '../store/store.js';
import type { CodiceFiscaleCheck, Received } from '../translation.js';
import type { Context } from './context.js';
import type { Dispatcher } from './dispatch.js';
import { gatewayError } from './errors.js';
import { destinationsOf } from './routing.js';
import { orderingKey, resolveSubject, type Subject } from './subject.js';

export interface NativeReceipt {
  /** The side it comes from. */
  readonly source: SideName;
  /** The side whose document form it has: SILP sends the national form through the national door. */
  readonly format: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly channel: 'rest' | 'soap' | 'pull' | 'file';
  readonly contentType: string;
  readonly body: Buffer;
  /** The sender's own key; without it the same document is the same message. */
  readonly idempotencyKey?: string;
  readonly replyTo?: string;
  readonly correlationId?: string;
}

export interface IntakeResult {
  readonly outcome: 'accepted' | 'repeated' | 'quarantined' | 'conflict';
  readonly id: MessageId;
  readonly findings: readonly Finding[];
}

export class Intake {
  constructor(
    private readonly context: Context,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Takes one native document in. Throws only when it could not be stored. */
  async receive(native: NativeReceipt): Promise<IntakeResult> {
    const format = this.context.sides.get(native.format);
    if (!format?.speaks(native.record, native.event)) {
      throw gatewayError('unsupported-document', `${native.format} has no ${native.record}/${native.event}`);
    }
    const received = format.receive(native.record, native.event, native.body, this.#checks(native.source));
    const receipt = this.#receipt(native, `${native.format}:${received.revision}`, received.findings);
    const { canonical } = received;
    const result =
      canonical === undefined ? await this.#quarantine(receipt) : await this.#accept(receipt, canonical, received);
    return { ...result, findings: result.findings ?? receipt.findings };
  }

  /** Keeps what could not even be read, with the reasons, where the operators find it. */
  async keep(native: NativeReceipt, findings: readonly Finding[]): Promise<IntakeResult> {
    const receipt = this.#receipt(native, `${native.format}:`, findings);
    return { ...(await this.#quarantine(receipt)), findings };
  }

  /** Checks a quarantined message again, with the mappings and rules of today. */
  async again(raw: RawMessage): Promise<IntakeResult> {
    const format = raw.revision.split(':')[0] as SideName;
    const side = this.context.sides.get(format);
    if (!side) throw gatewayError('side-not-configured', `${format} is not known here`);
    const received = side.receive(raw.record, raw.event, raw.body, this.#checks(raw.side));
    const outcome = { id: raw.id, findings: received.findings };
    const accepted =
      received.canonical === undefined
        ? undefined
        : await this.#accepted(
            {
              ...raw,
              revision: `${format}:${received.revision}`,
              bodyDigest: digest(raw.body),
              dedupeKey: raw.dedupeKey ?? digest(raw.id),
              replyTo: raw.replyTo ?? undefined,
              correlationId: raw.correlationId ?? undefined,
              findings: received.findings,
            } as Receipt,
            received.canonical,
            received,
          );
    if (!accepted || typeof accepted === 'string') {
      const findings = accepted === undefined ? received.findings : [...received.findings, noRoute(raw)];
      await this.context.store.requarantine(raw.id, findings);
      return { ...outcome, outcome: 'quarantined', findings };
    }
    await this.context.store.release(accepted);
    this.#tell(accepted, 'accepted');
    this.dispatcher.wake(accepted.deliveries);
    return { ...outcome, outcome: 'accepted' };
  }

  /** How strictly a document is checked depends on who sends it, not on the form it has. */
  #checks(source: SideName): { codiceFiscaleCheck?: CodiceFiscaleCheck } {
    const sender = this.context.sides.get(source);
    return sender === undefined ? {} : { codiceFiscaleCheck: sender.codiceFiscaleCheck };
  }

  #receipt(native: NativeReceipt, revision: string, findings: readonly Finding[]): Receipt {
    const bodyDigest = digest(native.body);
    return {
      id: newMessageId(),
      side: native.source,
      record: native.record,
      event: native.event,
      revision,
      channel: native.channel,
      contentType: native.contentType,
      body: native.body,
      bodyDigest,
      dedupeKey: digest(`${native.record}|${native.event}|`, sameness(native, bodyDigest)),
      findings,
      ...(native.replyTo === undefined ? {} : { replyTo: native.replyTo }),
      ...(native.correlationId === undefined ? {} : { correlationId: native.correlationId }),
    };
  }

  async #quarantine(receipt: Receipt): Promise<Omit<IntakeResult, 'findings'> & { findings?: readonly Finding[] }> {
    const result = await this.context.store.quarantine(receipt);
    if (result.outcome === 'conflict') return { outcome: 'conflict', id: result.id };
    this.#tell(receipt, 'quarantined', receipt.findings.find((f) => f.severity === 'error')?.rule);
    return { outcome: 'quarantined', id: result.id };
  }

  async #accept(
    receipt: Receipt,
    canonical: unknown,
    received: Received,
  ): Promise<Omit<IntakeResult, 'findings'> & { findings?: readonly Finding[] }> {
    const accepted = await this.#accepted(receipt, canonical, received);
    if (accepted === 'no-route') {
      const findings = [...receipt.findings, noRoute(receipt)];
      return { ...(await this.#quarantine({ ...receipt, findings })), findings };
    }
    const result: AcceptResult = await this.context.store.accept(accepted);
    if (result.outcome !== 'stored') {
      this.#tell(receipt, 'repeated', result.outcome);
      return { outcome: result.outcome, id: result.id };
    }
    crashPoint('intake.committed');
    this.#tell(receipt, 'accepted');
    this.dispatcher.wake(accepted.deliveries);
    return { outcome: 'accepted', id: result.id };
  }

  async #accepted(receipt: Receipt, canonical: unknown, received: Received): Promise<AcceptedReceipt | 'no-route'> {
    const { settings, store } = this.context;
    const subject = await resolveSubject(store, canonical);
    const source = receipt.side;
    const routed = destinationsOf(settings.routes, { record: receipt.record, event: receipt.event, source });
    const deliveries: NewDelivery[] = (await this.#concerned(receipt, subject, routed)).map((destination) => ({
      id: newDeliveryId(),
      kind: 'record',
      destination,
      orderingKey: orderingKey(destination, subject),
    }));
    if (deliveries.length === 0) return 'no-route';
    const { codiceFiscale, identificativoSap } = subject;
    return {
      ...receipt,
      subject: subject.key,
      ...(codiceFiscale === undefined ? {} : { codiceFiscale }),
      ...(identificativoSap === undefined ? {} : { identificativoSap }),
      canonical,
      report: received.report,
      deliveries,
    };
  }

  /** A notice goes to the regions that have had to do with the SAP; when none is known, to all that the routes name. */
  async #concerned(receipt: Receipt, subject: Subject, routed: readonly SideName[]): Promise<readonly SideName[]> {
    if (receipt.event !== 'notifica' || subject.identificativoSap === undefined) return routed;
    const known = await this.context.store.sidesOf(subject.identificativoSap);
    const concerned = routed.filter((side) => known.includes(side));
    return concerned.length > 0 ? concerned : routed;
  }

  #tell(receipt: Receipt, step: 'accepted' | 'repeated' | 'quarantined', detail?: string): void {
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

/**
 * What makes two receipts the same message: the sender's key, or the same document. A notice has neither key nor date: the
 * same one again tells of another change, and passing it on twice does no harm.
 */
function sameness(native: NativeReceipt, bodyDigest: string): string {
  if (native.idempotencyKey !== undefined) return `key|${native.idempotencyKey}`;
  return native.event === 'notifica' ? uuid7() : bodyDigest;
}

const noRoute = (what: { side: SideName; record: RecordName; event: EventName }): Finding => ({
  path: '',
  rule: 'routing.no-destination',
  source: 'routes',
  severity: 'error',
  message: `no route takes ${what.record}/${what.event} of ${what.side} anywhere; add one and replay the message`,
});
