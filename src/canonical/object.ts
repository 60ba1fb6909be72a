/**
 * What a record tells about: the one thing of a subject whose state it sets. The same words after other ones about the same
 * thing are news; after words about another thing they are a repetition.
 */
import type { RecordName } from '../foundation/names.js';

/**
 * Fields that together name the thing, whichever event tells of it; none: the subject has one. A record that is not here is
 * never told anew in the same words: its events carry what tells them apart.
 */
const NAMED_BY: Readonly<Partial<Record<RecordName, readonly string[]>>> = {
  sap: [],
  profiling: [],
  registrazione: [],
  adesione: ['regione'],
  condizionalita: ['protocolloInps', 'evento', 'dataEvento'],
  adr: ['identificativo'],
  appuntamento: ['identificativi.coap', 'identificativi.regionale', 'data', 'ora', 'ente.codice', 'dal', 'al', 'fasce'],
  ente: ['ente.codice', 'delega.delegato'],
  patto: ['identificativoPolitica'],
  'politica-attiva': ['politica.identificativoPolitica'],
};

/** The name of the thing, or undefined where the record does not say it. */
export function objectOf(record: RecordName, value: unknown): string | undefined {
  const fields = NAMED_BY[record];
  if (fields === undefined) return undefined;
  const names = fields.map((path) => path.split('.').reduce<unknown>(memberOf, value) ?? null);
  return fields.length > 0 && names.every((name) => name === null) ? undefined : JSON.stringify(names);
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
