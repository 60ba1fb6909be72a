/** Events of a DID about the invented people of `sap-document.ts`, and calls of ConferimentoDID written by hand. */
import { person } from './sap-document.js';
import { escaped } from './soap-call.js';

export type Twin = 'anpal' | 'mlps';
export const TWINS: readonly Twin[] = ['anpal', 'mlps'];
export const didNamespace = (twin: Twin): string =>
  `http://${twin}.gov.it/DataModels/InformationDelivery/ConferimentoDID/1.0`;

/** The CPI that holds the SAPs of `sapOf`. */
export const HOLDER = 'L219C000300';
/** The national node itself, which alone suspends. */
export const NODE = 'H501N000001';

/** The civil day in Italy, as the node and the regions count it. */
export const todayInItaly = (): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome', dateStyle: 'short' }).format(new Date());

export const daysFrom = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

export type Variabili = Readonly<Record<string, string>>;

export function ageOn(day: string, born: string): number {
  return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
}

/** The fifteen variables that a region sends, of the n-th person on a day. */
export const variabiliOf = (n: number, day: string): Variabili => ({
  Eta: String(ageOn(day, person(n).dataNascita)),
  Genere: 'F',
  Cittadinanza: 'A02',
  DurataPresenzaInItalia: 'A01',
  TitoloDiStudio: '40000000',
  ProvinciaDiResidenza: '001',
  HaMaiAvutoUnLavoro: 'true',
  CondizioneOccupazionaleUnAnnoPrima: 'C01',
  DaQuantiMesiConclusoUltimoRappLavoro: '2',
  PosizioneProfessioneUltimaOccupazione: 'P03',
  DaQuantiMesiStaCercandoLavoro: '1',
  AttualmenteIscrittoScuolaUniversitaOCorsoFormazione: 'N01',
  NumeroComponentiFamiglia: '3',
  PresenzaFigliACarico: 'true',
  PresenzaFigliACaricoMeno18Anni: 'false',
});

const VARIABILI = [
  ...Object.keys(variabiliOf(0, '2000-01-01')),
  'CondizioneOccupazionaleAnnoPrecedenteCalcolata',
  'DurataDisoccupazioneCalcolata',
];

export interface DidInput {
  readonly codiceFiscale: string;
  readonly evento: string;
  /** Calendar dates, or whole dateTimes. */
  readonly dataEvento: string;
  readonly dataDid: string;
  readonly ente?: string;
  readonly variabili?: Variabili;
  readonly twin?: Twin;
}

const dateTime = (date: string): string => (date.includes('T') ? date : `${date}T00:00:00`);

