/** The entry that every action of an operator leaves, as its statements take it. */
import { holdableJson } from '../foundation/characters.js';
import { uuid7 } from '../foundation/ids.js';
import type { Query } from './database.js';
import type { Acting } from './operating.js';
import { NOTE_ACTION } from './queries/operators.js';

/** Who, what and why, with an id of its own for this commit. */
export function actingRow({ run, actor, side, action, target, reason }: Acting): string {
  return holdableJson({ id: uuid7(), run, actor, side, action, target, reason });
}

/** Writes an entry in the transaction of its effect. */
export async function noteAction(
  query: Query,
  acting: Acting,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  await query(NOTE_ACTION, [actingRow(acting), JSON.stringify(counts)]);
}
