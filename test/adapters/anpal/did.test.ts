/** The adapter and ConferimentoDID over HTTP: what each trouble means, and how a lost answer is cleared up for each event. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Adapter, Answer, Outbound } from '../../../src/adapters/adapter.js';
import { showsEvent } from '../../../src/adapters/anpal/did.js';
import type { DidEvent } from '../../../src/canonical/did-states.js';
import { SERVICE_DOCUMENTS } from '../../../src/contract/servizicoap.js';
import { readTree } from '../../../src/contract/xml-tree.js';
import { loadSettings } from '../../../src/foundation/settings/load.js';
import { type AnpalSandbox, type Fault, startSandbox } from '../../../src/sandbox/index.js';
import { buildSides, type Side } from '../../../src/sides.js';
import {
  callDid,
  daysFrom,
  didDocument,
  eventOf,
  HOLDER,
  NODE,
  pactsXml,
  todayInItaly,
  variabiliOf,
} from '../../support/did.js';
import { person, sapOf } from '../../support/sap-document.js';
import { invioSAP } from '../../support/soap-call.js';

const CALLER = { username: 'raccordo', password: 'parola-segreta' };
const BASIC = { authorization: `Basic ${Buffer.from('raccordo:parola-segreta').toString('base64')}` };
const DAY = todayInItaly();
const ID = 'ZZ00000001A';
const never = new AbortController().signal;

let node: AnpalSandbox;
let trouble: string | undefined;
let side: Side;
let adapter: Adapter;
afterEach(async () => {
  trouble = undefined;
  await adapter.close();
  await node.close();
});

async function start({ password = CALLER.password, timeoutSeconds = '30' } = {}): Promise<void> {
  node = await startSandbox('anpal', {
    account: CALLER,
    slowSeconds: 3600,
    today: () => DAY,
    did: { trouble: () => trouble },
    seed: { saps: [sapOf(1, { identificativoSap: ID })] },
  });
  const env = {
    RACCORDO_SIDES_ANPAL_URL: node.url,
    RACCORDO_SIDES_ANPAL_SERVICES_URL: node.servicesUrl,
    RACCORDO_SIDES_ANPAL_USERNAME: CALLER.username,
    RACCORDO_SIDES_ANPAL_PASSWORD: password,
    RACCORDO_SIDES_ANPAL_TIMEOUT_SECONDS: timeoutSeconds,
  };
  side = buildSides(loadSettings({ env }).settings).get('anpal') as Side;
  adapter = side.adapter as Adapter;
}

/** An event of the first person on its way to the node, as the gateway hands it over. */
function outbound(evento: string, dataDid = DAY): Outbound {
  const canonical = {
    codiceFiscale: person(1).codiceFiscale,
    evento,
    dataEvento: DAY,
    dataDid,
    entePromotore: evento === 'S' ? NODE : HOLDER,
  };
  const sent = side.receive('did', 'invio', Buffer.from(didDocument(eventOf(1, 'I', DAY))));
  const { profiling } = sent.canonical as { profiling: object };
  const translation = side.writing('did', 'invio');
  const body = translation?.produce(evento === 'I' ? { ...canonical, profiling } : canonical).body;
  if (translation === undefined || body === undefined) throw new Error('it cannot be written');
  return {
    record: 'did',
    event: 'invio',
    revision: translation.contract.revision,
    idempotencyKey: '018f2b7c-0000-7000-8000-000000000001',
    attempt: 1,
    codiceFiscale: person(1).codiceFiscale,
    body,
    onto: () => ({ document: {}, changed: [] }),
  };
}

const effects = () => node.state.effects.filter(({ operation }) => operation === 'gestisciDID').length;
const told = (answer: Answer) => {
  if (answer.outcome !== 'failed') return { outcome: answer.outcome, codice: answer.esito.codice };
  const { reason, ambiguous, retryAfterSeconds: retryAfter } = answer;
  expect(answer.detail).not.toContain(person(1).codiceFiscale);
  return { reason, ambiguous, ...(retryAfter === undefined ? {} : { retryAfter }) };
};

