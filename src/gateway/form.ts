/**
 * The form a record came in, as the store keeps it: `silp:v1`, or `inps:4.0<did/invio` for one read out of another's
 * document, `anpal:Rev009<sap/invio#2` for the third such record there.
 */

import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { ReceivedDocument, Side, SideReceiveOptions } from '../sides.js';
import type { RawMessage } from '../store/views.js';
import type { Received } from '../translation.js';

export interface Form {
  /** The side whose document form it is. */
  readonly side: SideName;
  readonly revision: string;
  /** The record that the document belongs to, where that is another one. */
  readonly partOf?: {
    readonly record: RecordName;
    readonly event: EventName;
    /** Place among the records of its kind in the document, from 0. */
    readonly place: number;
  };
}

export function formText(side: SideName, revision: string, partOf?: Form['partOf']): string {
  return `${side}:${revision}${partOf === undefined ? '' : originText(partOf)}`;
}

const originText = ({ record, event, place }: NonNullable<Form['partOf']>): string =>
  `<${record}/${event}${place === 0 ? '' : `#${place}`}`;

/** Reads what `formText` wrote. */
export function formOf(text: string): Form {
  const [form = '', origin] = text.split('<');
  const colon = form.indexOf(':');
  const side = form.slice(0, colon) as SideName;
  const revision = form.slice(colon + 1);
  if (origin === undefined) return { side, revision };
  const [pair = '', place = '0'] = origin.split('#');
  const [record, event] = pair.split('/') as [RecordName, EventName];
  return { side, revision, partOf: { record, event, place: Number(place) } };
}

/** Reads a kept message again in the form it came in: the whole document, or the one record that was read out of it. */
export function readAgain(
  side: Side,
  raw: Pick<RawMessage, 'record' | 'event' | 'revision' | 'body'>,
  options: SideReceiveOptions & { readonly traced?: boolean },
): { readonly received: Received; readonly form: string; readonly document: ReceivedDocument } {
  const { partOf } = formOf(raw.revision);
  const whole = partOf ?? raw;
  const document = side.receive(whole.record, whole.event, raw.body, options);
  const form = formText(side.name, document.revision, partOf);
  if (partOf === undefined) return { received: document, form, document };
  const wanted = (record: RecordName, event: EventName): boolean => record === raw.record && event === raw.event;
  const part = side.parts(whole.record, whole.event, document, wanted, options)[partOf.place];
  // What the document is as a whole is not the record that was read out of it.
  const { canonical: _, ...unread } = document;
  return { received: part ?? unread, form, document };
}
