/** A person whose codice fiscale changes: SILP tells of her under the old code, then, with variation 05, under the new one. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  eventually,
  push,
  settledMessage,
  showMessage,
  startTestGateway,
  type TestGateway,
} from '../support/gateway.js';
import { routesEnv } from '../support/routes.js';
import { person, policiesOnly, sapOf } from '../support/sap-document.js';
import { envelopeOf, escaped, invioSAP, postSoap } from '../support/soap-call.js';

const ROUTES = [
  { record: 'sap', event: '*', source: 'silp', destinations: ['anpal'] },
  { record: 'sap', event: ['invio', 'annullamento'], source: 'lavoro-per-te', destinations: ['anpal'] },
  { record: 'sap', event: 'invio', source: 'anpal', destinations: [] },
  { record: 'sap', event: 'notifica', source: 'anpal', destinations: ['silp', 'lavoro-per-te'] },
];
const EMILIA = { ente: 'A944C000410' };
let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({ env: routesEnv(ROUTES) });
});
afterAll(() => raccordo.stop());

const at = (region: string) => `${raccordo.url}/soap/v1/${region}/servizicoapSAP`;
const code = (n: number) => person(n).codiceFiscale;
/** The SAP of the person known so far as `before`, under another code. */
const changed = (n: number, id: string, options = {}) =>
  invioSAP(at('silp'), sapOf(n, { identificativoSap: id, tipoVariazione: '05', ...options }));

