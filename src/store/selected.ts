/** What a selection comes to, out of its groups. */
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { SelectionCounts } from './operating.js';
import { present } from './rows.js';

export interface SelectedRow {
  /** The row of everything together. */
  readonly whole: boolean;
  readonly quarantined: boolean;
  readonly destination: SideName | null;
  readonly record: RecordName;
  readonly event: EventName;
  readonly reason: string | null;
  readonly count: number;
  readonly messages: number;
  readonly ambiguous: number;
  readonly oldest: Date | null;
  readonly newest: Date | null;
}

type Count<Group> = Group & { readonly count: number };

/** Sums up rows that belong to the same group; those that belong to none are left out. The largest first. */
function grouped<Group extends object>(
  rows: readonly SelectedRow[],
  groupOf: (row: SelectedRow) => Group | undefined,
): Count<Group>[] {
  const groups = new Map<string, Count<Group>>();
  for (const row of rows) {
    const group = groupOf(row);
    if (group === undefined) continue;
    const key = JSON.stringify(group);
    groups.set(key, { ...group, count: (groups.get(key)?.count ?? 0) + row.count });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

export function countsOf(rows: readonly SelectedRow[]): SelectionCounts {
  const groups = rows.filter(({ whole }) => !whole);
  const whole = rows.find((row) => row.whole);
  const quarantined = groups.reduce((sum, row) => sum + (row.quarantined ? row.count : 0), 0);
  return {
    deliveries: (whole?.count ?? 0) - quarantined,
    quarantined,
    messages: whole?.messages ?? 0,
    mayHaveArrived: whole?.ambiguous ?? 0,
    byDestination: grouped(groups, ({ destination }) => (destination === null ? undefined : { destination })),
    byRecord: grouped(groups, ({ record, event }) => ({ record, event })),
    byReason: grouped(groups, ({ reason }) => ({ ...present('reason', reason) })),
    ...present('oldest', whole?.oldest ?? null),
    ...present('newest', whole?.newest ?? null),
  };
}
