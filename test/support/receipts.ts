/** Receipts about invented people. */
import type { DeliveryId } from '../../src/foundation/brand.js';
import { digest, newDeliveryId, newMessageId } from '../../src/foundation/ids.js';
import type { SideName } from '../../src/foundation/names.js';
import type { AcceptedReceipt, NewDelivery } from '../../src/store/receipt.js';
import { makeCodiceFiscale } from './codice-fiscale.js';

let people = 0;

/** A person nobody has met before in this process: another birthday for each. */
export function somebody(): { codiceFiscale: string; identificativoSap: string } {
  people += 1;
  const birth = new Date(Date.UTC(1950, 0, 1) + people * 86_400_000).toISOString().slice(0, 10);
  const codiceFiscale = makeCodiceFiscale({
    cognome: 'Prova',
    nome: 'Ada',
    sesso: 'F',
    dataNascita: birth,
    luogoNascita: 'H501',
  });
  return { codiceFiscale, identificativoSap: `AA${String(people).padStart(8, '0')}Z` };
}

export function deliveryTo(destination: SideName, orderingKey: string): NewDelivery {
  return { id: newDeliveryId(), kind: 'record', destination, orderingKey, lane: 'interactive' };
}

/** A receipt from SILP with one delivery to ANPAL; what is given replaces what is made up. */
export function receipt(given: Partial<AcceptedReceipt> & { readonly text?: string } = {}): AcceptedReceipt {
  const { text = '{}', ...replaced } = given;
  const id = newMessageId();
  const codiceFiscale = given.codiceFiscale ?? somebody().codiceFiscale;
  const body = Buffer.from(text);
  return {
    id,
    side: 'silp',
    record: 'sap',
    event: 'invio',
    revision: 'v1',
    channel: 'rest',
    contentType: 'application/json',
    body,
    bodyDigest: digest(body),
    dedupeKey: id,
    findings: [],
    subject: `cf:${codiceFiscale}`,
    codiceFiscale,
    canonical: { persona: { codiceFiscale } },
    report: [],
    deliveries: [deliveryTo('anpal', `anpal ${codiceFiscale}`)],
    ...replaced,
  };
}

/** The id of the n-th delivery. */
export function deliveryId(of: AcceptedReceipt, n = 0): DeliveryId {
  const delivery = of.deliveries[n];
  if (delivery === undefined) throw new Error('the receipt has fewer deliveries');
  return delivery.id;
}
