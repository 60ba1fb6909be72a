import { errorsOf } from '../foundation/errors.js';

export const GATEWAY_ERRORS = {
  'document-refused': {
    status: 422,
    title: 'The document breaks a rule',
    mend: 'Correct the fields named in findings and send the document again. What arrived is kept in quarantine under the message id.',
  },
  'key-reused': {
    status: 409,
    title: 'The same key came before with another document',
    mend: 'Use a new Idempotency-Key for a new document, or send the first document unchanged.',
  },
  'unsupported-document': {
    status: 404,
    title: 'This side has no such document',
    mend: 'See /openapi.json for the sides, records and events that are spoken here.',
  },
  'side-not-configured': {
    status: 503,
    title: 'This side is not configured',
    mend: 'Set sides.<side>.url in the configuration file, or RACCORDO_SIDES_<SIDE>_URL, and start again.',
  },
  'side-unavailable': {
    status: 503,
    title: 'The side does not answer now',
    mend: 'Repeat the call later; nothing was changed.',
  },
  'not-routed': {
    status: 500,
    title: 'The record goes to nobody who could answer',
    mend: 'Tell the operators: it is kept under the message id, and no route leads it to the side whose answer is awaited.',
  },
  'answer-unusable': {
    status: 502,
    title: 'The answer of the side cannot be used',
    mend: 'Tell the operators, because the side may have changed its interface: repeating the call does not help.',
  },
  'side-refused': {
    status: 422,
    title: 'The side refused the request by its own rules',
    mend: 'Read the outcome of the side in detail.',
  },
  'operation-not-supported': {
    status: 404,
    title: 'This side does not answer such a question',
    mend: 'See docs/sides for the operations of each side.',
  },
  'person-not-found': {
    status: 404,
    title: 'The side has no record of this person',
    mend: 'Check the codice fiscale, or the national id, with the side.',
  },
  'message-not-found': {
    status: 404,
    title: 'No message with this id',
    mend: 'Check the id: it is the one given in the Location header when the message was taken in.',
  },
  'message-trimmed': {
    status: 410,
    title: 'The document of this message is not kept any more',
    mend: 'Have its sender send it again with a change or a new key. How long what is kept, the storage of its route says (docs/routes.md).',
  },
  'selection-changed': {
    status: 409,
    title: 'The selection is not what it was',
    mend: 'Ask for the preview again, and give its total as expected.',
  },
  'person-named': {
    status: 400,
    title: 'A person is named where none may be',
    mend: 'Leave the codice fiscale out: name the message by its id. What operators write is kept and shown to others.',
  },
} as const;

export const gatewayError = errorsOf(GATEWAY_ERRORS);
