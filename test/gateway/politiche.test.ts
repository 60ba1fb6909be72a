/** One policy and a pact on their way to the national node, and out of a SAP: through a real gateway, over real SOAP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyIdFits } from '../../src/canonical/policy-id.js';
import type { RecordName } from '../../src/foundation/names.js';
import { reportOf } from '../../src/gateway/report.js';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { storeError } from '../../src/store/errors.js';
import { fixturesOf } from '../support/fixtures.js';
import { settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { routesEnv } from '../support/routes.js';
import { person, sapOf } from '../support/sap-document.js';
import { type Thief, thiefBefore } from '../support/thief.js';

const OWN = 'L219C000381';
const sapId = (n: number): string => `ZZ000047${String(n).padStart(2, '0')}K`;

interface Row {
  readonly tipo: string;
  readonly data: string;
  readonly ente?: string;
  readonly progetto?: string;
  readonly id?: string;
  readonly evento?: string;
}
const row = ({ tipo, data, ente = OWN, progetto = '01', id, evento = '02' }: Row): string =>
  `<politiche_attive><tipo_attivita>${tipo}</tipo_attivita><titolo_denominazione>Titolo ${data}</titolo_denominazione><data_proposta>${data}</data_proposta><data>${data}</data><data_fine>2027-01-31</data_fine><descrizione>Descrizione</descrizione><titolo_progetto>${progetto}</titolo_progetto><codice_ente_promotore>${ente}</codice_ente_promotore>${id === undefined ? '' : `<identificativo_politica>${id}</identificativo_politica>`}<ultimo_evento><evento>${evento}</evento><data_evento>${data}</data_evento></ultimo_evento></politiche_attive>`;
const section6 = (...rows: string[]): string => `<politiche_attive_lst>${rows.join('')}</politiche_attive_lst>`;

/** What the nation holds: the row of the DID, one of another region, one of another CPI of the region, one of our own. */
const HELD = [
  row({ tipo: 'N00', data: '2025-05-12', ente: 'H501N000001', progetto: '05', id: '0000010800G' }),
  row({ tipo: 'C05', data: '2025-04-01', ente: 'A944C000233', id: '0600000001A' }),
  row({ tipo: 'B03', data: '2025-05-01', ente: 'F952C000383', id: '1300000003A' }),
  row({ tipo: 'A01', data: '2025-06-01', id: '1300000002A' }),
];
const held = (n: number, ...rows: string[]): string =>
  sapOf(n, { identificativoSap: sapId(n), ente: 'F952C000383', sections: section6(...rows) });

/** The SAP as the region sends it; its rows leave as records of their own. */
const regional = (n: number, ...rows: string[]): Buffer =>
  Buffer.from(sapOf(n, { identificativoSap: sapId(n), ente: OWN, sections: section6(...rows) }));

const route = (record: string, destinations: string[], source = 'silp', parts = record !== 'sap') => ({
  record,
  event: 'invio',
  source,
  destinations,
  parts,
});
const PARTS_LEAVE = [
  route('sap', []),
  ...['politica-attiva', 'patto'].flatMap((record) => [
    route(record, ['anpal']),
    route(record, ['anpal'], 'silp', false),
  ]),
];

let raccordo: TestGateway;
const between = (routes: readonly object[] | undefined, saps: readonly string[]) => {
  beforeAll(async () => {
    raccordo = await startTestGateway({
      anpal: { seed: { saps } },
      env: routes === undefined ? {} : routesEnv(routes),
    });
  });
  afterAll(() => raccordo.stop());
};

const receive = (record: RecordName, body: Buffer) =>
  raccordo.gateway.intake.receive({
    source: 'silp',
    format: 'anpal',
    record,
    event: 'invio',
    channel: 'soap',
    contentType: 'application/xml',
    body,
  });
const partsOf = async (id: string) =>
  (await raccordo.gateway.context.store.message(id as never))?.parts.map(({ id: part, record }) => ({
    part,
    record,
  })) ?? [];
const rowsAt = (node: AnpalSandbox, n: number): string[] =>
  [
    ...String(node.state.documents[person(n).codiceFiscale]).matchAll(/<politiche_attive>.*?<\/politiche_attive>/gs),
  ].map(([found]) => found);
