/**
 * Completes a record for a side that gives each person's SAP an id of its own. A region's system that calls the national
 * service itself asks for the id before it sends (`verificaEsistenzaSAP`) and says "update" when there is one; for a
 * record that came in another form, that is our work.
 */
import type { Failed } from '../adapters/adapter.js';
import type { Sap } from '../canonical/sap.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/store.js';

/** Variation codes of the national record (SAP Rev009, tipovariazione). */
const FIRST = '01';
const UPDATE = '02';

/** The record as it should leave, or the failure of the question that was needed. */
export async function completed(
  side: Side,
  claimed: ClaimedDelivery,
  signal: AbortSignal,
): Promise<{ readonly canonical: unknown } | Failed> {
  const { canonical, codiceFiscale, record, event } = claimed;
  const ownForm = claimed.revision.startsWith(`${side.name}:`);
  const identify = side.adapter?.identify?.bind(side.adapter);
  if (ownForm || record !== 'sap' || event !== 'invio' || !identify || codiceFiscale === undefined)
    return { canonical };
  const sap = canonical as Sap;
  if (sap.invio.identificativoSap !== undefined) return { canonical };
  const id = await identify(codiceFiscale, signal);
  if (typeof id === 'object') return id;
  return { canonical: id === undefined ? sap : { ...sap, invio: withId(sap.invio, id) } };
}

const withId = (invio: Sap['invio'], identificativoSap: string): Sap['invio'] => ({
  ...invio,
  identificativoSap,
  tipoVariazione: invio.tipoVariazione === FIRST ? UPDATE : invio.tipoVariazione,
});
