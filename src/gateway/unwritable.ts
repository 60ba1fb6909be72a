/** The refusal of our own check: the record does not fit the side's contract, and nothing was sent. */
import type { Finding } from '../foundation/finding.js';
import { findingLine } from '../foundation/finding.js';
import type { SideName } from '../foundation/names.js';
import { NOT_WRITABLE } from '../foundation/names.js';
import type { Unsent } from './present.js';

/** `form` names the document: side and revision. Warnings among the findings are left out. */
export function unwritable(form: string, findings: readonly Finding[]): Unsent {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return {
    outcome: 'refused',
    esito: {
      codice: NOT_WRITABLE,
      messaggio: `the record cannot be written in the form of ${form}; nothing was sent`,
      anomalie: errors.map((finding) => ({
        codice: finding.rule,
        descrizione: findingLine(finding),
        campi: finding.path,
      })),
    },
  };
}

/** A document larger than the side takes. */
export function tooLarge(name: SideName, bytes: number, largest: number): Unsent {
  const message = `${bytes} bytes; ${name} takes at most ${largest}`;
  const finding = {
    path: '',
    rule: 'contract.largest-body',
    source: `contracts of ${name}`,
    severity: 'error',
    message,
  } as const;
  return unwritable(name, [finding]);
}
