import { errorsOf } from '../foundation/errors.js';

export const HTTP_ERRORS = {
  'not-found': { status: 404, title: 'Nothing is here', mend: 'See /openapi.json for the paths that are.' },
  'method-not-allowed': {
    status: 405,
    title: 'This path has other methods',
    mend: 'Use one of the methods in Allow.',
  },
  'invalid-request': {
    status: 400,
    title: 'The request does not have the expected form',
    mend: 'Correct the parts named in detail; the expected form is in /openapi.json.',
  },
  unauthorized: {
    status: 401,
    title: 'No valid account was given',
    mend: 'Send HTTP Basic credentials of an account listed under callers.',
  },
  'forbidden-side': {
    status: 403,
    title: 'This account belongs to another side',
    mend: 'Use an account of a side that may do this; docs/operations.md lists who may do what.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is larger than what is taken here',
    mend: 'Send one person per document; the limit is http.bodyLimit.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'This content type is not taken here',
    mend: 'Send the media type of the side, named in detail.',
  },
  'too-many-in-work': {
    status: 503,
    title: 'Too much is in work at this moment',
    mend: 'Repeat the call after the time in Retry-After.',
  },
  'question-refused': {
    status: 422,
    title: 'The question breaks its contract',
    mend: 'Correct the fields named in findings and ask again; nothing has been asked, and nothing is kept.',
  },
  'reply-address-refused': {
    status: 400,
    title: 'The address in X-ReplyTo may not be called',
    mend: 'Use an http(s) address on a host listed in callback.allowedHosts.',
  },
  internal: {
    status: 500,
    title: 'A fault of ours',
    mend: 'Tell the operators the instance id; it is in the log.',
  },
} as const;

export const httpError = errorsOf(HTTP_ERRORS);
