/**
 * A finding is what a check, a contract or a mapping has to say about a document. Checks return their result together
 * with all findings; they do not throw. Exceptions are for faults of ours or of the machine.
 */

import { holdable } from './characters.js';
import { cut } from './cut.js';

/** `error` stops the record, `warning` travels with it, `info` is kept for the report only. */
export type Severity = 'error' | 'warning' | 'info';

export interface Finding {
  /** Where, in the words of the document that was checked: `datianagrafici/domicilio/cap`, `lavoratore.codiceFiscale`. */
  readonly path: string;
  /** The same place in the canonical record; absent where only the document itself was looked at. */
  readonly canonicalPath?: string;
  /** Stable code of the rule that was broken: `xsd.maxLength`, `codice-fiscale.check-character`, `code.unknown`. */
  readonly rule: string;
  /** Where the rule comes from: a contract revision, a law article, a published table. */
  readonly source: string;
  readonly severity: Severity;
  /** What is wrong and what was expected, for a person. Never holds a value of the document. */
  readonly message: string;
  /** The value that was refused, masked so that it identifies nobody. */
  readonly masked?: string;
}

/**
 * The same finding, told of another place. Named field by field, because a copy of whatever an object holds (`...`) costs
 * thirty times as much, and a document may have dozens of findings.
 */
export function findingAt(
  { rule, source, severity, message, masked }: Finding,
  path: string,
  canonicalPath: string,
): Finding {
  return masked === undefined
    ? { path, canonicalPath, rule, source, severity, message }
    : { path, canonicalPath, rule, source, severity, message, masked };
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** One line for a terminal: `path: message [rule]`. */
export function findingLine(finding: Finding): string {
  return `${finding.path || '(document)'}: ${finding.message} [${finding.rule}]`;
}

const LONGEST_MASK = 24;

/**
 * Masks a value so that a person can recognise its shape, not its owner: letters become `x`, digits `9`, and
 * anything longer than 24 characters is cut. Signs stay, because they are usually what is wrong; only what is no character
 * becomes U+FFFD.
 */
export function mask(value: string): string {
  const shape = holdable(value).replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9');
  const short = cut(shape, LONGEST_MASK);
  return short === shape ? shape : `${short}… (${value.length} characters)`;
}
