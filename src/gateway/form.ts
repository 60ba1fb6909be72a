/** The form a record came in, as the store keeps it: `silp:v1`, or `inps:4.0<did/invio` for one read out of another's document. */
import type { EventName, RecordName, SideName } from '../foundation/names.js';

export interface Form {
  /** The side whose document form it is. */
  readonly side: SideName;
  readonly revision: string;
  /** The record that the document belongs to, where that is another one. */
  readonly partOf?: { readonly record: RecordName; readonly event: EventName };
}

export function formText(side: SideName, revision: string, partOf?: Form['partOf']): string {
  return `${side}:${revision}${partOf === undefined ? '' : `<${partOf.record}/${partOf.event}`}`;
}

/** Reads what `formText` wrote. */
export function formOf(text: string): Form {
  const [form = '', origin] = text.split('<');
  const colon = form.indexOf(':');
  const side = form.slice(0, colon) as SideName;
  const revision = form.slice(colon + 1);
  if (origin === undefined) return { side, revision };
  const [record, event] = origin.split('/') as [RecordName, EventName];
  return { side, revision, partOf: { record, event } };
}
