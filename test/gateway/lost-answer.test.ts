/** The answer of the national node is lost after it has acted: whatever form the record came in, it acts once. */
import { afterEach, describe, expect, it } from 'vitest';
import { type AnpalSandbox, sampleWorkers, startSandbox } from '../../src/sandbox/index.js';
import { push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { type Thief, thiefBefore } from '../support/thief.js';

let raccordo: TestGateway;
let node: AnpalSandbox;
let thief: Thief;
afterEach(async () => {
  await raccordo.stop();
  thief.close();
  await node.close();
});

const workers = sampleWorkers();
const delivered = async (file: string) => {
  const { id } = await push(raccordo.url, 'silp', file);
  return (await settledMessage(raccordo.url, id)).deliveries[0];
};

describe.each([0, 1, 2])('worker file %i of SILP', (i) => {
  it.each([1, 2])('has one effect although %i answers are lost, the first time and as an update', async (times) => {
    node = await startSandbox('anpal');
    thief = await thiefBefore(node);
    raccordo = await startTestGateway({ env: { RACCORDO_SIDES_ANPAL_URL: thief.url } });
    const file = JSON.stringify(workers[i]?.scheda);

    thief.left = times;
    expect(await delivered(file)).toMatchObject({
      status: 'acknowledged',
      answer: { identificativoSap: expect.any(String) },
    });
    expect(node.state.effects).toHaveLength(1);

    thief.left = times;
    const changed = file.replace(/"cellulare":"[^"]*"/, '"cellulare":"3470000000"');
    expect(await delivered(changed)).toMatchObject({ status: 'acknowledged' });
    expect(node.state.effects).toHaveLength(2);
    expect(thief.left).toBeLessThan(times);
  });
});
