/** What the reasons of a failed attempt mean for the delivery and for its side. */

/** The side as a whole is not there for us: it is left alone for a while. */
const NOT_THERE: ReadonlySet<string> = new Set(['unreachable', 'not-admitted']);
/** The document itself has not been tried: that uses up none of its tries. */
const NOT_TRIED: ReadonlySet<string> = new Set([...NOT_THERE, 'call-limit', 'not-begun']);

export const isNotThere = (reason: string): boolean => NOT_THERE.has(reason);
export const isTried = (reason: string): boolean => !NOT_TRIED.has(reason);

/** The attempt had to wait for others until its time was over. */
export const NOT_BEGUN = 'not-begun';
/** The process ended during the attempt. */
export const INTERRUPTED = 'interrupted';
/** Sent, the answer is not known, and neither repeating nor asking is possible. */
export const IN_DOUBT = 'in-doubt';
