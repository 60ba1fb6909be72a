/**
 * What a record tells about: the one thing of a subject whose state it sets. The same words after other ones about the same
 * thing are news; after words about another thing they are a repetition.
 */
import type { EventName, RecordName, SideName } from '../foundation/names.js';

/**
 * Fields that together name the thing, whichever event tells of it; none: the subject has one. Where a thing may be named in
 * several ways, the first of which anything is said counts. A record that is not here is never told anew in the same words:
 * its events carry what tells them apart.
 */
const NAMED_BY: Readonly<Partial<Record<RecordName, readonly (readonly string[])[]>>> = {
  sap: [],
  did: [],
  profiling: [],
  registrazione: [],
  adesione: [['regione']],
  condizionalita: [['protocolloInps', 'evento', 'dataEvento']],
  adr: [['identificativo']],
  appuntamento: [
    ['identificativi.coap'],
    ['identificativi.regionale'],
    ['data', 'ora', 'ente.codice', 'dal', 'al', 'fasce'],
  ],
  ente: [['ente.codice', 'delega.delegato']],
  patto: [['identificativoPolitica'], ['protocollo.numero', 'protocollo.anno', 'protocollo.provincia']],
  'politica-attiva': [['politica.identificativoPolitica']],
};

/** The name of the thing, or undefined where the record does not say it. */
export function objectOf(record: RecordName, value: unknown): string | undefined {
  const ways = NAMED_BY[record];
  if (ways === undefined) return undefined;
  if (ways.length === 0) return JSON.stringify([]);
  const named = ways
    .map((fields) => fields.map((path) => path.split('.').reduce<unknown>(memberOf, value) ?? null))
    .find((names) => names.some((name) => name !== null));
  return named === undefined ? undefined : JSON.stringify(named);
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

interface Told {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly canonical: unknown;
}

/**
 * Whether the same words are news again after what was told since (`since`, newest first). The last that was told of the thing
 * decides: other words make them news, the same ones do not.
 */
export function isNewsAgain(told: Told, since: readonly Told[]): boolean {
  const last = lastOf(told, since);
  return last !== undefined && !isSame(told, last);
}

/** The last that was told of the thing that a record tells of, among `others`, newest first. */
export const lastOf = <Other extends Told>(told: Told, others: readonly Other[]): Other | undefined =>
  others.find((other) => tellsOf(told, other));

/** Whether the same side has told the same in the same words. */
export const isSame = (one: Told, other: Told): boolean =>
  one.side === other.side &&
  one.event === other.event &&
  JSON.stringify(one.canonical) === JSON.stringify(other.canonical);

/**
 * Whether a later record may end the time in which the same words are a repetition. What the same side says of the same thing
 * does. What another says of it is its own affair, but for a DID: that one may be ended by the nation or by another region,
 * and then inserting it is news; that somebody else tells of the same event changes nothing.
 */
function tellsOf(told: Told, later: Told): boolean {
  if (later.side === told.side)
    return objectOf(later.record, later.canonical) === objectOf(told.record, told.canonical);
  return (
    told.record === 'did' &&
    later.event === told.event &&
    memberOf(later.canonical, 'evento') !== memberOf(told.canonical, 'evento')
  );
}
