import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, test } from 'vitest';
import { listaAnomalie } from '../../src/contract/anomalie.js';
import {
  checkQuestion,
  IDENTIFICATIVO_SAP,
  isLater,
  OPERATIONS,
  type OperationName,
  questionFor,
  readQuestion,
  SERVICE_DOCUMENTS,
  SERVICE_NAMESPACE,
  TYPES_NAMESPACE,
  typesNamespaceOf,
  wsdl,
} from '../../src/contract/servizicoap.js';
import { writeRequest, writeResponse } from '../../src/contract/soap.js';

const description = XmlDocument.fromString(wsdl('http://localhost:8080/soap?a=1&b=$&'));
const SPACES = {
  w: 'http://schemas.xmlsoap.org/wsdl/',
  s: 'http://schemas.xmlsoap.org/wsdl/soap/',
  x: 'http://www.w3.org/2001/XMLSchema',
};
const names = (xpath: string) => description.find(xpath, SPACES).map((node) => node.content);
const operations = Object.keys(OPERATIONS) as OperationName[];

describe('the WSDL', () => {
  test('has the operations of the table, and no other', () => {
    expect(names('/w:definitions/w:portType/w:operation/@name').sort()).toEqual([...operations].sort());
    expect(names('/w:definitions/w:binding/w:operation/@name').sort()).toEqual([...operations].sort());
    expect(names('/w:definitions/@targetNamespace')).toEqual([SERVICE_NAMESPACE]);
  });

  test.each(operations)('%s has the fields of the table, in order', (operation) => {
    const fields = (element: string) => names(`//x:schema/x:element[@name="${element}"]//x:sequence/x:element/@name`);
    expect(fields(operation)).toEqual(OPERATIONS[operation].request);
    expect(fields(`risposta_${operation}`)).toEqual(OPERATIONS[operation].response);
  });

  test('stands at the address where it is asked for', () => {
    expect(names('//s:address/@location')).toEqual(['http://localhost:8080/soap?a=1&b=$&']);
  });

  test.each(operations)('%s: what we write keeps its types', (operation) => {
    const inline = description.get('//x:schema', SPACES)?.canonicalizeToString() ?? '';
    const schema = XsdValidator.fromDoc(XmlDocument.fromString(inline));
    const sample = (name: string): [string, string] => [name, name === 'Esito' ? 'OK' : 'x & <y>'];
    const { request, response } = OPERATIONS[operation];
    for (const message of [
      writeRequest(operation, Object.fromEntries(request.map(sample)), { namespace: TYPES_NAMESPACE }),
      writeResponse(operation, Object.fromEntries(response.map(sample)), { namespace: TYPES_NAMESPACE }),
    ]) {
      const envelope = XmlDocument.fromBuffer(message);
      const body = envelope.get('//e:Body/*', { e: 'http://schemas.xmlsoap.org/soap/envelope/' });
      const alone = XmlDocument.fromString(body?.canonicalizeToString() ?? '');
      expect(() => schema.validate(alone)).not.toThrow();
      envelope.dispose();
      alone.dispose();
    }
    schema.dispose();
  });
});

