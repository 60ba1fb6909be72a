/** The further services of the SIL through a gateway, called by a client that knows them by their WSDL alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getStatoOccupazionale, movimenti } from '../../src/contract/lavoro-per-te/index.js';
import { readRelated } from '../../src/contract/soap-attachments.js';
import { writeMessage } from '../../src/contract/soap-exchange.js';
import type { SoapOperation } from '../../src/contract/soap-service.js';
import { clientOf, type EmilianGateway, say, startEmilia, textIn } from '../support/lavoro-per-te.js';
import { person } from '../support/sap-document.js';
import { uniLav } from '../support/uni-lav.js';

const worker = {
  ...person(51),
  sesso: 'F' as const,
  comuneNascita: 'L219',
  stato: 'A21',
  dataDid: '2026-01-15',
  cpi: '083202100',
  patto: { data: '2026-01-20', scadenza: '2027-01-20' },
};
const code = worker.codiceFiscale;

let emilia: EmilianGateway;
beforeAll(async () => {
  emilia = await startEmilia({ seed: { silWorkers: [worker] }, today: () => '2026-11-20' });
});
afterAll(() => emilia.stop());

const post = async (
  service: string,
  body: string | Buffer,
): Promise<{ status: number; type: string; text: string }> => {
  const headers = { 'content-type': 'text/xml; charset=utf-8' };
  const answer = await fetch(`${emilia.doors}/${service}`, { method: 'POST', headers, body: body.toString() });
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
};
const enveloped = (body: string): string =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><S:Body>${body}</S:Body></S:Envelope>`;
const escaped = (text: string): string => text.replaceAll('<', '&lt;');

const course = (tipo: string, at: string): string =>
  `<esitoCorso xmlns="http://regione.emilia-romagna.it/sare/cig/corsi"><corso><codiceFiscaleLavoratore>${code}</codiceFiscaleLavoratore><accordoCrisiCodice>A1</accordoCrisiCodice></corso><evento><tipo>${tipo}</tipo><orarioInvio>2026-11-20 ${at}.000000</orarioInvio></evento></esitoCorso>`;

describe('an rpc/encoded service', () => {
  it('answers a client that knows its WSDL alone', async () => {
    const client = await clientOf(`${emilia.doors}/corsoCIGService`);
    expect(textIn(await say(client, 'corsoCIGService', course('I', '09:00:00')), 'codice')).toBe('00');
    expect(String(client.lastResponse)).toContain('xsi:type="xsd:string"');
  });

  it('takes a call whose value stands apart', async () => {
    const call =
      '<n:corsoCIGService xmlns:n="http://regione.emilia-romagna.it/sare/cig/corsi" S:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><inputXML href="#id0"/></n:corsoCIGService>' +
      `<multiRef id="id0" xsi:type="xsd:string">${escaped(course('C', '10:00:00'))}</multiRef>`;
    const { status, text } = await post('corsoCIGService', enveloped(call));
    expect(status).toBe(200);
    expect(text).toContain('&lt;codice&gt;00&lt;');
  });
});

it('takes a multi-reference call to the service that is rpc/literal', async () => {
  const question = `<StatoOccupazionale><CodiceFiscale>${code}</CodiceFiscale><Nome>${worker.nome}</Nome><Cognome>${worker.cognome}</Cognome></StatoOccupazionale>`;
  const call =
    '<n:getControlloLavoratore xmlns:n="http://blen.webservices.coop.sil.eng.it"><in0 href="#id0"/></n:getControlloLavoratore>' +
    `<multiRef id="id0" xsi:type="xsd:string">${escaped(question)}</multiRef>`;
  const { text } = await post('ControlloLavoratoreBlen', enveloped(call));
  expect(text).toContain('&lt;codice&gt;000&lt;');
});

describe('services whose parameters stand beside each other', () => {
  const call = async (service: string, operation: string, fields: object) => {
    const client = await clientOf(`${emilia.doors}/${service}`);
    const method = client[`${operation}Async`] as (fields: object) => Promise<[Record<string, unknown>]>;
    return (await method(fields))[0];
  };
  it.each(['GetPattoLavoratoreMyStage', 'GetPattoLavoratore', 'GetProgrammiApertiPattoLavoratore'])(
    '%s reads a pact',
    async (service) => {
      const fields = { userName: 'u', password: 'p', codiceFiscale: code, dataInizioTirocinio: '2026-12-01' };
      const { getDatiReturn } = await call(service, 'getDati', fields);
      expect(textIn(String(getDatiReturn), 'codice_esito')).toBe('00');
      expect(String(getDatiReturn)).toContain('2026-01-20');
    },
  );

  it('looks into a document that stands beside an account, and says where it is wrong', async () => {
    const datiXml = '<SIFER-input><DatiGiovane><codiceFiscale>X</codiceFiscale></DatiGiovane></SIFER-input>';
    const fields = { userName: 'u', password: 'p', datiXml };
    await expect(call('RicezioneSif', 'getDatiSif', fields)).rejects.toThrow(/datiXml\/DatiGiovane\/codiceFiscale/);
  });

  it('passes a typed answer on', async () => {
    const req = { codiceFiscale: code, dataAdesione: '2026-11-20T00:00:00', percettoreAmmortizzatori: 'N' };
    const answer = await call('VerificaRequisitiGaranziaOver', 'getVerificaRequisitiGaranziaOver', { req });
    expect(answer).toMatchObject({ getVerificaRequisitiGaranziaOverReturn: { codice: '0' } });
  });
});

it('gives back a print beside the answer', async () => {
  const [, operation] = getStatoOccupazionale.operations as [SoapOperation, SoapOperation];
  const question = { CodiceFiscale: code, DataRiferimento: '2026-03-01', IdProvincia: '37' };
  const { text, type } = await post(
    'GetStatoOccupazionale',
    writeMessage(operation.request, operation.request.document.write(question)),
  );
  const { message, attachments } = readRelated(type, Buffer.from(text));
  expect(message.toString()).toContain('&lt;codice&gt;00&lt;');
  expect(attachments).toMatchObject([{ contentType: 'application/pdf', contentId: 'stato-occupazionale.pdf' }]);
});

it('passes a communication on once, also when no answer comes, and says so', async () => {
  const operation = movimenti
    .flatMap(({ operations }) => operations)
    .find(({ name }) => name === 'putComunicaUniLav') as SoapOperation;
  const document = operation.request.document.write(uniLav(52, { inizio: '2026-11-02' }));
  emilia.region.setFault('silent', { times: 1 });
  const { text } = await post('GetUltimoMovimento', writeMessage(operation.request, document));
  expect(text).toContain('&lt;codice&gt;99&lt;');
  expect(emilia.region.state.calls.putComunicaUniLav).toBe(1);
  expect(emilia.region.worker(person(52).codiceFiscale)).toMatchObject({ movimento: { inizio: '2026-11-02' } });
});
