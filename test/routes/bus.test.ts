/** The regional bus: one operation, several records, kept before it hears 101. */
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Callers } from '../../src/routes/callers.js';
import { busRoutes } from '../../src/routes/soap/bus.js';
import { showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { ADA, beneficiario, codiceFiscaleOf, EVA, envelope, post } from '../support/rdc.js';
import { routesEnv } from '../support/routes.js';

const ROUTES = [
  { record: 'percettore', event: '*', source: 'anpal', destinations: [] },
  { record: 'sap', event: '*', source: 'anpal', destinations: [] },
];

let raccordo: TestGateway;
let bus: string;
const UGO = codiceFiscaleOf('Ugo', '1988-08-08');
beforeAll(async () => {
  raccordo = await startTestGateway({
    env: routesEnv(ROUTES),
    anpal: {
      seed: {
        beneficiari: [
          beneficiario(ADA, { fonte: '01', tipo_domanda: '02', dtt_variazione_stato: '2020-01-20' }),
          beneficiario(EVA),
          beneficiario(UGO, { cod_sap: '0' }),
        ],
      },
    },
  });
  bus = `${raccordo.url}/soap/v1/SILERService`;
});
afterAll(() => raccordo.stop());

const EXECUTE = 'http://adapter.coap.welfare.it';
const execute = (inside: string, namespace = EXECUTE) =>
  post(bus, `<b:execute xmlns:b="${namespace}">${inside}</b:execute>`);

async function received(codiceFiscale: string): Promise<{ message: string; document: Record<string, unknown> }[]> {
  const response = await fetch(`${raccordo.url}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale }),
  });
  return ((await response.json()) as { items: { message: string; document: Record<string, unknown> }[] }).items;
}

describe('a notification of a receiver', () => {
  it('is kept, and answered on the bus and in its own document', async () => {
    const reply = await raccordo.anpal.notifyRdc(bus, ADA, { dataInvio: '2020-02-03', idComunicazione: 'COM-7' });
    expect(reply).toMatchObject({ codice: '101', tipo: 'I' });
    expect(reply.dati).toMatch(/<risposta_RDC_InviaNotifica.*<codEsito>E100<\/codEsito>/s);
    expect(await received(ADA)).toMatchObject([
      {
        document: {
          invio: { idComunicazione: 'COM-7', data: '2020-02-03' },
          prestazione: { tipoDomanda: '02', dataStato: '2020-01-20' },
        },
      },
    ]);
  });

  it.each(['1.2', '1.0'] as const)('of version %s is read too', async (version) => {
    const how = { version, dataInvio: '2020-01-01', idComunicazione: `OLD-${version}` };
    expect(await raccordo.anpal.notifyRdc(bus, EVA, how)).toMatchObject({ codice: '101' });
    expect((await received(EVA))[0]?.document).toMatchObject({ invio: { idComunicazione: `OLD-${version}` } });
  });

  it('sent again is the same message', async () => {
    const how = { dataInvio: '2020-03-01', idComunicazione: 'TWICE' };
    const first = await raccordo.anpal.notifyRdc(bus, EVA, how);
    const before = (await received(EVA)).length;
    expect(await raccordo.anpal.notifyRdc(bus, EVA, how)).toEqual(first);
    expect(await received(EVA)).toHaveLength(before);
  });

  it('that is older than the one here is kept, and says that it is stale', async () => {
    await raccordo.anpal.notifyRdc(bus, ADA, { dataInvio: '2020-05-05', idComunicazione: 'NEWER' });
    expect(
      await raccordo.anpal.notifyRdc(bus, ADA, { dataInvio: '2020-05-04', idComunicazione: 'OLDER' }),
    ).toMatchObject({
      codice: '101',
    });
    const [late, newer] = await received(ADA);
    expect((await showMessage(raccordo.url, late?.message ?? '')).findings).toMatchObject([
      { rule: 'percettore.stale' },
    ]);
    expect((await showMessage(raccordo.url, newer?.message ?? '')).findings).toEqual([]);
  });

  it('that breaks a rule is kept in quarantine, with the reasons on the bus and in its own document', async () => {
    const reply = await raccordo.anpal.notifyRdc(bus, UGO, { dataInvio: '2020-02-03' });
    expect(reply).toMatchObject({ codice: '999', tipo: 'E' });
    expect(reply.descrizione).toContain('identificativo-sap.pattern');
    expect(reply.dati).toContain('<codEsito>E999</codEsito>');
    const id = /message (\S+):/.exec(reply.descrizione)?.[1] ?? '';
    expect((await showMessage(raccordo.url, id)).status).toBe('quarantined');
  });
});

describe('a notice about a SAP', () => {
  it('is taken like one of notificaSAP', async () => {
    const notice =
      '<NotificaSap><IdentificativoSAP>ZZ00099999C</IdentificativoSAP><MotivoNotifica>07</MotivoNotifica></NotificaSap>';
    expect(await raccordo.anpal.sendToBus(bus, notice)).toMatchObject({ codice: '101', tipo: 'I', dati: '' });
    const reply = await execute(`<b:dati><![CDATA[${notice}]]></b:dati>`);
    expect(reply.of('codice')).toBe('101');
    const message = (await (await fetch(`${raccordo.url}/rest/v1/messages/${reply.message}`)).json()) as object;
    expect(message).toMatchObject({ record: 'sap', event: 'notifica', side: 'anpal', status: 'accepted' });
  });

  it('with a motive that no list has is taken, and told so', async () => {
    const notice = (motive: string) =>
      `<NotificaSap><IdentificativoSAP>ZZ00099999C</IdentificativoSAP><MotivoNotifica>${motive}</MotivoNotifica></NotificaSap>`;
    const reply = await raccordo.anpal.sendToBus(bus, notice('99'));
    expect(reply).toMatchObject({ codice: '101', tipo: 'I' });
    expect(reply.descrizione).toMatch(/; MotivoNotifica: the code is not in the list .*\[code\.unknown\]$/);
    expect((await raccordo.anpal.sendToBus(bus, notice('07'))).descrizione).not.toContain(';');
  });

  it('is taken when the parameters of the call stand in no namespace', async () => {
    const notice =
      '<NotificaSap><IdentificativoSAP>ZZ00099999C</IdentificativoSAP><MotivoNotifica>08</MotivoNotifica></NotificaSap>';
    const reply = await execute(`<mittente>NODO</mittente><dati><![CDATA[${notice}]]></dati>`);
    expect([reply.of('codice'), reply.of('tipo')]).toEqual(['101', 'I']);
    const bad = await execute('<token>x</token>');
    expect([bad.of('codice'), bad.of('descrizione')]).toEqual(['999', expect.stringContaining('xsd.')]);
    const other = await execute(`<x:dati xmlns:x="urn:altro"><![CDATA[${notice}]]></x:dati>`);
    expect(other.of('codice')).toBe('999');
  });

  it('without a valid id is not taken', async () => {
    const reply = await raccordo.anpal.sendToBus(bus, '<NotificaSap><MotivoNotifica>07</MotivoNotifica></NotificaSap>');
    expect(reply).toMatchObject({ codice: '999', descrizione: expect.stringContaining('CodiceSAP') });
  });
});

describe('what the bus door does not take', () => {
  const quarantined = async (reply: Awaited<ReturnType<typeof execute>>, rule: string, wanted: object = {}) => {
    expect([reply.status, reply.of('codice'), reply.of('tipo')]).toEqual([200, '999', 'E']);
    expect(reply.of('descrizione')).toContain(rule);
    const shown = await showMessage(raccordo.url, reply.message);
    expect(shown).toMatchObject({ status: 'quarantined', ...wanted });
  };

  it('a document of no known kind', async () => {
    await quarantined(await execute('<b:dati>&lt;Ignoto/&gt;</b:dati>'), 'siler.document-unknown');
  });
  it('text that is no XML', async () => {
    await quarantined(await execute('<b:dati>buongiorno</b:dati>'), 'siler.unreadable');
  });
  it('a call that breaks the contract of the bus', async () => {
    await quarantined(await execute('<b:token>x</b:token>'), 'xsd.');
  });

  it('a document of a side that is not spoken here', async () => {
    const { gateway } = raccordo;
    const sides = new Map([...gateway.context.sides].filter(([name]) => name !== 'inps'));
    const app = Fastify();
    const without = { ...gateway, context: { ...gateway.context, sides } };
    await app.register(busRoutes, { gateway: without, callers: new Callers([]) });
    const body = `<b:execute xmlns:b="${EXECUTE}"><b:dati>&lt;ListaDID/&gt;</b:dati></b:execute>`;
    const response = await app.inject({
      method: 'POST',
      url: '/soap/v1/SILERService',
      headers: { 'content-type': 'text/xml' },
      payload: envelope(body),
    });
    expect([response.statusCode, response.body]).toEqual([200, expect.stringContaining('siler.side-not-spoken')]);
    const kept = await showMessage(raccordo.url, String(response.headers['raccordo-message']));
    expect(kept).toMatchObject({ status: 'quarantined', side: 'inps', record: 'did' });
    await app.close();
  });

  it('a call in another namespace, with a fault', async () => {
    const reply = await execute('<b:dati/>', 'http://altrove.example.org');
    expect([reply.status, reply.of('faultstring')]).toEqual([500, expect.stringContaining(EXECUTE)]);
  });

  it('describes itself', async () => {
    expect(await (await fetch(`${bus}?wsdl`)).text()).toContain(`location="${bus}"`);
  });
});

describe('with accounts', () => {
  let guarded: TestGateway;
  const accounts = ['anpal', 'inps', 'silp'].map((side) => ({ name: side, username: side, password: 'x', side }));
  beforeAll(async () => {
    guarded = await startTestGateway({
      env: { ...routesEnv(ROUTES), RACCORDO_CALLERS: JSON.stringify(accounts) },
    });
  });
  afterAll(() => guarded.stop());

  it.each([
    ['anpal', 200],
    ['inps', 403],
    ['silp', 403],
  ] as const)('a notice about a SAP from %s: %i', async (side, status) => {
    const notice =
      '<NotificaSap><IdentificativoSAP>ZZ00099999C</IdentificativoSAP><MotivoNotifica>07</MotivoNotifica></NotificaSap>';
    const body = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><execute xmlns="${EXECUTE}"><dati><![CDATA[${notice}]]></dati></execute></S:Body></S:Envelope>`;
    const authorization = `Basic ${Buffer.from(`${side}:x`).toString('base64')}`;
    const response = await fetch(`${guarded.url}/soap/v1/SILERService`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', authorization },
      body,
    });
    expect(response.status).toBe(status);
  });
});
