import { createHash, randomUUID } from 'node:crypto';
import type { DeliveryId, MessageId } from './brand.js';

let latest = 0;

function nowOrLater(): number {
  latest = Math.max(latest, Date.now());
  return latest;
}

/**
 * A UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits. Ids that a process makes in a later millisecond
 * sort later, also when the clock is set back meanwhile; those of two processes are as far apart as their clocks, so that the order
 * of receipt is the store's to tell. The random part is taken out of a version 4 UUID, whose randomness Node makes in stock: three
 * ids are made for every receipt.
 */
export function uuid7(at: number = nowOrLater()): string {
  const time = at.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** The lowest id that can have been made at an instant: the others of it, and all later ones, sort behind. */
export function lowestUuid7(instant: Date): string {
  const time = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}

export const newMessageId = (): MessageId => uuid7() as MessageId;
export const newDeliveryId = (): DeliveryId => uuid7() as DeliveryId;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The value as a message id, or undefined when it is not a UUID. */
export function parseMessageId(value: string): MessageId | undefined {
  return UUID.test(value) ? (value as MessageId) : undefined;
}

/** The value as a delivery id, or undefined when it is not a UUID. */
export function parseDeliveryId(value: string): DeliveryId | undefined {
  return UUID.test(value) ? (value as DeliveryId) : undefined;
}

/** SHA-256 of the bytes, in hexadecimal: the name under which a body is stored. */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
