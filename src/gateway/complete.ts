/**
 * Completes a record for a side that gives each person's SAP an id of its own and replaces it whole. A region's system
 * that calls the national service itself asks for the id before it sends (`verificaEsistenzaSAP`), says "update" when there
 * is one, and merges with the record it downloads (`richiestaSAP`); for a record that came in another form, that is our work.
 */
import type { Sap } from '../canonical/sap.js';
import { mergedWithNational } from '../canonical/sap-merge.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { Translation } from '../translation.js';
import type { Context } from './context.js';
import { formOf } from './form.js';
import { type Completed, idAt, presentAt } from './present.js';
import { completedWithin } from './within.js';

/** Variation codes of the national record (SAP Rev009, tipovariazione). */
const FIRST = '01';
const UPDATE = '02';

/** The record as it should leave, or the failure of the questions that were needed. `form` is the form it came in. */
export async function completed(
  context: Context,
  side: Side,
  claimed: ClaimedDelivery,
  form: Translation | undefined,
  signal: AbortSignal,
): Promise<Completed> {
  const { canonical, codiceFiscale, record, event } = claimed;
  const { side: formSide, partOf } = formOf(claimed.revision);
  const { adapter } = side;
  if (event !== 'invio' || !adapter?.identify) return { canonical };
  // Whatever its form: a row that is sent alone would take away those that its body has at the side.
  const whole = adapter.capabilities.within?.[record];
  if (whole !== undefined) return completedWithin(context, side, claimed, whole, signal);
  // What was read out of a document of the side's own is no such document itself, and says less than one.
  const ownForm = formSide === side.name && partOf === undefined;
  if (ownForm || record !== 'sap' || codiceFiscale === undefined) return { canonical };
  const sap = canonical as Sap;
  const id = sap.invio.identificativoSap ?? (await idAt(side, codiceFiscale, claimed, signal));
  if (typeof id === 'object') return id;
  if (id === undefined) return { canonical };
  const update = { ...sap, invio: withId(sap.invio, id) };
  const present = await presentAt(side, id, signal);
  if (present !== undefined && 'outcome' in present) return present;
  if (present === undefined || form === undefined) return { canonical: update };
  return { canonical: mergedWithNational(update, present, form.stated) };
}

const withId = (invio: Sap['invio'], identificativoSap: string): Sap['invio'] => ({
  ...invio,
  identificativoSap,
  tipoVariazione: invio.tipoVariazione === FIRST ? UPDATE : invio.tipoVariazione,
});
