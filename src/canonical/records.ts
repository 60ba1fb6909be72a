/** The canonical records that are defined: which definition and which rules belong to a record and event. */
import type { z } from 'zod';
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName } from '../foundation/names.js';
import { type Did, did, type EsitoDid, esitoDid } from './did.js';
import { didHistory } from './did-lifecycle.js';
import type { HistoryCheck } from './history.js';
import { type Patto, patto } from './patto.js';
import { pattoHistory } from './patto-history.js';
import { type Percettore, percettore } from './percettore.js';
import { type PoliticaAttivaSingola, politicaAttivaSingola } from './politica-attiva.js';
import { type Registrazione, registrazione } from './registrazione.js';
import { type AnnullamentoSap, annullamentoSap, type NotificaSap, notificaSap, type Sap, sap } from './sap.js';
import { applySapRules, type RuleOptions } from './sap-rules.js';

/** Any record in its canonical form. */
export type CanonicalRecord =
  | Sap
  | AnnullamentoSap
  | NotificaSap
  | Did
  | EsitoDid
  | Percettore
  | Registrazione
  | PoliticaAttivaSingola
  | Patto;

export interface RecordDefinition {
  readonly record: RecordName;
  readonly event: EventName;
  /** Name of its JSON Schema: `schemas/<name>.schema.json`. */
  readonly name: string;
  /** How findings name it as the source of a rule. */
  readonly source: string;
  readonly schema: z.ZodType<CanonicalRecord>;
  /** The day on which codes in current use must be valid and dated rules hold; absent = not looked at. */
  readonly day?: (value: CanonicalRecord) => string | undefined;
  /** Paths of codici fiscali of persons, whose check character is looked at as the sender's side is configured. */
  readonly persons?: readonly string[];
  /** Rules that are more than data can say; the others stand in `schemas/rules/`. */
  readonly rules?: (value: CanonicalRecord, options: RuleOptions, findings: Finding[]) => void;
  readonly history?: HistoryCheck;
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
  {
    record: 'did',
    event: 'invio',
    name: 'did',
    source: 'canonical Did',
    schema: did,
    day: (value) => (value as Did).dataDid,
    persons: ['codiceFiscale'],
    history: didHistory,
  },
  {
    record: 'did',
    event: 'esito',
    name: 'esito-did',
    source: 'canonical EsitoDid',
    schema: esitoDid,
    day: (value) => (value as EsitoDid).dataDid,
  },
  {
    record: 'percettore',
    event: 'invio',
    name: 'percettore',
    source: 'canonical Percettore',
    schema: percettore,
    day: (value) => (value as Percettore).prestazione.dataDomanda,
    persons: ['codiceFiscale'],
  },
  {
    record: 'registrazione',
    event: 'invio',
    name: 'registrazione',
    source: 'canonical Registrazione',
    schema: registrazione,
    day: (value) => (value as Registrazione).dataRegistrazione,
    persons: ['codiceFiscale'],
  },
  {
    record: 'politica-attiva',
    event: 'invio',
    name: 'politica-attiva',
    source: 'canonical PoliticaAttiva',
    schema: politicaAttivaSingola,
    day: (value) => (value as PoliticaAttivaSingola).politica.dataProposta,
    persons: ['codiceFiscale'],
  },
  {
    record: 'patto',
    event: 'invio',
    name: 'patto',
    source: 'canonical Patto',
    schema: patto,
    day: (value) => (value as Patto).dataStipula ?? (value as Patto).dataProposta,
    persons: ['codiceFiscale'],
    history: pattoHistory,
  },
];