/** A `GestisciDID_Input` document, without declaration. */
export function didDocument(input: DidInput): string {
  const { codiceFiscale, evento, dataEvento, dataDid, ente = HOLDER, variabili, twin = 'anpal' } = input;
  const one = (name: string, value: string | undefined): string =>
    value === undefined ? `<${name} xsi:nil="true"/>` : `<${name}>${escaped(value)}</${name}>`;
  const inside = VARIABILI.map((name) => one(name, variabili?.[name])).join('');
  return (
    `<GestisciDID_Input xmlns="${didNamespace(twin)}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    (variabili === undefined
      ? '<VariabiliDiProfiling xsi:nil="true"/>'
      : `<VariabiliDiProfiling>${inside}</VariabiliDiProfiling>`) +
    `<InformazioniDID><CodiceFiscale>${codiceFiscale}</CodiceFiscale><TipoEvento>${evento}</TipoEvento>` +
    `<DataEvento>${dateTime(dataEvento)}</DataEvento><DataDID>${dateTime(dataDid)}</DataDID>` +
    `<CodiceEntePromotore>${ente}</CodiceEntePromotore></InformazioniDID>` +
    '<GUIDOperatore>13</GUIDOperatore><CodiceFiscaleOperatore xsi:nil="true"/><Applicazione>NCN</Applicazione></GestisciDID_Input>'
  );
}

/** An event of the n-th person: of a DID of that day, with the variables where it is an insertion, by whoever may send it. */
export const eventOf = (n: number, evento: string, day: string, more: Partial<DidInput> = {}): DidInput => ({
  codiceFiscale: person(n).codiceFiscale,
  evento,
  dataEvento: day,
  dataDid: day,
  ...(evento === 'I' ? { variabili: variabiliOf(n, day) } : {}),
  ...(evento === 'S' ? { ente: NODE } : {}),
  ...more,
});

export const soapOf = (document: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${document}</S:Body></S:Envelope>`;

export interface DidReply {
  readonly status: number;
  readonly esito: string;
  /** The leaves of InformazioniDID and of Profiling; `nil` where they are. Undefined where the group is not there. */
  readonly echo: Variabili | undefined;
  readonly profiling: Variabili | undefined;
  readonly fault: string;
  /** The message it became, from the HTTP header. */
  readonly message: string;
  readonly text: string;
}

function leavesIn(text: string, name: string): Variabili | undefined {
  const inside = new RegExp(`<(\\w+:)?${name}[^>/]*>(.*?)</(\\w+:)?${name}>`, 's').exec(text)?.[2];
  if (inside === undefined) return undefined;
  const leaves = [...inside.matchAll(/<(?:\w+:)?(\w+)(?:>([^<]*)<\/|([^>]*)\/>)/g)];
  return Object.fromEntries(
    leaves.map(([, leaf = '', value, attributes = '']) => [
      leaf,
      value ?? (attributes.includes('nil="true"') ? 'nil' : ''),
    ]),
  );
}

/** Posts a document to ConferimentoDID. */
export async function callDid(
  url: string,
  document: string | DidInput,
  headers: Readonly<Record<string, string>> = {},
): Promise<DidReply> {
  const twin = typeof document === 'string' ? 'anpal' : (document.twin ?? 'anpal');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"${didNamespace(twin)}/gestisciDID"`,
      ...headers,
    },
    body: soapOf(typeof document === 'string' ? document : didDocument(document)),
  });
  const text = await response.text();
  return {
    status: response.status,
    esito: /<(?:\w+:)?Esito>([^<]*)</.exec(text)?.[1] ?? '',
    echo: leavesIn(text, 'InformazioniDID'),
    profiling: leavesIn(text, 'Profiling'),
    fault: /<faultstring>([^<]*)</.exec(text)?.[1] ?? '',
    message: response.headers.get('raccordo-message') ?? '',
    text,
  };
}

/** Section 6 with takings in charge (A02, project 05), for `sapOf`. */
export interface Pact {
  readonly ente?: string;
  /** Begins on the day it was proposed, unless given. */
  readonly data_proposta: string;
  readonly data?: string;
  readonly data_fine?: string;
  readonly id?: string | undefined;
  /** Last event; `02`, begun. */
  readonly evento?: string;
}

export const pactsXml = (pacts: readonly Pact[]): string =>
  `<politiche_attive_lst>${pacts.map(pactXml).join('')}</politiche_attive_lst>`;

function pactXml(pact: Pact): string {
  const { ente = HOLDER, data_proposta, data = data_proposta, data_fine, evento = '02' } = pact;
  const id = 'id' in pact ? pact.id : '130000a1f0K';
  return (
    `<politiche_attive><tipo_attivita>A02</tipo_attivita><data_proposta>${data_proposta}</data_proposta><data>${data}</data>` +
    (data_fine === undefined ? '' : `<data_fine>${data_fine}</data_fine>`) +
    `<descrizione>PRESA IN CARICO</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>${ente}</codice_ente_promotore>` +
    (id === undefined ? '' : `<identificativo_politica>${id}</identificativo_politica>`) +
    `<ultimo_evento><evento>${evento}</evento><data_evento>${data}</data_evento></ultimo_evento></politiche_attive>`
  );
}
