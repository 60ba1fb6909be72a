/**
 * Completes a record for a side that gives each person's SAP an id of its own and replaces it whole. A region's system
 * that calls the national service itself asks for the id before it sends (`verificaEsistenzaSAP`), says "update" when there
 * is one, and merges with the record it downloads (`richiestaSAP`); for a record that came in another form, that is our work.
 */
import type { Answer, Failed } from '../adapters/adapter.js';
import type { Sap } from '../canonical/sap.js';
import { mergedWithNational } from '../canonical/sap-merge.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/store.js';
import type { Translation } from '../translation.js';
import { formOf } from './form.js';

/** Variation codes of the national record (SAP Rev009, tipovariazione). */
const FIRST = '01';
const UPDATE = '02';

type Completed = { readonly canonical: unknown } | Exclude<Answer, { outcome: 'acknowledged' }>;

/** The record as it should leave, or the failure of the questions that were needed. `form` is the form it came in. */
export async function completed(
  side: Side,
  claimed: ClaimedDelivery,
  form: Translation | undefined,
  signal: AbortSignal,
): Promise<Completed> {
  const { canonical, codiceFiscale, record, event } = claimed;
  const ownForm = formOf(claimed.revision).side === side.name;
  const { adapter } = side;
  if (ownForm || record !== 'sap' || event !== 'invio' || !adapter?.identify || codiceFiscale === undefined) {
    return { canonical };
  }
  const sap = canonical as Sap;
  const id = sap.invio.identificativoSap ?? (await adapter.identify(codiceFiscale, signal));
  if (typeof id === 'object') return id;
  if (id === undefined) return { canonical };
  const update = { ...sap, invio: withId(sap.invio, id) };
  const present = await presentAt(side, id, signal);
  if (present !== undefined && 'outcome' in present) return present;
  if (present === undefined || form === undefined) return { canonical: update };
  return { canonical: mergedWithNational(update, present, form.stated) };
}

/** The side's own record, where it can be read as one; a record that cannot is left to the side to judge. */
async function presentAt(
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

const withId = (invio: Sap['invio'], identificativoSap: string): Sap['invio'] => ({
  ...invio,
  identificativoSap,
  tipoVariazione: invio.tipoVariazione === FIRST ? UPDATE : invio.tipoVariazione,
});
