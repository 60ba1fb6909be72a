/** The road on real PostgreSQL and RabbitMQ: both ways, and past a dead side. What kills do to it: test/faults. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleWorkers } from '../../src/sandbox/index.js';
import { freshRabbit } from '../support/fresh.js';
import { eventually, push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

let raccordo: TestGateway;
const workers = sampleWorkers();
beforeAll(async () => {
  raccordo = await startTestGateway({
    env: {
      RACCORDO_BROKER_URL: await freshRabbit(),
      RACCORDO_SOAP_WAIT_SECONDS: '0',
    },
    silp: { seed: { workers } },
  });
});
afterAll(async () => {
  await raccordo?.stop();
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
});
