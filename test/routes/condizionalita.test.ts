/** The household of a receiver and the events of condizionalità, through the gateway, as a region's system sees them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { ADA, beneficiario, codiceFiscaleOf, EVA, evento, PROTOCOLLO, post } from '../support/rdc.js';
import { routesEnv } from '../support/routes.js';

const ROUTES = [
  { record: 'percettore', event: '*', source: 'anpal', destinations: [] },
  { record: 'condizionalita', event: '*', source: 'silp', destinations: ['anpal'] },
];
const STRANGER = codiceFiscaleOf('Zoe');
const TYPES = 'http://servizi.lavoro.gov.it/serviceRDC/types';

let today = '2021-05-21';
let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({
    env: routesEnv(ROUTES),
    anpal: {
      today: () => today,
      seed: { beneficiari: [beneficiario(ADA, { cod_sap: 'ZZ00054321B' }), beneficiario(EVA)] },
    },
  });
});
afterAll(() => raccordo.stop());

const door = (service: string): string => `${raccordo.url}/soap/v1/${service}`;
const load = (event: Parameters<typeof evento>[1]) => post(door('EventiCondizionalitaRDC'), evento('load', event));
const takeBack = (event: Parameters<typeof evento>[1]) =>
  post(door('EventiCondizionalitaRDC'), evento('delete', event), 'deleteEventiCondizionalitaRDC');
const effects = (operation: string) =>
  raccordo.anpal.state.effects.filter((effect) => effect.operation === operation).length;

interface Found {
  readonly items: readonly { document: Record<string, unknown> }[];
}
async function found(codiceFiscale: string, record: string): Promise<readonly Record<string, unknown>[]> {
  const response = await fetch(`${raccordo.url}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale, record }),
  });
  return ((await response.json()) as Found).items.map(({ document }) => document);
}

describe('the household of a receiver', () => {
  const pull = async (codiceFiscale: string) => {
    const response = await fetch(`${raccordo.url}/rest/v1/sides/anpal/percettore/pull`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ codiceFiscale }),
    });
    return { status: response.status, body: (await response.json()) as { items: { id: string; outcome: string }[] } };
  };

  it('is taken in by one question, a message for each member', async () => {
    const { status, body } = await pull(EVA);
    expect(status).toBe(202);
    expect(body.items.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    const [ada] = await found(ADA, 'percettore');
    expect(ada).toMatchObject({
      codiceFiscale: ADA,
      ruolo: 'R',
      identificativoSap: 'ZZ00054321B',
      prestazione: { tipo: 'RDC', protocollo: PROTOCOLLO },
      invio: { esito: 'E100', messaggio: 'OK' },
    });
    expect(await found(EVA, 'percettore')).toMatchObject([{ ruolo: 'M', codiceFiscaleRichiedente: ADA }]);
  });

  it('of a person whom the nation does not know is not found', async () => {
    expect((await pull(STRANGER)).status).toBe(404);
  });

  it('can be asked for at the door, by codice fiscale and by protocol', async () => {
    const ask = (name: string, field: string, value: string) =>
      post(door('RDC'), `<t:${name} xmlns:t="${TYPES}"><t:${field}>${value}</t:${field}></t:${name}>`);
    const byPerson = await ask('richiesta_RDC_beneficiari_dato_CodiceFiscale', 'codFiscale', ADA);
    expect(byPerson.text.match(/<beneficiario>/g)).toHaveLength(2);
    const byProtocol = await ask('richiesta_RDC_beneficiari_dato_codProtocolloInps', 'codProtocolloInps', PROTOCOLLO);
    expect(byProtocol.text.match(/<beneficiario>/g)).toHaveLength(2);
    const nobody = await ask('richiesta_RDC_beneficiari_dato_codProtocolloInps', 'codProtocolloInps', 'ALTRO');
    expect(nobody.of('codEsito')).toBe('E101');
  });

  it('asked for in the namespace of a gateway that republishes the service is refused with the right one', async () => {
    const name = 'richiesta_RDC_beneficiari_dato_CodiceFiscale';
    const shifted = 'http://192.0.2.10:8280/PdD/SPCRDC/types';
    const reply = await post(door('RDC'), `<${name} xmlns="${shifted}"><codFiscale>${ADA}</codFiscale></${name}>`);
    expect(reply.status).toBe(500);
    expect(reply.of('faultstring')).toContain(TYPES);
  });

  it('may come by REST as XML, or as the notification of SFL and ADI in JSON; nothing else is taken', async () => {
    const bring = (type: string, body: string) =>
      fetch(`${raccordo.url}/rest/v1/sides/anpal/percettore`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    const sfl = {
      datiInvio: { idComunicazione: 3, dttInvioComunicazione: '2024-03-05' },
      invioSFL: { codFiscale: EVA, codProtocolloInps: 'INPS-SFL-1', codStato: 'AC', codTipoDomanda: 'ADI' },
    };
    expect((await bring('application/json', JSON.stringify(sfl))).status).toBe(202);
    expect(await found(EVA, 'percettore')).toMatchObject([{ prestazione: { tipo: 'ADI' } }, { ruolo: 'M' }]);
    const xml = `<richiesta_RDC_InviaNotifica xmlns="http://servizi.lavoro.gov.it/InviaNotificaRdc/types"/>`;
    expect((await bring('text/xml', xml)).status).toBe(422);
    expect((await bring('text/csv', 'a;b')).status).toBe(415);
  });

  it('describes itself', async () => {
    const wsdl = await (await fetch(`${door('RDC')}?wsdl`)).text();
    expect(wsdl).toContain('ricevi_RDC_by_codProtocolloInps');
    expect(wsdl).toContain(`location="${door('RDC')}"`);
  });
});

describe('an event of condizionalità', () => {
  it('is told to the nation, and taken back within ten days', async () => {
    const reply = await load({ evento: 'X04', note: 'Assente' });
    expect([reply.of('cod_esito'), reply.of('des_esito')]).toEqual(['E100', 'OK']);
    const told = await settledMessage(raccordo.url, reply.message);
    expect(told.deliveries).toMatchObject([{ destination: 'anpal', status: 'acknowledged', attempts: 1 }]);
    today = '2021-05-31';
    const back = await takeBack({ evento: 'X04' });
    expect(back.of('cod_esito')).toBe('E100');
    expect(await found(ADA, 'condizionalita')).toMatchObject([
      { evento: 'X04', dataEvento: '2021-05-20' },
      { evento: 'X04', note: 'Assente' },
    ]);
  });

  it('is not taken back after ten days', async () => {
    today = '2021-05-21';
    await load({ evento: 'X05' });
    today = '2021-06-01';
    const back = await takeBack({ evento: 'X05' });
    expect([back.status, back.of('cod_esito')]).toEqual([200, 'E001']);
    expect((await settledMessage(raccordo.url, back.message)).deliveries).toMatchObject([{ status: 'refused' }]);
  });

  it('sent again is the same event; told again in other words it warns and is refused by the nation', async () => {
    const before = effects('loadEventiCondizionalitaRDC');
    const first = await load({ evento: 'X06' });
    expect((await load({ evento: 'X06' })).message).toBe(first.message);
    const again = await load({ evento: 'X06', note: 'Di nuovo' });
    expect(again.of('cod_esito')).toBe('E001');
    const shown = await showMessage(raccordo.url, again.message);
    expect(shown.findings).toMatchObject([{ rule: 'condizionalita.told-before', severity: 'warning' }]);
    expect(effects('loadEventiCondizionalitaRDC')).toBe(before + 1);
  });

  describe('told again behind its taking back, which comes to nothing', () => {
    const send = async (event: 'invio' | 'annullamento', code: string, key?: string): Promise<string> => {
      const { outcome, id } = await raccordo.gateway.intake.receive({
        source: 'silp',
        format: 'anpal',
        record: 'condizionalita',
        event,
        channel: 'soap',
        contentType: 'text/xml',
        body: Buffer.from(evento(event === 'invio' ? 'load' : 'delete', { evento: code, data: '2021-05-19' })),
        ...(key === undefined ? {} : { idempotencyKey: key }),
      });
      expect(outcome).toBe('accepted');
      return id;
    };
    const called = (): number => raccordo.anpal.state.calls.loadEventiCondizionalitaRDC ?? 0;
    const answered = async (id: string) => (await settledMessage(raccordo.url, id)).deliveries[0];
    const operate = (path: string) =>
      fetch(`${raccordo.url}/rest/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'prova' }),
      });
    const calledOff = async (code: string, keys: readonly string[] = []) => {
      const first = await send('invio', code, keys[0]);
      const answer = (await answered(first))?.answer;
      const before = called();
      await operate('sides/anpal/hold');
      const back = await send('annullamento', code, keys[1]);
      const again = await send('invio', code, keys[2]);
      await operate(`messages/${back}/cancel`);
      await operate('sides/anpal/release');
      return { answer, delivery: await answered(again), calls: called() - before };
    };

    it('does not leave: called off, it has the answer of the first time', async () => {
      const { answer, delivery, calls } = await calledOff('X09');
      expect(delivery).toMatchObject({ status: 'acknowledged', answer });
      expect(calls).toBe(0);
    });

    it('does not leave: refused, it has the answer of the first time', async () => {
      today = '2021-05-21';
      const answer = (await answered(await send('invio', 'X10')))?.answer;
      await operate('sides/anpal/hold');
      today = '2021-06-05';
      const back = await send('annullamento', 'X10');
      const again = await send('invio', 'X10');
      const before = effects('loadEventiCondizionalitaRDC');
      await operate('sides/anpal/release');
      expect(await answered(back)).toMatchObject({ status: 'refused' });
      expect(await answered(again)).toMatchObject({ status: 'acknowledged', answer });
      expect(effects('loadEventiCondizionalitaRDC')).toBe(before);
      today = '2021-05-21';
    });

    /** Has it called off after its answer was lost. */
    const calledOffInDoubt = async (event: 'invio' | 'annullamento', code: string): Promise<string> => {
      raccordo.anpal.setFault('silent');
      const id = await send(event, code);
      const cancelled = async () => {
        const [delivery] = (await showMessage(raccordo.url, id)).deliveries;
        if ((delivery?.attempts ?? 0) > 0) await operate(`messages/${id}/cancel`);
        return delivery?.status;
      };
      await eventually(cancelled, (status) => status === 'cancelled');
      raccordo.anpal.setFault('none');
      return id;
    };
    const inDoubt = (about: string) => ({
      status: 'parked',
      answer: { reason: 'in-doubt', detail: expect.stringContaining(about) },
    });

    it('waits for a person where the withdrawal may have arrived', async () => {
      await answered(await send('invio', 'X01'));
      const back = await calledOffInDoubt('annullamento', 'X01');
      const again = await send('invio', 'X01');
      expect(await answered(again)).toMatchObject(inDoubt(back));
      const before = effects('loadEventiCondizionalitaRDC');
      await operate(`messages/${again}/replay`);
      expect(await answered(again)).toMatchObject({ status: 'acknowledged' });
      expect(effects('loadEventiCondizionalitaRDC')).toBe(before + 1);
    });

    it('waits for a person where the first may have arrived, and counts as loaded when it is confirmed', async () => {
      const first = await calledOffInDoubt('invio', 'X02');
      const calls = called();
      const again = await send('invio', 'X02');
      expect(await answered(again)).toMatchObject({ ...inDoubt(first), history: [{ outcome: 'postponed' }] });
      await operate(`messages/${again}/confirm`);
      expect(await answered(again)).toMatchObject({ status: 'acknowledged', answer: { codice: 'CONFERMATA' } });
      expect(called()).toBe(calls);
    });

    it('leaves where its sender has said by a key that it is another one, and where it was taken back', async () => {
      expect((await calledOff('X11', ['k-1', 'k-2', 'k-3'])).calls).toBe(1);
      const before = effects('loadEventiCondizionalitaRDC');
      await answered(await send('invio', 'X12'));
      await operate('sides/anpal/hold');
      await send('annullamento', 'X12');
      const again = await send('invio', 'X12');
      await operate('sides/anpal/release');
      expect(await answered(again)).toMatchObject({ status: 'acknowledged' });
      expect(effects('loadEventiCondizionalitaRDC')).toBe(before + 2);
    });
  });

  it('about a stranger, or about another application, is refused by the nation', async () => {
    expect((await load({ evento: 'X07', codiceFiscale: STRANGER })).of('cod_esito')).toBe('E101');
    expect((await load({ evento: 'X07', protocollo: 'ALTRO' })).of('cod_esito')).toBe('E001');
  });

  it('taken back although it was never told warns', async () => {
    const back = await takeBack({ evento: 'X08' });
    expect(back.of('cod_esito')).toBe('E001');
    const { findings } = await showMessage(raccordo.url, back.message);
    expect(findings).toMatchObject([{ rule: 'condizionalita.not-told' }]);
  });

  it('that breaks a rule hears the name of the element', async () => {
    const strange = evento('load').replace(/<(\w+:)?cod_cpi>[^<]*/, '<$1cod_cpi>0012');
    const reply = await post(door('EventiCondizionalitaRDC'), strange);
    expect(reply.of('des_esito')).toMatch(/^cod_cpi: /);
    const { findings } = await showMessage(raccordo.url, reply.message);
    expect(findings).toMatchObject([{ path: 'cod_cpi', canonicalPath: 'cpi', rule: 'codice-ente.pattern' }]);
  });

  it('that breaks the contract is answered in the form of the service and goes nowhere', async () => {
    const calls = raccordo.anpal.state.calls;
    const reply = await post(
      door('EventiCondizionalitaRDC'),
      evento('load').replace('T00:00:00</dtt_evento>', '</dtt_evento>'),
    );
    expect(reply.of('cod_esito')).toBe('E001');
    expect(reply.of('des_esito')).toContain('dtt_evento');
    expect((await showMessage(raccordo.url, reply.message)).status).toBe('quarantined');
    expect(raccordo.anpal.state.calls).toEqual(calls);
  });

  it.each([
    [
      'a codice fiscale with another check letter',
      { codiceFiscale: `${ADA.slice(0, 15)}${ADA.endsWith('A') ? 'B' : 'A'}` },
      'E101',
    ],
    ['an event that is not of the list', { evento: 'X14' }, 'E102'],
  ])('with %s has the code of the national list', async (_what, event, code) => {
    for (const tell of [load, takeBack]) {
      const reply = await tell(event);
      expect(reply.of('cod_esito')).toBe(code);
      expect((await showMessage(raccordo.url, reply.message)).status).toBe('quarantined');
    }
  });

  it('waits for a person when the answer was lost: counted twice it would cost twice, and nothing can be asked', async () => {
    const before = effects('loadEventiCondizionalitaRDC');
    raccordo.anpal.setFault('down');
    const reply = await load({ evento: 'X09' });
    expect([reply.of('cod_esito'), reply.of('des_esito')]).toEqual(['E999', expect.stringContaining(reply.message)]);
    expect(reply.of('des_esito')).toContain('is parked until it is sent again by hand');
    raccordo.anpal.setFault('none');
    const standing = (status: string) =>
      eventually(
        () => showMessage(raccordo.url, reply.message),
        ({ deliveries }) => deliveries[0]?.status === status,
      );
    expect((await standing('parked')).deliveries).toMatchObject([{ answer: { reason: 'in-doubt' } }]);
    expect(effects('loadEventiCondizionalitaRDC')).toBe(before);
    await fetch(`${raccordo.url}/rest/v1/messages/${reply.message}/replay`, { method: 'POST' });
    await standing('acknowledged');
    expect(effects('loadEventiCondizionalitaRDC')).toBe(before + 1);
    expect((await load({ evento: 'X09' })).of('cod_esito')).toBe('E100');
  });

  it('counts as loaded once a person has found it at the node, and a repetition of it then does, too', async () => {
    const before = effects('loadEventiCondizionalitaRDC');
    raccordo.anpal.setFault('silent', { times: 1 });
    const reply = await load({ evento: 'X11' });
    expect(effects('loadEventiCondizionalitaRDC')).toBe(before + 1);
    const confirm = async (id: string) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ reason: 'seen at the node' });
      const answer = await fetch(`${raccordo.url}/rest/v1/messages/${id}/confirm`, { method: 'POST', headers, body });
      return ((await answer.json()) as { readonly deliveries: number }).deliveries;
    };
    await eventually(
      () => showMessage(raccordo.url, reply.message),
      ({ deliveries }) => deliveries[0]?.status === 'parked',
    );
    expect(await confirm(reply.message)).toBe(1);
    expect((await showMessage(raccordo.url, reply.message)).deliveries).toMatchObject([
      { status: 'acknowledged', answer: { codice: 'CONFERMATA', messaggio: 'seen at the node' } },
    ]);
    expect(await confirm(reply.message)).toBe(0);
    const again = await load({ evento: 'X11' });
    expect([again.message, again.of('cod_esito')]).toEqual([reply.message, 'E100']);
    expect(effects('loadEventiCondizionalitaRDC')).toBe(before + 1);
  });

  it('is sent again when the nation says E999', async () => {
    raccordo.anpal.setFault('x001', { times: 1 });
    const reply = await load({ evento: 'X10' });
    expect(reply.of('cod_esito')).toBe('E999');
    const [delivery] = (await showMessage(raccordo.url, reply.message)).deliveries;
    expect(delivery).toMatchObject({ status: 'pending', attempts: 1, answer: { reason: 'call-limit' } });
  });
});
