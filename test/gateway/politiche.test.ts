/** One policy and a pact on their way to the national node, and out of a SAP: through a real gateway, over real SOAP. */
import { afterEach, describe, expect, it } from 'vitest';
import { policyIdFits } from '../../src/canonical/policy-id.js';
import { loadFixtures } from '../../src/contract/fixtures.js';
import type { RecordName } from '../../src/foundation/names.js';
import { reportOf } from '../../src/gateway/report.js';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { type Thief, thiefBefore } from '../support/thief.js';

const OWN = 'L219C000381';
const SAP = 'ZZ00004711K';

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
const national = sapOf(7, { identificativoSap: SAP, ente: 'F952C000383', sections: section6(...HELD) });
const { codiceFiscale } = person(7);

/** The SAP as the region sends it; its rows leave as records of their own. */
const regional = (...rows: string[]): Buffer =>
  Buffer.from(sapOf(7, { identificativoSap: SAP, ente: OWN, sections: section6(...rows) }));

const route = (record: string, destinations: string[], source = 'silp') => ({
  record,
  event: 'invio',
  source,
  destinations,
});
const PARTS_LEAVE = [route('sap', []), route('politica-attiva', ['anpal']), route('patto', ['anpal'])];

let raccordo: TestGateway;
const cleanup: (() => unknown)[] = [];
afterEach(async () => {
  await raccordo.stop();
  for (const end of cleanup.splice(0)) await end();
});

async function started(routes?: readonly object[], saps: readonly string[] = [national], url?: string): Promise<void> {
  raccordo = await startTestGateway({
    anpal: { seed: { saps } },
    env: {
      ...(routes === undefined ? {} : { RACCORDO_ROUTES: JSON.stringify(routes) }),
      ...(url === undefined ? {} : { RACCORDO_SIDES_ANPAL_URL: url }),
    },
  });
}

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
const rowsAt = (node: AnpalSandbox): string[] =>
  [...String(node.state.documents[codiceFiscale]).matchAll(/<politiche_attive>.*?<\/politiche_attive>/gs)].map(
    ([found]) => found,
  );
const said = (found: string, element: string): string => new RegExp(`<${element}>([^<]*)`).exec(found)?.[1] ?? '';
const idsOf = (rows: readonly string[]) => rows.map((one) => said(one, 'identificativo_politica'));

describe('the rows of a SAP', () => {
  it('are no records of their own where no route wants them', async () => {
    await started();
    const { outcome, id } = await receive('sap', regional(row({ tipo: 'A01', data: '2026-03-02' })));
    expect(outcome).toBe('accepted');
    await settledMessage(raccordo.url, id);
    expect(await partsOf(id)).toEqual([]);
  });

  it('are a message each where routes want them, linked to the SAP, with a lineage of their own', async () => {
    await started([route('sap', []), route('politica-attiva', []), route('patto', []), route('did', [])]);
    const sent = regional(
      row({ tipo: 'A02', data: '2026-03-02', progetto: '05' }),
      row({ tipo: 'C05', data: '2026-03-03' }),
      row({ tipo: 'N00', data: '2026-03-01', ente: 'H501N000001', progetto: '05' }),
      row({ tipo: 'B03', data: '2026-03-04' }),
    );
    const { id } = await receive('sap', sent);
    const parts = await partsOf(id);
    expect(parts.map(({ record }) => record).sort()).toEqual(['did', 'patto', 'politica-attiva', 'politica-attiva']);
    const pact = parts.find(({ record }) => record === 'patto')?.part as never;
    expect(await raccordo.gateway.context.store.message(pact)).toMatchObject({
      status: 'accepted',
      canonical: { tipo: 'PSP', codiceFiscale, entePromotore: OWN, dataProposta: '2026-03-02' },
    });
    const { received } = await reportOf(raccordo.gateway.context, pact);
    expect(received.lineage).toContainEqual({
      canonical: 'dataProposta',
      side: 'riga.data_proposta',
      codec: 'xsd-date',
    });
    expect(await receive('sap', sent)).toMatchObject({ outcome: 'repeated', id });
    expect(await partsOf(id)).toHaveLength(4);
  });
});

