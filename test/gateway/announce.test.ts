/** Records as events for systems outside, on a RabbitMQ of this file's own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Channel, type ConsumeMessage, connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEAD, EVENTS, queueOf } from '../../src/broker/topology.js';
import { newDeliveryId } from '../../src/foundation/ids.js';
import type { SideName } from '../../src/foundation/names.js';
import type { CloudEvent } from '../../src/gateway/cloud-event.js';
import type { Status } from '../../src/gateway/status.js';
import { sampleWorkers } from '../../src/sandbox/index.js';
import type { AcceptedReceipt } from '../../src/store/receipt.js';
import type { DeliveryView } from '../../src/store/views.js';
import { fullSap } from '../support/canonical-samples.js';
import { eventually, push, startTestGateway, type TestGateway } from '../support/gateway.js';
import { receipt, somebody } from '../support/receipts.js';
import { sapOf } from '../support/sap-document.js';
import { type RabbitService, startRabbit } from '../support/services.js';

describe('events for systems outside', () => {
  let server: RabbitService;
  let gateway: TestGateway;
  beforeAll(async () => {
    server = await startRabbit();
    gateway = await startTestGateway({
      env: { RACCORDO_BROKER_URL: server.url, RACCORDO_DELIVERY_ATTEMPTS: '2' },
    });
  });
  afterAll(async () => {
    await gateway.stop();
    await server.stop();
  });

  /** A SAP from SILP that those who have subscribed for a side hear of. */
  const accepted = async (audience: SideName, codiceFiscale: string): Promise<AcceptedReceipt> => {
    const made = receipt({
      codiceFiscale,
      canonical: fullSap(),
      deliveries: [
        {
          id: newDeliveryId(),
          kind: 'event',
          destination: audience,
          orderingKey: `event|${audience}|cf:${codiceFiscale}`,
          lane: 'events',
        },
      ],
    });
    const result = await gateway.gateway.context.store.accept(made);
    expect(result.outcome).toBe('stored');
    return made;
  };
  const eventOf = async (made: AcceptedReceipt): Promise<DeliveryView> => {
    const [delivery] = await gateway.gateway.context.store.deliveriesOf(made.id);
    if (delivery === undefined) throw new Error('the message has no delivery');
    return delivery;
  };
  const acknowledged = (made: AcceptedReceipt) =>
    eventually(
      () => eventOf(made),
      ({ status }) => status === 'acknowledged',
    );
  /** What a subscriber does: a queue of its own, bound for what it wants. */
  const subscribe = async (queue: string, pattern: string): Promise<void> => {
    const model = await connect(server.url);
    const channel = await model.createChannel();
    await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await channel.bindQueue(queue, EVENTS, pattern);
    await channel.close();
    await model.close();
  };
  const read = async (queue: string, count: number): Promise<ConsumeMessage[]> => {
    const model = await connect(server.url);
    const channel = await model.createChannel();
    const got: ConsumeMessage[] = [];
    await channel.consume(queue, (message) => {
      if (message === null) return;
      got.push(message);
      channel.ack(message);
    });
    await eventually(
      async () => got.length,
      (length) => length >= count,
    );
    await channel.close();
    await model.close();
    return got;
  };
  const bodyOf = (message: ConsumeMessage | undefined): CloudEvent =>
    JSON.parse(String(message?.content)) as CloudEvent;

  it('wait visibly while nobody has bound a queue, use up no tries, and arrive once somebody has', async () => {
    const made = await accepted('toscana-lavoro', somebody().codiceFiscale);
    const waiting = await eventually(
      () => eventOf(made),
      ({ attempts, status }) => attempts > 3 && status === 'pending',
    );
    const last = (await gateway.gateway.context.store.delivery(waiting.id))?.history.at(-1);
    expect(last?.answer).toMatchObject({
      reason: 'unreachable',
      detail: expect.stringContaining('toscana-lavoro.sap.invio.silp'),
    });
    await subscribe('toscana.records', 'toscana-lavoro.sap.*.*');
    expect((await acknowledged(made)).answer).toMatchObject({ codice: 'QUEUED' });
    const [message] = await read('toscana.records', 1);
    expect(message?.fields.routingKey).toBe('toscana-lavoro.sap.invio.silp');
    expect(message?.properties).toMatchObject({
      contentType: 'application/cloudevents+json',
      messageId: waiting.id,
      deliveryMode: 2,
    });
    const { time, data, ...event } = bodyOf(message);
    expect(event).toEqual({
      specversion: '1.0',
      id: waiting.id,
      source: 'urn:raccordo:side:silp',
      type: 'it.raccordo.sap.invio',
      subject: made.id,
      datacontenttype: 'application/json',
      dataschema: 'urn:raccordo:schema:sap',
    });
    expect(data).toEqual(made.canonical);
    expect(Math.abs(Date.now() - Date.parse(time))).toBeLessThan(60_000);
  });

  it('arrive in order per person, through a restart of RabbitMQ', async () => {
    await subscribe('liguria.records', 'miattivo.#');
    const people = [somebody(), somebody(), somebody()].map(({ codiceFiscale }) => codiceFiscale);
    const sent: { readonly person: string; readonly made: AcceptedReceipt }[] = [];
    const round = async (): Promise<void> => {
      for (const person of people) sent.push({ person, made: await accepted('miattivo', person) });
    };
    await round();
    await round();
    // Not killed: RabbitMQ 3.10 finds no leader afterwards for a queue that was declared just before, as that of this test.
    await server.ctl('stop_app');
    await eventually(
      async () => gateway.gateway.context.broker.ready,
      (ready) => !ready,
    );
    await round();
    expect((await eventOf(sent.at(-1)?.made as AcceptedReceipt)).status).toBe('pending');
    await server.ctl('start_app');
    await round();
    for (const { made } of sent) await acknowledged(made);
    const messages = (await read('liguria.records', sent.length)).map(({ content }) => String(content));
    const subjects = messages.map((text) => (JSON.parse(text) as CloudEvent).subject);
    for (const person of people) {
      const mine = sent.filter((one) => one.person === person).map(({ made }) => made.id as string);
      // An event whose confirm was lost comes again, with the same id: what counts is the first.
      expect([...new Set(subjects.filter((subject) => mine.includes(subject)))]).toEqual(mine);
    }
    expect(new Set(messages).size).toBe(sent.length);
  });

  it('are for those who may hear of the side: the permissions of docs/events.md let nobody else bind', async () => {
    await server.ctl('add_user', 'toscana-events', 'lunga');
    const [own, read] = ['^toscana-lavoro\\.', '^(toscana-lavoro\\..*|raccordo\\.events\\.v1)$'];
    await server.ctl('set_permissions', '-p', '/', 'toscana-events', own, own, read);
    await server.ctl('set_topic_permissions', '-p', '/', 'toscana-events', EVENTS, '^$', own);
    const model = await connect(server.url.replace('guest:guest', 'toscana-events:lunga'));
    const refused = async (how: (channel: Channel) => Promise<unknown>): Promise<void> => {
      const channel = await model.createChannel();
      channel.on('error', () => undefined);
      await expect(how(channel)).rejects.toMatchObject({ code: 403 });
    };
    const channel = await model.createChannel();
    await channel.assertQueue('toscana-lavoro.records', { durable: true, arguments: { 'x-queue-type': 'quorum' } });
    await channel.bindQueue('toscana-lavoro.records', EVENTS, 'toscana-lavoro.#');
    for (const pattern of ['#', 'silp.#', '*.sap.invio.silp'])
      await refused((one) => one.bindQueue('toscana-lavoro.records', EVENTS, pattern));
    await refused((one) => one.bindQueue('toscana-lavoro.records', 'raccordo.v2', 'delivery.#'));
    await refused((one) => one.consume('liguria.records', () => undefined));
    await model.close();
  });

  it('wait for no turn at the interface of their side, and no more do the outcomes that a source is told', async () => {
    gateway.silp.setFault('down');
    await subscribe('silp.records', 'silp.#');
    const told: string[] = [];
    const callbacks = createServer((request, response) => {
      told.push(String(request.url));
      response.end();
    });
    await new Promise<void>((resolve) => {
      callbacks.listen(0, '127.0.0.1', resolve);
    });
    try {
      const { port } = callbacks.address() as AddressInfo;
      for (let n = 600; n < 640; n += 1)
        await push(gateway.url, 'anpal', sapOf(n, { identificativoSap: `ZZ${n}00000A` }));
      await eventually(
        async () => (await fetch(`${gateway.url}/status`)).json() as Promise<Status>,
        ({ sides }) => sides.some(({ name, state }) => name === 'silp' && state === 'resting'),
      );
      const reply = { 'x-replyto': `http://127.0.0.1:${port}/esiti` };
      expect((await push(gateway.url, 'silp', JSON.stringify(sampleWorkers()[0]?.scheda), reply)).status).toBe(202);
      await acknowledged(await accepted('silp', somebody().codiceFiscale));
      await eventually(
        async () => told,
        (paths) => paths.includes('/esiti'),
      );
    } finally {
      gateway.silp.setFault('none');
      callbacks.close();
    }
  });

  it('leave the status as it is, which shows what lies in the wrong queue', async () => {
    const partition = queueOf({ destination: 'inps', lane: 'bulk', number: 0 });
    const model = await connect(server.url);
    const channel = await model.createChannel();
    channel.sendToQueue(partition, Buffer.from('nonsense'));
    await channel.close();
    await model.close();
    const status = async () => (await fetch(`${gateway.url}/status`)).json() as Promise<Status>;
    const { parts } = await eventually(status, (shown) => shown.parts.some(({ detail }) => detail?.includes(DEAD)));
    expect(parts.find(({ name }) => name === 'broker')).toMatchObject({ ok: true });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toContain(`raccordo_broker_troubles{queue="${DEAD}"} 1`);
    expect(await (await fetch(`${gateway.url}/asyncapi.json`)).json()).toMatchObject({ asyncapi: '3.0.0' });
  });

  it('wait where there is no RabbitMQ, and say so', async () => {
    const alone = await startTestGateway();
    try {
      const { store } = alone.gateway.context;
      const made = receipt({
        deliveries: [
          { id: newDeliveryId(), kind: 'event', destination: 'inps', orderingKey: 'event|inps|x', lane: 'events' },
        ],
      });
      await store.accept(made);
      const id = made.deliveries[0]?.id as DeliveryView['id'];
      const delivery = await eventually(
        () => store.delivery(id),
        (found) => (found?.history.length ?? 0) > 0,
      );
      expect(delivery?.history[0]?.answer).toMatchObject({
        reason: 'unreachable',
        detail: expect.stringContaining('broker.url'),
      });
    } finally {
      await alone.stop();
    }
  });
});
