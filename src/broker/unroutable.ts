/**
 * Brings back the calls for which no queue was bound: it declares the topology again and publishes them again. What remains
 * is found by the sweep, so nothing here is worth a second try.
 */
import type { ChannelModel, ConsumeMessage } from 'amqplib';
import type { BrokerLog } from './link.js';
import { UNROUTABLE } from './topology.js';
import { quietChannel } from './topology-declare.js';

/** So many are brought back at once. */
const PREFETCH = 64;

export interface Recovery {
  /** Whether a queue of ours should be bound with this routing key. */
  knows(routingKey: string): boolean;
  /** Declares the topology again. */
  mend(): Promise<void>;
  /** Publishes the call again, as it was. */
  republish(message: ConsumeMessage): Promise<void>;
  /** The broker has ended the subscription. */
  cancelled(): void;
  readonly log: BrokerLog;
}

export async function recoverUnroutable(model: ChannelModel, recovery: Recovery): Promise<void> {
  const channel = await quietChannel(model);
  let mending: Promise<void> | undefined;
  /** One mend for all that came to light together. */
  const mended = (routingKey: string): Promise<void> => {
    if (mending === undefined) {
      recovery.log.warn({ routingKey }, 'no queue was bound for a call: the topology is declared again');
      mending = recovery.mend().finally(() => {
        mending = undefined;
      });
    }
    return mending;
  };
  const recover = async (message: ConsumeMessage): Promise<void> => {
    const { routingKey } = message.fields;
    if (!recovery.knows(routingKey)) {
      recovery.log.warn({ routingKey }, 'a call for a side that is not known here; the sweep makes it again');
      return;
    }
    try {
      await mended(routingKey);
      await recovery.republish(message);
    } catch (error) {
      recovery.log.warn(
        { routingKey, reason: String(error) },
        'the call could not be brought back; the sweep makes it again',
      );
    }
  };
  channel.on('close', () => recovery.cancelled());
  await channel.prefetch(PREFETCH);
  await channel.consume(UNROUTABLE, async (message) => {
    if (message === null) {
      recovery.cancelled();
      return;
    }
    await recover(message);
    try {
      channel.ack(message);
    } catch {
      // The channel has gone with its connection: it comes again, which is harmless.
    }
  });
}
