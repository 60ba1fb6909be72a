/** Calls the national SOAP service with envelopes written by hand, so that nothing of ours hides a mistake of ours. */
export interface SoapReply {
  readonly status: number;
  readonly contentType: string;
  /** The fields of the answer, entities undone. */
  readonly fields: Readonly<Record<string, string>>;
  readonly fault: { readonly code: string; readonly string: string } | undefined;
  /** The message it became, from the HTTP header. */
  readonly message: string;
  readonly text: string;
  readonly headers: Headers;
}

const TYPES = 'http://servizi.lavoro.gov.it/servizicoap/types';

export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
export const cdata = (text: string): string => `<![CDATA[${text}]]>`;

/** An envelope whose field values are already written as they should stand on the wire. */
export function envelopeOf(operation: string, fields: Readonly<Record<string, string>>, header = ''): string {
  const inside = Object.entries(fields)
    .map(([name, value]) => `<t:${name}>${value}</t:${name}>`)
    .join('');
  return (
    `<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/">${header}` +
    `<S:Body><t:${operation} xmlns:t="${TYPES}">${inside}</t:${operation}></S:Body></S:Envelope>`
  );
}

export async function postSoap(
  url: string,
  envelope: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<SoapReply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""', ...headers },
    body: envelope as string,
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/<types:(\w+)>([^<]*)<\/types:\1>/g))
    fields[name] = undone(value);
  for (const [, name = ''] of text.matchAll(/<types:(\w+)\/>/g)) fields[name] = '';
  const code = /<faultcode>[^:<]*:?([^<]*)</.exec(text)?.[1];
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    fields,
    fault: code === undefined ? undefined : { code, string: undone(/<faultstring>([^<]*)</.exec(text)?.[1] ?? '') },
    message: response.headers.get('raccordo-message') ?? '',
    text,
    headers: response.headers,
  };
}

const undone = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');

/** Sends a SAP as SILP does: in a CDATA section. */
export const invioSAP = (
  url: string,
  document: string,
  headers?: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<SoapReply> => postSoap(url, envelopeOf('invioSAP', { SAP: cdata(document) }), headers, signal);

export const idSap = (id: string): string => `<IDSAP><IdentificativoSap>${id}</IdentificativoSap></IDSAP>`;
export const verificaSap = (codiceFiscale: string): string =>
  `<VerificaSAP><codiceFiscale>${codiceFiscale}</codiceFiscale></VerificaSAP>`;
