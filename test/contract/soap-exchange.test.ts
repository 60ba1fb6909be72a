/** Messages of described services: typed bodies and documents carried as text, in and out. */
import { describe, expect, it } from 'vitest';
import { appuntamentoService } from '../../src/contract/anpal/appuntamento.js';
import { conferimentoDid } from '../../src/contract/anpal/did.js';
import { readAnswer, readCallOf, writeMessage } from '../../src/contract/soap-exchange.js';
import { judge, type SoapOperation, type SoapService } from '../../src/contract/soap-service.js';
import { wsdlOf } from '../../src/contract/soap-wsdl.js';
import { xmlDocumentType } from '../../src/contract/xml-contract.js';

const DATA = 'http://anpal.gov.it/DataModels/InformationDelivery/ConferimentoDID/1.0';
const [typed] = conferimentoDid.operations as [SoapOperation];
const EVENT = {
  InformazioniDID: {
    CodiceFiscale: 'FRRGLI87D52L219H',
    TipoEvento: 'R',
    DataEvento: '2025-05-12T00:00:00',
    DataDID: '2025-05-01T00:00:00',
    CodiceEntePromotore: 'L219C000381',
  },
  Applicazione: 'NCN',
};

const XSD = 'xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** A service whose document travels as text, as most regional ones do. */
const question = xmlDocumentType({
  root: 'VerificaSAP',
  schema: 'anpal/servizicoap/1.0/verificasap.xsd',
  source: 'test',
});
const wrapped: SoapService = {
  side: 'anpal',
  name: 'Prova',
  namespace: 'urn:prova',
  wsdl: conferimentoDid.wsdl ?? '',
  operations: [
    {
      name: 'verifica',
      soapAction: '',
      request: { document: question, wrapped: { element: 'verifica', namespace: 'urn:prova:tipi', field: 'inputXML' } },
      answer: {
        document: question,
        wrapped: { element: 'verificaResponse', namespace: 'urn:prova', field: 'ritorno' },
      },
      calledBy: 'region',
    },
  ],
};

const soap = (body: string): Buffer =>
  Buffer.from(`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`);

it('of a service with one element in two namespaces the element is named once', () => {
  const { fault } = readCallOf(conferimentoDid, soap('<Altro xmlns="urn:altro"/>'));
  expect(fault?.string).toBe('the body of a call of ConferimentoDID holds GestisciDID_Input');
});

it('a document that stands as markup where text is expected is told so', () => {
  const call = '<p:verifica xmlns:p="urn:prova:tipi"><p:inputXML><VerificaSAP/></p:inputXML></p:verifica>';
  const { fault, findings } = readCallOf(wrapped, soap(call));
  expect(fault?.string).toContain('CDATA');
  expect(findings).toMatchObject([{ path: 'inputXML', rule: 'soap.field-not-text' }]);
});

