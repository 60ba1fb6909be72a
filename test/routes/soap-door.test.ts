/** The national SAP service at our address, called as the regions' systems call it. */
import { createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, policiesOnly, sapOf } from '../support/sap-document.js';
import { cdata, envelopeOf, escaped, idSap, invioSAP, postSoap, verificaSap } from '../support/soap-call.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway();
});
afterAll(() => raccordo.stop());

const effectsOn = (n: number) =>
  raccordo.anpal.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale);

describe('invioSAP', () => {
  it('gives the caller the national node’s own answer, and the message it became', async () => {
    const reply = await invioSAP(raccordo.soapUrl, sapOf(1));
    expect(reply.status).toBe(200);
    expect(reply.contentType).toMatch(/^text\/xml/);
    expect(reply.fields).toEqual({
      Esito: 'OK',
      MessaggioErrore: '',
      CodiceSAP: expect.stringMatching(/^[A-Z]{2}\d{8}[A-Z]$/),
    });
    const message = await settledMessage(raccordo.url, reply.message);
    expect(message.deliveries).toMatchObject([{ destination: 'anpal', status: 'acknowledged', attempts: 1 }]);
  });

  it.each([
    ['escaped', (xml: string) => escaped(xml)],
    ['escaped twice', (xml: string) => escaped(escaped(xml))],
    ['CDATA after white space', (xml: string) => `\n   ${cdata(`\n  ${xml}`)}`],
    ['CDATA with a false encoding in its declaration', (xml: string) => cdata(xml.replace('UTF-8', 'ISO-8859-1'))],
  ])('reads the payload %s', async (_how, write) => {
    const n = 10 + ['escaped', 'escaped twice', 'CDATA after white space'].indexOf(_how);
    const reply = await postSoap(raccordo.soapUrl, envelopeOf('invioSAP', { SAP: write(sapOf(n)) }));
    expect(reply.fields.Esito).toBe('OK');
    expect(effectsOn(n)).toHaveLength(1);
  });

  it('takes the SPCoop header, even where it must be understood', async () => {
    const header =
      '<S:Header><i:integrazione xmlns:i="http://it.regione.toscana.icar/Integrazione" S:mustUnderstand="1" mittente="RegionePiemonte" servizio="InvioSAP"/></S:Header>';
    const reply = await postSoap(raccordo.soapUrl, envelopeOf('invioSAP', { SAP: cdata(sapOf(20)) }, header));
    expect(reply.fields.Esito).toBe('OK');
  });

  it('answers a resend of the same document with the first outcome and causes nothing', async () => {
    const document = sapOf(21);
    const first = await invioSAP(raccordo.soapUrl, document);
    const second = await postSoap(raccordo.soapUrl, envelopeOf('invioSAP', { SAP: escaped(document) }));
    expect(second.fields).toEqual(first.fields);
    expect(second.message).toBe(first.message);
    expect(effectsOn(21)).toHaveLength(1);
  });

  it('passes on the refusal of the national node with its anomalies', async () => {
    await invioSAP(raccordo.soapUrl, sapOf(22));
    const again = await invioSAP(raccordo.soapUrl, sapOf(22, { indirizzo: 'Via Altrove 1' }));
    expect(again.fields.Esito).toBe('KO');
    expect(again.fields.MessaggioErrore).toContain('<CodiceAnomalia>R001</CodiceAnomalia>');
    const message = await settledMessage(raccordo.url, again.message);
    expect(message.deliveries).toMatchObject([
      { status: 'refused', answer: { codice: 'KO', anomalie: [{ codice: 'R001' }] } },
    ]);
  });

  it('tries a refused document afresh when it is sent again', async () => {
    raccordo.anpal.setFault('ko', { times: 1 });
    const refused = await invioSAP(raccordo.soapUrl, sapOf(23));
    expect(refused.fields.Esito).toBe('KO');
    const accepted = await invioSAP(raccordo.soapUrl, sapOf(23));
    expect(accepted.fields.Esito).toBe('OK');
    expect(effectsOn(23)).toHaveLength(1);
  });

  it('refuses what breaks the contract with every reason, in the national form, and keeps it', async () => {
    const document = sapOf(24).replace('<cap>10138</cap>', '<cap>1013</cap>').replace('<sesso>F</sesso>', '');
    const reply = await invioSAP(raccordo.soapUrl, document);
    expect(reply.fields).toMatchObject({ Esito: 'KO', CodiceSAP: '' });
    const fields = [...(reply.fields.MessaggioErrore ?? '').matchAll(/<CampiInErrore>([^<]+)</g)].map(
      ([, path]) => path,
    );
    expect(fields).toContain('datianagrafici/domicilio/cap');
    expect(reply.fields.MessaggioErrore).not.toContain(person(24).codiceFiscale);
    const message = await settledMessage(raccordo.url, reply.message);
    expect(message.status).toBe('quarantined');
    expect(message.findings.map(({ path }) => path)).toEqual(fields);
    expect(effectsOn(24)).toHaveLength(0);
  });

  it('refuses a codice fiscale with a false check character, under the name that the element has', async () => {
    const document = sapOf(25).replaceAll(
      person(25).codiceFiscale,
      `${person(25).codiceFiscale.slice(0, 15)}${person(25).codiceFiscale.endsWith('A') ? 'B' : 'A'}`,
    );
    const reply = await invioSAP(raccordo.soapUrl, document);
    expect(reply.fields.Esito).toBe('KO');
    expect(reply.fields.MessaggioErrore).toContain('codice-fiscale.check-character');
    expect(reply.fields.MessaggioErrore).toContain(
      '<CampiInErrore>datianagrafici/datipersonali/codicefiscale</CampiInErrore>',
    );
    expect((await settledMessage(raccordo.url, reply.message)).findings).toMatchObject([
      { canonicalPath: 'anagrafica.persona.codiceFiscale' },
    ]);
  });

  it('says X001 while the node is away, goes on by itself, and tells the outcome to the one who asks again', async () => {
    raccordo.anpal.setFault('down');
    const document = sapOf(26);
    const later = await invioSAP(raccordo.soapUrl, document);
    expect(later.fields.Esito).toBe('X001');
    expect(later.fields.MessaggioErrore).toContain(later.message);
    raccordo.anpal.setFault('none');
    await settledMessage(raccordo.url, later.message);
    const asked = await invioSAP(raccordo.soapUrl, document);
    expect(asked.fields.Esito).toBe('OK');
    expect(effectsOn(26)).toHaveLength(1);
  });

  it.each(['half', 'silent'] as const)('does not repeat a document whose answer was lost (%s)', async (fault) => {
    const n = fault === 'half' ? 27 : 28;
    raccordo.anpal.setFault(fault, { times: 1 });
    const reply = await invioSAP(raccordo.soapUrl, sapOf(n));
    const message = await settledMessage(raccordo.url, reply.message);
    expect(message.deliveries).toMatchObject([
      { status: 'acknowledged', answer: { identificativoSap: expect.any(String) } },
    ]);
    expect(effectsOn(n)).toHaveLength(1);
  });

  it('takes X001 of the node as "later", not as a failure', async () => {
    raccordo.anpal.setFault('x001', { times: 1 });
    const reply = await invioSAP(raccordo.soapUrl, sapOf(29));
    expect(reply.fields.Esito).toBe('X001');
    const message = await eventually(
      async () =>
        (await fetch(`${raccordo.url}/rest/v1/messages/${reply.message}`)).json() as Promise<{
          deliveries: { status: string; answer: { reason?: string } }[];
        }>,
      ({ deliveries }) => deliveries[0]?.answer?.reason === 'call-limit',
    );
    expect(message.deliveries[0]?.status).toBe('pending');
  });

  it('keeps documents without a codice fiscale in line with the person they are about', async () => {
    const opened = await invioSAP(raccordo.soapUrl, sapOf(30));
    const id = opened.fields.CodiceSAP ?? '';
    const reply = await invioSAP(raccordo.soapUrl, policiesOnly(30, id));
    expect(reply.fields).toMatchObject({ Esito: 'OK', CodiceSAP: id });
    const found = (await (
      await fetch(`${raccordo.url}/rest/v1/records/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ codiceFiscale: person(30).codiceFiscale }),
      })
    ).json()) as { items: { message: string }[] };
    expect(found.items.map(({ message }) => message)).toContain(reply.message);
  });
});

describe('the other operations', () => {
  it('answers richiestaSAP, verificaEsistenzaSAP and annullaSAP from the national node', async () => {
    const { fields } = await invioSAP(raccordo.soapUrl, sapOf(40));
    const id = fields.CodiceSAP ?? '';
    const exists = await postSoap(
      raccordo.soapUrl,
      envelopeOf('verificaEsistenzaSAP', { CodiceFiscale: cdata(verificaSap(person(40).codiceFiscale)) }),
    );
    expect(exists.fields).toEqual({ CodiceSAP: id });
    const asked = await postSoap(raccordo.soapUrl, envelopeOf('richiestaSAP', { CodiceSAP: cdata(idSap(id)) }));
    expect(asked.fields.SAP).toContain(`<codicefiscale>${person(40).codiceFiscale}</codicefiscale>`);
    const annulled = await postSoap(raccordo.soapUrl, envelopeOf('annullaSAP', { CodiceSAP: cdata(idSap(id)) }));
    expect(annulled.fields).toEqual({ Esito: 'OK', MessaggioErrore: expect.any(String) });
    const gone = await postSoap(raccordo.soapUrl, envelopeOf('richiestaSAP', { CodiceSAP: cdata(idSap(id)) }));
    expect(gone.fields).toEqual({ SAP: '' });
    const none = await postSoap(
      raccordo.soapUrl,
      envelopeOf('verificaEsistenzaSAP', { CodiceFiscale: cdata(verificaSap(person(41).codiceFiscale)) }),
    );
    expect(none.fields).toEqual({ CodiceSAP: '0' });
  });

  it('says X001 when the node cannot be asked', async () => {
    raccordo.anpal.setFault('down', { times: 1 });
    const reply = await postSoap(
      raccordo.soapUrl,
      envelopeOf('verificaEsistenzaSAP', { CodiceFiscale: cdata(verificaSap(person(42).codiceFiscale)) }),
    );
    expect(reply.fields.CodiceSAP).toMatch(/^X001/);
  });

  it('refuses a question whose payload breaks its contract with a Client fault', async () => {
    const reply = await postSoap(
      raccordo.soapUrl,
      envelopeOf('richiestaSAP', { CodiceSAP: cdata('<IDSAP><IdentificativoSap>zz</IdentificativoSap></IDSAP>') }),
    );
    expect(reply.status).toBe(500);
    expect(reply.fault?.code).toBe('Client');
    expect(reply.text).toContain('CodiceSAP/IdentificativoSap');
  });

  it('takes notificaSAP in and has SILP fetch the SAP', async () => {
    const { fields } = await invioSAP(raccordo.soapUrl, sapOf(43));
    const before = raccordo.silp.state.calls['acquisire-sap'] ?? 0;
    const told = await postSoap(
      raccordo.soapUrl,
      envelopeOf('notificaSAP', { CodiceSAP: fields.CodiceSAP ?? '', MotivoNotifica: '07' }),
    );
    expect(told.fields).toEqual({ Esito: 'OK', MessaggioErrore: '' });
    const message = await settledMessage(raccordo.url, told.message);
    expect(message.deliveries).toMatchObject([{ destination: 'silp', status: 'acknowledged' }]);
    const calls = Object.entries(raccordo.silp.state.calls)
      .filter(([name]) => name.includes('acquisire'))
      .map(([, count]) => count);
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(before + 1);
  });

  it('refuses a notice that breaks its contract', async () => {
    const told = await postSoap(
      raccordo.soapUrl,
      envelopeOf('notificaSAP', { CodiceSAP: 'nonsense', MotivoNotifica: '07' }),
    );
    expect(told.fields.Esito).toBe('KO');
  });
});

describe('what is the same message, and what is not', () => {
  it('takes a document for a new one once the person’s SAP has been withdrawn', async () => {
    const document = sapOf(60);
    const first = await invioSAP(raccordo.soapUrl, document);
    const annulment = envelopeOf('annullaSAP', { CodiceSAP: cdata(idSap(first.fields.CodiceSAP ?? '')) });
    expect((await postSoap(raccordo.soapUrl, annulment)).fields.Esito).toBe('OK');
    expect((await postSoap(raccordo.soapUrl, annulment)).fields.Esito).toBe('OK');
    const again = await invioSAP(raccordo.soapUrl, document);
    expect(again.fields.Esito).toBe('OK');
    expect(again.fields.CodiceSAP).not.toBe(first.fields.CodiceSAP);
  });

  it('passes every notice on, for each tells of another change', async () => {
    const { fields } = await invioSAP(raccordo.soapUrl, sapOf(61));
    const notice = envelopeOf('notificaSAP', { CodiceSAP: fields.CodiceSAP ?? '', MotivoNotifica: '07' });
    const first = await postSoap(raccordo.soapUrl, notice);
    const second = await postSoap(raccordo.soapUrl, notice);
    expect(second.message).not.toBe(first.message);
    expect((await settledMessage(raccordo.url, second.message)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
  });
});

describe('an independent SOAP client', () => {
  it('finds its way by our WSDL', async () => {
    const client = await createClientAsync(`${raccordo.soapUrl}?wsdl`);
    expect(Object.keys(client.describe().servizicoapWSService.servizicoapWS)).toEqual(
      expect.arrayContaining([
        'invioSAP',
        'richiestaSAP',
        'verificaEsistenzaSAP',
        'annullaSAP',
        'notificaSAP',
        'recuperaListaSAPNonAttive',
        'richiestaCodSAPRegTitolare',
        'richiestaSAP_N00_A02',
      ]),
    );
    const [answer] = await (
      client as unknown as { invioSAPAsync(args: object): Promise<[{ Esito: string; CodiceSAP: string }]> }
    ).invioSAPAsync({ SAP: sapOf(50) });
    expect(answer).toMatchObject({ Esito: 'OK', CodiceSAP: expect.stringMatching(/^[A-Z]{2}\d{8}[A-Z]$/) });
  });
});
