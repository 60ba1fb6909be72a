/** The AsyncAPI document holds together, and says what is really published. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../src/broker/topology.js';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import type { DeliveryId, MessageId } from '../../src/foundation/brand.js';
import { newDeliveryId, newMessageId } from '../../src/foundation/ids.js';
import { packageRoot } from '../../src/foundation/package.js';
import { CLOUD_EVENTS, cloudEvent, routingKeyOf } from '../../src/gateway/cloud-event.js';
import { fullSap } from '../support/canonical-samples.js';

type Node = { readonly [key: string]: unknown };
interface Ref {
  readonly $ref: string;
}
interface Channel {
  readonly address: string;
  readonly messages: Readonly<Record<string, Ref>>;
  readonly parameters: Readonly<Record<string, Ref>>;
  readonly bindings: { readonly amqp: { readonly is: string; readonly exchange: { readonly name: string } } };
}
interface Document extends Node {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly operations: Readonly<
    Record<string, { readonly action: string; readonly channel: Ref; readonly messages: readonly Ref[] }>
  >;
  readonly components: { readonly schemas: Node; readonly messages: Readonly<Record<string, { payload: unknown }>> };
}

const document = JSON.parse(readFileSync(new URL('schemas/asyncapi.json', packageRoot()), 'utf8')) as Document;

const at = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (node, step) => (node as Node | undefined)?.[step.replace(/~1/g, '/').replace(/~0/g, '~')],
      document,
    );

function refsIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : refsIn(value),
  );
}

/** The payload of a message with everything it refers to. */
function validatorOf(message: string) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile({
    ...(document.components.messages[message]?.payload as object),
    components: document.components,
  });
}

const claimed = {
  id: newDeliveryId() as DeliveryId,
  kind: 'event',
  messageId: newMessageId() as MessageId,
  destination: 'toscana-lavoro',
  orderingKey: 'event|toscana-lavoro|x',
  attempt: 1,
  tries: 1,
  ambiguous: false,
  source: 'silp',
  record: 'sap',
  event: 'invio',
  revision: 'silp:v1',
  canonical: fullSap(),
  receivedAt: new Date(),
} as const;

describe('schemas/asyncapi.json', () => {
  it('has the parts that AsyncAPI 3.0 asks for, and no others at its root', () => {
    expect(document).toMatchObject({ asyncapi: '3.0.0', info: { title: expect.any(String), version: '1.0.0' } });
    const roots = ['asyncapi', 'id', 'info', 'servers', 'defaultContentType', 'channels', 'operations', 'components'];
    expect(Object.keys(document).filter((key) => !roots.includes(key))).toEqual([]);
  });

  it('refers to nothing that it does not have', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter((ref) => !ref.startsWith('#/') || at(ref) === undefined)).toEqual([]);
  });

  it('has a channel, a message and an operation for every record and event that is defined', () => {
    const names = RECORD_DEFINITIONS.map(({ record, event }) => `${record}-${event}`);
    expect(Object.keys(document.channels)).toEqual(names);
    expect(Object.keys(document.components.messages)).toEqual(names);
    for (const [name, { action, channel, messages }] of Object.entries(document.operations)) {
      expect(action).toBe('send');
      const to = at(channel.$ref) as Channel;
      expect(`publish-${Object.keys(to.messages)[0]}`).toBe(name);
      // An operation names the messages as its channel does, not as the components do.
      expect(messages.map(({ $ref }) => $ref)).toEqual(
        Object.keys(to.messages).map((m) => `${channel.$ref}/messages/${m}`),
      );
    }
  });

  it('declares every parameter of an address, and no other, on the exchange that is declared', () => {
    for (const { address, parameters, bindings } of Object.values(document.channels)) {
      const named = [...address.matchAll(/\{([^}]+)\}/g)].map((found) => found[1]);
      expect(Object.keys(parameters)).toEqual(named);
      expect(bindings.amqp).toMatchObject({ is: 'routingKey', exchange: { name: EVENTS, type: 'topic' } });
    }
  });

  it('gives the address that an event really has', () => {
    const { address } = document.channels['sap-invio'] as Channel;
    expect(routingKeyOf(claimed)).toBe(address.replace('{audience}', 'toscana-lavoro').replace('{source}', 'silp'));
    expect(document.defaultContentType).toBe(CLOUD_EVENTS);
  });

  it('describes an event as it is published, and refuses what is none', () => {
    const validate = validatorOf('sap-invio');
    const event = JSON.parse(JSON.stringify(cloudEvent(claimed))) as Node;
    expect(validate(event), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...event, type: 'it.raccordo.did.invio' })).toBe(false);
    expect(validate({ ...event, data: {} })).toBe(false);
    const { id: _id, ...without } = event;
    expect(validate(without)).toBe(false);
  });

  it.each(Object.keys(document.components.messages))('describes %s with schemas that can be compiled', (name) => {
    const validate = validatorOf(name);
    const [record, event] =
      [...RECORD_DEFINITIONS]
        .filter((one) => `${one.record}-${one.event}` === name)
        .map((one) => [one.record, one.event] as const)[0] ?? [];
    if (record === undefined || event === undefined) throw new Error(name);
    const envelope = JSON.parse(JSON.stringify(cloudEvent({ ...claimed, record, event, canonical: {} }))) as Node;
    // Without a record in it, an event is refused for its data alone.
    expect(validate(envelope)).toBe(false);
    expect((validate.errors ?? []).every(({ instancePath }) => instancePath.startsWith('/data'))).toBe(true);
  });
});
