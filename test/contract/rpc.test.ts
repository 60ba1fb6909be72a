/**
 * The rpc styles, against a client and a server that share no code with us: they know a described service by its WSDL alone.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClientAsync, listen } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpClient } from '../../src/adapters/http.js';
import { SoapClient } from '../../src/adapters/soap-client.js';
import { getStatoOccupazionale } from '../../src/contract/lavoro-per-te/index.js';
import { readAnswer, readCallOf, writeMessage } from '../../src/contract/soap-exchange.js';
import type { SoapOperation, SoapService, SoapStyle } from '../../src/contract/soap-service.js';
import { wsdlOf } from '../../src/contract/soap-wsdl.js';
import { person } from '../support/sap-document.js';

const [described] = getStatoOccupazionale.operations as [SoapOperation];
const NAMESPACE = 'http://prova.example.org/rpc';

/** The same documents as one of the services has, in a service of another style. */
function serviceIn(style: SoapStyle | undefined): SoapService {
  const built = style === undefined ? {} : { style };
  const part = (element: string, field: string, document = described.request.document) => ({
    document,
    wrapped: { element, namespace: NAMESPACE, field, ...built },
  });
  const operation: SoapOperation = {
    name: 'chiedi',
    soapAction: '',
    request: part('chiedi', 'inputXML'),
    answer: part('chiediResponse', 'chiediReturn', described.answer.document),
    calledBy: 'any',
    ...(described.esito === undefined ? {} : { esito: described.esito }),
  };
  return { side: 'lavoro-per-te', name: 'Prova', namespace: NAMESPACE, operations: [operation] };
}

const QUESTION = described.request.document.write({
  CodiceFiscale: person(1).codiceFiscale,
  DataRiferimento: '2026-03-01',
  IdProvincia: '37',
});
const ANSWER = described.answer.document.write({ Esito: { codice: '03', descrizione: 'trovato & <nessuno>' } });
const STYLES = [undefined, 'rpc-literal', 'rpc-encoded'] as const;

describe.each(STYLES)('a service in the style %s', (style) => {
  const service = serviceIn(style);
  const [operation] = service.operations as [SoapOperation];
  const heard: string[] = [];
  let server: Server;
  let url: string;
  /** Our own reading and writing behind an address, for their client. */
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.method === 'GET') return response.end(wsdlOf(service, url));
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const read = readCallOf(service, Buffer.concat(chunks));
        heard.push(read.document?.toString('utf8') ?? `fault: ${read.fault?.string}`);
        response.setHeader('content-type', 'text/xml').end(writeMessage(operation.answer, ANSWER));
      });
      return undefined;
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/Prova`;
  });
  afterAll(() => server.close());

  it('is called by an independent client, and understood in its answer', async () => {
    const client = await createClientAsync(`${url}?wsdl`);
    const method = client.chiediAsync as (fields: object) => Promise<[{ chiediReturn: unknown }]>;
    const [{ chiediReturn }] = await method({ inputXML: QUESTION.toString('utf8') });
    const given = typeof chiediReturn === 'string' ? chiediReturn : (chiediReturn as { $value: string }).$value;
    expect(heard).toEqual([QUESTION.toString('utf8')]);
    expect(described.answer.document.read(Buffer.from(given)).tree).toMatchObject({
      Esito: { codice: '03', descrizione: 'trovato & <nessuno>' },
    });
  });

  it('is called by us at an independent server, which answers us', async () => {
    const asked: string[] = [];
    const theirs = createServer((_request, response) => response.writeHead(404).end());
    await new Promise<void>((done) => theirs.listen(0, '127.0.0.1', done));
    const address = `http://127.0.0.1:${(theirs.address() as AddressInfo).port}/Prova`;
    const chiedi = ({ inputXML }: { inputXML: string | { $value: string } }) => {
      asked.push(typeof inputXML === 'string' ? inputXML : inputXML.$value);
      return { chiediReturn: ANSWER.toString('utf8') };
    };
    listen(theirs, '/Prova', { ProvaService: { Prova: { chiedi } } }, wsdlOf(service, address));
    const client = new SoapClient({ addressOf: () => address, named: 'la prova', laterSeconds: 1 }, httpClient());
    const answer = await client.exchange(service, operation, QUESTION, new AbortController().signal);
    theirs.close();
    expect(asked).toEqual([QUESTION.toString('utf8')]);
    expect(answer).toMatchObject({ outcome: 'answered', tree: { Esito: { codice: '03' } } });
  });
});

