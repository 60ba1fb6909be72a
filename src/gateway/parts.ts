/** The other records in a document, which go in with it. */
import { digest, newMessageId } from '../foundation/ids.js';
import type { EventName, RecordName } from '../foundation/names.js';
import type { ReceivedDocument, Side } from '../sides.js';
import type { AcceptedReceipt, Receipt } from '../store/receipt.js';
import type { CodiceFiscaleCheck } from '../translation.js';
import { acceptanceOf, inWords, isFinding } from './acceptance.js';
import type { Context } from './context.js';
import { formText } from './form.js';
import { isUnwanted, routedTo } from './recipients.js';
import { UNREAD } from './routing/decide.js';

export interface Parts {
  readonly accepted: readonly AcceptedReceipt[];
  /** Those that break a rule. */
  readonly refused: readonly Receipt[];
}

/**
 * The other records in the document of `whole` that some route takes. A part that no route takes, now that its fields are known, is
 * not read out: it is kept with its document.
 */
export async function partsOf(
  context: Context,
  side: Side,
  whole: Receipt,
  received: ReceivedDocument,
  checks: { codiceFiscaleCheck?: CodiceFiscaleCheck },
): Promise<Parts> {
  const formAt = (place: number): string =>
    formText(side.name, received.revision, { record: whole.record, event: whole.event, place });
  const routed = (record: RecordName, event: EventName): boolean =>
    routedTo(context, { record, event, side: whole.side, revision: formAt(0) }, UNREAD) !== undefined;
  const accepted: AcceptedReceipt[] = [];
  const refused: Receipt[] = [];
  const places = new Map<string, number>();
  for (const part of side.parts(whole.record, whole.event, received, routed, checks)) {
    const { replyTo: _, ...rest } = whole;
    const kind = `${part.record}/${part.event}`;
    const place = places.get(kind) ?? 0;
    places.set(kind, place + 1);
    const receipt: Receipt = {
      ...rest,
      id: newMessageId(),
      record: part.record,
      event: part.event,
      revision: formAt(place),
      dedupeKey: digest(`${whole.dedupeKey}|part|${kind}|${place}`),
      findings: part.findings,
      partOf: whole.id,
    };
    const one = part.canonical === undefined ? undefined : await acceptanceOf(context, receipt, part.canonical, part);
    if (one === undefined) refused.push(receipt);
    else if (!isFinding(one)) accepted.push(one);
    else if (!isUnwanted(one)) refused.push({ ...receipt, findings: [...receipt.findings, ...inWords(part, one)] });
  }
  return { accepted, refused };
}
