/** The store fails at the very moment the one call after a side's rest claims its delivery: the side is not held for ever. */
import { afterEach, expect, it } from 'vitest';
import { eventually, push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { routesEnv } from '../support/routes.js';
import { sapOf } from '../support/sap-document.js';

let raccordo: TestGateway;
afterEach(() => raccordo.stop());

it('gives the turn back when claiming fails, so that the next delivery may try', async () => {
  raccordo = await startTestGateway({
    env: { ...routesEnv([{ record: 'sap', event: '*', source: 'anpal', destinations: ['silp'] }]) },
    silp: { fault: 'down' },
  });
  const { gateway, url, silp } = raccordo;
  const { store } = gateway.context;
  const claim = store.claim.bind(store);
  let failures = 0;
  // The real store, whose connection breaks off twice just as the turn after the rest has been given.
  store.claim = (id, lease) => {
    if (failures >= 2 || !gateway.deliverer.sides().resting.includes('silp')) return claim(id, lease);
    failures += 1;
    return Promise.reject(new Error('connection terminated unexpectedly'));
  };
  const ids: string[] = [];
  for (let n = 1; n <= 6; n++) {
    ids.push((await push(url, 'anpal', sapOf(n, { identificativoSap: `ZZ0000000${n}A` }))).id);
  }
  await eventually(
    async () => failures,
    (times) => times === 2,
  );
  silp.setFault('none');
  for (const id of ids) {
    const { deliveries } = await settledMessage(url, id, 40);
    expect(deliveries[0]?.status).not.toBe('pending');
  }
});
