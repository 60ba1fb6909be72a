/** What a side is shown of a record that another one has sent. */
import { NATIONAL, type SideName } from '../foundation/names.js';
import type { RecordView } from '../store/views.js';

/** Special categories of data (GDPR art. 9): whoever has told them is shown them, nobody else. */
const SPECIAL = 'categorieParticolari';
/** Fields that one side has and others do not, by side. What only the system of another region knows was not told to this one. */
const EXTENSIONS = 'estensioni';

/** The record as the side may see it; whole for its sender, and where calls are taken without an account. */
export function shownTo(viewer: SideName | undefined, view: RecordView): RecordView {
  if (viewer === undefined || viewer === view.side) return view;
  return { ...view, canonical: without(view.canonical, viewer) };
}

function without(value: unknown, viewer: SideName): unknown {
  if (Array.isArray(value)) return value.map((one) => without(one, viewer));
  if (typeof value !== 'object' || value === null) return value;
  const told: readonly string[] = [viewer, ...NATIONAL];
  const members = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    if (name === SPECIAL) return [];
    if (name !== EXTENSIONS) return [[name, without(member, viewer)]];
    const kept = Object.entries(Object(member)).filter(([side]) => told.includes(side));
    return kept.length === 0 ? [] : [[name, Object.fromEntries(kept)]];
  });
  return Object.fromEntries(members);
}