describe('a policy on its way to the national node', () => {
  const deliveredPart = async (body: Buffer, n = 0) => {
    const { id } = await receive('sap', body);
    const part = (await partsOf(id))[n]?.part ?? '';
    return (await settledMessage(raccordo.url, part)).deliveries[0];
  };

  it('stands beside what is there, gets an id of its own, and drops nothing', async () => {
    await started(PARTS_LEAVE);
    const delivery = await deliveredPart(regional(row({ tipo: 'C06', data: '2026-03-02' })));
    expect(delivery).toMatchObject({ status: 'acknowledged', answer: { identificativoSap: SAP } });
    const rows = rowsAt(raccordo.anpal);
    expect(idsOf(rows).slice(0, 4).sort()).toEqual(['0000010800G', '0600000001A', '1300000002A', '1300000003A']);
    const [added = ''] = rows.slice(4);
    const id = said(added, 'identificativo_politica');
    expect(id).toMatch(/^13F000000[0-9A-F][A-Z]$/);
    expect(policyIdFits(id, { entePromotore: OWN, tipoAttivita: 'C06', dataProposta: '2026-03-02' })).toBe(true);
    const document = String(raccordo.anpal.state.documents[codiceFiscale]);
    expect(document).toContain('<codiceentetit>F952C000383</codiceentetit>');
    expect(document).toContain('<indirizzo>Via Frejus 7</indirizzo>');

    const update = row({ tipo: 'C06', data: '2026-03-02', evento: '11' });
    expect(await deliveredPart(regional(update))).toMatchObject({ status: 'acknowledged' });
    const after = rowsAt(raccordo.anpal);
    expect(after).toHaveLength(5);
    expect(said(after[4] ?? '', 'evento')).toBe('11');
    expect(said(after[4] ?? '', 'identificativo_politica')).toBe(id);
  });

  it('gets the next id when it is another one', async () => {
    await started(PARTS_LEAVE);
    const { id } = await receive(
      'sap',
      regional(row({ tipo: 'C06', data: '2026-03-02' }), row({ tipo: 'C07', data: '2026-03-02' })),
    );
    for (const { part } of await partsOf(id)) await settledMessage(raccordo.url, part);
    const ids = idsOf(rowsAt(raccordo.anpal)).filter((one) => one.startsWith('13F'));
    expect(ids.map((one) => one.slice(2, 10)).sort()).toEqual(['F0000001', 'F0000002']);
  });

  it.each([1, 2])('has one effect and one id although %i answers are lost', async (times) => {
    const node = await startSandbox('anpal', { seed: { saps: [national] } });
    const thief: Thief = await thiefBefore(node);
    cleanup.push(
      () => thief.close(),
      () => node.close(),
    );
    await started(PARTS_LEAVE, [], thief.url);
    thief.left = times;
    expect(await deliveredPart(regional(row({ tipo: 'C06', data: '2026-03-02' })))).toMatchObject({
      status: 'acknowledged',
      answer: { identificativoSap: SAP },
    });
    expect(node.state.effects).toHaveLength(1);
    expect(idsOf(rowsAt(node)).filter((one) => one.startsWith('13F'))).toEqual([
      '13F0000001'.concat(idsOf(rowsAt(node))[4]?.slice(-1) ?? ''),
    ]);
  });

  it('waits while the node is down, and is there once when it is back', async () => {
    await started(PARTS_LEAVE);
    raccordo.anpal.setFault('down', { times: 3 });
    expect(await deliveredPart(regional(row({ tipo: 'C06', data: '2026-03-02' })))).toMatchObject({
      status: 'acknowledged',
    });
    expect(raccordo.anpal.state.effects).toHaveLength(1);
    expect(rowsAt(raccordo.anpal)).toHaveLength(5);
  });

  it('is refused, and nothing sent, where the nation has no SAP of the person', async () => {
    await started(PARTS_LEAVE, []);
    const body = Buffer.from(sapOf(8, { sections: section6(row({ tipo: 'C06', data: '2026-03-02' })) }));
    expect(await deliveredPart(body)).toMatchObject({ status: 'refused', answer: { codice: 'SAP-ASSENTE' } });
    expect(raccordo.anpal.state.effects).toEqual([]);
  });

  it('is refused by the node when a pact would be the second open one', async () => {
    const open = row({ tipo: 'A02', data: '2025-06-01', progetto: '05', id: '1300000009A' });
    await started(PARTS_LEAVE, [sapOf(7, { identificativoSap: SAP, sections: section6(open) })]);
    const pact = regional(row({ tipo: 'A02', data: '2026-03-02', progetto: '05' }));
    expect(await deliveredPart(pact)).toMatchObject({ status: 'refused', answer: { anomalie: [{ codice: 'S086' }] } });
    expect(rowsAt(raccordo.anpal)).toHaveLength(1);
  });
});

describe('a document of sections 0 and 6 in the national form', () => {
  const fixture = (record: string, name: string) =>
    loadFixtures('anpal').find((one) => one.record === record && one.name === name)?.source as Buffer;

  it('goes as it is: its sender has asked the node before', async () => {
    const body = fixture('patto', 'per-il-lavoro').toString('utf8').replace('ZZ00042114P', SAP);
    await started(PARTS_LEAVE);
    const { id } = await receive('patto', Buffer.from(body));
    expect((await settledMessage(raccordo.url, id)).deliveries[0]).toMatchObject({ status: 'acknowledged' });
    const kinds = rowsAt(raccordo.anpal).map((one) => said(one, 'tipo_attivita'));
    expect(kinds).toEqual(['N00', 'C05', 'B03', 'A01', 'A02', 'RC1']);
  });

  it('that breaks the contract is kept in quarantine', async () => {
    await started(PARTS_LEAVE);
    const { outcome, findings } = await receive('patto', fixture('patto', 'bad-due-patti'));
    expect(outcome).toBe('quarantined');
    expect(findings).toMatchObject([{ rule: 'sap.rows' }]);
  });
});

describe('the DID of a person, asked of the node', () => {
  it('comes as its event with the pact beside it, where routes want them', async () => {
    const pact = row({ tipo: 'A02', data: '2025-06-01', progetto: '05', id: '1300000009A' });
    const seed = sapOf(7, { identificativoSap: SAP, sections: section6(...HELD, pact) });
    await started([route('did', [], 'anpal'), route('patto', [], 'anpal')], [withDid(seed)]);
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

  it('is absent where the node shows none', async () => {
    await started([route('did', [], 'anpal')], [sapOf(7, { identificativoSap: SAP })]);
    await expect(raccordo.gateway.asking.pull('anpal', 'did', { codiceFiscale })).rejects.toMatchObject({
      code: 'person-not-found',
    });
  });
});

/** Section 2 as the node fills it after a DID. */
const withDid = (sap: string): string =>
  sap.replace(
    '<politiche_attive_lst>',
    '<datiamministrativi><statoinanagrafe><codstatooccupazionale>DI</codstatooccupazionale><disponibilita>2025-05-12</disponibilita></statoinanagrafe></datiamministrativi><politiche_attive_lst>',
  );
