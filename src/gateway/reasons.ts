/** What the reasons of a failed attempt mean for the delivery and for its side. */
import type { Answer } from '../adapters/adapter.js';
import { LATE, NOT_WRITABLE } from '../foundation/names.js';

/** The side as a whole is not there for us: it is left alone for a while. */
const NOT_THERE: ReadonlySet<string> = new Set(['unreachable', 'not-admitted']);
/** The document itself has not been tried: that uses up none of its tries. */
const NOT_TRIED: ReadonlySet<string> = new Set([...NOT_THERE, 'call-limit', 'not-begun']);

export const isNotThere = (reason: string): boolean => NOT_THERE.has(reason);
export const isTried = (reason: string): boolean => !NOT_TRIED.has(reason);

/** Its time was over before anything was sent. */
export const NOT_BEGUN = 'not-begun';
/** The process ended during the attempt. */
export const INTERRUPTED = 'interrupted';
/** Sent, or something else about the same thing was; the answer is not known, and neither repeating nor asking is possible. */
export const IN_DOUBT = 'in-doubt';

/** Parked because a person has to decide about each: that its side is well again changes nothing. */
export const FOR_A_PERSON: readonly string[] = [LATE, IN_DOUBT];

/** Whether the answer is one of the side's; otherwise nothing was sent, and it says nothing of the side. */
export function isFromSide(answer: Answer): boolean {
  if (answer.outcome === 'failed') return !OURS.has(answer.reason);
  return answer.outcome === 'acknowledged' || answer.esito.codice !== NOT_WRITABLE;
}

const OURS: ReadonlySet<string> = new Set([INTERRUPTED, NOT_BEGUN, IN_DOUBT]);
