/** The road on real PostgreSQL and RabbitMQ: both ways, in order, through a dead side, a killed broker and a killed database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleWorkers } from '../../src/sandbox/index.js';
import { openStore } from '../../src/store/open.js';
import { freshPostgres } from '../support/fresh.js';
import {
  eventually,
  push,
  settledMessage,
  showMessage,
  startTestGateway,
  type TestGateway,
} from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { type PostgresService, type RabbitService, startPostgres, startRabbit } from '../support/services.js';
import { invioSAP } from '../support/soap-call.js';

async function migrated(url: string): Promise<string> {
  const store = await openStore({ url });
  await store.migrate();
  await store.end();
  return url;
}

let rabbit: RabbitService;
let raccordo: TestGateway;
const workers = sampleWorkers();
beforeAll(async () => {
  rabbit = await startRabbit();
  const url = await migrated(await freshPostgres());
  raccordo = await startTestGateway({
    env: {
      RACCORDO_STORE_URL: url,
      RACCORDO_BROKER_URL: rabbit.url,
      RACCORDO_SOAP_WAIT_SECONDS: '0',
      RACCORDO_DELIVERY_LEASE_SECONDS: '6',
    },
    silp: { seed: { workers } },
  });
});
afterAll(async () => {
  await raccordo?.stop();
  await rabbit?.stop();
});

const effectsOn = (n: number) =>
  raccordo.anpal.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale);

describe('PostgreSQL and RabbitMQ', () => {
  it('carry a record both ways', async () => {
    const pushed = await push(raccordo.url, 'silp', JSON.stringify(workers[1]?.scheda));
    const there = await settledMessage(raccordo.url, pushed.id);
    expect(there.deliveries).toMatchObject([{ destination: 'anpal', status: 'acknowledged' }]);
    const [codiceFiscale = ''] = Object.keys(raccordo.anpal.state.documents);
    const pulled = (await (
      await fetch(`${raccordo.url}/rest/v1/sides/anpal/sap/pull`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ codiceFiscale }),
      })
    ).json()) as { items: { id: string }[] };
    const back = await settledMessage(raccordo.url, pulled.items[0]?.id ?? '');
    expect(back.deliveries).toMatchObject([{ destination: 'silp', status: 'acknowledged' }]);
  });

  it('keep the order of one person through failures, and other people do not wait', async () => {
    const opened = await invioSAP(raccordo.soapUrl, sapOf(600));
    await settledMessage(raccordo.url, opened.message);
    const id = (await showMessage(raccordo.url, opened.message)).deliveries[0]?.answer?.identificativoSap as string;
    raccordo.anpal.setFault('garbage', { times: 2 });
    const updates: string[] = [];
    for (let i = 1; i <= 6; i++) {
      updates.push(
        (await invioSAP(raccordo.soapUrl, sapOf(600, { identificativoSap: id, indirizzo: `Via Numero ${i}` }))).message,
      );
    }
    const other = await invioSAP(raccordo.soapUrl, sapOf(601));
    for (const message of [...updates, other.message]) await settledMessage(raccordo.url, message);
    const digests = effectsOn(600).map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(7);
    expect(raccordo.anpal.state.documents[person(600).codiceFiscale]).toContain('Via Numero 6');
    expect(effectsOn(601)).toHaveLength(1);
  });

  it('let a dead side slow down nobody else', async () => {
    raccordo.anpal.setFault('down');
    const held: string[] = [];
    for (let n = 610; n < 630; n++) held.push((await invioSAP(raccordo.soapUrl, sapOf(n))).message);
    // Meanwhile the other side is served: a notice for SILP goes through.
    const notice = await push(raccordo.url, 'anpal', sapOf(602, { identificativoSap: 'ZZ12345678A' }));
    expect((await settledMessage(raccordo.url, notice.id)).deliveries).toMatchObject([
      { destination: 'silp', status: 'acknowledged' },
    ]);
    const status = (await (await fetch(`${raccordo.url}/status`)).json()) as {
      sides: { name: string; state: string }[];
    };
    await eventually(
      async () => (await (await fetch(`${raccordo.url}/status`)).json()) as typeof status,
      ({ sides }) => sides.some(({ name, state }) => name === 'anpal' && state === 'resting'),
    );
    raccordo.anpal.setFault('none');
    for (const message of held)
      expect((await settledMessage(raccordo.url, message, 60)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    for (let n = 610; n < 630; n++) expect(effectsOn(n)).toHaveLength(1);
  });

  it('take records in while RabbitMQ is killed, and deliver each once when it is back', async () => {
    const messages: string[] = [];
    for (let n = 640; n < 645; n++) messages.push((await invioSAP(raccordo.soapUrl, sapOf(n))).message);
    await rabbit.kill9();
    for (let n = 645; n < 650; n++) {
      const reply = await invioSAP(raccordo.soapUrl, sapOf(n));
      expect(reply.fields.Esito).toBe('X001');
      messages.push(reply.message);
    }
    const degraded = await eventually(
      async () => (await (await fetch(`${raccordo.url}/status`)).json()) as { health: string },
      ({ health }) => health === 'degraded',
    );
    expect(degraded.health).toBe('degraded');
    await rabbit.restart();
    for (const message of messages)
      expect((await settledMessage(raccordo.url, message, 90)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    for (let n = 640; n < 650; n++) expect(effectsOn(n)).toHaveLength(1);
  }, 180_000);
});

describe('a killed database', () => {
  let postgres: PostgresService;
  let own: TestGateway;
  beforeAll(async () => {
    postgres = await startPostgres();
    const url = await migrated(await postgres.freshDatabase());
    own = await startTestGateway({
      env: { RACCORDO_STORE_URL: url, RACCORDO_SOAP_WAIT_SECONDS: '0', RACCORDO_DELIVERY_LEASE_SECONDS: '6' },
    });
  });
  afterAll(async () => {
    await own?.stop();
    await postgres?.stop();
  });

  it('stops the intake with a clear answer, and loses nothing that was acknowledged', async () => {
    own.anpal.setFault('down');
    const before = await invioSAP(own.soapUrl, sapOf(660));
    expect(before.fields.Esito).toBe('X001');
    await postgres.kill9();
    const refused = await invioSAP(own.soapUrl, sapOf(661));
    expect(refused.fault?.code).toBe('Server');
    expect(refused.fields).toEqual({});
    const rest = await push(own.url, 'anpal', sapOf(661));
    expect(rest.status).toBe(503);
    expect((await fetch(`${own.url}/health/ready`)).status).toBe(503);
    await postgres.restart();
    own.anpal.setFault('none');
    await eventually(
      async () => (await fetch(`${own.url}/health/ready`)).status,
      (status) => status === 200,
      60,
    );
    expect((await settledMessage(own.url, before.message, 90)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    const again = await invioSAP(own.soapUrl, sapOf(661));
    expect((await settledMessage(own.url, again.message, 60)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    const subjects = own.anpal.state.effects.map(({ subject }) => subject);
    expect(subjects.sort()).toEqual([person(660).codiceFiscale, person(661).codiceFiscale].sort());
  }, 180_000);
});
