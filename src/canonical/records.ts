/** The canonical records that are defined: which definition and which rules belong to a record and event. */
import type { z } from 'zod';
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName } from '../foundation/names.js';
import { type AnnullamentoSap, annullamentoSap, type NotificaSap, notificaSap, type Sap, sap } from './sap.js';
import { applySapRules, type RuleOptions } from './sap-rules.js';

/** Any record in its canonical form. */
export type CanonicalRecord = Sap | AnnullamentoSap | NotificaSap;

export interface RecordDefinition {
  readonly record: RecordName;
  readonly event: EventName;
  /** Name of its JSON Schema: `schemas/<name>.schema.json`. */
  readonly name: string;
  /** How findings name it as the source of a rule. */
  readonly source: string;
  readonly schema: z.ZodType<CanonicalRecord>;
  /** The day on which codes in current use must be valid; absent = not looked at. */
  readonly day?: (value: CanonicalRecord) => string;
  readonly rules?: (value: CanonicalRecord, options: RuleOptions, findings: Finding[]) => void;
}

export const RECORD_DEFINITIONS: readonly RecordDefinition[] = [
  {
    record: 'sap',
    event: 'invio',
    name: 'sap',
    source: 'canonical SAP',
    schema: sap,
    day: (value) => (value as Sap).invio.dataUltimoAggiornamento,
    rules: (value, options, findings) => applySapRules(value as Sap, options, findings),
  },
  {
    record: 'sap',
    event: 'annullamento',
    name: 'annullamento-sap',
    source: 'canonical AnnullamentoSap',
    schema: annullamentoSap,
  },
  { record: 'sap', event: 'notifica', name: 'notifica-sap', source: 'canonical NotificaSap', schema: notificaSap },
];
