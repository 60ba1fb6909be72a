/** What an event of a DID leaves in the SAP: the row N00 in section 6, and three fields of the status in section 2. */
import type { DocumentTree } from '../../contract/contract.js';
import { checkCharacter } from '../codice-fiscale.js';
import { type DidEvent, heldDid, ROW_EVENT } from './did-event.js';
import { pactToLink } from './did-rules.js';
import { NATIONAL_BODY, type Politica, politicheOf, withPolitiche } from './politiche.js';
import { group, text } from './tree.js';

const ROW_EVENT_OF = {
  I: ROW_EVENT.begun,
  C: ROW_EVENT.begun,
  S: ROW_EVENT.suspended,
  R: ROW_EVENT.revoked,
  A: ROW_EVENT.annulled,
} as const;

export interface Given {
  /** The probability computed for this event, where there is one. */
  readonly indice?: string;
  /** A number never given before. */
  readonly number: number;
}

/** The SAP after an event against which nothing stands. */
export function afterEvent(tree: DocumentTree, event: DidEvent, { indice, number }: Given): DocumentTree {
  const rows = politicheOf(tree);
  const held = heldDid(tree)?.row;
  const ultimo = { evento: ROW_EVENT_OF[event.evento], data_evento: event.dataEvento };
  if (event.evento === 'I' || held === undefined) {
    const row = begun(event, indice, number, ultimo);
    return withStatus(withPolitiche(tree, [...rows, row]), {
      indiceprofiling: indice,
      dataevento: event.dataEvento,
      disponibilita: event.dataDid,
    });
  }
  const index = indice ?? (text(held.indice_profiling) || undefined);
  const link = event.evento === 'C' ? pactToLink(rows, event) : undefined;
  const row = inOrder({
    ...held,
    indice_profiling: index,
    ...(link === undefined ? {} : { identificativo_presa_in_carico: link.identificativo_politica }),
    ultimo_evento: ultimo,
  });
  const others = withPolitiche(
    tree,
    rows.map((one) => (one === held ? row : one)),
  );
  if (event.evento === 'A') return withStatus(others, {});
  return withStatus(others, { indiceprofiling: index, dataevento: event.dataEvento, disponibilita: event.dataDid });
}

function begun(event: DidEvent, indice: string | undefined, number: number, ultimo: DocumentTree): Politica {
  return inOrder({
    tipo_attivita: 'N00',
    titolo_denominazione: 'DID',
    data_proposta: event.dataDid,
    data: event.dataDid,
    descrizione: 'DICHIARAZIONE DI IMMEDIATA DISPONIBILITA',
    titolo_progetto: '05',
    codice_ente_promotore: NATIONAL_BODY,
    identificativo_politica: identificativo(number, event.dataDid),
    indice_profiling: indice,
    ultimo_evento: ultimo,
  });
}

/** `00` for the national node, its own count in hexadecimal, and the letter over promoter, activity and date (SAP rules 1.9). */
function identificativo(number: number, dataProposta: string): string {
  const letter = checkCharacter(`${NATIONAL_BODY}N00${dataProposta.replaceAll('-', '')}`);
  return `00${number.toString(16).toUpperCase().padStart(8, '0')}${letter}`;
}

const ROW_ORDER = [
  'tipo_attivita',
  'titolo_denominazione',
  'data_proposta',
  'data',
  'descrizione',
  'titolo_progetto',
  'codice_ente_promotore',
  'identificativo_politica',
  'indice_profiling',
  'identificativo_presa_in_carico',
  'ultimo_evento',
];

/** The members that have a value, in the order of the schema. */
const inOrder = (row: DocumentTree): Politica =>
  Object.fromEntries(ROW_ORDER.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]));

const NATIONAL_FIELDS = ['indiceprofiling', 'dataevento', 'disponibilita'] as const;
type NationalFields = { readonly [name in (typeof NATIONAL_FIELDS)[number]]?: unknown };

/** The document with these values in the fields that only the node writes; what is not given is not there. */
function withStatus(tree: DocumentTree, fields: NationalFields): DocumentTree {
  const { statoinanagrafe, ...others } = group(tree.datiamministrativi);
  const { indiceprofiling: _, dataevento: __, disponibilita: ___, ...kept } = group(statoinanagrafe);
  const set = NATIONAL_FIELDS.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]);
  const stato: DocumentTree = { ...kept, ...Object.fromEntries(set) };
  const { datiinvio, datianagrafici, datiamministrativi, ...rest } = tree;
  if (datiamministrativi === undefined && Object.keys(stato).length === 0) return tree;
  return {
    datiinvio,
    ...(datianagrafici === undefined ? {} : { datianagrafici }),
    datiamministrativi: { statoinanagrafe: stato, ...others },
    ...rest,
  };
}

/** A document that a region has sent, with what the node has written about the person's DID: no sender overwrites that. */
export function keepingDid(present: DocumentTree, sent: DocumentTree): DocumentTree {
  if (heldDid(present) === undefined) return sent;
  return withStatus(sent, group(group(present.datiamministrativi).statoinanagrafe));
}
