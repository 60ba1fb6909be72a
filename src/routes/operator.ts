/** What the doors for operators share: who acts, and the parts of their schemas. */
import type { Gateway } from '../gateway/gateway.js';
import type { By } from '../gateway/selecting.js';
import type { Caller } from './callers.js';
import { httpError } from './errors.js';
import { EXPECTED } from './validation.js';

/**
 * Text of one line that shows what it says: control characters could write lines and colours of their own on the screen of whoever
 * reads it, and what turns the direction of writing hides how it goes on.
 */
const PLAIN = '[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}]*';

const ONE_LINE = 'one line of text, without control characters';

/** Why something is done; kept for good. */
export const REASON = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  pattern: `^(?=.*\\S)${PLAIN}$`,
  [EXPECTED]: `${ONE_LINE}, that is not empty`,
  description: 'Why, in one line; kept with the action, and shown to others. No personal data, no control characters',
} as const;

/** A name or a stable word: id of a route, reason of a failure, outcome code, or rule. */
export const WORD = {
  type: 'string',
  minLength: 1,
  maxLength: 100,
  pattern: `^${PLAIN}$`,
  [EXPECTED]: ONE_LINE,
} as const;

export const OPTIONAL_REASON = {
  type: 'object',
  nullable: true,
  additionalProperties: false,
  properties: { reason: REASON },
} as const;

/** Who acts: the account. Without accounts whoever reaches the gateway, which on an embedded store is somebody at this machine. */
export function byOf<Reason extends { readonly reason?: string }>(
  { context }: Gateway,
  { name, side }: Caller,
  reason: Reason,
): By & Reason {
  const local = side === undefined && context.settings.store.url === undefined;
  return { ...reason, actor: local ? 'local' : name, ...(side === undefined ? {} : { side }) };
}

/** An instant with its offset. JSON Schema's `date-time` also lets leap seconds through, which no clock of ours has. */
export function instantOf<Key extends string>(key: Key, text: string | undefined): { readonly [K in Key]?: Date } {
  const instant = text === undefined ? undefined : new Date(text);
  if (Number.isNaN(instant?.getTime())) throw httpError('invalid-request', `${key} is no instant of the calendar`);
  return (instant === undefined ? {} : { [key]: instant }) as { readonly [K in Key]?: Date };
}