describe('a typed body', () => {
  it.each([
    ['on the element', (xml: string) => xml.replace('<GUIDOperatore ', `<GUIDOperatore ${XSD} `)],
    ['on the envelope', (xml: string) => xml.replace('<soapenv:Envelope ', `<soapenv:Envelope ${XSD} `)],
  ])('may give an element its type with a prefix that is declared %s', (_where, declared) => {
    const document = typed.request.document.write({ ...EVENT, GUIDOperatore: '13' });
    const plain = writeMessage(typed.request, document).toString();
    const message = declared(plain.replace('<GUIDOperatore>', '<GUIDOperatore xsi:type="xsd:string">'));
    const { document: taken = Buffer.alloc(0) } = readCallOf(conferimentoDid, Buffer.from(message));
    const read = typed.request.document.read(taken);
    expect(read.findings).toEqual([]);
    expect(read.tree).toMatchObject({ GUIDOperatore: '13' });
  });

  it('with a type that nobody has declared says so', () => {
    const document = typed.request.document.write({ ...EVENT, GUIDOperatore: '13' });
    const typeless = document.toString().replace('<GUIDOperatore>', '<GUIDOperatore xsi:type="xsd:string">');
    expect(typed.request.document.read(Buffer.from(typeless)).findings).toMatchObject([
      { path: 'GUIDOperatore', rule: 'xsd.type-unknown', message: expect.stringContaining('xsi:type') },
    ]);
  });

  it('goes out as the body itself, what is missing nil, and comes back as it was', () => {
    const document = typed.request.document.write(EVENT);
    const message = writeMessage(typed.request, document);
    expect(message.toString()).toContain('<VariabiliDiProfiling xsi:nil="true"/>');
    const call = readCallOf(conferimentoDid, message);
    expect(call.operation?.carries?.revision).toBe('4.0');
    const read = typed.request.document.read(call.document as Buffer);
    expect(read.findings).toEqual([]);
    expect(read.tree).toMatchObject(EVENT);
  });

  it('is read with any prefix, declared anywhere', () => {
    const inside = typed.request.document
      .write(EVENT)
      .toString()
      .replace(/<\?xml.*?\?>/, '')
      .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1q:')
      .replace('xmlns=', 'xmlns:q=');
    const { operation, document, findings } = readCallOf(conferimentoDid, soap(inside));
    expect(findings).toEqual([]);
    expect(operation?.name).toBe('gestisciDID');
    expect(typed.request.document.read(document as Buffer).findings).toEqual([]);
  });

  it('of the older twin is told apart by its namespace', () => {
    const message = writeMessage(typed.request, typed.request.document.write(EVENT));
    const older = Buffer.from(message.toString().replaceAll('anpal.gov.it', 'mlps.gov.it'));
    expect(readCallOf(conferimentoDid, older).operation?.carries?.revision).toBe('4.0-mlps');
  });

  it.each([
    [
      'another namespace',
      writeMessage(typed.request, typed.request.document.write(EVENT)).toString().replaceAll(DATA, 'urn:altro'),
      'soap.namespace',
    ],
    ['another element', soap('<Altro xmlns="urn:altro"/>').toString(), 'soap.operation-unknown'],
    ['two elements', soap('<a/><b/>').toString(), 'soap.body'],
  ])('is refused with %s', (_what, message, rule) => {
    const { operation, fault, findings } = readCallOf(conferimentoDid, Buffer.from(message));
    expect(operation).toBeUndefined();
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(fault?.code).toBe('Client');
  });

  it('names the element that is wrong, also where it stands in a default namespace', () => {
    const broken = typed.request.document.write({
      ...EVENT,
      InformazioniDID: { ...EVENT.InformazioniDID, TipoEvento: 'Z' },
    });
    expect(typed.request.document.read(broken).findings).toMatchObject([
      { path: 'InformazioniDID/TipoEvento', rule: 'xsd.enumeration' },
    ]);
  });
});

describe('a document carried as text', () => {
  const [operation] = wrapped.operations as [SoapOperation];
  const document = question.write({ codiceFiscale: 'FRRGLI87D52L219H' });

  it('comes out of its field, escaped or in CDATA', () => {
    const escaped = writeMessage(operation.request, document);
    const cdata = soap(`<verifica xmlns="urn:prova:tipi"><inputXML><![CDATA[${document}]]></inputXML></verifica>`);
    for (const message of [escaped, cdata]) {
      const call = readCallOf(wrapped, message);
      expect(question.read(call.document as Buffer).tree).toEqual({ codiceFiscale: 'FRRGLI87D52L219H' });
    }
  });

  it('is refused without its field', () => {
    const { findings } = readCallOf(wrapped, soap('<verifica xmlns="urn:prova:tipi"/>'));
    expect(findings.map(({ rule }) => rule)).toEqual(['soap.field-missing']);
  });
});

describe('an answer', () => {
  it('is a fault, a document, or nothing that can be acted on', () => {
    const answer = typed.answer.document.write({ InformazioniDID: EVENT.InformazioniDID, Esito: 'E100' });
    expect(readAnswer(typed, writeMessage(typed.answer, answer)).document).toBeDefined();
    const fault = '<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>';
    expect(readAnswer(typed, soap(fault)).answeredFault).toMatchObject({ code: 'Server', string: 'no' });
    expect(readAnswer(typed, Buffer.from('<html/>')).document).toBeUndefined();
  });

  it.each([
    ['E100', 'acknowledged'],
    ['E021', 'later'],
    ['E009', 'refused'],
    ['', 'nothing'],
  ])('with outcome %j says %s', (Esito, says) => {
    expect(judge(typed.esito, { Esito }).says).toBe(says);
  });
});

describe('the description of a service', () => {
  it('is one file, with its schema inside and the address where it is called', () => {
    const wsdl = wsdlOf(conferimentoDid, 'http://127.0.0.1:8080/soap/v1/ConferimentoDID?a=1&b=2');
    expect(wsdl).toContain('location="http://127.0.0.1:8080/soap/v1/ConferimentoDID?a=1&amp;b=2"');
    expect(wsdl).toContain(`targetNamespace="${DATA}"`);
    expect(wsdl).not.toContain('schemaLocation');
  });
});

describe('an answer of the agenda', () => {
  it.each([
    ['00', 'acknowledged'],
    ['23', 'refused'],
    ['98', 'later'],
    // A generic error decides nothing: the booking may have been made.
    ['99', 'faulty'],
  ])('%s is %s', (codice, says) => {
    for (const { esito } of appuntamentoService.operations) expect(judge(esito, { Esito: { codice } }).says).toBe(says);
  });
});
