/** Checks of a record against what came before about the same person. */
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName } from '../foundation/names.js';

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
  /** The records it looks at. */
  readonly of: readonly RecordName[];
  /** `past` is newest first; `today` the day of checking. */
  readonly findings: (value: unknown, past: readonly PastRecord[], today: string) => readonly Finding[];
  /** What makes two receipts without a key of the sender's the same message, where their bytes do not tell. */
  readonly sameness?: (value: unknown) => string;
}
