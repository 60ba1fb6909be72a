/** A record that no route takes is parked, not refused: its sender is told that it is kept, and a new route leads it on. */
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { trimOnce } from '../../src/gateway/trim.js';
import { eventually, settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { routesFile, routesText } from '../support/routes.js';
import { person, sapOf } from '../support/sap-document.js';
import { envelopeOf, escaped, invioSAP, postSoap } from '../support/soap-call.js';

const NOTICE = { id: 'notices', record: 'sap', event: 'notifica', source: 'anpal', destinations: ['silp'] };
const TO_NATION = {
  id: 'silp-sap-anpal',
  record: 'sap',
  event: 'invio',
  source: 'silp',
  destinations: ['anpal'],
  lane: 'bulk',
};
const RULE = 'routing.no-destination';

let raccordo: TestGateway;
let file = '';
beforeAll(async () => {
  file = routesFile([NOTICE]);
  raccordo = await startTestGateway({ env: { RACCORDO_ROUTES_FILE: file, RACCORDO_ROUTES_RELOAD_SECONDS: '0.05' } });
});
afterAll(() => raccordo.stop());

const routesPart = async () => {
  const status = (await (await fetch(`${raccordo.url}/status`)).json()) as {
    health: string;
    parts: { name: string }[];
  };
  return { health: status.health, ...status.parts.find(({ name }) => name === 'routes') };
};
const inForce = (table: string) => eventually(routesPart, (part) => 'detail' in part && part.detail === table);
const replay = async (id: string) =>
  (await fetch(`${raccordo.url}/rest/v1/messages/${id}/replay`, { method: 'POST' })).json();

describe('a record that no route takes', () => {
  it('is kept at the REST door with 202, once, warned of, and sent on by replay once a route takes it', async () => {
    const send = () =>
      fetch(`${raccordo.url}/rest/v1/sides/silp/sap?form=anpal`, {
        method: 'POST',
        headers: { 'content-type': 'application/xml' },
        body: sapOf(1),
      });
    const first = await send();
    const parked = (await first.json()) as { id: string };
    expect(first.status).toBe(202);
    expect(parked).toMatchObject({ outcome: 'parked', findings: [{ rule: RULE, severity: 'error' }] });
    expect(await (await send()).json()).toMatchObject({ id: parked.id, outcome: 'parked' });
    expect(await showMessage(raccordo.url, parked.id)).toMatchObject({ status: 'quarantined', deliveries: [] });
    const warned = raccordo.logged.filter((line) => line.includes('message parked') && line.includes(parked.id));
    expect(warned).toHaveLength(2);
    expect(JSON.parse(warned[0] ?? '')).toMatchObject({ level: 40, detail: RULE });
    expect(warned[0]).not.toContain(person(1).codiceFiscale);
    expect(await replay(parked.id)).toEqual({ deliveries: 0, checked: 'parked' });

    // By SOAP the answer comes later.
    const called = await invioSAP(raccordo.soapUrl, sapOf(2));
    expect(called.fields.Esito).toBe('X001');
    expect(called.fields.MessaggioErrore).toMatch(/^X001 kept as message \S+; no route takes it yet/);
    expect((await invioSAP(raccordo.soapUrl, sapOf(2))).message).toBe(called.message);

    writeFileSync(file, routesText([NOTICE, TO_NATION], '2'));
    expect(await inForce('test@2')).toMatchObject({ health: 'ok', ok: true });
    for (const id of [parked.id, called.message]) {
      expect(await replay(id)).toEqual({ deliveries: 0, checked: 'accepted' });
      const sent = await settledMessage(raccordo.url, id);
      expect(sent).toMatchObject({
        status: 'accepted',
        routes: 'test@2',
        storage: 'full',
        deliveries: [{ destination: 'anpal', status: 'acknowledged', route: 'silp-sap-anpal', lane: 'bulk' }],
      });
    }
    // Sent again, it is the same message, and hears its outcome now.
    const again = await invioSAP(raccordo.soapUrl, sapOf(2));
    expect([again.message, again.fields.Esito]).toEqual([called.message, 'OK']);
    expect(raccordo.anpal.state.effects).toHaveLength(2);
  });

  it('is parked too when a notice of the nation has no way, which hears OK', async () => {
    writeFileSync(file, routesText([TO_NATION], '3'));
    await inForce('test@3');
    const fields = { CodiceSAP: escaped('AB00000001C'), MotivoNotifica: '02' };
    const told = await postSoap(raccordo.soapUrl, envelopeOf('notificaSAP', fields));
    expect(told.fields.Esito).toBe('OK');
    expect(await showMessage(raccordo.url, told.message)).toMatchObject({
      status: 'quarantined',
      findings: [{ rule: RULE }],
    });
  });
});

describe('a table that cannot be used', () => {
  it('leaves the one in force, is shown as degraded, and forgotten when it is mended', async () => {
    writeFileSync(file, routesText([TO_NATION], '4'));
    await inForce('test@4');
    writeFileSync(file, routesText([{ ...TO_NATION, source: 'x-veneto' }], '5'));
    const bad = await eventually(routesPart, ({ health }) => health === 'degraded');
    expect(bad).toMatchObject({
      ok: false,
      detail: expect.stringContaining('routes[0].source: x-veneto is not spoken here'),
    });
    const table = (await (await fetch(`${raccordo.url}/rest/v1/routes`)).json()) as object;
    expect(table).toMatchObject({
      table: 'test@4',
      ok: false,
      routes: [
        { id: 'silp-sap-anpal', event: ['invio'], destinations: ['anpal'], lane: 'bulk', storage: 'full', when: [] },
      ],
    });
    const sent = await invioSAP(raccordo.soapUrl, sapOf(3));
    expect(sent.fields.Esito).toBe('OK');
    writeFileSync(file, routesText([TO_NATION], '6'));
    expect(await inForce('test@6')).toMatchObject({ health: 'ok' });
  });
});

describe('a message of which not all is kept', () => {
  it('says so once it is delivered, is not replayed, and its sender still hears the first answer', async () => {
    const bare = { ...TO_NATION, storage: 'metadata' };
    writeFileSync(file, routesText([bare], '7'));
    await inForce('test@7');
    const first = await invioSAP(raccordo.soapUrl, sapOf(4));
    const { CodiceSAP: id = '' } = first.fields;
    expect(first.fields.Esito).toBe('OK');
    await settledMessage(raccordo.url, first.message);
    await trimOnce(raccordo.gateway.context, () => false);
    expect(await showMessage(raccordo.url, first.message)).toMatchObject({
      storage: 'metadata',
      trimmedAt: expect.stringMatching(/^\d{4}-/),
    });
    for (const [path, method] of [
      ['replay', 'POST'],
      ['report', 'GET'],
    ]) {
      const answer = await fetch(`${raccordo.url}/rest/v1/messages/${first.message}/${path}`, { method: method ?? '' });
      expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
        410,
        '/problems/message-trimmed',
      ]);
    }
    const again = await invioSAP(raccordo.soapUrl, sapOf(4));
    expect([again.message, again.fields]).toEqual([first.message, first.fields]);

    // A later update finds its way although nothing is known of the earlier record.
    const update = await invioSAP(raccordo.soapUrl, sapOf(4, { identificativoSap: id, indirizzo: 'Via Nuova 4' }));
    expect(update.fields).toMatchObject({ Esito: 'OK', CodiceSAP: id });
    const search = await fetch(`${raccordo.url}/rest/v1/records/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ codiceFiscale: person(4).codiceFiscale, format: 'anpal' }),
    });
    const { items } = (await search.json()) as { items: { message: string; document?: unknown }[] };
    expect(items.map(({ message, document }) => [message, document !== undefined])).toEqual([
      [update.message, true],
      [first.message, false],
    ]);
  });
});