describe('sends an event to a node that', () => {
  it.each<[string, Fault, object, number]>([
    ['is well', 'none', { outcome: 'acknowledged', codice: 'E100' }, 1],
    ['cuts the connection before it has read anything', 'down', { reason: 'unreachable', ambiguous: true }, 0],
    ['takes longer than the timeout', 'slow', { reason: 'timeout', ambiguous: true }, 1],
    ['cuts the connection in the middle of its answer', 'half', { reason: 'unreachable', ambiguous: true }, 1],
    ['cuts the connection instead of answering', 'silent', { reason: 'unreachable', ambiguous: true }, 1],
    ['is hidden by a proxy that answers in HTML', 'garbage', { reason: 'garbled-answer', ambiguous: true }, 0],
    ['has a fault inside (E999)', 'ko', { reason: 'fault', ambiguous: true }, 0],
    ['is working on the SAP (E021)', 'x001', { reason: 'call-limit', ambiguous: false, retryAfter: 30 }, 0],
  ])('%s', async (_title, fault, wanted, count) => {
    await start(fault === 'slow' ? { timeoutSeconds: '1' } : {});
    node.setFault(fault);
    expect(told(await adapter.send(outbound('I'), never))).toEqual(wanted);
    expect(effects()).toBe(count);
  });

  it('does not let us in', async () => {
    await start({ password: 'altra' });
    expect(told(await adapter.send(outbound('I'), never))).toEqual({ reason: 'not-admitted', ambiguous: false });
  });

  it('does not listen', async () => {
    await start();
    const one = outbound('I');
    await node.close();
    expect(told(await adapter.send(one, never))).toEqual({ reason: 'unreachable', ambiguous: false });
  });

  it('refuses, with the whole answer', async () => {
    await start();
    const answer = await adapter.send(outbound('C'), never);
    expect(answer).toMatchObject({ outcome: 'refused', esito: { codice: 'E007' } });
    expect((answer as { esito: { document: string } }).esito.document).toContain('<TipoEvento>C</TipoEvento>');
  });

  it.each(['E900', 'E997', 'E998', 'E999'])('answers %s: how far the event came is not known', async (code) => {
    await start();
    trouble = code;
    expect(told(await adapter.send(outbound('I'), never))).toEqual({ reason: 'fault', ambiguous: true });
    trouble = undefined;
    const found = await adapter.arrived?.(outbound('I'), never);
    // The log is written after the event has had its effect.
    expect(found?.outcome).toBe(code === 'E997' ? 'acknowledged' : undefined);
    expect(effects()).toBe(code === 'E997' ? 1 : 0);
  });

  it('has no address for the service', async () => {
    await start();
    const env = { RACCORDO_SIDES_ANPAL_URL: node.url };
    const bare = buildSides(loadSettings({ env }).settings).get('anpal')?.adapter as Adapter;
    expect(told(await bare.send(outbound('I'), never))).toEqual({ reason: 'unreachable', ambiguous: false });
  });
});

const before: Readonly<Record<DidEvent, readonly DidEvent[]>> = { I: [], C: ['I'], S: ['I'], R: ['I'], A: ['I'] };

/** Brings the person's DID to where the event is legal. */
async function prepare(evento: DidEvent): Promise<void> {
  const url = `${node.servicesUrl}/ConferimentoDID`;
  for (const one of before[evento]) expect((await callDid(url, eventOf(1, one, DAY), BASIC)).esito).toBe('E100');
  if (evento !== 'C') return;
  const document = sapOf(1, { identificativoSap: ID, sections: pactsXml([{ data_proposta: DAY }]) });
  expect((await invioSAP(node.url, document, BASIC)).fields.Esito).toBe('OK');
}

