/** What the simulated INPS holds: benefits by their protocol, NRA applications, and what it was told about them. */
import type { SideAnswer } from '../server.js';
import type { Ledger } from '../state.js';

/** A benefit, by the columns of the flow (contracts/inps/percettori). */
export type Benefit = Readonly<Record<string, string>>;

/** An application for the reddito di attivazione, by the elements of the file (contracts/inps/reddito-attivazione). */
export type RaApplication = Readonly<Record<string, string>>;

/** An application for the NRA that INPS has handed to the province. */
export interface NraApplication {
  readonly idDomandaWeb: string;
  readonly idDomandaIntranet: string;
  readonly codiceFiscale: string;
  /** Ids (17 digits) of what INPS has told about it: only these can be answered. */
  readonly comunicazioni: readonly string[];
}

/** A worker, as the system that answers getAdesioneReimpiego knows them. */
export interface Worker {
  readonly codiceFiscale: string;
  readonly cognome: string;
  readonly nome: string;
  readonly dataNascita: string;
  /** Occupational status; absent: none is known. */
  readonly stato?: { readonly codice: string; readonly descrizione: string; readonly mesi: number };
  /** Day of the declaration that is open and has a protocol. */
  readonly dataDid?: string;
  /** Nine digits. */
  readonly cpi: string;
  readonly descrizioneCpi: string;
  /** How the last relationship ended: LC is a collective dismissal. */
  readonly cessazione?: { readonly data: string; readonly motivo: string; readonly mesiRapporto: number };
  readonly inCigs?: boolean;
}

export interface InpsNode {
  readonly ledger: Ledger;
  /** Answers given to JSON documents, by operation and key. */
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
  /** By protocol. */
  readonly benefits: Map<string, Benefit>;
  /** Applications for the reddito di attivazione, in the order of the file. */
  readonly raApplications: readonly RaApplication[];
  /** Events of conditionality already told: protocol, event, day. */
  readonly events: Set<string>;
  /** By idDomandaWeb. */
  readonly applications: Map<string, NraApplication>;
  /** Ids of the communications of the province → what they said: the same id stands for the same document. */
  readonly communications: Map<string, string>;
  /** By codice fiscale. */
  readonly workers: Map<string, Worker>;
  /** The day it is there, `YYYY-MM-DD`. */
  today(): string;
}

export const benefitsOf = ({ benefits }: InpsNode, codiceFiscale: string): Benefit[] =>
  [...benefits.values()].filter((one) => one.codice_fiscale === codiceFiscale);
