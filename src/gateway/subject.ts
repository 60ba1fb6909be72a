import { type SubjectKeys, subjectOf } from '../canonical/check.js';
import type { SideName } from '../foundation/names.js';
import type { DeliveryKind } from '../store/receipt.js';
import type { Store } from '../store/store.js';

export interface Subject {
  /**
   * `cf:…` or, where the codice fiscale is not known, `sap:…`; `ente:…` of an organisation. Of an appointment with a
   * national id `appuntamento:…`, since what comes after its booking names it alone and must keep its place behind it.
   */
  readonly key: string;
  readonly codiceFiscale?: string;
  readonly identificativoSap?: string;
}

/**
 * Whom a record is about. A document without a codice fiscale (policies only, an annulment, a notice) is joined to the
 * person through what the store has learned, so that its deliveries keep their place among the person's others. `about` is
 * the codice fiscale that is known from elsewhere, for a record that names nobody.
 */
export async function resolveSubject(store: Store, canonical: unknown, about?: string): Promise<Subject> {
  const known = subjectOf(canonical);
  const { identificativoSap } = known;
  const codiceFiscale =
    known.codiceFiscale ?? (identificativoSap === undefined ? about : await store.whoIs(identificativoSap));
  return {
    key: keyOf(codiceFiscale, known),
    ...(codiceFiscale === undefined ? {} : { codiceFiscale }),
    ...(identificativoSap === undefined ? {} : { identificativoSap }),
  };
}

function keyOf(codiceFiscale: string | undefined, { identificativoSap, ente, appuntamento }: SubjectKeys): string {
  if (appuntamento !== undefined) return `appuntamento:${appuntamento}`;
  if (codiceFiscale !== undefined) return `cf:${codiceFiscale}`;
  return identificativoSap === undefined && ente !== undefined
    ? `ente:${ente}`
    : `sap:${identificativoSap ?? 'unknown'}`;
}

/**
 * Deliveries about one subject to one side leave one at a time, in the order received; what the side hears of it as events is a line
 * of its own.
 */
export const orderingKey = (destination: SideName, subject: Subject, kind: DeliveryKind = 'record'): string =>
  `${kind === 'event' ? 'event|' : ''}${destination}|${subject.key}`;
