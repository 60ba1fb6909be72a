/** What was sent reaches the national node late: it is not sent once more meanwhile. */
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { administer } from '../support/postgres.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';
import { type Thief, thiefBefore } from '../support/thief.js';

/** Long enough for many rounds of the sweep. */
const WHILE_MS = 1500;
const aWhile = () => new Promise((resolve) => setTimeout(resolve, WHILE_MS));

let raccordo: TestGateway;
let node: AnpalSandbox;
let thief: Thief;
beforeEach(async () => {
  node = await startSandbox('anpal');
  thief = await thiefBefore(node);
});
afterEach(async () => {
  await raccordo.stop();
  thief.close();
  await node.close();
});

const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
  raccordo = await startTestGateway({
    env: { RACCORDO_SIDES_ANPAL_URL: thief.url, RACCORDO_SOAP_WAIT_SECONDS: '0', ...env },
  });
};

/** Has a person's SAP changed who is known to the node: it cannot tell a repetition from a second change. */
async function changeOf(n: number): Promise<string> {
  const { CodiceSAP = '' } = (await invioSAP(node.url, sapOf(n))).fields;
  return (await invioSAP(raccordo.soapUrl, sapOf(n, { identificativoSap: CodiceSAP, indirizzo: 'Via Nuova 1' })))
    .message;
}
const changesOf = (n: number) =>
  node.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale).length - 1;

it('although the clock of the database jumps over the end of its lease', async () => {
  await start();
  const held = thief.hold();
  const message = await changeOf(1);
  await held.come;
  await administer(
    raccordo.store,
    `update deliveries set lease_until = now() - interval '1 minute' where status = 'sent'`,
  );
  await aWhile();
  expect(thief.calls).toBe(1);
  held.pass();
  const { deliveries } = await settledMessage(raccordo.url, message);
  expect(deliveries).toMatchObject([{ status: 'acknowledged', history: [{ outcome: 'acknowledged' }] }]);
  expect(changesOf(1)).toBe(1);
});

it('although the process ends while the call is still on its way: its lease goes on for as long as a side may take', async () => {
  await start({ RACCORDO_DELIVERY_DOUBT_SECONDS: '20', RACCORDO_DELIVERY_LEASE_SECONDS: '10' });
  const held = thief.hold();
  const message = await changeOf(3);
  await held.come;
  const lease = `select extract(epoch from lease_until - started_at)::int as seconds from deliveries where status = 'sent'`;
  // The attempt is given up after five seconds.
  const database = new pg.Client(raccordo.store);
  await database.connect();
  const { rows } = await database.query(lease);
  await database.end();
  expect(rows).toEqual([{ seconds: 5 + 20 }]);
  held.pass();
  await settledMessage(raccordo.url, message);
});

it('although the connection breaks off while the call is still on its way', async () => {
  await start({ RACCORDO_DELIVERY_DOUBT_SECONDS: '3' });
  const held = thief.hold();
  const message = await changeOf(2);
  await held.come;
  held.cut();
  await aWhile();
  expect(thief.calls).toBe(1);
  held.pass();
  const { deliveries } = await settledMessage(raccordo.url, message);
  expect(deliveries).toMatchObject([
    { status: 'acknowledged', history: [{ outcome: 'ambiguous' }, { outcome: 'acknowledged' }] },
  ]);
  expect(changesOf(2)).toBe(1);
});
