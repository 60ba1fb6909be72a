/**
 * SILP as a client of the national SAP service, as it calls it today through the regional port: SOAP 1.1, the document
 * in CDATA, the cooperation header in front, a technical account. Also what makes any sender of the demo.
 */

import { openXml } from '../../contract/xml-gate.js';
import { readTree } from '../../contract/xml-tree.js';
import { element, escapeText } from '../../contract/xml-writer.js';
import { accountHeader } from '../../foundation/account.js';
import { asJson, asText } from './json.js';

export interface NationalCall {
  /** Address of the service: the national node's, or a gateway's door in its place. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly timeoutSeconds?: number;
}

export type NationalAnswer =
  | { readonly outcome: 'answered'; readonly fields: Readonly<Record<string, string>> }
  | { readonly outcome: 'fault'; readonly status: number; readonly code: string; readonly text: string }
  | { readonly outcome: 'unreachable'; readonly text: string };

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const TYPES = 'http://servizi.lavoro.gov.it/servizicoap/types';
const INTEGRAZIONE = 'http://it.regione.toscana.icar/Integrazione';

/** Sends a SAP. `outcome: 'answered'` has Esito, MessaggioErrore and CodiceSAP as they came. */
export const sendToNational = (call: NationalCall, document: string): Promise<NationalAnswer> =>
  callNational(call, 'invioSAP', { SAP: document });

/** Asks for the id of a person's SAP; `0` when there is none. */
export const askSapId = (call: NationalCall, codiceFiscale: string): Promise<NationalAnswer> =>
  callNational(call, 'verificaEsistenzaSAP', {
    CodiceFiscale: element('VerificaSAP', { codiceFiscale }),
  });

/** Asks for a SAP by id; empty when there is no active one. */
export const askSap = (call: NationalCall, identificativoSap: string): Promise<NationalAnswer> =>
  callNational(call, 'richiestaSAP', { CodiceSAP: element('IDSAP', { IdentificativoSap: identificativoSap }) });

/** Calls any operation; every field goes in CDATA. Never rejects for what a network may do. */
export async function callNational(
  call: NationalCall,
  operation: string,
  fields: Readonly<Record<string, string>>,
): Promise<NationalAnswer> {
  const { url, timeoutSeconds = 60 } = call;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'text/xml; charset=UTF-8',
        soapaction: '""',
        ...accountHeader(call),
      },
      body: envelope(operation, fields),
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    return readAnswer(response.status, Buffer.from(await response.arrayBuffer()));
  } catch (error) {
    return { outcome: 'unreachable', text: error instanceof Error ? error.message : String(error) };
  }
}

function envelope(operation: string, fields: Readonly<Record<string, string>>): string {
  const children = Object.entries(fields).map(([name, value]) => `<typ:${name}>${cdata(value)}</typ:${name}>`);
  return [
    `<soapenv:Envelope xmlns:soapenv="${ENVELOPE}" xmlns:typ="${TYPES}">`,
    `<soapenv:Header><openspcoop:integrazione xmlns:openspcoop="${INTEGRAZIONE}" soapenv:mustUnderstand="0"`,
    ` soapenv:actor="http://www.openspcoop.org/integrazione" servizio="servizicoap" azione="${escapeText(operation)}"/>`,
    '</soapenv:Header><soapenv:Body>',
    `<typ:${operation}>${children.join('')}</typ:${operation}>`,
    '</soapenv:Body></soapenv:Envelope>',
  ].join('');
}

/** `]]>` cannot stand inside a section, so it is spread over two. */
const cdata = (value: string): string => `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

function readAnswer(status: number, bytes: Buffer): NationalAnswer {
  const message = openXml(bytes, (xml) => readTree(xml.text()).tree).value;
  const [name, content] = Object.entries(asJson(message?.Body))[0] ?? [];
  if (name === undefined) return { outcome: 'fault', status, code: 'http', text: `HTTP ${status}, no SOAP message` };
  const fields = Object.fromEntries(Object.entries(asJson(content)).map(([field, value]) => [field, asText(value)]));
  if (name === 'Fault') {
    return { outcome: 'fault', status, code: fields.faultcode ?? '', text: fields.faultstring ?? '' };
  }
  return { outcome: 'answered', fields };
}
