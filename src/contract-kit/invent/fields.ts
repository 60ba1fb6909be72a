/**
 * What kind of value each field of a canonical record is, as far as a document that is made anonymous is concerned. What the
 * definitions say decides first (a date, a code of a list, a codice fiscale); a plain text is told by its name. What is in
 * none of the lists is `unknown`: it is replaced, never kept.
 */
import { z } from 'zod';
import { RECORD_DEFINITIONS } from '../../canonical/records.js';
import type { EventName, RecordName } from '../../foundation/names.js';

export type Kind =
  /** A code, a flag, a count: it says what kind of thing something is, and names nobody. */
  | 'code'
  | 'date'
  | 'codice-fiscale'
  | 'cognome'
  | 'nome'
  /** Comune or foreign State, by Belfiore code. */
  | 'place'
  | 'place-name'
  | 'state-name'
  | 'cap'
  | 'province'
  | 'street'
  | 'phone'
  | 'email'
  /** An address on the web that lets in whoever has it. */
  | 'link'
  | 'organisation'
  /** A number or code that stands for one person, act or account: its structure stays, its characters do not. */
  | 'id'
  /** Id of a policy: the number of the system that gave it stays in front. */
  | 'policy-id'
  | 'iban'
  /** A part of an IBAN that stands in fields of its own. */
  | 'iban-part'
  /** An amount of money. */
  | 'amount'
  | 'text'
  /** A file in base64. */
  | 'file'
  | 'unknown';

/** Rules by which the definitions tell what a value is. */
const BY_RULE: Readonly<Record<string, Kind>> = {
  'date.real': 'date',
  'date-time.real': 'date',
  'date.instant': 'date',
  'hour.real': 'code',
  'time.of-day': 'code',
  'codice-fiscale.pattern': 'codice-fiscale',
  'codice-ente.pattern': 'code',
  'identificativo-sap.pattern': 'id',
  'identificativo-politica.pattern': 'policy-id',
  'number.amount': 'amount',
  'number.decimal': 'amount',
  'number.index': 'amount',
};

/** Code lists whose codes tell where somebody lives or was born. */
const BY_LIST: Readonly<Record<string, Kind>> = { comune: 'place', provincia: 'province' };

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const named = (kind: Kind, names: string): readonly (readonly [string, Kind])[] =>
  words(names).map((name) => [name, kind] as const);

/** Plain texts by the last step of their path. */
const BY_NAME: ReadonlyMap<string, Kind> = new Map([
  ...named('cognome', 'cognome'),
  ...named('nome', 'nome'),
  ...named('codice-fiscale', 'codiceFiscale codiceFiscaleOperatore partitaIva'),
  ...named('place', 'comune'),
  ...named('place-name', 'localita nomeComune nomeLuogoNascita'),
  ...named('state-name', 'statoNascita'),
  ...named('cap', 'cap'),
  ...named('province', 'provincia provinciaNascita'),
  ...named('street', 'indirizzo'),
  ...named('phone', 'telefono telefoni cellulare cellulari fax'),
  ...named('email', 'email emailPatronato'),
  ...named('organisation', 'denominazione denominazioneDatore denominazioneEnte aziendaStage'),
  ...named(
    'id',
    `protocollo protocolloInps protocolloPrecedente numero numeroDocumento identificativo identificativoPrecedente idComunicazione idDomandaWeb
     idDomandaIntranet coap regionale valore slot matricolaInps impronta operatore riferimento richiesta sede codice
     serviziAmministrativi`,
  ),
  ...named('policy-id', 'identificativoPolitica'),
  ...named('iban', 'iban'),
  ...named('iban-part', 'controllo cin abi cab conto'),
  ...named('amount', 'indiceIsee'),
  ...named('file', 'contenuto'),
  ...named(
    'text',
    `note nota descrizione descrizioneClasse descrizioneClassePatto descrizioneSportello titolo compiti azioni atto
     impegni testo messaggio luogo nomeFile noteDifferenze motivoModifica valutazione frequenza frequenzaContatti qualifica
     specifiche provaRicerca sportello stanza disponibilita intermediario intermediari rilevataDa`,
  ),
  ...named(
    'code',
    `albo patente patentino annoFrequentato annoFrequenza annoTermine anno annullata applicazione ateco causa cittadinanza
     classe codiceEnteTitolare codiceReiezione condizioneCalcolata condizioneUnAnnoPrima conoscenza entePromotore ente fonte
     genere iscrittoACorso lingua mancanti mesiAnzianita mesiPagati modello motivo motivoStato obbligoFormativo paese posizioneUltimaOccupazione
     presenzaInItalia professione regioneResidenza riconosciuto sesso sezione domanda risposta sistema stage stato tipo
     tipoBeneficiario tipoContenuto tipoDomanda votazione`,
  ),
]);

/** Fields whose name alone would mislead. */
const BY_PATH: ReadonlyMap<string, Kind> = new Map([
  // Who gave the course: a text, where elsewhere `ente` is the code of a body.
  ['allegato.formazione.ente', 'organisation'],
  // The room of a videoconference is its address; that of an office is a text.
  ['online.stanza', 'link'],
  // Protocol and role in one text.
  ['rdc.domanda', 'id'],
]);

type Node = z.ZodType;

function inside(schema: Node): Node {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodNonOptional)
    return inside(schema.unwrap() as Node);
  return schema instanceof z.ZodArray ? inside(schema.element as Node) : schema;
}

/** The definition at a path without list marks; undefined where the record has no such field. */
function definitionAt(schema: Node, steps: readonly string[]): Node | undefined {
  const meta = schema.meta();
  const node = meta?.codeList === undefined && meta?.rule === undefined ? inside(schema) : schema;
  const [step, ...rest] = steps;
  if (step === undefined) return schema;
  if (node instanceof z.ZodObject) {
    const member = (node.shape as Readonly<Record<string, Node>>)[step];
    return member === undefined ? undefined : definitionAt(member, rest);
  }
  if (node instanceof z.ZodUnion || node instanceof z.ZodDiscriminatedUnion) {
    for (const option of node.options as readonly Node[]) {
      const found = definitionAt(option, steps);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function byDefinition(schema: Node): Kind | undefined {
  for (const node of [schema, inside(schema)]) {
    const { codeList, rule } = node.meta() ?? {};
    if (typeof codeList === 'string') return BY_LIST[codeList] ?? 'code';
    if (typeof rule === 'string' && BY_RULE[rule] !== undefined) return BY_RULE[rule];
  }
  const node = inside(schema);
  const fixed = node instanceof z.ZodEnum || node instanceof z.ZodLiteral || node instanceof z.ZodBoolean;
  return fixed || node instanceof z.ZodNumber ? 'code' : undefined;
}

const definitions = new Map(RECORD_DEFINITIONS.map((one) => [`${one.record}/${one.event}`, one.schema as Node]));

/** The kind of a field of a canonical record, by its path as mappings write it: `esperienze[].azienda.ateco`. */
export function kindOf(record: RecordName, event: EventName, canonical: string): Kind {
  const path = canonical.replaceAll('[]', '');
  const steps = path.split('.');
  const schema = definitions.get(`${record}/${event}`);
  const found = schema && definitionAt(schema, steps);
  const told = BY_PATH.get(path) ?? (found && byDefinition(found));
  // Several fields in one value of the side: nobody can tell here which sign belongs to which.
  if (told === undefined && found !== undefined && inside(found) instanceof z.ZodObject) return 'unknown';
  return told ?? BY_NAME.get(steps.at(-1) ?? '') ?? 'unknown';
}
