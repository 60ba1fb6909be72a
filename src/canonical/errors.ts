import { errorsOf } from '../foundation/errors.js';

export const CANONICAL_ERRORS = {
  'record-unknown': {
    status: 500,
    title: 'No canonical record of this kind is defined',
    mend: 'This is a fault of the program: a side offers a document for which there is no canonical record. Please report it.',
  },
} as const;

export const canonicalError = errorsOf(CANONICAL_ERRORS);
