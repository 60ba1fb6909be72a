/** One event of a DID as the node reads it out of `GestisciDID_Input`, and the DID as the SAP shows it. */
import type { DocumentTree } from '../../contract/contract.js';
import { isOpen, NATIONAL_BODY, n00Of, type Politica, politicheOf } from './politiche.js';
import { group, text } from './tree.js';

export type TipoEvento = 'I' | 'C' | 'S' | 'R' | 'A';

export interface DidEvent {
  readonly codiceFiscale: string;
  readonly evento: TipoEvento;
  /** `YYYY-MM-DD`, the calendar date in Italy; empty for a moment outside the calendar. */
  readonly dataEvento: string;
  readonly dataDid: string;
  readonly ente: string;
  /** The variables of the profiling that have a value; absent when the whole group is nil. */
  readonly variabili?: Readonly<Record<string, string>>;
}

const IN_ITALY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar date of a dateTime: the one it names, or with an offset the one it is in Italy at that moment. */
function dayOf(dateTime: string): string {
  const offset = /(Z|[+-]\d{2}:\d{2})$/.test(dateTime);
  const moment = new Date(offset ? dateTime : `${dateTime}Z`);
  if (Number.isNaN(moment.getTime())) return '';
  return offset ? IN_ITALY.format(moment) : moment.toISOString().slice(0, 10);
}

export function readEvent(request: DocumentTree): DidEvent {
  const facts = group(request.InformazioniDID);
  const given = Object.entries(group(request.VariabiliDiProfiling))
    .map(([name, value]) => [name, text(value)] as const)
    .filter(([, value]) => value !== '');
  return {
    codiceFiscale: text(facts.CodiceFiscale),
    evento: text(facts.TipoEvento) as TipoEvento,
    dataEvento: dayOf(text(facts.DataEvento)),
    dataDid: dayOf(text(facts.DataDID)),
    ente: text(facts.CodiceEntePromotore),
    ...(request.VariabiliDiProfiling === '' ? {} : { variabili: Object.fromEntries(given) }),
  };
}

/** Last events of the row N00: begun, suspended, ended by revocation, annulled after its beginning. */
export const ROW_EVENT = { begun: '02', suspended: '09', revoked: '10', annulled: '07' } as const;

export type DidState = 'assente' | 'inserita' | 'convalidata' | 'sospesa' | 'revocata' | 'annullata';

export interface HeldDid {
  readonly state: DidState;
  readonly dataDid: string;
  readonly row: Politica;
}

/** The DID that a SAP shows: its latest N00 row, if the node has written one. */
export function heldDid(tree: DocumentTree): HeldDid | undefined {
  const row = n00Of(politicheOf(tree).filter((one) => text(one.codice_ente_promotore) === NATIONAL_BODY));
  return row === undefined ? undefined : { state: stateOf(row), dataDid: text(row.data_proposta), row };
}

/** Last events by which a row was taken back, whoever wrote them. */
const TAKEN_BACK: ReadonlySet<string> = new Set([ROW_EVENT.annulled, '06', '08']);

function stateOf(row: Politica): DidState {
  const last = text(group(row.ultimo_evento).evento);
  if (TAKEN_BACK.has(last)) return 'annullata';
  if (last === ROW_EVENT.suspended) return 'sospesa';
  if (!isOpen(row)) return 'revocata';
  return text(row.identificativo_presa_in_carico) === '' ? 'inserita' : 'convalidata';
}
