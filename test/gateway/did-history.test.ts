/** What the gateway knows of a DID, whoever told it: the node in its views and SAPs, INPS, its own answers. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callDid, eventOf, todayInItaly } from '../support/did.js';
import { push, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const DAY = todayInItaly();
const NOVARA = 'F952C000383';
let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({ anpal: { today: () => DAY } });
});
afterAll(() => raccordo.stop());

let last = 0;
/** A person whose SAP the node holds. */
async function someone(): Promise<number> {
  last += 1;
  await invioSAP(raccordo.anpal.url, sapOf(last));
  return last;
}

type Event = Parameters<typeof eventOf>;
const door = (...event: Event) => callDid(`${raccordo.url}/soap/v1/ConferimentoDID`, eventOf(...event));
const atNode = async (...event: Event) =>
  expect((await callDid(`${raccordo.anpal.servicesUrl}/ConferimentoDID`, eventOf(...event))).esito).toBe('E100');
/** What a message was told of the DID; codes whose lists are not public are unknown everywhere. */
const rulesOf = async (id: string) =>
  (await showMessage(raccordo.url, id)).findings.map(({ rule }) => rule).filter((rule) => rule !== 'code.unknown');

/** Fetches the node's view on the person's DID; what was said of it. */
async function pulled(n: number): Promise<string[]> {
  const response = await fetch(`${raccordo.url}/rest/v1/sides/anpal/did/pull`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale: person(n).codiceFiscale }),
  });
  const { items } = (await response.json()) as { items: { id: string }[] };
  expect(items).toHaveLength(1);
  return rulesOf(items[0]?.id ?? '');
}

/** INPS announces an application of the person; what was said of it. */
async function announced(n: number, operation: 'I' | 'D'): Promise<string[]> {
  const body = readFileSync('contracts/inps/fixtures/did/domanda-intera/source.xml', 'utf8')
    .replace(/(?<=<CodiceFiscale>)[^<]*/, person(n).codiceFiscale)
    .replace(/(?<=<DataDichiarazione>)[^<]*/, DAY)
    .replace(/(?<=<DataInvio>)[^<]*/, DAY)
    .replace(/(?<=<TipoOperazione>)[^<]*/, operation);
  const headers = { 'content-type': 'application/xml' };
  const response = await fetch(`${raccordo.url}/rest/v1/sides/inps/did`, { method: 'POST', headers, body });
  expect(response.status).toBe(202);
  return rulesOf((response.headers.get('location') ?? '').split('/').pop() ?? '');
}

describe('a suspension, which only the node sends', () => {
  it('is known by the view of the node: no annulment out of it', async () => {
    const n = await someone();
    expect(await door(n, 'I', DAY)).toMatchObject({ esito: 'E100' });
    await atNode(n, 'S', DAY);
    expect(await pulled(n)).toEqual([]);
    const annulled = await door(n, 'A', DAY);
    expect(annulled.esito).toBe('E020');
    expect(await rulesOf(annulled.message)).toEqual(['did.life-cycle']);
  });

  it('is known by the row N00 of a SAP', async () => {
    const n = await someone();
    await door(n, 'I', DAY);
    const row = `<politiche_attive_lst><politiche_attive><tipo_attivita>N00</tipo_attivita><data_proposta>${DAY}</data_proposta><descrizione>DID</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>H501N000001</codice_ente_promotore><ultimo_evento><evento>09</evento><data_evento>${DAY}</data_evento></ultimo_evento></politiche_attive></politiche_attive_lst>`;
    const { status } = await push(raccordo.url, 'anpal', sapOf(n, { identificativoSap: 'AB12345678C', sections: row }));
    expect(status).toBe(202);
    const annulled = await door(n, 'A', DAY);
    expect(await rulesOf(annulled.message)).toEqual(['did.life-cycle']);
  });
});

it('what INPS announces is not judged as a request, and leaves the insertion to a CPI', async () => {
  const n = await someone();
  expect(await announced(n, 'I')).toEqual([]);
  const inserted = await door(n, 'I', DAY);
  expect([inserted.esito, await rulesOf(inserted.message)]).toEqual(['E100', []]);
  expect(await announced(n, 'D')).toEqual([]);
  const annulled = await door(n, 'A', DAY);
  expect([annulled.esito, await rulesOf(annulled.message)]).toEqual(['E100', []]);
  expect(await pulled(n)).toEqual([]);
  const again = await door(n, 'A', DAY, { ente: NOVARA });
  expect(await rulesOf(again.message)).toEqual(['did.other-cpi', 'did.life-cycle']);
});

it('refuses what the document alone decides, before the node is asked', async () => {
  const n = await someone();
  const { variabili = {} } = eventOf(n, 'I', DAY);
  const refused: readonly (readonly [Event, string])[] = [
    [[n, 'S', DAY, { ente: NOVARA }], 'did.role'],
    [[n, 'I', DAY, { ente: 'F952S000383' }], 'did.promoter-not-cpi'],
    [[n, 'I', DAY, { variabili: { ...variabili, Genere: 'M' } }], 'did.gender'],
    [[n, 'I', DAY, { variabili: { ...variabili, Eta: '99' } }], 'did.age'],
  ];
  for (const [event, rule] of refused) {
    const { message } = await door(...event);
    const { status } = await showMessage(raccordo.url, message);
    expect([status, await rulesOf(message)]).toEqual(['quarantined', [rule]]);
  }
  expect(raccordo.anpal.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale)).toHaveLength(1);
});
