/** What the simulated portal holds, and its rules: who is registered, who is convened when, which pact waits for whom. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { RestNode } from '../services/rest.js';

export interface HeldRegistration {
  readonly idRegistrazione: string;
  readonly codiceFiscale: string;
  readonly stato: string;
  readonly dal: string;
  readonly email: string;
  readonly cellulare: string;
  readonly cpi?: string;
  readonly mancanti?: readonly string[];
}

export interface HeldConvocation {
  readonly idConvocazione: string;
  readonly codiceFiscale: string;
  readonly data: string;
  readonly ora: string;
  readonly annullata: boolean;
  /** By which channels the person was told, each time. */
  readonly avvisi: readonly string[];
}

export interface HeldPact {
  readonly codiceFiscale: string;
  readonly dataPatto: string;
  readonly protocollo: unknown;
  readonly stato: 'D' | 'A' | 'S';
  readonly entro: string;
}

export interface PortalNode extends RestNode {
  /** By codice fiscale: a person has one at a time. */
  readonly registrations: Map<string, HeldRegistration>;
  readonly convocations: Map<string, HeldConvocation>;
  /** By the act: number, year, province. */
  readonly pacts: Map<string, HeldPact>;
  /** The day it is there, `YYYY-MM-DD`. */
  today(): string;
}

export const actOf = (document: unknown): string => {
  const { numero, anno, provincia } = (document as { protocollo: Record<string, unknown> }).protocollo;
  return [numero, anno, provincia ?? ''].join('/');
};

/** Somebody who is registered and has not withdrawn. */
export function registered({ registrations }: PortalNode, document: DocumentTree): HeldRegistration | undefined {
  const held = registrations.get(textAt(document, 'codiceFiscale'));
  return held?.stato === 'CANCELLATA' ? undefined : held;
}

/** A convocation, or the same one at another time. */
export function convene(node: PortalNode, document: DocumentTree): string {
  const person = registered(node, document);
  if (person === undefined) return 'M101';
  const said = (path: string): string => textAt(document, path);
  if (said('data') < node.today()) return 'M104';
  const canali = document.canali as readonly string[];
  const address: Readonly<Record<string, string>> = { EMAIL: person.email, SMS: person.cellulare };
  if (canali.some((canale) => address[canale] === '')) return 'M105';
  const id = said('idConvocazione');
  const held = node.convocations.get(id);
  const moves = document.spostataDa !== undefined;
  if (held !== undefined && (held.annullata || held.codiceFiscale !== person.codiceFiscale)) return 'M102';
  if (held === undefined && moves) return 'M102';
  const before = `${said('spostataDa.data')} ${said('spostataDa.ora')}`;
  if (held !== undefined && before !== `${held.data} ${held.ora}`) return 'M103';
  node.convocations.set(id, {
    idConvocazione: id,
    codiceFiscale: person.codiceFiscale,
    data: said('data'),
    ora: said('ora'),
    annullata: false,
    avvisi: [...(held?.avvisi ?? []), ...canali],
  });
  return 'M000';
}

export function callOff(node: PortalNode, document: DocumentTree): string {
  const id = textAt(document, 'idConvocazione');
  const held = node.convocations.get(id);
  if (held === undefined || held.annullata || held.codiceFiscale !== textAt(document, 'codiceFiscale')) return 'M102';
  node.convocations.set(id, { ...held, annullata: true });
  return 'M000';
}

/** A pact is put before the person; the same one again sets its term anew, as long as it is not accepted. */
export function propose(node: PortalNode, document: DocumentTree): string {
  const person = registered(node, document);
  if (person === undefined) return 'M101';
  const entro = textAt(document, 'entro');
  if (entro.slice(0, 10) < node.today()) return 'M104';
  const held = node.pacts.get(actOf(document));
  if (held?.stato === 'A') return 'M106';
  if (held !== undefined && held.codiceFiscale !== person.codiceFiscale) return 'M106';
  node.pacts.set(actOf(document), {
    codiceFiscale: person.codiceFiscale,
    dataPatto: textAt(document, 'dataPatto'),
    protocollo: document.protocollo,
    stato: 'D',
    entro,
  });
  return 'M000';
}

/** The CPI has looked at a registration. */
export function decide(node: PortalNode, document: DocumentTree): string {
  const person = registered(node, document);
  if (person === undefined) return 'M101';
  if (person.idRegistrazione !== textAt(document, 'idRegistrazione')) return 'M107';
  node.registrations.set(person.codiceFiscale, {
    ...person,
    stato: textAt(document, 'esito'),
    dal: textAt(document, 'data'),
    cpi: textAt(document, 'cpi'),
    ...(document.mancanti === undefined ? {} : { mancanti: document.mancanti as readonly string[] }),
  });
  return 'M000';
}
