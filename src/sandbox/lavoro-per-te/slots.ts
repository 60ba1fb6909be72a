/** The agenda of the SIL: slots of its CPIs, and who has booked them. Outcome codes as the service knows them. */

import type { DocumentTree } from '../../contract/contract.js';
import { group, text } from '../anpal/tree.js';

export interface Slot {
  readonly id: number;
  /** Regional code, nine characters. */
  readonly cpi: string;
  readonly data: string;
  /** `hh:mm` */
  readonly ora: string;
}

export interface Booking {
  readonly id: string;
  readonly slot: Slot;
  readonly codiceFiscale: string;
  readonly utente: string;
  readonly servizio: string;
  readonly provincia: string;
  /** National id. */
  readonly coap?: string;
  /** 2 booked, 5 annulled. */
  readonly stato: '2' | '5';
}

/** Until so many days before may a booking be annulled; which number a region configures is not public. */
const ANNUL_BEFORE_DAYS = 1;
const DAY_MS = 86_400_000;

type Outcome = readonly [codice: string, descrizione: string, booking?: Booking | undefined];

export class RegionAgenda {
  readonly #bookings: Booking[] = [];

  constructor(private readonly slots: readonly Slot[]) {}

  all(): readonly Booking[] {
    return [...this.#bookings];
  }

  of(codiceFiscale: string): readonly Booking[] {
    return this.#bookings.filter((one) => one.codiceFiscale === codiceFiscale);
  }

  free({
    cpi,
    dal = '',
    al = '9999',
    fascia = '',
  }: {
    cpi: string;
    dal?: string;
    al?: string;
    fascia?: string;
  }): readonly Slot[] {
    const taken = new Set(this.#active().map(({ slot }) => slot.id));
    const inTime = ({ data, ora }: Slot): boolean =>
      data >= dal && data <= al && (fascia === '' || (fascia === 'M') === ora < '13:00');
    return this.slots.filter((slot) => slot.cpi === cpi && !taken.has(slot.id) && inTime(slot));
  }

  book(request: DocumentTree): Outcome {
    const parameters = group(request.parametriAppuntamento);
    const cpi = text(parameters.IdCPI);
    const codiceFiscale = text(request.codiceFiscale);
    const servizio = text(parameters.codiceRichiesta);
    if (!this.slots.some((slot) => slot.cpi === cpi)) return ['11', 'Incoerenza CPI/provincia'];
    const already = this.#active().find(
      (one) => one.codiceFiscale === codiceFiscale && one.servizio === servizio && one.slot.cpi === cpi,
    );
    if (already) return ['23', 'Prenotazione gia esistente presso il CPI', already];
    const slot = this.#slotFor(parameters, cpi);
    if (typeof slot === 'string') return [slot, WORDS[slot] ?? ''];
    const clash = this.#active().some(
      (one) => one.codiceFiscale === codiceFiscale && one.slot.data === slot.data && one.slot.ora === slot.ora,
    );
    if (clash) return ['25', 'Sovrapposizione con altro appuntamento dello stesso soggetto'];
    const coap = text(request.IdCoap);
    const booking: Booking = {
      id: `AR${String(this.#bookings.length + 1).padStart(8, '0')}`,
      slot,
      codiceFiscale,
      utente: group(request.utenteAzienda).UtenteServizio === 'A' ? 'A' : 'L',
      servizio,
      provincia: text(request.IdProvincia),
      stato: '2',
      ...(coap === '' ? {} : { coap }),
    };
    this.#bookings.push(booking);
    return ['00', 'OK', booking];
  }

  annul(request: DocumentTree, today: string): Outcome {
    const found = this.find(request);
    if (found.length === 0) return ['04', 'Appuntamento non presente'];
    const active = found.filter(({ stato }) => stato === '2');
    const [one, more] = active;
    if (one === undefined) return ['06', 'Appuntamento in stato non attivo', found[0]];
    if (more !== undefined) return ['05', 'Piu appuntamenti corrispondono ai criteri'];
    const days = (Date.parse(one.slot.data) - Date.parse(today)) / DAY_MS;
    if (days < ANNUL_BEFORE_DAYS) return ['07', 'Appuntamento fuori termine di annullamento', one];
    const annulled: Booking = { ...one, stato: '5' };
    this.#bookings[this.#bookings.indexOf(one)] = annulled;
    return ['00', 'OK', annulled];
  }

  /** Named by its ids, or by person, day, hour, CPI and service. */
  find(request: DocumentTree): readonly Booking[] {
    const regionale = text(request.IdAppuntamentoAR);
    if (regionale !== '') {
      return this.#bookings.filter(({ id, coap }) => id === regionale && coap === text(request.IdAppuntamentoCoap));
    }
    const at = group(request.datiAppuntamento);
    return this.#bookings.filter(
      ({ slot, codiceFiscale, servizio }) =>
        codiceFiscale === text(request.codiceFiscale) &&
        slot.data === text(at.dataAppuntamento) &&
        slot.ora === text(at.oraAppuntamento) &&
        slot.cpi === text(at.IdCPI) &&
        servizio === text(at.codiceRichiesta),
    );
  }

  #active(): readonly Booking[] {
    return this.#bookings.filter(({ stato }) => stato === '2');
  }

  #slotFor(parameters: DocumentTree, cpi: string): Slot | '10' | '16' | '17' | '18' {
    const wanted = text(parameters.identificativoSlot);
    if (wanted === '') return this.free({ cpi, ...searched(parameters) })[0] ?? '18';
    const slot = this.slots.find(({ id }) => id === Number(wanted));
    if (slot === undefined) return '16';
    if (slot.cpi !== cpi) return '10';
    return this.free({ cpi }).includes(slot) ? slot : '17';
  }
}

const WORDS: Readonly<Record<string, string>> = {
  '10': 'Incoerenza slot/CPI',
  '16': 'Lo slot non esiste',
  '17': 'Lo slot non e piu disponibile',
  '18': 'Nessuno slot disponibile',
};

export function searched(parameters: DocumentTree) {
  const search = group(parameters.datiRicerca);
  const [dal, al, fascia] = [text(search.dataDal), text(search.dataAl), text(search.mattina_pomeriggio)];
  return { ...(dal === '' ? {} : { dal }), ...(al === '' ? {} : { al }), fascia };
}
