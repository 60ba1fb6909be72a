/** JSON Schemas of the answers, shared by the routes; compiled by fast-json-stringify, shown in /openapi.json. */
import {
  DELIVERY_LANES,
  DELIVERY_STATES,
  EVENTS,
  HOLD_SCOPES,
  MESSAGE_STATES,
  RECORDS,
  SIDES,
  STORAGE_LEVELS,
} from '../foundation/names.js';
import type { Gateway } from '../gateway/gateway.js';
import { WAITS_FOR } from '../gateway/waiting.js';

/** A side that is spoken here, those that somebody has brought along among them. */
export const sideNames = ({ context }: Gateway) => ({ type: 'string', enum: [...context.sides.keys()] }) as const;

const id = { type: 'string', format: 'uuid' } as const;
const int32 = { type: 'integer', format: 'int32' } as const;
const instant = { type: 'string', format: 'date-time' } as const;

export const FINDING = {
  type: 'object',
  required: ['path', 'rule', 'source', 'severity', 'message'],
  properties: {
    path: { type: 'string', description: 'Where, in the words of the document' },
    canonicalPath: { type: 'string', description: 'The same place in the canonical record' },
    rule: { type: 'string' },
    source: { type: 'string', description: 'Where the rule comes from' },
    severity: { type: 'string', enum: ['error', 'warning', 'info'] },
    message: { type: 'string' },
    masked: { type: 'string', description: 'The value that was refused, masked' },
  },
} as const;

const findings = { type: 'array', items: FINDING } as const;
const links = { type: 'object', additionalProperties: { type: 'string' } } as const;

export const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem',
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: int32,
    detail: { type: 'string' },
    instance: { type: 'string' },
    mend: { type: 'string', description: 'What to do about it' },
    findings,
  },
} as const;

const MEANING: Readonly<Record<number, string>> = {
  400: 'The request does not have the expected form',
  401: 'No valid account was given',
  403: 'The account belongs to another side',
  404: 'Not found',
  410: 'The document of this message is not kept any more',
  409: 'The same key came before with another document, or a selection is not what was expected',
  413: 'The body is too large',
  415: 'The content type or encoding is not taken here',
  422: 'The document breaks a rule; it is kept in quarantine',
  502: 'The side gave an answer that breaks its contract',
  503: 'Not available now; see Retry-After',
};

const RETRY_AFTER = { 'Retry-After': { ...int32, description: 'Seconds after which the call may be repeated' } };
const LOCATION = { Location: { type: 'string', description: 'Where the message is shown' } };

function problemResponse(status: number, schema: object, headers: object = {}): object {
  return {
    description: MEANING[status] ?? 'Error',
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    content: { 'application/problem+json': { schema } },
  };
}

/** The error answers of a route, by status. */
export function errorResponses(...statuses: number[]): Record<number, object> {
  const headersOf = (status: number): object => (status === 503 ? RETRY_AFTER : {});
  return Object.fromEntries(statuses.map((status) => [status, problemResponse(status, PROBLEM, headersOf(status))]));
}

/** Those of them that name the message that is kept. */
export function keptResponses(...statuses: number[]): Record<number, object> {
  const properties = {
    ...PROBLEM.properties,
    message: { ...id, description: 'The message that is kept' },
    _links: links,
  };
  return Object.fromEntries(
    statuses.map((status) => [status, problemResponse(status, { ...PROBLEM, properties }, LOCATION)]),
  );
}

const items = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      row: { ...int32, description: 'Its place among the documents, from 1' },
      id,
      outcome: { type: 'string', enum: ['accepted', 'repeated', 'quarantined', 'parked', 'conflict'] },
      findings,
      _links: links,
    },
  },
} as const;

export const ACCEPTED = {
  type: 'object',
  description: 'Stored; it will be delivered. Of a file of several rows: what became of each',
  headers: LOCATION,
  properties: {
    id,
    outcome: {
      type: 'string',
      enum: ['accepted', 'repeated', 'parked'],
      description:
        '`repeated`: the same document came before; this is the first one’s id. `parked`: stored, but no route takes it yet; it goes on once one does',
    },
    findings,
    _links: links,
    items: { ...items, description: 'Instead of the rest, where the document was a file of rows' },
  },
} as const;

