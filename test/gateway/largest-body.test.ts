/** A document larger than the side takes is not sent: it is refused with the numbers, and may be replayed after a mend. */
import { afterEach, expect, it } from 'vitest';
import { sampleWorkers } from '../../src/sandbox/index.js';
import { push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';

const [first, second] = sampleWorkers().map(({ scheda }) => JSON.stringify(scheda));
let raccordo: TestGateway;
afterEach(() => raccordo.stop());

it('tells the size and the limit instead of sending', async () => {
  raccordo = await startTestGateway();
  const { anpal, gateway, url } = raccordo;
  const capabilities = gateway.context.sides.get('anpal')?.adapter?.capabilities;
  if (capabilities === undefined) throw new Error('anpal has no adapter');
  const { largestBody } = capabilities;
  Object.assign(capabilities, { largestBody: 100 });
  try {
    const { id } = await push(url, 'silp', first ?? '');
    const { deliveries } = await settledMessage(url, id);
    expect(deliveries).toMatchObject([
      {
        destination: 'anpal',
        status: 'refused',
        answer: { codice: 'CONTRATTO', anomalie: [{ codice: 'contract.largest-body' }] },
      },
    ]);
    expect(anpal.state.effects).toEqual([]);
  } finally {
    Object.assign(capabilities, { largestBody });
  }
  const { id } = await push(url, 'silp', second ?? '');
  expect((await settledMessage(url, id)).deliveries[0]?.status).toBe('acknowledged');
});
