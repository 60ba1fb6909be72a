/** The faults of the sandboxes themselves; what a simulated side answers is never one of these. */
import { type ErrorArea, errorsOf } from '../foundation/errors.js';

export const SANDBOX_ERRORS = {
  'sandbox-seed-invalid': {
    status: 500,
    title: 'A document that a sandbox should begin with breaks its contract',
    mend: 'Mend the document; the detail says where and how.',
  },
} as const satisfies ErrorArea;

export const sandboxError = errorsOf(SANDBOX_ERRORS);