describe.each(['I', 'C', 'S', 'R', 'A'] as const)('after the answer to %s was lost', (evento) => {
  const sent = async (fault: Fault): Promise<Outbound> => {
    await start();
    await prepare(evento);
    const one = outbound(evento);
    node.setFault(fault, { times: 1 });
    expect(await adapter.send(one, never)).toMatchObject({ outcome: 'failed', ambiguous: true });
    return one;
  };

  it.each<Fault>(['silent', 'half'])('it is found (%s)', async (fault) => {
    const one = await sent(fault);
    const found = await adapter.arrived?.(one, never);
    expect(found).toMatchObject({ outcome: 'acknowledged', esito: { codice: 'E100' } });
  });

  it('it is not found when it had no effect, and can be sent again', async () => {
    const one = await sent('down');
    const already = effects();
    expect(await adapter.arrived?.(one, never)).toBeUndefined();
    expect(await adapter.send(one, never)).toMatchObject({ outcome: 'acknowledged' });
    expect(effects()).toBe(already + 1);
    expect(await adapter.arrived?.(one, never)).toMatchObject({ outcome: 'acknowledged' });
  });

  it.each<[Fault, string]>([
    ['x001', 'call-limit'],
    ['garbage', 'garbled-answer'],
    ['silent', 'unreachable'],
  ])('nothing is said while the node cannot be asked (%s)', async (fault, reason) => {
    const one = await sent('silent');
    node.setFault(fault);
    expect(await adapter.arrived?.(one, never)).toMatchObject({ outcome: 'failed', reason });
  });
});

describe('what the node shows of a DID', () => {
  const row = (dataDid: string, evento: string, more: object = {}) => ({
    tipo_attivita: 'N00',
    data_proposta: dataDid,
    ...more,
    ultimo_evento: { evento, data_evento: DAY },
  });
  const shown = (rows: readonly object[], status: object = {}): string =>
    SERVICE_DOCUMENTS.ListaDID.write({
      codicefiscale: person(1).codiceFiscale,
      ...status,
      ...(rows.length === 0 ? {} : { N00: { politica: [...rows] } }),
    }).toString('utf8');
  const sent = (evento: string, dataEvento = DAY) =>
    readTree(didDocument(eventOf(1, evento, DAY, { dataEvento, variabili: variabiliOf(1, DAY) }))).tree;
  const other = daysFrom(DAY, -30);

  it.each<[string, string, boolean]>([
    ['I', '02', true],
    ['I', '09', true],
    ['I', '07', false],
    ['I', '10', false],
    ['A', '07', true],
    ['A', '06', true],
    ['A', '08', true],
    ['A', '10', false],
    ['A', '02', false],
    ['R', '10', true],
    ['R', '12', true],
    ['R', '07', false],
    ['R', '09', false],
    ['S', '09', true],
    ['S', '02', false],
    ['C', '02', false],
    ['C', '10', false],
  ])('%s and the last event %s: %s', (evento, last, wanted) => {
    expect(showsEvent(shown([row(DAY, last)]), sent(evento))).toBe(wanted);
  });

  it('a confirmation by its link, unless it was suspended since or ended', () => {
    const linked = { identificativo_presa_in_carico: '130000a1f0K' };
    expect(showsEvent(shown([row(DAY, '02', linked)]), sent('C'))).toBe(true);
    expect(showsEvent(shown([row(DAY, '09', linked)]), sent('C'))).toBe(false);
    expect(showsEvent(shown([row(DAY, '10', linked)]), sent('C'))).toBe(false);
  });

  it('the day of the event counts, but for insertion and annulment', () => {
    const earlier = daysFrom(DAY, -1);
    for (const [evento, last, wanted] of [
      ['R', '10', false],
      ['S', '09', false],
      ['I', '02', true],
      ['A', '07', true],
    ] as const)
      expect(showsEvent(shown([row(DAY, last)]), sent(evento, earlier)), evento).toBe(wanted);
  });

  it('another DID, or none, is not this one; an annulled DID need not be shown', () => {
    for (const evento of ['I', 'C', 'S', 'R']) {
      expect(showsEvent(shown([row(other, '02')]), sent(evento))).toBe(false);
      expect(showsEvent('', sent(evento))).toBe(false);
    }
    expect(showsEvent(shown([row(other, '10')], { disponibilita: other }), sent('A'))).toBe(true);
    expect(showsEvent(shown([], { disponibilita: DAY }), sent('A'))).toBe(false);
  });

  it('of several rows of one day the last one counts', () => {
    expect(showsEvent(shown([row(DAY, '07'), row(DAY, '02')]), sent('I'))).toBe(true);
    expect(showsEvent(shown([row(DAY, '07'), row(DAY, '02')]), sent('A'))).toBe(false);
    expect(showsEvent(shown([row(other, '10'), row(DAY, '07')]), sent('A'))).toBe(true);
  });
});
