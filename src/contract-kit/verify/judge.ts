/** From the answer to one call to a case of the report. */

import { textsAt } from '../../contract/tree-path.js';
import type { Case } from '../report.js';
import type { Sent } from './documents.js';
import type { Question } from './questions.js';
import { quoted, type Verdict } from './wire.js';

const WANTED = {
  accepted: 'it to be accepted',
  refused: 'it to be refused',
  answered: 'an answer in the form of the service',
} as const;

/** The case of a document that was sent. */
export function caseOf(group: string, sent: Sent, { broken, said, outcome }: Verdict): Case {
  const { name, expected, because, refusals } = sent;
  const wrong = (...details: readonly string[]): Case => ({ group, name, outcome: 'failed', details });
  if (broken.length > 0 || said === undefined) return wrong(...broken);
  const found = `${said}${outcome === '' ? '' : `, ${outcome}`}`;
  const reason = because === '' ? '' : ` (${because})`;
  if (said === 'later' || said === 'faulty') return wrong(`expected ${WANTED[expected]}${reason}, found ${found}`);
  if (said === 'refused' && refusals !== undefined && !refusals.some((code) => outcome.startsWith(code)))
    return wrong(`expected it to be accepted, or refused with ${refusals.join(' or ')}${reason}, found ${found}`);
  if (expected === 'answered') return { group, name, outcome: 'passed', details: [`${found}${reason}`] };
  if (said !== expected) return wrong(`expected ${WANTED[expected]}${reason}, found ${found}`);
  return { group, name, outcome: 'passed', details: [] };
}

/** The case of a question: where it was answered, the answer must hold what is known. */
export function questionCase(group: string, question: Question, verdict: Verdict): Case {
  const answered = caseOf(group, question, verdict);
  if (answered.outcome !== 'passed' || verdict.said !== 'accepted' || question.holds.length === 0) return answered;
  const { tree = {} } = verdict;
  const details = question.holds.flatMap(([path, expected]) => {
    const found = textsAt(tree, path);
    return found.includes(expected)
      ? []
      : [`${path}: expected ${expected}, found ${quoted(found.join(', ')) || 'nothing'}`];
  });
  return details.length === 0 ? answered : compared(group, question.name, details);
}

/** A case that nothing could be sent for. */
export const uncovered = (group: string, why: string): Case => ({
  group,
  name: 'no call',
  outcome: 'skipped',
  details: [why],
});

/** A case that is told by lines of what differs. */
export const compared = (group: string, name: string, details: readonly string[]): Case => ({
  group,
  name,
  outcome: details.length === 0 ? 'passed' : 'failed',
  details,
});
