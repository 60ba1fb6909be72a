import { describe, expect, test } from 'vitest';
import {
  INTEGRAZIONE_NAMESPACE,
  payloadOf,
  readEnvelope,
  writeFault,
  writeRequest,
  writeResponse,
} from '../../src/contract/soap.js';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const TYPES = 'http://servizi.lavoro.gov.it/servizicoap/types';
const DOCUMENT = '<?xml version="1.0" encoding="UTF-8"?><lavoratore><nome>L\'Aquila & "è" ]]></nome></lavoratore>';

const envelope = (body: string, header = '') =>
  Buffer.from(`<e:Envelope xmlns:e="${SOAP}">${header}<e:Body>${body}</e:Body></e:Envelope>`);

describe('reading', () => {
  test.each([
    ['escaped', writeRequest('invioSAP', { SAP: DOCUMENT }, { namespace: TYPES })],
    ['CDATA', writeRequest('invioSAP', { SAP: DOCUMENT }, { namespace: TYPES, style: 'cdata' })],
    [
      'any prefix',
      Buffer.from(
        `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${SOAP}"><SOAP-ENV:Header/><SOAP-ENV:Body><ns0:invioSAP xmlns:ns0="${TYPES}"><ns0:SAP>${DOCUMENT.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</ns0:SAP></ns0:invioSAP></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
      ),
    ],
    [
      'default namespaces, and fields in none',
      Buffer.from(
        `<?xml version="1.0"?>\n<Envelope xmlns="${SOAP}">\n <Body>\n  <invioSAP xmlns="${TYPES}">\n   <SAP xmlns=""><![CDATA[${DOCUMENT.replaceAll(']]>', ']]]]><![CDATA[>')}]]></SAP>\n  </invioSAP>\n </Body>\n</Envelope>`,
      ),
    ],
  ])('a payload is the same text whether %s', (_name, bytes) => {
    const { envelope: read, findings } = readEnvelope(bytes);
    expect(findings).toEqual([]);
    expect(read).toEqual({ operation: 'invioSAP', namespace: TYPES, fields: { SAP: DOCUMENT }, headers: [] });
  });

  test('the SPCoop block is kept with its attributes', () => {
    const block = `<x:integrazione xmlns:x="${INTEGRAZIONE_NAMESPACE}" e:actor="http://a" e:mustUnderstand="1" idEGovMessaggio="SIL_1" servizio="SAP"/>`;
    const { envelope: read, fault } = readEnvelope(envelope('<invioSAP/>', `<e:Header>${block}</e:Header>`));
    expect(fault).toBeUndefined();
    expect(read?.headers).toEqual([
      {
        name: 'integrazione',
        namespace: INTEGRAZIONE_NAMESPACE,
        attributes: { idEGovMessaggio: 'SIL_1', servizio: 'SAP' },
      },
    ]);
  });

  test('a header that must be understood and is not is refused as SOAP asks', () => {
    const block = '<x:sicurezza xmlns:x="urn:x" e:mustUnderstand="1"/>';
    const bytes = envelope('<invioSAP/>', `<e:Header>${block}</e:Header>`);
    expect(readEnvelope(bytes).fault?.code).toBe('MustUnderstand');
    expect(readEnvelope(bytes, { understands: ['urn:x'] }).fault).toBeUndefined();
    expect(readEnvelope(envelope('<a/>', `<e:Header>${block.replace('"1"', '"0"')}</e:Header>`)).fault).toBeUndefined();
  });

  test.each([
    [
      'SOAP 1.2',
      Buffer.from('<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>'),
      'VersionMismatch',
    ],
    ['an envelope in no namespace', Buffer.from('<Envelope><Body><a/></Body></Envelope>'), 'VersionMismatch'],
    ['another document', Buffer.from('<lavoratore/>'), 'Client'],
    ['HTML', Buffer.from('<!DOCTYPE html><html></html>'), 'Client'],
    ['nothing', Buffer.alloc(0), 'Client'],
    ['half a message', envelope('<a/>').subarray(0, 60), 'Client'],
    ['no body', Buffer.from(`<e:Envelope xmlns:e="${SOAP}"/>`), 'Client'],
    ['an empty body', envelope(''), 'Client'],
    ['two operations', envelope('<a/><b/>'), 'Client'],
    [
      'an entity',
      Buffer.from(
        `<!DOCTYPE e [<!ENTITY x "y">]><e:Envelope xmlns:e="${SOAP}"><e:Body><a>&x;</a></e:Body></e:Envelope>`,
      ),
      'Client',
    ],
  ])('%s is answered with the right fault', (_name, bytes, code) => {
    const read = readEnvelope(bytes);
    expect(read.envelope).toBeUndefined();
    expect(read.fault?.code).toBe(code);
    expect(read.findings).not.toEqual([]);
  });

  test.each([
    ['a field written twice', '<invioSAP><SAP>a</SAP><SAP>b</SAP></invioSAP>', 'soap.field-repeated'],
    ['a document that is not text', '<invioSAP><SAP><lavoratore/></SAP></invioSAP>', 'soap.field-not-text'],
  ])('%s is named', (_name, body, rule) => {
    const read = readEnvelope(envelope(body));
    expect(read.findings).toMatchObject([{ path: 'SAP', rule, severity: 'error' }]);
    expect(read.fault?.code).toBe('Client');
  });

  test('the encoding of the HTTP header counts', () => {
    const bytes = Buffer.from(
      `<e:Envelope xmlns:e="${SOAP}"><e:Body><a><x>Forl\xec</x></a></e:Body></e:Envelope>`,
      'latin1',
    );
    expect(readEnvelope(bytes).fault?.code).toBe('Client');
    expect(readEnvelope(bytes, { charset: 'iso-8859-1' }).envelope?.fields).toEqual({ x: 'Forlì' });
  });

  test('a fault of a peer is read, whatever prefix its code has', () => {
    const bytes = envelope(
      '<e:Fault><faultcode>e:Server.Busy</faultcode><faultstring> giù </faultstring><faultactor>pdd</faultactor><detail><x>1</x></detail></e:Fault>',
    );
    expect(readEnvelope(bytes).envelope?.fault).toEqual({
      code: 'Server.Busy',
      string: 'giù',
      actor: 'pdd',
      detail: '1',
    });
  });
});

describe('writing', () => {
  test('an answer has its fields in order, empty ones too', () => {
    const bytes = writeResponse(
      'invioSAP',
      { Esito: 'OK', MessaggioErrore: '', CodiceSAP: 'AB01234567C' },
      { namespace: TYPES },
    );
    const { envelope: read } = readEnvelope(bytes);
    expect(read?.operation).toBe('risposta_invioSAP');
    expect(Object.entries(read?.fields ?? {})).toEqual([
      ['Esito', 'OK'],
      ['MessaggioErrore', ''],
      ['CodiceSAP', 'AB01234567C'],
    ]);
  });

  test('header blocks come back as they went', () => {
    const headers = [{ name: 'integrazione', namespace: INTEGRAZIONE_NAMESPACE, attributes: { id: '1 & "2"' } }];
    expect(readEnvelope(writeRequest('a', {}, { namespace: TYPES, headers })).envelope?.headers).toEqual(headers);
  });

  test('a fault carries its findings, with what signs they may hold', () => {
    const detail = [
      { path: 'SAP/<x>', rule: 'xsd.type', source: 's', severity: 'error' as const, message: 'a & b', masked: 'xxx' },
    ];
    const bytes = writeFault({ code: 'Client', string: 'no <good>', actor: 'raccordo', detail });
    expect(readEnvelope(bytes).envelope?.fault).toMatchObject({
      code: 'Client',
      string: 'no <good>',
      actor: 'raccordo',
      detail: 'a & b',
    });
    expect(bytes.toString()).toContain('path="SAP/&lt;x&gt;" rule="xsd.type"');
  });

  test('a character that XML cannot hold does not break the message, in CDATA neither', () => {
    for (const style of ['escaped', 'cdata'] as const) {
      const bytes = writeRequest('a', { x: 'a\u0000b' }, { namespace: TYPES, style });
      expect(readEnvelope(bytes).envelope?.fields).toEqual({ x: 'a b' });
    }
  });
});

describe('the document inside a field', () => {
  test.each([
    ['white space before the declaration', '\n  <?xml version="1.0"?><a/>\n', '<?xml version="1.0"?><a/>'],
    ['a byte order mark', '\ufeff<a/>', '<a/>'],
    ['one escaping too many', ' &lt;a&gt;L&amp;apos;&amp;amp; &amp;#233;&lt;/a&gt;', '<a>L&apos;&amp; &#233;</a>'],
    [
      'an encoding that no longer holds',
      '<?xml version="1.0" encoding="ISO-8859-1" standalone="yes"?><a>è</a>',
      '<?xml version="1.0" standalone="yes"?><a>è</a>',
    ],
    ['a declared UTF-8', "<?xml version='1.0' encoding='utf-8'?><a/>", "<?xml version='1.0' encoding='utf-8'?><a/>"],
    ['nothing', '  ', ''],
  ])('%s', (_name, field, payload) => {
    expect(payloadOf(field).toString('utf8')).toBe(payload);
  });
});
