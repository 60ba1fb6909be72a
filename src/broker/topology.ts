/**
 * What we declare in RabbitMQ. The version stands in every name: queues of other properties get other names, because
 * RabbitMQ refuses to change those of a queue that exists.
 */
import type { Channel } from 'amqplib';
import { SIDES, type SideName } from '../foundation/names.js';
import { brokerError } from './errors.js';

export const EXCHANGE = 'raccordo.v1';
export const queueOf = (destination: SideName): string => `${EXCHANGE}.delivery.${destination}`;
export const routingKeyOf = (destination: SideName): string => `delivery.${destination}`;

const PRECONDITION_FAILED = 406;

/**
 * Declares exchange, queues and bindings; nothing happens where they exist. Queues are quorum queues: a confirmed call
 * is on disk, and on most of the nodes where there are several.
 * @throws `broker-topology` when one exists with other properties.
 */
export async function declareTopology(channel: Channel): Promise<void> {
  try {
    await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
    for (const side of SIDES) {
      await channel.assertQueue(queueOf(side), { durable: true, arguments: { 'x-queue-type': 'quorum' } });
      await channel.bindQueue(queueOf(side), EXCHANGE, routingKeyOf(side));
    }
  } catch (error) {
    if ((error as { code?: number }).code !== PRECONDITION_FAILED) throw error;
    throw brokerError('broker-topology', error instanceof Error ? error.message : EXCHANGE);
  }
}
