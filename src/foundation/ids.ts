import { createHash, randomBytes } from 'node:crypto';
import type { DeliveryId, MessageId } from './brand.js';

/** A UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits. Ids made later sort later. */
export function uuid7(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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