interface Search {
  readonly codiciFiscali: readonly string[];
  readonly items: readonly { message: string; side: string; event: string }[];
}
async function search(codiceFiscale: string): Promise<Search> {
  const response = await fetch(`${raccordo.url}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale }),
  });
  return (await response.json()) as Search;
}
const rulesOf = async (message: string) => (await showMessage(raccordo.url, message)).findings.map(({ rule }) => rule);

describe('a person whose codice fiscale has changed', () => {
  it('is found by either code, and notices of the SAP go to the regions that knew either', async () => {
    const [old, now] = [100, 101];
    const first = await invioSAP(at('silp'), sapOf(old));
    const { CodiceSAP: id = '' } = first.fields;
    const elsewhere = await invioSAP(at('lavoro-per-te'), sapOf(now, EMILIA));
    expect(elsewhere.fields.CodiceSAP).not.toBe(id);
    expect((await search(code(old))).codiciFiscali).toEqual([code(old)]);

    const change = await changed(now, id);
    expect(change.fields).toMatchObject({ Esito: 'OK', CodiceSAP: id });
    expect(await rulesOf(change.message)).not.toContain('sap.code-of-another');
    for (const [asked, other] of [
      [old, now],
      [now, old],
    ] as const) {
      const { codiciFiscali, items } = await search(code(asked));
      expect(codiciFiscali).toEqual([code(asked), code(other)]);
      expect(items.filter(({ event }) => event === 'invio').map(({ message }) => message)).toEqual([
        change.message,
        elsewhere.message,
        first.message,
      ]);
    }
    const notice = await postSoap(
      raccordo.soapUrl,
      envelopeOf('notificaSAP', { CodiceSAP: escaped(id), MotivoNotifica: '07' }),
    );
    const { deliveries } = await showMessage(raccordo.url, notice.message);
    expect(deliveries.map(({ destination }) => destination).sort()).toEqual(['lavoro-per-te', 'silp']);
  });

  it('is judged by the history of both codes', async () => {
    const [old, now] = [102, 103];
    const { CodiceSAP: id = '' } = (await invioSAP(at('lavoro-per-te'), sapOf(old, EMILIA))).fields;
    // Piemonte says of itself that it holds what Emilia-Romagna held under the old code: a change of holder is an update.
    const change = await changed(now, id);
    expect(await rulesOf(change.message)).toContain('sap.holder-change');
    // And so it is afterwards, whichever code the record names.
    const again = await changed(now, id, { ...EMILIA, indirizzo: 'Via Nuova 1' });
    expect(await rulesOf(again.message)).toContain('sap.holder-change');
  });

  it('keeps her order: what waits under the old code leaves before the change', async () => {
    const [old, now] = [104, 105];
    const { CodiceSAP: id = '' } = (await invioSAP(at('silp'), sapOf(old))).fields;
    const before = raccordo.anpal.state.effects.length;
    raccordo.anpal.setFault('down');
    const taken = async (document: string) => {
      const received = await raccordo.gateway.intake.receive({
        source: 'silp',
        format: 'anpal',
        record: 'sap',
        event: 'invio',
        channel: 'soap',
        contentType: 'text/xml',
        body: Buffer.from(document),
      });
      return received.id;
    };
    const messages = [
      await taken(sapOf(old, { identificativoSap: id, indirizzo: 'Via Prima 1' })),
      await taken(sapOf(now, { identificativoSap: id, tipoVariazione: '05' })),
      await taken(sapOf(now, { identificativoSap: id, indirizzo: 'Via Dopo 1' })),
      await taken(policiesOnly(now, id)),
    ];
    raccordo.anpal.setFault('none');
    for (const message of messages) {
      const { deliveries } = await settledMessage(raccordo.url, message);
      expect(deliveries.map(({ status }) => status)).toEqual(['acknowledged']);
    }
    // The node itself refuses a document under a code that the SAP is not of, so it has had them in this order.
    const subjects = raccordo.anpal.state.effects.slice(before).map(({ subject }) => subject);
    expect(subjects).toEqual([code(old), code(now), code(now), code(now)]);
  });
});

describe('a claim that nothing proves', () => {
  it('joins nothing: it is a warning, and the nation judges', async () => {
    const [holder, claimant] = [110, 111];
    const { CodiceSAP: id = '' } = (await invioSAP(at('silp'), sapOf(holder))).fields;
    const claim = await invioSAP(at('lavoro-per-te'), sapOf(claimant, { ...EMILIA, identificativoSap: id }));
    expect(claim.fields.Esito).toBe('KO');
    const { findings } = await showMessage(raccordo.url, claim.message);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'sap.code-of-another',
        severity: 'warning',
        path: 'datiinvio/identificativosap',
      }),
    );
    expect((await search(code(holder))).codiciFiscali).toEqual([code(holder)]);
    expect((await search(code(claimant))).items.map(({ message }) => message)).toEqual([claim.message]);
    const notice = await postSoap(
      raccordo.soapUrl,
      envelopeOf('notificaSAP', { CodiceSAP: escaped(id), MotivoNotifica: '07' }),
    );
    const { deliveries } = await showMessage(raccordo.url, notice.message);
    expect(deliveries.map(({ destination }) => destination)).toEqual(['silp']);
  });

  it('is not made good by what the node shows; that is known, and joins nobody', async () => {
    const [holder, shown] = [112, 113];
    const { CodiceSAP: id = '' } = (await invioSAP(at('silp'), sapOf(holder))).fields;
    const pushed = await push(raccordo.url, 'anpal', sapOf(shown, { identificativoSap: id }));
    expect(await rulesOf(pushed.id)).toContain('sap.code-of-another');
    const later = await push(raccordo.url, 'anpal', sapOf(shown, { identificativoSap: id, indirizzo: 'Via Poi 2' }));
    expect(await rulesOf(later.id)).not.toContain('sap.code-of-another');
    expect((await search(code(shown))).codiciFiscali).toEqual([code(shown)]);
  });
});

it('a change that the nation refuses has no effect: the codes part again', async () => {
  const [old, now] = [120, 121];
  const { CodiceSAP: id = '' } = (await invioSAP(at('silp'), sapOf(old))).fields;
  raccordo.anpal.setFault('ko', { times: 1 });
  const change = await changed(now, id);
  expect(change.fields.Esito).toBe('KO');
  await eventually(
    () => search(code(old)),
    ({ codiciFiscali }) => codiciFiscali.length === 1,
  );
  expect((await search(code(now))).items).toHaveLength(1);
});
