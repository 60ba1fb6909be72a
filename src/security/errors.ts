/** The faults of the security room: what it needs of its own is missing. What a signed file holds is a finding, never one of these. */
import { type ErrorArea, errorsOf } from '../foundation/errors.js';

export const SECURITY_ERRORS = {
  'trust-unreadable': {
    status: 500,
    title: 'The trusted certificates cannot be read',
    mend: 'Let security.trustAnchors name a folder with the certificates of the trusted authorities in PEM form, or leave it out.',
  },
} as const satisfies ErrorArea;

export const securityError = errorsOf(SECURITY_ERRORS);
