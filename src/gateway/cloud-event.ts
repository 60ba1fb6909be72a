/** A record as an event: a CloudEvents 1.0 envelope in structured mode around the canonical record. */
import { RECORD_DEFINITIONS } from '../canonical/records.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { ClaimedDelivery } from '../store/attempt.js';

/** Media type of CloudEvents in structured mode, as JSON. */
export const CLOUD_EVENTS = 'application/cloudevents+json';

export interface CloudEvent {
  readonly specversion: '1.0';
  /** Of the delivery: a repetition has the same. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  /** Our message: never a person. */
  readonly subject: string;
  /** When the record was received. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** `$id` of the JSON Schema of `data`. */
  readonly dataschema?: string;
  /** The canonical record. */
  readonly data: unknown;
}

export const sourceOf = (side: SideName): string => `urn:raccordo:side:${side}`;
export const typeOf = (record: RecordName, event: EventName): string => `it.raccordo.${record}.${event}`;
export const schemaId = (name: string): string => `urn:raccordo:schema:${name}`;

/** `<audience>.<record>.<event>.<source>`; none of the names has a dot. */
export const routingKeyOf = (claimed: Pick<ClaimedDelivery, 'destination' | 'record' | 'event' | 'source'>): string =>
  [claimed.destination, claimed.record, claimed.event, claimed.source].join('.');

export function cloudEvent(claimed: ClaimedDelivery): CloudEvent {
  const { record, event } = claimed;
  const definition = RECORD_DEFINITIONS.find((one) => one.record === record && one.event === event);
  return {
    specversion: '1.0',
    id: claimed.id,
    source: sourceOf(claimed.source),
    type: typeOf(record, event),
    subject: claimed.messageId,
    time: claimed.receivedAt.toISOString(),
    datacontenttype: 'application/json',
    ...(definition === undefined ? {} : { dataschema: schemaId(definition.name) }),
    data: claimed.canonical,
  };
}