describe('rpc on the wire', () => {
  const message = (style: SoapStyle): string => {
    const [{ request }] = serviceIn(style).operations as [SoapOperation];
    return writeMessage(request, QUESTION).toString('utf8');
  };

  it('has the operation in the namespace of the service and the parameter in none', () => {
    expect(message('rpc-literal')).toMatch(/<types:chiedi xmlns:types="http:\/\/prova\.example\.org\/rpc"><inputXML>/);
  });

  it('says the type of a parameter and the encoding where it is encoded', () => {
    const written = message('rpc-encoded');
    expect(written).toContain('<inputXML xsi:type="xsd:string">');
    expect(written).toContain('soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"');
    expect(message('rpc-literal')).not.toContain('xsi:type');
  });

  const apart = (inside: string) =>
    Buffer.from(
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><S:Body>' +
        `${inside}<multiRef id="id0" xsi:type="xsd:string" xmlns:xsd="http://www.w3.org/2001/XMLSchema">&lt;a/&gt;</multiRef></S:Body></S:Envelope>`,
    );

  it.each(['rpc-literal', 'rpc-encoded'] as const)(
    'finds a value that stands apart, in a call and in an answer (%s)',
    (style) => {
      const service = serviceIn(style);
      const [operation] = service.operations as [SoapOperation];
      const call = readCallOf(service, apart(`<n:chiedi xmlns:n="${NAMESPACE}"><inputXML href="#id0"/></n:chiedi>`));
      expect(call.document?.toString()).toBe('<a/>');
      const answer = apart(`<n:chiediResponse xmlns:n="${NAMESPACE}"><chiediReturn href="#id0"/></n:chiediResponse>`);
      expect(readAnswer(operation, answer).document?.toString()).toBe('<a/>');
    },
  );

  it('follows a reference to a reference, and knows the call by the mark of the root where it has an id too', () => {
    const encoding = 'xmlns:E="http://schemas.xmlsoap.org/soap/encoding/"';
    const call = `<n:chiedi xmlns:n="${NAMESPACE}" ${encoding} id="c" E:root="1"><inputXML href="#id2"/></n:chiedi>`;
    const read = readCallOf(serviceIn('rpc-encoded'), apart(`${call}<multiRef id="id2" href="#id0"/>`));
    expect(read.document?.toString()).toBe('<a/>');
  });

  it.each([
    ['leads nowhere', '<inputXML href="#id1"/>', ''],
    [
      'leads in a circle',
      '<inputXML href="#id2"/>',
      '<multiRef id="id2" href="#id3"/><multiRef id="id3" href="#id2"/>',
    ],
  ])('has no value where a reference %s', (_what, field, beside) => {
    const call = `<n:chiedi xmlns:n="${NAMESPACE}">${field}</n:chiedi>${beside}`;
    expect(readCallOf(serviceIn('rpc-encoded'), apart(call)).fault?.string).toMatch(/lacks inputXML/);
  });

  it('takes nothing beside the call in document/literal', () => {
    const call = `<n:chiedi xmlns:n="${NAMESPACE}"><n:inputXML href="#id0"/></n:chiedi>`;
    expect(readCallOf(serviceIn(undefined), apart(call)).fault?.string).toMatch(/more than one element/);
  });

  it('needs a file for a typed body', () => {
    const { wsdl: _, ...typed } = serviceIn('rpc-literal');
    const [{ request, ...operation }] = typed.operations as [SoapOperation];
    const bare = { ...typed, operations: [{ ...operation, request: { document: request.document } }] };
    expect(() => wsdlOf(bare, 'http://127.0.0.1/')).toThrow(/typed body/);
  });
});
