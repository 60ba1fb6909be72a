/** The assegno between the portal and a region, through a real gateway: nothing lost, nothing doubled, refusals told. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentTree } from '../../src/contract/contract.js';
import { delega, disponibilita, ente, person, richiesta, variazione } from '../support/adr.js';
import { eventually, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { routesEnv } from '../support/routes.js';

const ROUTES = [
  { record: 'adr', event: '*', source: 'silp', destinations: ['anpal'] },
  { record: 'adr', event: 'invio', source: 'anpal', destinations: [] },
  { record: 'adr', event: 'variazione', source: 'anpal', destinations: ['silp'] },
  { record: 'adr', event: 'esito', source: 'anpal', destinations: [] },
  { record: 'appuntamento', event: 'variazione', source: 'silp', destinations: ['anpal'] },
  { record: 'ente', event: '*', source: 'silp', destinations: ['anpal'] },
  { record: 'ente', event: '*', source: 'anpal', destinations: [] },
];

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({
    env: { ...routesEnv(ROUTES), RACCORDO_SIDES_ANPAL_TIMEOUT_SECONDS: '1' },
    anpal: { slowSeconds: 3, today: () => '2025-12-31' },
  });
});
afterAll(() => raccordo.stop());

/** A region pushes a document in the form of the portal. */
async function push(record: string, event: string, document: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${raccordo.url}/rest/v1/sides/silp/${record}?event=${event}&form=anpal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(document),
  });
  const body = (await response.json()) as { findings?: { rule: string }[]; title?: string };
  return { status: response.status, id: response.headers.get('location')?.split('/').pop() ?? '', body };
}

const portalTells = (event: 'invio' | 'variazione', document: DocumentTree) =>
  raccordo.anpal.tellRegion({ url: `${raccordo.url}/rest/v1/sides/anpal` }, { record: 'adr', event, document });

async function delivered(record: string, event: string, document: unknown) {
  const { status, id } = await push(record, event, document);
  expect(status).toBe(202);
  const { deliveries } = await settledMessage(raccordo.url, id);
  return deliveries.find(({ kind }) => kind === 'record');
}

/** An assegno that the portal holds and has told of. */
async function asked(n: number): Promise<{ codiceFiscale: string; id: string }> {
  const codiceFiscale = person(n);
  const { status, document } = await portalTells('invio', richiesta(codiceFiscale));
  expect(status).toBe(202);
  return { codiceFiscale, id: String(document.idAdr) };
}

/** What is known here of a person, newest first. */
async function known(codiceFiscale: string): Promise<{ event: string; canonical: DocumentTree }[]> {
  const records = await raccordo.gateway.context.store.recordsOf(codiceFiscale, { record: 'adr', limit: 100 });
  return records.map(({ event, canonical }) => ({ event, canonical: canonical as DocumentTree }));
}

const effectsOf = (subject: string): string[] =>
  raccordo.anpal.state.effects.filter((one) => one.subject === subject).map(({ operation }) => operation);

describe('an assegno', () => {
  it('goes from the request at the portal to the end, each event delivered and its receipt kept', async () => {
    const { codiceFiscale, id } = await asked(1);
    const events = [
      'VERIFICHE',
      'RILASCIO',
      'SCELTA_EROGATORE',
      'ESITO_PRIMO_APPUNTAMENTO',
      'NOMINA_TUTOR',
      'PATTO_RICERCA_INTENSIVA',
      'ESITO',
      'TIMESHEET',
    ];
    for (const evento of events) {
      const delivery = await delivered('adr', 'variazione', variazione(id, codiceFiscale, evento));
      expect({ evento, ...delivery }).toMatchObject({ evento, status: 'acknowledged', answer: { codice: 'A000' } });
    }
    expect(effectsOf(codiceFiscale)).toEqual(events.map(() => 'inviaVariazione'));
    const past = await known(codiceFiscale);
    expect(past.map(({ event }) => event).sort()).toEqual(
      ['invio', ...events.map(() => 'variazione'), ...events.map(() => 'esito')].sort(),
    );
    const [last] = past.filter(({ event }) => event === 'esito');
    expect(last?.canonical).toMatchObject({
      evento: 'TIMESHEET',
      esito: 'A000',
      stato: 'CONCLUSO',
      ricevuta: { erogatore: { ente: 'D205S000412' }, valore: { massimo: '3000.00' } },
    });
  });

  it('may be asked for by a CPI through its region', async () => {
    const operatore = { codiceFiscale: person(11), codiceEnte: 'F952C000383' };
    const asking = { istante: '2025-06-16T10:00:00+02:00', canale: 'CPI', operatore };
    const delivery = await delivered('adr', 'invio', richiesta(person(2), { richiesta: asking }));
    expect(delivery).toMatchObject({ status: 'acknowledged', answer: { codice: 'A000' } });
    const [esito] = await known(person(2));
    expect(esito?.canonical).toMatchObject({ identificativo: 'ADR000000002', stato: 'RICHIESTO' });
  });

  it('is refused in the words of the portal, foreseen by a warning, and the refusal is a record', async () => {
    const { codiceFiscale, id } = await asked(3);
    await delivered('adr', 'variazione', variazione(id, codiceFiscale, 'PREAVVISO_RIGETTO'));
    const { id: message, body } = await push('adr', 'variazione', variazione(id, codiceFiscale, 'RILASCIO'));
    expect(body.findings).toEqual([expect.objectContaining({ rule: 'adr.refusal-final', severity: 'warning' })]);
    const { deliveries } = await settledMessage(raccordo.url, message);
    expect(deliveries[0]).toMatchObject({ status: 'refused', answer: { codice: 'A005' } });
    expect((await known(codiceFiscale))[0]?.canonical).toMatchObject({ esito: 'A005', stato: 'PREAVVISO_RIGETTO' });
    const { status } = await portalTells('invio', richiesta(codiceFiscale));
    expect(status).toBe(202);
  });

  it('that breaks the contract or a rule is kept in quarantine, with the reasons', async () => {
    const broken = await push('adr', 'variazione', {
      ...variazione('ADR1', person(4), 'VERIFICHE'),
      attore: undefined,
    });
    expect(broken).toMatchObject({ status: 422, body: { findings: [{ rule: 'schema.required' }] } });
    const incomplete = variazione('ADR1', person(4), 'NOMINA_TUTOR', { tutor: undefined });
    expect(await push('adr', 'variazione', incomplete)).toMatchObject({
      status: 422,
      body: { findings: [{ rule: 'adr.needs-nomina-tutor' }] },
    });
    expect(effectsOf(person(4))).toEqual([]);
  });

  it('is the same message when it comes again', async () => {
    const { codiceFiscale, id } = await asked(5);
    const first = await push('adr', 'variazione', variazione(id, codiceFiscale, 'VERIFICHE'));
    await settledMessage(raccordo.url, first.id);
    expect(await push('adr', 'variazione', variazione(id, codiceFiscale, 'VERIFICHE'))).toMatchObject({
      status: 202,
      id: first.id,
    });
    expect(effectsOf(codiceFiscale)).toEqual(['inviaVariazione']);
  });
});

