/** Checks of a record against what came before about the same person. */
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName } from '../foundation/names.js';
import type { Territorio } from './territorio.js';

/** A record about the same person that came before. */
export interface PastRecord {
  readonly messageId: string;
  readonly record: RecordName;
  readonly event: EventName;
  readonly canonical: unknown;
  /** When it was taken in here; absent where that is not known. */
  readonly receivedAt?: Date;
}

/** What can only be said in view of what came before. */
export interface HistoryCheck {
  /** The records it looks at; those of some values alone, where the others want nothing of the past. */
  readonly of: readonly RecordName[] | ((value: unknown) => readonly RecordName[]);
  /**
   * `past` is newest first among the records of a kind; `today` the day of checking; `region` the sender's, in the ministry's
   * numbering, absent where the sender is none or the record is one of several in what it sends; `territorio` which CPI is competent where.
   */
  readonly findings: (
    value: unknown,
    past: readonly PastRecord[],
    today: string,
    region?: string,
    territorio?: Territorio,
  ) => readonly Finding[];
  /** What makes two receipts without a key of the sender's the same message, where their bytes do not tell. */
  readonly sameness?: (value: unknown) => string;
}

/** The records that a check looks at for a value. */
export const pastWanted = ({ of }: HistoryCheck, value: unknown): readonly RecordName[] =>
  typeof of === 'function' ? of(value) : of;

/** A check and what else is to be said in view of the past; the first says what makes two receipts the same. */
export function together(first: HistoryCheck, ...others: readonly HistoryCheck[]): HistoryCheck {
  const all = [first, ...others];
  return {
    ...first,
    of: (value) => [...new Set(all.flatMap((check) => pastWanted(check, value)))],
    findings: (...about) => all.flatMap((check) => check.findings(...about)),
  };
}
