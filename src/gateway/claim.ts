/**
 * What a sender says of the form of a document. The same bytes may come once more, said to be of a form that they do not have: that
 * says nothing of the message that was accepted, so it is kept as one of its own, and its key tells it apart.
 */
import { holdable } from '../foundation/characters.js';
import type { SideName } from '../foundation/names.js';
import { formOf, formText } from './form.js';

export interface Claim {
  /** The side whose form the document is said to have. */
  readonly format: SideName;
  /** Absent where the sender leaves it to us. */
  readonly revision?: string;
}

const MARK = '|as ';

/** Whether a document is said to have another form than the one it was accepted in. */
export function isOtherwise({ format, revision }: Claim, accepted: string): boolean {
  const form = formOf(accepted);
  return format !== form.side || (revision !== undefined && revision !== form.revision);
}

export const keyOfClaim = (key: string, { format, revision = '' }: Claim): string =>
  `${key}${MARK}${formText(format, holdable(revision))}`;

/** The key of the document itself: once it is read after all, it is the same message as whatever was accepted under it. */
export const keyOfDocument = (key: string): string => key.split(MARK, 1)[0] ?? key;
