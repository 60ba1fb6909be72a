/**
 * The mapping report of a message: what each translation lost, kept, defaulted, translated or normalised, and where
 * every value came from. It is made again from the raw bytes when asked for, so that the hot path does not pay for it.
 */
import type { MessageId } from '../foundation/brand.js';
import type { Finding } from '../foundation/finding.js';
import type { LineageEntry, ReportEntry } from '../mappings/engine/index.js';
import type { Context } from './context.js';
import { gatewayError } from './errors.js';
import { formOf, readAgain } from './form.js';
import { refuseTrimmed } from './trimmed.js';

export interface TranslationReport {
  /** Side and revision: `anpal:Rev009`. */
  readonly form: string;
  readonly report: readonly ReportEntry[];
  readonly lineage: readonly LineageEntry[];
  readonly findings: readonly Finding[];
}

export interface MessageReport {
  readonly id: MessageId;
  /** From the sender's document to the canonical record. */
  readonly received: TranslationReport;
  /** From the canonical record to each destination's document. */
  readonly delivered: readonly TranslationReport[];
}

export async function reportOf(context: Context, id: MessageId): Promise<MessageReport> {
  const raw = await context.store.rawMessage(id);
  if (!raw) throw gatewayError('message-not-found', `no message ${id}`);
  refuseTrimmed(raw);
  const form = formOf(raw.revision);
  const format = context.sides.get(form.side);
  if (!format) throw gatewayError('side-not-configured', `the form ${raw.revision} is not spoken here`);
  const sender = context.sides.get(raw.side);
  const { received } = readAgain(format, raw, {
    traced: true,
    ...(sender === undefined ? {} : { codiceFiscaleCheck: sender.codiceFiscaleCheck }),
  });
  const message = await context.store.message(id);
  const delivered = (message?.deliveries ?? []).flatMap((delivery): TranslationReport[] => {
    const side = context.sides.get(delivery.destination);
    const translation =
      delivery.kind === 'record' ? side?.writing(raw.record, raw.event, undefined, message?.canonical) : undefined;
    if (!translation || message?.canonical == null) return [];
    const { report, lineage, findings } = translation.describe(message.canonical);
    return [{ form: `${delivery.destination}:${translation.contract.revision}`, report, lineage, findings }];
  });
  const { report, lineage, findings } = received;
  return { id, received: { form: raw.revision, report, lineage, findings }, delivered };
}
