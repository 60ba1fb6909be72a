/** Invented receivers of the RdC, as the nation's services tell of them. */
import { makeCodiceFiscale } from './codice-fiscale.js';

export const codiceFiscaleOf = (nome: string, dataNascita = '1979-11-03'): string =>
  makeCodiceFiscale({ cognome: 'Bonavera', nome, sesso: 'F', dataNascita, luogoNascita: 'L219' });

export const ADA = codiceFiscaleOf('Ada');
export const EVA = codiceFiscaleOf('Eva', '2001-04-18');
export const OPERATORE = codiceFiscaleOf('Rosa', '1970-01-09');
export const PROTOCOLLO = 'INPS-RDC-2019-0001234';

/** A receiver with what every version demands. */
export const beneficiario = (codiceFiscale: string, more: Readonly<Record<string, string>> = {}) => ({
  cod_cap_residenza: '10121',
  cod_comune_residenza: 'L219',
  des_comune_residenza: 'TORINO',
  cod_fiscale: codiceFiscale,
  cod_fiscale_richiedente: ADA,
  cod_protocollo_inps: PROTOCOLLO,
  cod_ruolo_beneficiario: codiceFiscale === ADA ? 'R' : 'M',
  cod_stato: 'AC',
  des_cognome: 'BONAVERA',
  des_indirizzo_residenza: 'CORSO INVENTATO 18',
  des_nome: codiceFiscale === ADA ? 'ADA' : 'EVA',
  dtt_domanda: '2019-03-06',
  dtt_nascita: codiceFiscale === ADA ? '1979-11-03' : '2001-04-18',
  dtt_rendicontazione: '2019-05-01',
  ...more,
});

const EVENTI = 'http://servizi.lavoro.gov.it/EventiCondizionalitaRDC/types';

export interface TestEvent {
  readonly evento?: string;
  readonly codiceFiscale?: string;
  readonly protocollo?: string;
  readonly data?: string;
  readonly note?: string;
}

/** The document that tells an event, or takes it back. */
export function evento(operation: 'load' | 'delete', event: TestEvent = {}): string {
  const { evento: code = 'X01', codiceFiscale = ADA, protocollo = PROTOCOLLO, data = '2021-05-20', note } = event;
  const time = operation === 'load' ? 'T00:00:00' : '';
  const element = `${operation}EventiCondizionalitaRDC`;
  return (
    `<${element} xmlns="${EVENTI}"><cod_cpi>L219C000381</cod_cpi><cod_evento>${code}</cod_evento>` +
    `<cod_fiscale>${codiceFiscale}</cod_fiscale><cod_fiscale_ope>${OPERATORE}</cod_fiscale_ope>` +
    `<cod_protocollo_inps>${protocollo}</cod_protocollo_inps><dtt_domanda>2019-03-06${time}</dtt_domanda>` +
    `<dtt_evento>${data}${time}</dtt_evento>${note === undefined ? '' : `<txt_note>${note}</txt_note>`}</${element}>`
  );
}

/** A message with this document as its body. */
export const envelope = (document: string): string =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${document}</S:Body></S:Envelope>`;

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** The message that the call became. */
  readonly message: string;
  /** Text of the first element of that local name. */
  of(element: string): string | undefined;
}

export async function post(url: string, document: string, soapAction = ''): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${soapAction}"` },
    body: envelope(document),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    message: response.headers.get('raccordo-message') ?? '',
    of: (element) => new RegExp(`<(?:\\w+:)?${element}[^>]*>([^<]*)<`).exec(text)?.[1],
  };
}
