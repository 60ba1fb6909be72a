/** A selection as a caller gives it, counted or carried out: the same for sending again and for calling off. */
import type { MessageId } from '../foundation/brand.js';
import { parseMessageId } from '../foundation/ids.js';
import {
  EVENTS,
  type EventName,
  RECORDS,
  type RecordName,
  type SelectedState,
  SIDES,
  type SideName,
} from '../foundation/names.js';
import type { Gateway } from '../gateway/gateway.js';
import type { Asked, Preview } from '../gateway/selecting.js';
import { concerning } from './access.js';
import type { Caller } from './callers.js';
import { httpError } from './errors.js';
import { instantOf, REASON, WORD } from './operator.js';
import { sideNames } from './schemas.js';

export interface SelectBody {
  readonly select: {
    readonly status?: SelectedState;
    readonly destination?: SideName;
    readonly source?: SideName;
    readonly record?: RecordName;
    readonly event?: EventName;
    readonly route?: string;
    readonly reason?: string;
    readonly since?: string;
    readonly until?: string;
    readonly messages?: readonly string[];
  };
  readonly preview?: boolean;
  readonly expected?: number;
  readonly reason?: string;
}

const MOST_MESSAGES = 1000;
const int32 = { type: 'integer', format: 'int32' } as const;
const instant = { type: 'string', format: 'date-time' } as const;

/** @param states those that the action can be done to. */
export const selectBody = (gateway: Gateway, states: readonly SelectedState[]) => ({
  type: 'object',
  required: ['select'],
  additionalProperties: false,
  properties: {
    select: {
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      description: 'What is meant; what is absent does not narrow',
      properties: {
        status: { type: 'string', enum: states, description: 'Default: any of them' },
        destination: sideNames(gateway),
        source: { ...sideNames(gateway), description: 'The side that sent it' },
        record: { type: 'string', enum: RECORDS },
        event: { type: 'string', enum: EVENTS },
        route: { ...WORD, description: 'The route that sends it' },
        reason: {
          ...WORD,
          description:
            'Reason of the last failure, outcome code of a refusal, or rule that a quarantined message breaks',
        },
        since: { ...instant, description: 'Received at this instant or later' },
        until: { ...instant, description: 'Received before this instant' },
        messages: {
          type: 'array',
          items: { type: 'string', format: 'uuid' },
          minItems: 1,
          maxItems: MOST_MESSAGES,
          description: 'These messages alone',
        },
      },
    },
    preview: { type: 'boolean', default: false, description: 'Only count' },
    expected: {
      ...int32,
      minimum: 0,
      description: 'The total that a preview gave: where it is another one now, nothing is done',
    },
    reason: REASON,
  },
});

const counted = (name: string, properties: object) => ({
  type: 'array',
  description: `How many, by ${name}; the most first`,
  items: { type: 'object', properties: { ...properties, count: int32 } },
});

/** What a preview answers, and what carrying it out does. */
export const SELECTED = {
  type: 'object',
  properties: {
    preview: { type: 'boolean' },
    total: { ...int32, description: 'Of a preview: deliveries and quarantined messages' },
    deliveries: { ...int32, description: 'Deliveries that it is, or was, done to' },
    messages: { ...int32, description: 'Messages that were selected' },
    quarantined: { ...int32, description: 'Of a preview: messages in quarantine' },
    mayHaveArrived: {
      ...int32,
      description: 'Of a preview: deliveries of which an attempt may have arrived although its answer is not known',
    },
    byDestination: counted('destination', { destination: { type: 'string' } }),
    byRecord: counted('record and event', { record: { type: 'string' }, event: { type: 'string' } }),
    byReason: counted('reason', { reason: { type: 'string', description: 'Absent: not tried yet' } }),
    oldest: { ...instant, description: 'When the first of them was received' },
    newest: instant,
    narrowedTo: {
      type: 'string',
      enum: SIDES,
      description: 'The account selects what this side has sent, or is to get',
    },
    checked: {
      type: 'object',
      description: 'Messages that were checked again',
      properties: { accepted: int32, quarantined: int32 },
    },
    action: {
      type: 'string',
      format: 'uuid',
      description:
        '`run` of the entries in /rest/v1/operator-actions; absent where nothing was left to do, as when somebody else was quicker',
    },
  },
} as const;

interface Doing<Result> {
  preview(asked: Asked): Promise<Preview>;
  /** Carries it out. */
  act(asked: Asked, reason: string, expected?: number): Promise<Result>;
}

/** JSON Schema's `uuid` also lets addresses like `urn:uuid:…` through. */
function idOf(text: string): MessageId {
  const id = parseMessageId(text.toLowerCase());
  if (id === undefined) throw httpError('invalid-request', 'select.messages holds what is not a message id');
  return id;
}

/** Counts or carries out what a caller selects, within what it may do one by one. */
export async function select<Result extends object>(
  caller: Caller,
  { select: given, preview = false, expected, reason }: SelectBody,
  doing: Doing<Result>,
): Promise<object> {
  const { since, until, messages, ...rest } = given;
  const scope = concerning(caller);
  const asked: Asked = {
    ...rest,
    ...instantOf('since', since),
    ...instantOf('until', until),
    ...(messages === undefined ? {} : { messages: messages.map(idOf) }),
    ...scope,
  };
  const narrowedTo = scope.concerning === undefined ? {} : { narrowedTo: scope.concerning };
  if (preview) return { preview, ...(await doing.preview(asked)), ...narrowedTo };
  if (reason === undefined) throw httpError('invalid-request', 'reason is missing; only a preview goes without');
  return { ...(await doing.act(asked, reason, expected)), ...narrowedTo };
}
