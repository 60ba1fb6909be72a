/** Publishes a record as an event, for the systems that have subscribed for a side. docs/events.md says what they get. */
import type { Answer } from '../adapters/adapter.js';
import { RaccordoError } from '../foundation/errors.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import { CLOUD_EVENTS, cloudEvent, routingKeyOf } from './cloud-event.js';
import type { Context } from './context.js';

/** What the broker may have kept although it has not said so. */
const IN_DOUBT: ReadonlySet<string> = new Set(['broker-unconfirmed']);

/**
 * Acknowledged once the broker has it in a queue. While the broker is away, or nobody has bound a queue, the delivery waits: that is
 * no fault of the record.
 */
export async function announce(context: Context, claimed: ClaimedDelivery): Promise<Answer> {
  const { broker } = context;
  const routingKey = routingKeyOf(claimed);
  if (broker.announce === undefined) {
    return waits(`event ${routingKey}: there is no RabbitMQ to publish to; set broker.url`, false);
  }
  try {
    await broker.announce({
      id: claimed.id,
      routingKey,
      contentType: CLOUD_EVENTS,
      body: Buffer.from(JSON.stringify(cloudEvent(claimed))),
    });
  } catch (error) {
    if (!(error instanceof RaccordoError)) throw error;
    return waits(`event ${routingKey}: ${error.title}: ${error.message}`, IN_DOUBT.has(error.code));
  }
  return { outcome: 'acknowledged', esito: { codice: 'QUEUED', messaggio: `event ${routingKey}` } };
}

const waits = (detail: string, ambiguous: boolean): Answer => ({
  outcome: 'failed',
  reason: 'unreachable',
  detail,
  ambiguous,
});