const said = (found: string, element: string): string => new RegExp(`<${element}>([^<]*)`).exec(found)?.[1] ?? '';
const idsOf = (rows: readonly string[]) => rows.map((one) => said(one, 'identificativo_politica'));

const deliveredPart = async (body: Buffer) => {
  const { id } = await receive('sap', body);
  return (await settledMessage(raccordo.url, (await partsOf(id))[0]?.part ?? '')).deliveries[0];
};

const C06 = row({ tipo: 'C06', data: '2026-03-02' });
const pact = (id?: string) =>
  row({ tipo: 'A02', data: '2025-06-01', progetto: '05', ...(id === undefined ? {} : { id }) });

describe('the rows of a SAP, by default', () => {
  between(undefined, [held(1, ...HELD)]);

  it('are no records of their own', async () => {
    const { outcome, id } = await receive('sap', regional(1, row({ tipo: 'A01', data: '2026-03-02' })));
    expect(outcome).toBe('accepted');
    await settledMessage(raccordo.url, id);
    expect(await partsOf(id)).toEqual([]);
  });

  it('never go back to the node that wrote them: the row of a DID is no event that the region sends', async () => {
    const n00 = row({ tipo: 'N00', data: '2026-03-01', ente: 'H501N000001', progetto: '05' });
    const { id } = await receive('sap', regional(1, n00));
    expect((await settledMessage(raccordo.url, id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    expect(await partsOf(id)).toEqual([]);
  });
});

describe('where the node gets the whole SAP', () => {
  between(
    [route('sap', ['anpal']), route('patto', ['anpal']), route('politica-attiva', ['anpal'])],
    [held(1, ...HELD)],
  );

  it('it is not told the rows again', async () => {
    const { id } = await receive('sap', regional(1, pact(), C06));
    expect((await settledMessage(raccordo.url, id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    expect(await partsOf(id)).toEqual([]);
    expect(raccordo.anpal.state.effects).toHaveLength(1);
  });
});

describe('where routes want them, but no side gets them', () => {
  const kept = (['sap', 'politica-attiva', 'patto', 'did'] as const).flatMap((record) => [
    route(record, []),
    route(record, [], 'anpal'),
    route(record, [], 'anpal', false),
  ]);
  between(kept, [withDid(held(2, ...HELD, pact('1300000009A'))), held(3, C06)]);

  it('the rows of a SAP are a message each, linked to the SAP, with a lineage of their own', async () => {
    const sent = regional(
      1,
      pact(),
      row({ tipo: 'C05', data: '2026-03-03' }),
      row({ tipo: 'N00', data: '2026-03-01', ente: 'H501N000001', progetto: '05' }),
      row({ tipo: 'B03', data: '2026-03-04' }),
    );
    const { id } = await receive('sap', sent);
    const parts = await partsOf(id);
    expect(parts.map(({ record }) => record).sort()).toEqual(['did', 'patto', 'politica-attiva', 'politica-attiva']);
    const part = parts.find(({ record }) => record === 'patto')?.part as never;
    const { codiceFiscale } = person(1);
    expect(await raccordo.gateway.context.store.message(part)).toMatchObject({
      status: 'accepted',
      canonical: { tipo: 'PSP', codiceFiscale, entePromotore: OWN, dataProposta: '2025-06-01' },
    });
    const { received } = await reportOf(raccordo.gateway.context, part);
    const lineage = { canonical: 'dataProposta', side: 'riga.data_proposta', codec: 'xsd-date' };
    expect(received.lineage).toContainEqual(lineage);
    expect(await receive('sap', sent)).toMatchObject({ outcome: 'repeated', id });
    expect(await partsOf(id)).toHaveLength(4);
  });

  it('the DID that the node shows comes as its event, with the pact beside it', async () => {
    const { codiceFiscale } = person(2);
    const [result] = await raccordo.gateway.asking.pull('anpal', 'did', { codiceFiscale });
    expect(result).toMatchObject({ outcome: 'accepted' });
    const { store } = raccordo.gateway.context;
    expect(await store.message(result?.id as never)).toMatchObject({
      canonical: { codiceFiscale, evento: 'I', dataDid: '2025-05-12' },
      parts: [{ record: 'patto' }],
    });
    const [pulled] = await store.recordsOf(codiceFiscale, { record: 'patto', limit: 5 });
    expect(pulled?.canonical).toMatchObject({
      tipo: 'PSP',
      dataDid: '2025-05-12',
      identificativoPolitica: '1300000009A',
    });
  });

  it.each([3, 4])('the DID that the node does not show is absent (person %i)', async (n) => {
    const { codiceFiscale } = person(n);
    await expect(raccordo.gateway.asking.pull('anpal', 'did', { codiceFiscale })).rejects.toMatchObject({
      code: 'person-not-found',
    });
  });
});

describe('a policy on its way to the national node', () => {
  const open = row({ tipo: 'A02', data: '2024-06-01', progetto: '05', id: '1300000009A' });
  between(PARTS_LEAVE, [...[1, 2, 3, 4, 6].map((n) => held(n, ...HELD)), held(5, open)]);

  it('stands beside what is there, gets an id of its own, and drops nothing', async () => {
    const delivery = await deliveredPart(regional(1, C06));
    expect(delivery).toMatchObject({ status: 'acknowledged', answer: { identificativoSap: sapId(1) } });
    const rows = rowsAt(raccordo.anpal, 1);
    expect(idsOf(rows).slice(0, 4).sort()).toEqual(['0000010800G', '0600000001A', '1300000002A', '1300000003A']);
    const [added = ''] = rows.slice(4);
    const id = said(added, 'identificativo_politica');
    expect(id).toMatch(/^13F000000[0-9A-F][A-Z]$/);
    const policy = { entePromotore: OWN, tipoAttivita: 'C06', dataProposta: '2026-03-02' };
    expect(policyIdFits(id, policy)).toBe(true);
    const document = String(raccordo.anpal.state.documents[person(1).codiceFiscale]);
    expect(document).toContain('<codiceentetit>F952C000383</codiceentetit>');
    expect(document).toContain('<indirizzo>Via Frejus 1</indirizzo>');

    const update = row({ tipo: 'C06', data: '2026-03-02', evento: '11' });
    expect(await deliveredPart(regional(1, update))).toMatchObject({ status: 'acknowledged' });
    const after = rowsAt(raccordo.anpal, 1);
    expect(after).toHaveLength(5);
    expect(said(after[4] ?? '', 'evento')).toBe('11');
    expect(said(after[4] ?? '', 'identificativo_politica')).toBe(id);
  });

  it('is in no doubt when our store fails before it leaves', async () => {
    const { store } = raccordo.gateway.context;
    const real = store.policySequence.bind(store);
    store.policySequence = () => {
      store.policySequence = real;
      return Promise.reject(storeError('store-unreachable', 'the connection has ended'));
    };
    const delivery = await deliveredPart(regional(6, C06));
    expect(delivery).toMatchObject({
      status: 'acknowledged',
      history: [{ outcome: 'failed', answer: { reason: 'internal' } }, { outcome: 'acknowledged' }],
    });
  });

  it('gets the next id when it is another one', async () => {
    const { id } = await receive('sap', regional(2, C06, row({ tipo: 'C07', data: '2026-03-02' })));
    for (const { part } of await partsOf(id)) await settledMessage(raccordo.url, part);
    const numbers = idsOf(rowsAt(raccordo.anpal, 2))
      .filter((one) => one.startsWith('13F'))
      .map((one) => Number.parseInt(one.slice(3, 10), 16))
      .sort((a, b) => a - b);
    expect(numbers).toHaveLength(2);
    expect((numbers[1] ?? 0) - (numbers[0] ?? 0)).toBe(1);
  });

  it('waits while the node is down, and is there once when it is back', async () => {
    raccordo.anpal.setFault('down', { times: 3 });
    const before = raccordo.anpal.state.effects.length;
    expect(await deliveredPart(regional(3, C06))).toMatchObject({ status: 'acknowledged' });
    expect(raccordo.anpal.state.effects).toHaveLength(before + 1);
    expect(rowsAt(raccordo.anpal, 3)).toHaveLength(5);
  });

  it('is refused, and nothing sent, where the nation has no SAP of the person', async () => {
    const before = raccordo.anpal.state.effects.length;
    const body = Buffer.from(sapOf(8, { sections: section6(C06) }));
    expect(await deliveredPart(body)).toMatchObject({ status: 'refused', answer: { codice: 'SAP-ASSENTE' } });
    expect(raccordo.anpal.state.effects).toHaveLength(before);
  });

  it('is refused by the node when a pact would be the second open one', async () => {
    expect(await deliveredPart(regional(5, pact()))).toMatchObject({
      status: 'refused',
      answer: { anomalie: [{ codice: 'S086' }] },
    });
    expect(rowsAt(raccordo.anpal, 5)).toHaveLength(1);
  });

  const fixture = (name: string) =>
    fixturesOf('anpal').find((one) => one.record === 'patto' && one.name === name)?.source as Buffer;

  it('takes nothing away when it comes in the national form by itself', async () => {
    const body = fixture('per-il-lavoro').toString('utf8').replace('ZZ00042114P', sapId(4));
    const { id } = await receive('patto', Buffer.from(body));
    expect((await settledMessage(raccordo.url, id)).deliveries[0]).toMatchObject({ status: 'acknowledged' });
    const kinds = rowsAt(raccordo.anpal, 4).map((one) => said(one, 'tipo_attivita'));
    expect(kinds).toEqual(['N00', 'C05', 'B03', 'A01', 'A02', 'RC1']);
  });

  it('names a CPI of the region that sends it; the rows of a SAP are those of any', async () => {
    const elsewhere = 'D969C000171';
    const rulesOf = async (id = '') =>
      (await raccordo.gateway.context.store.message(id as never))?.findings.map(({ rule }) => rule);
    const { id } = await receive('sap', regional(7, row({ tipo: 'A02', data: '2025-06-01', ente: elsewhere })));
    const parts = await partsOf(id);
    expect(parts.map(({ record }) => record)).toEqual(['patto']);
    expect(await rulesOf(parts[0]?.part)).not.toContain('patto.promoter-region');
    const itself = fixture('per-il-lavoro').toString('utf8').replace('ZZ00042114P', sapId(7));
    expect(await rulesOf((await receive('patto', Buffer.from(itself))).id)).toContain('patto.promoter-region');
  });

  it('is kept in quarantine where it breaks the contract', async () => {
    const { outcome, findings } = await receive('patto', fixture('bad-due-patti'));
    expect(outcome).toBe('quarantined');
    expect(findings).toMatchObject([{ rule: 'sap.rows' }]);
  });
});

describe('a policy whose answer is lost', () => {
  let node: AnpalSandbox;
  let thief: Thief;
  beforeAll(async () => {
    node = await startSandbox('anpal', { seed: { saps: [held(1, ...HELD), held(2, ...HELD)] } });
    thief = await thiefBefore(node);
    const env = { ...routesEnv(PARTS_LEAVE), RACCORDO_SIDES_ANPAL_URL: thief.url };
    raccordo = await startTestGateway({ env });
  });
  afterAll(async () => {
    await raccordo.stop();
    thief.close();
    await node.close();
  });

  it.each([1, 2])('%i times has one effect and one id', async (times) => {
    thief.left = times;
    const before = node.state.effects.length;
    expect(await deliveredPart(regional(times, C06))).toMatchObject({
      status: 'acknowledged',
      answer: { identificativoSap: sapId(times) },
    });
    expect(thief.left).toBeLessThan(times);
    expect(node.state.effects).toHaveLength(before + 1);
    expect(idsOf(rowsAt(node, times)).filter((one) => one.startsWith('13F'))).toHaveLength(1);
  });
});

/** Section 2 as the node fills it after a DID. */
function withDid(sap: string): string {
  return sap.replace(
    '<politiche_attive_lst>',
    '<datiamministrativi><statoinanagrafe><codstatooccupazionale>DI</codstatooccupazionale><disponibilita>2025-05-12</disponibilita></statoinanagrafe></datiamministrativi><politiche_attive_lst>',
  );
}
