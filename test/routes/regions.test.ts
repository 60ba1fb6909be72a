/** The address of each region: whose call it is without an account, and for whom the nation's word is meant. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { datiDid, patto } from '../support/lavoro-per-te.js';
import { routesEnv } from '../support/routes.js';
import { person, sapOf } from '../support/sap-document.js';
import { callService } from '../support/service-call.js';
import { envelopeOf, escaped, invioSAP, postSoap } from '../support/soap-call.js';

const ROUTES = [
  { record: 'sap', event: '*', source: 'silp', destinations: ['anpal'] },
  { record: 'sap', event: ['invio', 'annullamento'], source: 'lavoro-per-te', destinations: ['anpal'] },
  { record: 'sap', event: 'notifica', source: 'anpal', destinations: ['silp'] },
  { record: 'sap', event: 'invio', source: 'toscana-lavoro', destinations: [] },
  { record: 'did', event: 'invio', source: 'lavoro-per-te', destinations: [] },
  { record: 'patto', event: 'variazione', source: 'lavoro-per-te', destinations: [] },
];
let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({ env: routesEnv(ROUTES) });
});
afterAll(() => raccordo.stop());

const at = (region: string) => `${raccordo.url}/soap/v1/${region}/servizicoapSAP`;
const notify = (url: string, id: string, motive: string) =>
  postSoap(url, envelopeOf('notificaSAP', { CodiceSAP: escaped(id), MotivoNotifica: motive }));

describe('a region that calls at its own address', () => {
  it('speaks for itself, without an account', async () => {
    const { fields, message } = await invioSAP(at('lavoro-per-te'), sapOf(1, { ente: 'A944C000410' }));
    expect(fields.Esito).toBe('OK');
    expect(await showMessage(raccordo.url, message)).toMatchObject({ side: 'lavoro-per-te' });
  });

  it('finds the description there, with that address in it', async () => {
    const wsdl = await (await fetch(`${at('silp')}?wsdl`)).text();
    expect(wsdl).toContain('/soap/v1/silp/servizicoapSAP"');
  });

  it('is told that there is no such region', async () => {
    expect((await fetch(at('padania'), { method: 'POST', body: 'x' })).status).toBe(404);
  });
});

describe('a person known to two regions', () => {
  it('moves from one to the other; the loss is told to the one that is meant, and to no other', async () => {
    const { CodiceSAP: id = '' } = (await invioSAP(at('lavoro-per-te'), sapOf(2, { ente: 'A944C000410' }))).fields;
    const taken = await invioSAP(at('silp'), sapOf(2, { identificativoSap: id }));
    expect(taken.fields.Esito).toBe('OK');
    const asked = {
      CodiceFiscale: escaped(`<VerificaSAP><codiceFiscale>${person(2).codiceFiscale}</codiceFiscale></VerificaSAP>`),
    };
    const holder = await postSoap(at('silp'), envelopeOf('richiestaCodSAPRegTitolare', asked));
    expect(holder.fields).toMatchObject({ CodiceSAP: id, CodiceRegione: '13' });

    const lost = await notify(at('lavoro-per-te'), id, '02');
    expect(lost.fields.Esito).toBe('OK');
    expect(await showMessage(raccordo.url, lost.message)).toMatchObject({ addressee: 'lavoro-per-te', deliveries: [] });

    const updated = await notify(at('silp'), id, '07');
    const { deliveries } = await settledMessage(raccordo.url, updated.message);
    expect(deliveries.map(({ destination }) => destination)).toEqual(['silp']);
  });

  it('stays where she is in charge until that pact is over', async () => {
    const pact = (evento: string) =>
      '<politiche_attive_lst><politiche_attive><tipo_attivita>A02</tipo_attivita><data_proposta>2026-03-02</data_proposta>' +
      '<data>2026-03-02</data><descrizione>PRESA IN CARICO</descrizione><titolo_progetto>05</titolo_progetto>' +
      '<codice_ente_promotore>A944C000410</codice_ente_promotore><identificativo_politica>06f0000001K</identificativo_politica>' +
      `<ultimo_evento><evento>${evento}</evento><data_evento>2026-03-02</data_evento></ultimo_evento></politiche_attive></politiche_attive_lst>`;
    const emilia = { ente: 'A944C000410' };
    const { CodiceSAP: id = '' } = (await invioSAP(at('lavoro-per-te'), sapOf(3, { ...emilia, sections: pact('02') })))
      .fields;
    const refused = await invioSAP(at('silp'), sapOf(3, { identificativoSap: id }));
    expect(refused.fields).toMatchObject({
      Esito: 'KO',
      MessaggioErrore: expect.stringContaining('Presa in carico altrove'),
    });
    const closed = sapOf(3, { ...emilia, identificativoSap: id, sections: pact('06') });
    expect((await invioSAP(at('lavoro-per-te'), closed)).fields.Esito).toBe('OK');
    // The same document as the refused one: what was refused had no effect, so it is tried afresh.
    expect((await invioSAP(at('silp'), sapOf(3, { identificativoSap: id }))).fields.Esito).toBe('OK');
  });
});

describe('a record that is kept here, although its sender awaits an answer', () => {
  const doors = () => `${raccordo.url}/soap/v1`;

  it('is said to go nowhere at the national door', async () => {
    const { fields, message } = await invioSAP(at('toscana-lavoro'), sapOf(4));
    expect(fields).toMatchObject({
      Esito: 'X001',
      MessaggioErrore: `X001 accepted as message ${message}; no route leads it to anpal`,
    });
  });

  it('is said to go nowhere in the outcome of a service', async () => {
    const document = escaped(datiDid(5));
    const operation = `<d:putCreaDID xmlns:d="http://did.webservices.coop.sil.eng.it"><inputXML>${document}</inputXML></d:putCreaDID>`;
    const reply = await callService(`${doors()}/StipulaDid`, operation);
    expect(reply.text).toContain('codice&gt;99');
    expect(reply.text).toMatch(/accepted as message \S+; no route leads it to lavoro-per-te&lt;/);
  });

  it('is said to go nowhere in a fault, where the service has no word for it', async () => {
    const fields = Object.entries(patto(6)).map(([name, value]) => `<${name}>${value}</${name}>`);
    const handed = `<InvioPatto xmlns="http://pattoonline.ws.myportal.eng.it/"><Patto>${fields.join('')}</Patto><PDFPatto>JVBERi0xLjQK</PDFPatto></InvioPatto>`;
    const reply = await callService(`${doors()}/PattoOnline`, handed);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([500, null]);
    expect(reply.of('faultstring')).toMatch(/goes to nobody who could answer: .*no route leads it to lavoro-per-te$/);
  });
});
