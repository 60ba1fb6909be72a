/** A database that takes no writes, as after a failover: who calls is told to come again, and nothing says that all is well. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { sapOf } from '../support/sap-document.js';
import { fence, unfence } from '../support/services.js';
import { invioSAP } from '../support/soap-call.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway();
});
afterAll(() => raccordo?.stop());

const readiness = async () => {
  const response = await fetch(`${raccordo.url}/health/ready`);
  return { status: response.status, body: await response.json() };
};

it('is a missing service while it is so, and is used again when it is not', async () => {
  await fence(raccordo.store);
  const detail = 'it is read-only (a standby?)';
  const store = { name: 'store', ok: false, detail };
  await eventually(readiness, ({ body }) => JSON.stringify(body).includes('read-only'));
  expect(await readiness()).toEqual({ status: 503, body: { ready: false, parts: [store] } });
  const status = await fetch(`${raccordo.url}/status`);
  expect(status.status).toBe(503);
  expect(await status.json()).toMatchObject({ health: 'down', parts: expect.arrayContaining([store]) });

  const sent = await fetch(`${raccordo.url}/rest/v1/sides/anpal/sap?event=invio`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml' },
    body: sapOf(1),
  });
  expect({ status: sent.status, later: sent.headers.get('retry-after') }).toEqual({ status: 503, later: '5' });
  expect(await sent.json()).toMatchObject({
    type: '/problems/store-read-only',
    detail: expect.stringContaining(detail),
    mend: expect.stringContaining('Point store.url at the primary'),
  });
  const called = await invioSAP(raccordo.soapUrl, sapOf(1));
  expect(called.fault).toMatchObject({ code: 'Server', string: expect.stringContaining(detail) });
  expect(called.headers.get('retry-after')).toBe('5');

  await unfence(raccordo.store);
  await eventually(readiness, (ready) => ready.status === 200);
  const { id } = await push(raccordo.url, 'anpal', sapOf(602, { identificativoSap: 'ZZ12345678A' }));
  expect((await settledMessage(raccordo.url, id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
});
