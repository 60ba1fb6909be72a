import type { Finding } from '../foundation/finding.js';

/** Why a document could not be opened at all. */
export interface ParseFault {
  readonly rule: string;
  readonly message: string;
}

/** The finding of a document that is refused as a whole, before any contract. */
export function malformed(rule: string, message: string): Finding {
  return { path: '', rule, source: 'XML 1.0', severity: 'error', message };
}
