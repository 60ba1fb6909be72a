/** What the simulated nation holds of the RdC: who receives it, and the events of condizionalità told about them. */
import { rdcContracts } from '../../contract/anpal/rdc.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import { sandboxError } from '../errors.js';

/** A receiver by the elements of `beneficiario`, in any order. */
export type Beneficiario = Readonly<Record<string, string>>;

export interface NotificationOptions {
  /** Version of the notification: `1.3`, `1.2` or `1.0`; the newest by default. */
  readonly version?: '1.3' | '1.2' | '1.0';
  /** `DataInvio`; the day at the node by default. */
  readonly dataInvio?: string;
  /** `IdComunicazione`; counted by default. */
  readonly idComunicazione?: string;
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);
const HEAD = 'cod_cap_domicilio cod_cap_residenza cod_cittadinanza cod_comune_domicilio';
const APPLICATION = 'cod_fiscale cod_fiscale_richiedente cod_protocollo_inps cod_ruolo_beneficiario';
const PERSON = 'des_cognome des_email des_indirizzo_domicilio des_indirizzo_residenza des_nome des_telefono';
const DATES = 'dtt_domanda dtt_nascita dtt_rendicontazione';

/** Elements of `beneficiario` in version 1.2, in order. */
const ANSWERED = words(`${HEAD} des_comune_domicilio cod_comune_nascita des_comune_nascita cod_comune_residenza
  des_comune_residenza cod_sap cod_stato ${APPLICATION} cod_sesso ${PERSON} ${DATES}
  fonte dtt_trasformazione tipo_domanda dtt_variazione_stato`);
/** Elements of `invioRDC` in version 1.0, in order; each later version appends. */
const NOTIFIED = words(`${HEAD} cod_comune_nascita cod_comune_residenza ${APPLICATION} cod_sesso cod_stato ${PERSON}
  ${DATES} des_comune_domicilio des_comune_residenza des_comune_nascita cod_sap cod_cpi`);
const APPENDED: Readonly<Record<string, readonly string[]>> = {
  '1.0': [],
  '1.2': words('fonte dtt_trasformazione'),
  '1.3': words('fonte dtt_trasformazione tipo_domanda dtt_variazione_stato'),
};

const inOrder = (person: Beneficiario, elements: readonly string[]): Record<string, string> =>
  Object.fromEntries(elements.flatMap((name) => (person[name] === undefined ? [] : [[name, person[name]]])));

interface HeldEvent {
  readonly key: string;
  readonly toldOn: string;
}

/** What makes two events the same. */
function eventKey(request: DocumentTree): string {
  const day = (element: string): string => textAt(request, element).slice(0, 10);
  const same = ['cod_fiscale', 'cod_evento', 'cod_protocollo_inps'].map((element) => textAt(request, element));
  return [...same, day('dtt_domanda'), day('dtt_evento')].join('|');
}

const MOST_DAYS = 10;
const DAY_MS = 86_400_000;

/** Why an event is refused: its code and words. */
export type Refused = readonly [codice: string, words: string];

export class Benefits {
  readonly #receivers: readonly Beneficiario[];
  #events: HeldEvent[] = [];
  #sent = 0;

  constructor(receivers: readonly Beneficiario[] = []) {
    this.#receivers = receivers;
    for (const person of receivers) this.#checked(person, '2020-01-01', {});
  }

  /** The household of a person: everyone of the applications they belong to. */
  householdOf(codiceFiscale: string): readonly Record<string, string>[] {
    const theirs = this.#receivers.filter(({ cod_fiscale }) => cod_fiscale === codiceFiscale);
    const protocols = new Set(theirs.map(({ cod_protocollo_inps }) => cod_protocollo_inps));
    return this.#receivers
      .filter(({ cod_protocollo_inps }) => protocols.has(cod_protocollo_inps))
      .map((person) => inOrder(person, ANSWERED));
  }

  byProtocol(protocollo: string): readonly Record<string, string>[] {
    return this.#receivers
      .filter(({ cod_protocollo_inps }) => cod_protocollo_inps === protocollo)
      .map((person) => inOrder(person, ANSWERED));
  }

  /** The notification about a person. Throws where none is held, or where it would break its contract. */
  notification(codiceFiscale: string, today: string, how: NotificationOptions = {}): string {
    const person = this.#receivers.find(({ cod_fiscale }) => cod_fiscale === codiceFiscale);
    if (person === undefined) throw new Error('no such receiver in this sandbox');
    return this.#checked(person, today, how).toString('utf8');
  }

  #checked(person: Beneficiario, today: string, how: NotificationOptions): Buffer {
    const { version = '1.3', dataInvio = today } = how;
    const contract = rdcContracts.find(({ revision }) => revision === `notifica-${version}`);
    if (contract === undefined) throw new Error(`no version ${version}`);
    this.#sent += 1;
    const document = contract.write({
      datiInvio: { IdComunicazione: how.idComunicazione ?? `SIM-${this.#sent}`, DataInvio: dataInvio },
      invioRDC: inOrder(person, [...NOTIFIED, ...(APPENDED[version] ?? [])]),
    });
    const { findings } = contract.read(document);
    if (hasErrors(findings)) throw sandboxError('sandbox-seed-invalid', findings.map(findingLine).join('; '));
    return document;
  }

  /** An event is told. */
  load(request: DocumentTree, today: string): Refused | undefined {
    const codiceFiscale = textAt(request, 'cod_fiscale');
    const theirs = this.#receivers.filter(({ cod_fiscale }) => cod_fiscale === codiceFiscale);
    if (theirs.length === 0) return ['E101', 'Nessun beneficiario con questo codice fiscale'];
    const protocollo = textAt(request, 'cod_protocollo_inps');
    if (!theirs.some(({ cod_protocollo_inps }) => cod_protocollo_inps === protocollo)) {
      return ['E001', 'Il protocollo non è di una domanda del beneficiario'];
    }
    const key = eventKey(request);
    if (this.#events.some((event) => event.key === key)) return ['E001', 'Evento già presente'];
    this.#events.push({ key, toldOn: today });
    return undefined;
  }

  /** An event is taken back, within ten days. */
  remove(request: DocumentTree, today: string): Refused | undefined {
    const key = eventKey(request);
    const held = this.#events.find((event) => event.key === key);
    if (held === undefined) return ['E001', 'Evento non presente'];
    if (Date.parse(today) - Date.parse(held.toldOn) > MOST_DAYS * DAY_MS) {
      return ['E001', 'Sono passati più di dieci giorni dal carico'];
    }
    this.#events = this.#events.filter((event) => event !== held);
    return undefined;
  }
}
