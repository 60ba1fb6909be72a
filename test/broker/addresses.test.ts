/** Several addresses of RabbitMQ: of those that answer one is used, and another one when that is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Broker } from '../../src/broker/broker.js';
import { openRabbit } from '../../src/broker/rabbit.js';
import { addressesIn } from '../../src/foundation/addresses.js';
import { callFor, SILENT, until } from '../support/broker.js';
import { freshRabbit } from '../support/fresh.js';
import { freePort } from '../support/process.js';
import { closedChannel, TcpProxy } from '../support/tcp-proxy.js';

describe('several addresses of RabbitMQ', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  const open = async (...urls: readonly string[]): Promise<Broker> => {
    const broker = await openRabbit({ url: urls.join(','), log: SILENT, sides: ['anpal'] });
    closing.push(() => broker.end());
    return broker;
  };
  const proxy = async (url: string): Promise<TcpProxy> => {
    const made = await TcpProxy.inFrontOf(url);
    closing.push(() => made.close());
    return made;
  };
  const dead = async (): Promise<string> => `amqp://anna:segreta@127.0.0.1:${await freePort()}/x`;

  it('passes over those that are dead, wherever they stand', async () => {
    const alive = await freshRabbit();
    const nowhere = await dead();
    for (const order of [
      [nowhere, alive],
      [alive, nowhere],
    ]) {
      const broker = await open(...order);
      await broker.publish(callFor('anpal'));
      expect(broker.ready).toBe(true);
    }
  });

  it('goes on with the other one when the one in use is lost, and back', async () => {
    const alive = await freshRabbit();
    const [one, other] = [await proxy(alive), await proxy(alive)];
    const broker = await open(one.url, other.url);
    for (const [lost, left] of [
      [one, other],
      [other, one],
    ] as const) {
      left.refuse(false);
      lost.refuse(true);
      lost.cut();
      await until(() =>
        broker.publish(callFor('anpal')).then(
          () => true,
          () => false,
        ),
      );
      expect(broker.ready).toBe(true);
    }
  });

  it('comes back although the connection goes while a channel is being closed', async () => {
    const one = await proxy(await freshRabbit());
    const broker = await open(one.url);
    one.swallow(closedChannel);
    await until(() => one.swallowed > 0);
    one.swallow(undefined);
    await until(() => broker.ready);
    await broker.publish(callFor('anpal'));
  });

  it('is asked nothing for long while a server says nothing', async () => {
    const one = await proxy(await freshRabbit());
    const broker = await open(one.url);
    one.freeze(true);
    for (const asked of [broker.ping(), broker.ping()])
      await expect(asked).rejects.toMatchObject({ code: 'broker-unreachable' });
    await expect(broker.ping()).rejects.toThrow('has not answered');
    expect(await broker.troubles()).toEqual([]);
    one.freeze(false);
    await until(() =>
      broker.ping().then(
        () => true,
        () => false,
      ),
    );
  });

  it('ends while connections are being made', async () => {
    const one = await proxy(await freshRabbit());
    const broker = await openRabbit({ url: one.url, log: SILENT, sides: ['anpal'] });
    one.delay(20);
    one.cut();
    // By then both are on their way: to declare everything takes longer.
    await sleep(400);
    await broker.end();
  });

  it('says of every one why it cannot be used, without its password', async () => {
    const [one, other] = [await dead(), await dead()];
    const error = await open(one, other).catch((fault: Error) => fault);
    expect(error).toMatchObject({ code: 'broker-unreachable' });
    const { message } = error as Error;
    for (const url of [one, other]) expect(message).toContain(new URL(url).host);
    expect(message).not.toContain('segreta');
  });

  it('names a refusal although others do not answer', async () => {
    const wrong = new URL(await freshRabbit());
    wrong.password = 'segreta';
    await expect(open(await dead(), wrong.href)).rejects.toMatchObject({
      code: 'broker-refused',
      message: expect.not.stringContaining('segreta'),
    });
  });
});

describe('addresses in a text', () => {
  it.each([
    ['amqp://a/x', ['amqp://a/x']],
    ['amqp://a/x,amqps://b:5671/x', ['amqp://a/x', 'amqps://b:5671/x']],
    [' amqp://a/x, amqp://b/x ', ['amqp://a/x', 'amqp://b/x']],
    ['amqp://u:p,w@a/x,amqp://u:p,w@b/x', ['amqp://u:p,w@a/x', 'amqp://u:p,w@b/x']],
  ])('%j', (text, addresses) => {
    expect(addressesIn(text)).toEqual(addresses);
  });
});