describe('questions', () => {
  const keys: Partial<Record<OperationName, string>> = {
    richiestaSAP: 'AB01234567C',
    annullaSAP: 'AB01234567C',
    verificaEsistenzaSAP: 'FRRGLI87D52L219H',
    richiestaCodSAPRegTitolare: '12345678903',
    richiestaSAP_N00_A02: 'FRRGLI87D52L219H',
  };

  test.each(Object.entries(keys) as [OperationName, string][])('%s: what we ask is what we read', (operation, key) => {
    const fields = questionFor(operation, key);
    expect(Object.keys(fields)).toEqual(OPERATIONS[operation].request);
    expect(readQuestion(operation, fields)).toEqual({ key, findings: [] });
  });

  test('the form of each payload is the one that the service is known to take', () => {
    expect(questionFor('richiestaSAP', 'AB01234567C').CodiceSAP).toContain('<IDSAP><IdentificativoSap>AB01234567C<');
    expect(questionFor('verificaEsistenzaSAP', '12345678903').CodiceFiscale).toContain('<VerificaSAP><codiceFiscale>1');
    expect(questionFor('richiestaSAP_N00_A02', '12345678903')).toEqual({ CodiceFiscale: '12345678903' });
    expect(questionFor('recuperaListaSAPNonAttive', 'x')).toEqual({ Parametri: 'x' });
  });

  test('a bare codice fiscale is read where one region sends it so, not elsewhere', () => {
    const bare = { CodiceFiscale: ' FRRGLI87D52L219H ' };
    expect(readQuestion('richiestaSAP_N00_A02', bare)).toEqual({ key: 'FRRGLI87D52L219H', findings: [] });
    expect(checkQuestion('verificaEsistenzaSAP', bare)).toMatchObject([{ rule: 'xml.not-well-formed' }]);
  });

  test.each([
    [
      'richiestaSAP',
      { CodiceSAP: '<IDSAP><IdentificativoSap>0</IdentificativoSap></IDSAP>' },
      'CodiceSAP/IdentificativoSap',
      'xsd.pattern',
    ],
    ['richiestaSAP', { CodiceSAP: '<VerificaSAP/>' }, 'CodiceSAP', 'xsd.root'],
    ['richiestaSAP_N00_A02', { CodiceFiscale: 'frrgli87d52l219h' }, 'CodiceFiscale', 'codice-fiscale.pattern'],
    ['verificaEsistenzaSAP', {}, 'CodiceFiscale', 'xml.not-well-formed'],
  ] as const)('%s with a wrong payload names the field', (operation, fields, path, rule) => {
    const findings = checkQuestion(operation, fields);
    expect(findings).toMatchObject([{ path, rule, severity: 'error' }]);
    expect(JSON.stringify(findings)).not.toContain('frrgli');
  });
});

describe('answers', () => {
  test.each([
    ['X001', true],
    ['X001 limite di invocazioni raggiunto', true],
    ['\n X001', true],
    ['OK', false],
    ['AB01234567C', false],
    ['', false],
  ])('%j means later: %s', (value, later) => {
    expect(isLater(value)).toBe(later);
  });

  test('an id is found inside a document, not inside a longer word', () => {
    expect(IDENTIFICATIVO_SAP.exec('<IDSAP><IdentificativoSap>AB01234567C</IdentificativoSap></IDSAP>')?.[0]).toBe(
      'AB01234567C',
    );
    expect(IDENTIFICATIVO_SAP.exec('XAB01234567CD')).toBeNull();
  });

  test('a list of anomalies keeps its schema', () => {
    const text = listaAnomalie([
      { codice: 'S086', descrizione: 'più di un <patto>', campi: 'politiche_attive' },
      { codice: 'X' },
    ]);
    const { tree, findings } = SERVICE_DOCUMENTS.ListaAnomalie.read(Buffer.from(text));
    expect(findings).toEqual([]);
    expect(tree).toEqual({
      Anomalia: [
        { CodiceAnomalia: 'S086', DescrizioneAnomalia: 'più di un <patto>', CampiInErrore: 'politiche_attive' },
        { CodiceAnomalia: 'X', DescrizioneAnomalia: '', CampiInErrore: '' },
      ],
    });
  });

  test('a ListaDID holds the rows of section 6, with the field that newer versions add', () => {
    const row = {
      tipo_attivita: 'N00',
      data_proposta: '2024-01-15',
      ultimo_evento: { evento: '01', data_evento: '2024-01-15' },
      fonteFinanziamento: 'PNRR',
    };
    const written = SERVICE_DOCUMENTS.ListaDID.write({
      codicefiscale: '12345678903',
      disponibilita: '2024-01-15',
      N00: { politica: row },
    });
    expect(SERVICE_DOCUMENTS.ListaDID.read(written).findings).toEqual([]);
  });

  test('a gateway that republishes the service has messages in its own namespace', () => {
    expect(typesNamespaceOf(SERVICE_NAMESPACE)).toBe(TYPES_NAMESPACE);
    expect(typesNamespaceOf('https://gateway.example.it/sap/')).toBe('https://gateway.example.it/sap/types');
  });
});
