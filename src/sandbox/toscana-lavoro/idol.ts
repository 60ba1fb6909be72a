/** What the simulated IDOL holds, and its rules: people, their declarations, pacts, policies, appointments and SAP. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { RestNode } from '../services/rest.js';

export interface HeldCitizen {
  readonly codiceFiscale: string;
  readonly email?: string;
  readonly sap?: { readonly identificativoSap: string; readonly stato: 'ATTIVA' | 'CANCELLATA'; readonly dal: string };
  /** A benefit is received: the activities stand in that list too. */
  readonly percettore?: boolean;
}

export interface HeldAppointment {
  readonly idAppuntamento: string;
  readonly codiceFiscale: string;
  readonly cpi: string;
  readonly data: string;
  readonly ora: string;
  readonly annullato: boolean;
}

export interface IdolNode extends RestNode {
  readonly citizens: Map<string, HeldCitizen>;
  /** Events of the DID, oldest first, by codice fiscale. */
  readonly declarations: Map<string, readonly string[]>;
  /** Days on which pacts that are open were proposed, by codice fiscale. */
  readonly pacts: Map<string, readonly string[]>;
  readonly policies: Map<string, readonly DocumentTree[]>;
  readonly appointments: Map<string, HeldAppointment>;
  /** Moments that a centre offers. */
  readonly slots: readonly {
    readonly idSlot: string;
    readonly cpi: string;
    readonly data: string;
    readonly ora: string;
  }[];
  readonly notices: string[];
  /** Releases by the id of their request: the same one is answered the same. */
  readonly releases: Map<string, DocumentTree>;
  /** Mails that were sent with a released SAP. */
  readonly mails: string[];
  today(): string;
}

const of = (document: DocumentTree): string => textAt(document, 'codiceFiscale');

/** After which events a DID runs. */
const RUNS: ReadonlySet<string> = new Set(['I', 'C', 'S']);

export function declare(node: IdolNode, document: DocumentTree): string {
  const who = of(document);
  const events = node.declarations.get(who) ?? [];
  const runs = RUNS.has(events.at(-1) ?? '');
  const evento = textAt(document, 'evento');
  if ((evento === 'I') === runs) return 'T107';
  if (textAt(document, 'dataEvento') > node.today()) return 'T107';
  if (!node.citizens.has(who)) node.citizens.set(who, { codiceFiscale: who });
  node.declarations.set(who, [...events, evento]);
  return 'T000';
}

/** Somebody who is known by codice fiscale or by the id of the SAP. */
function knownBy(node: IdolNode, document: DocumentTree): HeldCitizen | undefined {
  const id = textAt(document, 'identificativoSap');
  return [...node.citizens.values()].find(
    ({ codiceFiscale, sap }) => codiceFiscale === of(document) || (id !== '' && sap?.identificativoSap === id),
  );
}

export function agree(node: IdolNode, document: DocumentTree): string {
  const who = knownBy(node, document)?.codiceFiscale;
  if (who === undefined) return 'T101';
  const day = textAt(document, 'dataProposta');
  const open = (node.pacts.get(who) ?? []).filter((one) => one !== day);
  const ended = textAt(document, 'dataFine') !== '';
  if (!ended && open.length > 0) return 'T107';
  node.pacts.set(who, ended ? open : [...open, day]);
  return 'T000';
}

export function policy(node: IdolNode, document: DocumentTree): string {
  const found = knownBy(node, document);
  if (found === undefined) return 'T101';
  const from = textAt(document, 'attivita.dataInizio');
  const to = textAt(document, 'attivita.dataFine');
  if (from !== '' && to !== '' && to < from) return 'T107';
  const { codiceFiscale } = found;
  const attivita = document.attivita as DocumentTree;
  const same = (one: DocumentTree): boolean =>
    one.tipoAttivita === attivita.tipoAttivita && one.dataProposta === attivita.dataProposta;
  const others = (node.policies.get(codiceFiscale) ?? []).filter((one) => !same(one));
  node.policies.set(codiceFiscale, [...others, attivita]);
  return 'T000';
}

/** An appointment, or the same one at another time. Before an interview online, identity and device must have been checked. */
export function book(node: IdolNode, document: DocumentTree): string {
  const who = of(document);
  if (!node.citizens.has(who)) return 'T101';
  const [idAppuntamento, cpi, data, ora] = ['idAppuntamento', 'cpi', 'data', 'ora'].map((one) =>
    textAt(document, one),
  ) as [string, string, string, string];
  const held = node.appointments.get(idAppuntamento);
  if (held === undefined ? document.spostatoDa !== undefined : held.annullato || held.codiceFiscale !== who)
    return 'T102';
  const before = `${textAt(document, 'spostatoDa.data')} ${textAt(document, 'spostatoDa.ora')}`;
  if (held !== undefined && before !== `${held.data} ${held.ora}`) return 'T103';
  const taken = [...node.appointments.values()].some(
    (one) =>
      one.idAppuntamento !== idAppuntamento &&
      !one.annullato &&
      one.cpi === cpi &&
      one.data === data &&
      one.ora === ora,
  );
  if (taken || data < node.today()) return 'T104';
  const online = document.online as { identitaVerificata?: boolean; dispositivo?: boolean } | undefined;
  const ready = online?.identitaVerificata === true && online.dispositivo === true;
  if (textAt(document, 'modalita') === 'ONLINE' && !ready) return 'T105';
  node.appointments.set(idAppuntamento, { idAppuntamento, codiceFiscale: who, cpi, data, ora, annullato: false });
  return 'T000';
}

export function cancel(node: IdolNode, document: DocumentTree): string {
  const id = textAt(document, 'idAppuntamento');
  const held = node.appointments.get(id);
  if (held === undefined || held.annullato || held.codiceFiscale !== of(document)) return 'T102';
  node.appointments.set(id, { ...held, annullato: true });
  return 'T000';
}

export function notice(node: IdolNode, document: DocumentTree): string {
  const id = textAt(document, 'identificativoSap');
  if (![...node.citizens.values()].some(({ sap }) => sap?.identificativoSap === id)) return 'T106';
  node.notices.push(`${id} ${textAt(document, 'motivo')}`);
  return 'T000';
}

export const released = (node: IdolNode, document: DocumentTree): string =>
  node.citizens.has(of(document)) ? 'T000' : 'T101';
