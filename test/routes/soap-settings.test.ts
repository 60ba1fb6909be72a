/** What the operators may choose about the national door: revisions, copies, how strict the codice fiscale is taken. */
import { afterEach, describe, expect, it } from 'vitest';
import { settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { cdata, envelopeOf, idSap, invioSAP, postSoap } from '../support/soap-call.js';

let raccordo: TestGateway;
afterEach(() => raccordo.stop());

const policies =
  '<politiche_attive_lst><politiche_attive><tipo_attivita>B01</tipo_attivita><data_proposta>2026-10-01</data_proposta><descrizione>Orientamento</descrizione>' +
  '<titolo_progetto>05</titolo_progetto><codice_ente_promotore>L219C000300</codice_ente_promotore><identificativo_politica>1300000001B</identificativo_politica></politiche_attive></politiche_attive_lst>';
const richiestaSAP = (id: string) =>
  postSoap(raccordo.soapUrl, envelopeOf('richiestaSAP', { CodiceSAP: cdata(idSap(id)) }));

describe('sides.anpal.sapRevision', () => {
  it('decides in which revision the node gets a SAP, and what that revision cannot hold is in the report', async () => {
    raccordo = await startTestGateway({ env: { RACCORDO_SIDES_ANPAL_SAP_REVISION: 'Rev008' } });
    const reply = await invioSAP(raccordo.soapUrl, sapOf(700, { sections: policies }));
    expect(reply.fields.Esito).toBe('OK');
    const report = (await (await fetch(`${raccordo.url}/rest/v1/messages/${reply.message}/report`)).json()) as {
      delivered: { form: string; report: { kind: string; canonical?: string }[] }[];
    };
    expect(report.delivered[0]?.form).toBe('anpal:Rev008');
    expect(report.delivered[0]?.report).toContainEqual({
      kind: 'lost',
      canonical: 'politicheAttive[0].identificativoPolitica',
    });
  });
});

describe('sides.silp.soapSapRevision', () => {
  it('decides in which revision SILP gets the SAP it asks for', async () => {
    raccordo = await startTestGateway({ env: { RACCORDO_SIDES_SILP_SOAP_SAP_REVISION: 'Rev008' } });
    const sent = await invioSAP(raccordo.soapUrl, sapOf(701, { sections: policies }));
    const { SAP = '' } = (await richiestaSAP(sent.fields.CodiceSAP ?? '')).fields;
    expect(SAP).toContain('<politiche_attive><tipo_attivita>B01');
    expect(SAP).not.toContain('politiche_attive_lst');
  });

  it('leaves the node’s document untouched when it is the same', async () => {
    raccordo = await startTestGateway();
    const sent = await invioSAP(raccordo.soapUrl, sapOf(702, { sections: policies }));
    const { SAP } = (await richiestaSAP(sent.fields.CodiceSAP ?? '')).fields;
    expect(SAP).toBe(raccordo.anpal.state.documents[person(702).codiceFiscale]);
  });
});

describe('soap.lastKnownCopy', () => {
  it('answers from the last copy while the node is away, and says that it is one', async () => {
    raccordo = await startTestGateway({ env: { RACCORDO_SOAP_LAST_KNOWN_COPY: 'true' } });
    const sent = await invioSAP(raccordo.soapUrl, sapOf(703, { sections: policies }));
    await settledMessage(raccordo.url, sent.message);
    raccordo.anpal.setFault('down');
    const copy = await richiestaSAP(sent.fields.CodiceSAP ?? '');
    expect(copy.fields.SAP).toContain(`<codicefiscale>${person(703).codiceFiscale}</codicefiscale>`);
    expect(copy.headers.get('raccordo-copia')).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    expect(copy.text).toMatch(/<\w+:copia xmlns:\w+="urn:raccordo:copia:1" del="\d{4}-/);
    expect((await richiestaSAP('ZZ99999999Z')).fields.SAP).toMatch(/^X001/);
  });

  it('is off unless it is asked for', async () => {
    raccordo = await startTestGateway();
    const sent = await invioSAP(raccordo.soapUrl, sapOf(704));
    raccordo.anpal.setFault('down');
    expect((await richiestaSAP(sent.fields.CodiceSAP ?? '')).fields.SAP).toMatch(/^X001/);
  });
});

describe('sides.silp.codiceFiscaleCheck', () => {
  it('lets a test system of SILP send false codici fiscali, in either form, and no one else', async () => {
    raccordo = await startTestGateway({ env: { RACCORDO_SIDES_SILP_CODICE_FISCALE_CHECK: 'warning' } });
    const { codiceFiscale } = person(705);
    const wrong = `${codiceFiscale.slice(0, 15)}${codiceFiscale.endsWith('Z') ? 'Y' : 'Z'}`;
    const document = sapOf(705).replaceAll(codiceFiscale, wrong);
    const sent = await invioSAP(raccordo.soapUrl, document);
    expect(sent.fields.Esito).toBe('OK');
    const message = await settledMessage(raccordo.url, sent.message);
    expect(message.findings).toContainEqual(
      expect.objectContaining({ rule: 'codice-fiscale.check-character', severity: 'warning' }),
    );
    const national = await fetch(`${raccordo.url}/rest/v1/sides/anpal/sap`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: document,
    });
    expect(national.status).toBe(422);
  });
});