describe('the portal', () => {
  it.each([
    ['down', 6],
    ['garbage', 7],
    ['x001', 8],
    ['half', 9],
    ['silent', 10],
    ['slow', 12],
  ] as const)('%s, then back: one effect, one receipt', async (fault, n) => {
    const { codiceFiscale, id } = await asked(n);
    raccordo.anpal.setFault(fault, { times: 1 });
    const delivery = await delivered('adr', 'variazione', variazione(id, codiceFiscale, 'VERIFICHE'));
    expect(delivery).toMatchObject({ status: 'acknowledged', attempts: 2, answer: { codice: 'A000' } });
    expect(effectsOf(codiceFiscale)).toEqual(['inviaVariazione']);
    expect((await known(codiceFiscale)).map(({ event }) => event).sort()).toEqual(['esito', 'invio', 'variazione']);
  });

  it('tells of an event that SILP has no place for: SILP is not touched', async () => {
    const { codiceFiscale, id } = await asked(13);
    await delivered('adr', 'variazione', variazione(id, codiceFiscale, 'RILASCIO'));
    const before = raccordo.silp.state.effects.length;
    const { status, document } = await portalTells('variazione', variazione(id, codiceFiscale, 'SCELTA_EROGATORE'));
    expect({ status, stato: document.stato }).toEqual({ status: 202, stato: 'RILASCIATO' });
    const told = await eventually(
      () => known(codiceFiscale),
      (past) => past[0]?.canonical.evento === 'SCELTA_EROGATORE',
    );
    expect(told[0]?.event).toBe('variazione');
    const listed = (await (await fetch(`${raccordo.url}/rest/v1/messages?limit=1`)).json()) as {
      items: { id: string }[];
    };
    const message = await settledMessage(raccordo.url, listed.items[0]?.id ?? '');
    expect(message.deliveries).toEqual([
      expect.objectContaining({
        destination: 'silp',
        status: 'acknowledged',
        answer: expect.objectContaining({ codice: 'NULLA-DA-TENERE' }),
      }),
    ]);
    expect(raccordo.silp.state.effects).toHaveLength(before);
  });
});

describe('bodies and agendas', () => {
  it('of a region that migrates reach the portal in their order, about the body', async () => {
    expect(await delivered('ente', 'invio', ente())).toMatchObject({
      status: 'acknowledged',
      answer: { codice: 'E000' },
    });
    expect(await delivered('ente', 'variazione', delega('CONCESSIONE'))).toMatchObject({ status: 'acknowledged' });
    expect(await delivered('ente', 'variazione', delega('REVOCA', { ruoli: ['PERSONALE'] }))).toMatchObject({
      status: 'refused',
      answer: { codice: 'E003' },
    });
    const gone = { soggetto: { codiceFiscale: '08234567893' }, data: '2025-12-01', motivo: 'CESSAZIONE' };
    expect((await push('ente', 'annullamento', gone)).status).toBe(422);
    expect(await delivered('appuntamento', 'variazione', disponibilita())).toMatchObject({ status: 'acknowledged' });
    expect(await delivered('appuntamento', 'variazione', disponibilita({ dal: '2025-09-02' }))).toMatchObject({
      status: 'refused',
      answer: { codice: 'A017' },
    });
  });

  it('of the portal are kept', async () => {
    const to = { url: `${raccordo.url}/rest/v1/sides/anpal` };
    const sent = await raccordo.anpal.tellRegion(to, {
      record: 'ente',
      event: 'invio',
      document: ente({ sedi: [{ codice: '9' }] }),
    });
    expect(sent.status).toBe(202);
  });
});

it('the door takes the form of a side only as that side writes it', async () => {
  const post = (query: string, type: string) =>
    fetch(`${raccordo.url}/rest/v1/sides/silp/ente?${query}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{}',
    });
  expect((await post('event=variazione', 'application/json')).status).toBe(404);
  expect((await post('event=variazione&form=anpal', 'application/xml')).status).toBe(415);
  expect((await post('event=variazione&form=nessuno', 'application/json')).status).toBe(400);
});
