/** Calls of the adesione and agenda services with envelopes written by hand, so that nothing of ours hides a mistake of ours. */
import { cdata, escaped } from './soap-call.js';

const TYPES = 'http://servizi.lavoro.gov.it/servizicoap/types';
const AGENDA = 'http://appuntamento.agenda.webservices.coop.sil.eng.it';
export const ESITO_NAMESPACE = 'http://nsr.sil.eng.it/DataModels/InformationDelivery/NotificaAppuntamentoEsito/1.0';

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly message: string;
  /** Text of the first element with this local name, entities undone once. */
  field(name: string): string | undefined;
}

async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""', ...headers },
    body: `<?xml version="1.0"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`,
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    message: response.headers.get('raccordo-message') ?? '',
    field: (name) => {
      const found = new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?(?:/>|>([^<]*)</)`).exec(text);
      return found === null ? undefined : undone(found[1] ?? '');
    },
  };
}

const undone = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_whole, point: string) => String.fromCodePoint(Number(point)))
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

export const basic = (user: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}`,
});

/** An operation of servizicoap: its document as text in one field. */
export const callYg = (
  base: string,
  service: string,
  operation: string,
  document: string,
  { field = 'DatiStatoAdesione', headers = {} }: { field?: string; headers?: Readonly<Record<string, string>> } = {},
): Promise<Reply> =>
  post(
    `${base}/${service}`,
    `<t:${operation} xmlns:t="${TYPES}"><t:${field}>${cdata(document)}</t:${field}></t:${operation}>`,
    headers,
  );

export const callAgenda = (
  base: string,
  operation: string,
  document: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> =>
  post(
    `${base}/AppuntamentoService`,
    `<a:${operation} xmlns:a="${AGENDA}"><a:inputXml>${escaped(document)}</a:inputXml></a:${operation}>`,
    headers,
  );

export const notifyOutcome = (base: string, document: string): Promise<Reply> =>
  post(`${base}/NotificaEsitoAppuntamento`, document, {
    soapaction: '"http://soap.nsr.sil.eng.it/NotificaEsitoAppuntamento/notifica"',
  });

export const utente = (cf: string, data: string, regione: string, sap = 'PI00012345B'): string =>
  `<sezione0><utente><CodiceFiscale>${cf}</CodiceFiscale><dataadesione>${data}</dataadesione>` +
  `<IdentificativoSap>${sap}</IdentificativoSap><Regione>${regione}</Regione></utente></sezione0>`;

/** `DatiStatoAdesione` of any of its three kinds, by what is given. */
export const stato = (cf: string, regione: string, more: { data?: string; stato?: string; quando?: string } = {}) =>
  `<DatiStatoAdesione><CodiceFiscale>${cf}</CodiceFiscale>${element('DataAdesione', more.data)}` +
  `<RegioneAdesione>${regione}</RegioneAdesione>${element('StatoAdesione', more.stato)}` +
  `${element('DataStatoAdesione', more.quando)}</DatiStatoAdesione>`;

export const check = (cf: string, regione: string): string =>
  `<checkUtenteYG><codiceFiscale>${cf}</codiceFiscale><codiceRegione>${regione}</codiceRegione></checkUtenteYG>`;

const element = (name: string, value?: string): string => (value === undefined ? '' : `<${name}>${value}</${name}>`);

/** A `RichiestaNotificaEsito`; `nuovo` is the region's id of the appointment that it was moved to. */
export const esito = (coap: string, regionale: string, code: string, nuovo?: string): string =>
  `<RichiestaNotificaEsito xmlns="${ESITO_NAMESPACE}"><IdAppuntamento>${coap}</IdAppuntamento>` +
  `<IdAppuntamentoAR>${regionale}</IdAppuntamentoAR><IdEsitoAppuntamento>${code}</IdEsitoAppuntamento>` +
  (nuovo === undefined
    ? ''
    : `<IdCausa>C01</IdCausa><NuovoAppuntamento><IdAppuntamentoAR>${nuovo}</IdAppuntamentoAR>` +
      '<CodiceIntermediario>L219C000381</CodiceIntermediario><DataOraAppuntamento>2026-12-01T09:00:00</DataOraAppuntamento></NuovoAppuntamento>') +
  '<IdCPI>081300100</IdCPI></RichiestaNotificaEsito>';

/** An `Appuntamento` of a company, as a tree without the ids that the nation gives. */
export const prenotazione = (codiceFiscale: string) => ({
  codiceFiscale,
  utenteAzienda: { UtenteServizio: 'A' },
  IdProvincia: '13',
  datiContatto: { consensoSMS: 'N' },
  parametriAppuntamento: {
    IdCPI: '081300100',
    codiceRichiesta: 'PL_APPGG',
    identificativoSlot: '77',
    contattiAutomatici: { invioSMS: 'N', invioEmail: 'N' },
  },
});