export const PULLED = { type: 'object', properties: { items } } as const;

const held = {
  type: 'object',
  description: 'Why a pending delivery does not leave: its side or its route is held',
  properties: {
    scope: { type: 'string', enum: HOLD_SCOPES },
    name: { type: 'string' },
    reason: { type: 'string' },
    since: instant,
  },
} as const;

const waits = {
  type: 'object',
  description: 'What a pending delivery waits for, where it is not held',
  properties: { for: { type: 'string', enum: WAITS_FOR }, detail: { type: 'string' } },
} as const;

const summary = {
  id,
  side: { type: 'string', enum: SIDES },
  record: { type: 'string', enum: RECORDS },
  event: { type: 'string', enum: EVENTS },
  revision: { type: 'string', description: 'Form and revision the document came in' },
  channel: { type: 'string' },
  status: { type: 'string', enum: MESSAGE_STATES },
  receivedAt: instant,
  bodyBytes: int32,
  findings,
  addressee: {
    type: 'string',
    enum: SIDES,
    description: 'The region whose address the sender called; absent where none is meant more than another',
  },
  partOf: {
    ...id,
    description: 'The message out of whose document, or out of the answer to whose delivery, this one was read',
  },
  storage: {
    type: 'string',
    enum: STORAGE_LEVELS,
    description: 'What is kept of it once all its deliveries have ended well',
  },
  routes: { type: 'string', description: 'Name and version of the table of routes that decided: `default@2026-11`' },
  trimmedAt: { ...instant, description: 'When what is not to be kept was let go of' },
  held,
  _links: links,
} as const;

const delivery = {
  type: 'object',
  properties: {
    id,
    kind: { type: 'string', enum: ['record', 'esito', 'event'] },
    destination: { type: 'string', enum: SIDES },
    route: { type: 'string', description: 'The rule of the table of routes that sends it' },
    lane: { type: 'string', enum: DELIVERY_LANES },
    status: { type: 'string', enum: DELIVERY_STATES },
    attempts: int32,
    nextAttemptAt: { ...instant, nullable: true },
    closedAt: { ...instant, nullable: true },
    held,
    behind: {
      type: 'object',
      description: 'The delivery to the same side about the same person that has to end first',
      properties: { message: id, status: { type: 'string', enum: DELIVERY_STATES }, reason: { type: 'string' } },
    },
    waits,
    answer: {
      type: 'object',
      nullable: true,
      additionalProperties: true,
      description: 'The esito of the side, or why the last attempt failed',
    },
    history: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          number: int32,
          startedAt: instant,
          endedAt: { ...instant, nullable: true },
          outcome: { type: 'string' },
          answer: { type: 'object', nullable: true, additionalProperties: true },
        },
      },
    },
  },
} as const;

export const MESSAGE = {
  type: 'object',
  properties: {
    ...summary,
    correlationId: { type: 'string', nullable: true },
    deliveries: { type: 'array', items: delivery },
    parts: {
      type: 'array',
      description: 'Messages that were read out of this one',
      items: { type: 'object', properties: summary },
    },
  },
} as const;

export const MESSAGE_PAGE = {
  type: 'object',
  properties: {
    items: { type: 'array', items: { type: 'object', properties: summary } },
    next: { type: 'string', description: 'Cursor of the next page; absent on the last' },
  },
} as const;

const reportEntry = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: ['lost', 'kept', 'defaulted', 'translated', 'normalised'] },
    canonical: { type: 'string' },
    side: { type: 'string' },
    detail: { type: 'string' },
  },
} as const;

const translationReport = {
  type: 'object',
  properties: {
    form: { type: 'string', description: 'Side and revision' },
    report: { type: 'array', items: reportEntry },
    findings,
    lineage: {
      type: 'array',
      description: 'Where each value comes from',
      items: {
        type: 'object',
        properties: { canonical: { type: 'string' }, side: { type: 'string' }, codec: { type: 'string' } },
      },
    },
  },
} as const;

export const REPORT = {
  type: 'object',
  properties: { id, received: translationReport, delivered: { type: 'array', items: translationReport } },
} as const;
