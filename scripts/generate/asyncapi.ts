/** The AsyncAPI document of the events: one channel per record and event, out of the canonical definitions. */
import { EVENTS } from '../../src/broker/topology.js';
import { RECORD_DEFINITIONS, type RecordDefinition } from '../../src/canonical/records.js';
import { SIDES } from '../../src/foundation/names.js';
import { CLOUD_EVENTS, schemaId, sourceOf, typeOf } from '../../src/gateway/cloud-event.js';
import { asJson, type Generator } from './generator.js';
import { jsonSchemaOf } from './record-schemas.js';

const INFO = `Raccordo publishes a canonical record as an event where a route says so. A system subscribes by making a queue of
its own (quorum, durable, with a name of its own) and binding it to the topic exchange \`${EVENTS}\`.

The routing key is \`<audience>.<record>.<event>.<source>\`: the side for which the event is meant, what it is about, what was
done with it, and the side from which the record came. A subscriber of a side binds \`<side>.#\`, or less of it.

The broker admits an account to the events of its own side alone: with a topic permission, which holds the pattern
\`^<side>\\.\` for this exchange (\`rabbitmqctl set_topic_permissions\`), beside the right to read the exchange and to configure, write and
read its own queues. docs/events.md has the commands.

An event may come more than once, always with the same \`id\`. Events about one person come in the order in which Raccordo has
received the records. While no queue is bound for an event it waits at Raccordo; nothing is lost.`;

const AUDIENCE = 'Side for which the event is meant. Whoever may read its events gets all of them.';
const SOURCE = 'Side from which the record came.';

/** In the dialect that AsyncAPI itself speaks, so that no reader needs another one. */
function schemaOf({ schema }: RecordDefinition): Record<string, unknown> {
  const { $schema: _dialect, ...made } = jsonSchemaOf(schema, 'draft-7');
  return made;
}

const ENVELOPE = {
  type: 'object',
  description: 'CloudEvents 1.0, structured mode',
  required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'data'],
  properties: {
    specversion: { type: 'string', const: '1.0' },
    id: { type: 'string', format: 'uuid', description: 'Of the delivery; the same when the event comes again.' },
    source: { type: 'string', format: 'uri', examples: SIDES.map(sourceOf) },
    type: { type: 'string' },
    subject: { type: 'string', format: 'uuid', description: 'The message at Raccordo; never a person.' },
    time: { type: 'string', format: 'date-time', description: 'When Raccordo received the record.' },
    datacontenttype: { type: 'string', const: 'application/json' },
    dataschema: { type: 'string', format: 'uri' },
    data: { description: 'The canonical record.' },
  },
};

const idOf = ({ record, event }: RecordDefinition): string => `${record}-${event}`;

function channelOf(definition: RecordDefinition): unknown {
  const { record, event } = definition;
  return {
    address: `{audience}.${record}.${event}.{source}`,
    title: `${record}, ${event}`,
    messages: { [idOf(definition)]: { $ref: `#/components/messages/${idOf(definition)}` } },
    parameters: {
      audience: { $ref: '#/components/parameters/audience' },
      source: { $ref: '#/components/parameters/source' },
    },
    bindings: {
      amqp: {
        is: 'routingKey',
        exchange: { name: EVENTS, type: 'topic', durable: true, autoDelete: false, vhost: '/' },
        bindingVersion: '0.3.0',
      },
    },
  };
}

function messageOf(definition: RecordDefinition): unknown {
  const { record, event, name } = definition;
  return {
    name: typeOf(record, event),
    title: `${record}, ${event}`,
    contentType: CLOUD_EVENTS,
    payload: {
      allOf: [
        { $ref: '#/components/schemas/cloudEvent' },
        {
          type: 'object',
          properties: {
            type: { const: typeOf(record, event) },
            dataschema: { const: schemaId(name) },
            data: { $ref: `#/components/schemas/${name}` },
          },
        },
      ],
    },
    bindings: { amqp: { messageType: typeOf(record, event), bindingVersion: '0.3.0' } },
  };
}

function operationOf(definition: RecordDefinition): unknown {
  return {
    action: 'send',
    title: `Raccordo publishes ${definition.record}, ${definition.event}`,
    channel: { $ref: `#/channels/${idOf(definition)}` },
    messages: [{ $ref: `#/channels/${idOf(definition)}/messages/${idOf(definition)}` }],
    bindings: { amqp: { deliveryMode: 2, mandatory: true, bindingVersion: '0.3.0' } },
  };
}

const eachBy = (
  key: (definition: RecordDefinition) => string,
  make: (definition: RecordDefinition) => unknown,
): Record<string, unknown> => Object.fromEntries(RECORD_DEFINITIONS.map((one) => [key(one), make(one)]));

export const asyncApi: Generator = {
  name: 'AsyncAPI document',
  async files() {
    const document = {
      asyncapi: '3.0.0',
      id: 'urn:raccordo:events',
      info: {
        title: 'Raccordo: events',
        // Of the events, as the exchange has it; a field that is added does not change it.
        version: '1.0.0',
        description: INFO,
        contact: { name: 'Raccordo maintainers' },
        license: { name: 'EUPL-1.2', url: 'https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12' },
      },
      defaultContentType: CLOUD_EVENTS,
      servers: {
        rabbitmq: {
          host: '{host}:5671',
          protocol: 'amqps',
          protocolVersion: '0.9.1',
          description: 'RabbitMQ beside the gateway',
          variables: { host: { description: 'As the operator of the gateway says.', default: 'rabbitmq.example.org' } },
          security: [{ $ref: '#/components/securitySchemes/account' }],
        },
      },
      channels: eachBy(idOf, channelOf),
      operations: eachBy((definition) => `publish-${idOf(definition)}`, operationOf),
      components: {
        messages: eachBy(idOf, messageOf),
        parameters: {
          audience: { description: AUDIENCE, examples: [...SIDES] },
          source: { description: SOURCE, examples: [...SIDES] },
        },
        schemas: { cloudEvent: ENVELOPE, ...eachBy(({ name }) => name, schemaOf) },
        securitySchemes: { account: { type: 'userPassword', description: 'An account of the broker for one side.' } },
      },
    };
    return new Map([['schemas/asyncapi.json', asJson(document)]]);
  },
};
