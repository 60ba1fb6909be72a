import { describe, expect, it } from 'vitest';
import { openInProcess } from '../../src/broker/in-process.js';
import { atOnce, callFor, until } from '../support/broker.js';

describe('the in-process broker', () => {
  it('is bounded for each side and lane: what does not fit is left to the sweep', async () => {
    const broker = openInProcess({ capacity: 2 });
    await broker.publish(callFor('anpal'));
    await broker.publish(callFor('anpal'));
    await expect(broker.publish(callFor('anpal'))).rejects.toMatchObject({ code: 'broker-full' });
    await broker.publish(callFor('silp'));
    await broker.publish(callFor('anpal', { lane: 'bulk' }));
    const consumer = await broker.consume('anpal', async () => undefined, atOnce(1));
    await until(async () => (await broker.depth('anpal')) === 0);
    await broker.publish(callFor('anpal'));
    await consumer.stop();
    await broker.end();
  });

  it('keeps one call for a delivery that is called twice while it waits', async () => {
    const broker = openInProcess();
    const call = callFor('anpal');
    await broker.publish(call);
    await broker.publish(call);
    expect(await broker.depth('anpal')).toBe(1);
    await broker.end();
  });

  it('reaches nobody outside', () => expect(openInProcess().announce).toBeUndefined());
});
