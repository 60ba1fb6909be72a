/** What a side holds of a person now, for a record that is completed before it leaves. */
import type { Answer, Failed } from '../adapters/adapter.js';
import type { Sap } from '../canonical/sap.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/attempt.js';

export type Completed =
  | {
      readonly canonical: unknown;
      /** What becomes of the document written from it; absent: it goes as it is. */
      readonly finish?: (document: Buffer) => Promise<Buffer | Unsent>;
    }
  | Unsent;
/** Why nothing is sent. */
export type Unsent = Exclude<Answer, { outcome: 'acknowledged' }>;

/** The side's own record, where it can be read as one; a record that cannot is left to the side to judge. */
export async function presentAt(
  side: Side,
  identificativoSap: string,
  signal: AbortSignal,
): Promise<Sap | Failed | undefined> {
  const pulled = await side.adapter?.pull?.('sap', { identificativoSap }, signal);
  if (pulled?.outcome === 'failed') return pulled;
  const document = pulled?.outcome === 'found' ? pulled.documents[0] : undefined;
  if (document === undefined) return undefined;
  const lenient = { mode: 'lenient', codiceFiscaleCheck: 'warning' } as const;
  return side.receive('sap', 'invio', document.body, lenient).canonical as Sap | undefined;
}

/** The id that the side has given to the person: under the code of the record, or under another that is joined to it. */
export async function idAt(
  { adapter }: Side,
  codiceFiscale: string | undefined,
  { otherCodes = [] }: Pick<ClaimedDelivery, 'otherCodes'>,
  signal: AbortSignal,
): Promise<string | undefined | Failed> {
  if (codiceFiscale === undefined) return undefined;
  for (const code of [codiceFiscale, ...otherCodes]) {
    const id = await adapter?.identify?.(code, signal);
    if (id !== undefined) return id;
  }
  return undefined;
}
