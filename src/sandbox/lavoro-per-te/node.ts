/** What the simulated systems of Emilia-Romagna hold: the SIL of the offices, and the portal. */
import type { DocumentTree } from '../../contract/contract.js';
import type { Adesioni } from '../anpal/adesioni.js';
import type { Ledger } from '../state.js';
import type { RegionAgenda } from './slots.js';

/** An employment, as somebody has told of it. */
export interface Movimento {
  /** Its number; the first one's where nothing is said. */
  readonly prg?: string;
  readonly inizio: string;
  readonly fine?: string;
  readonly contratto: string;
  /** Codice fiscale of the employer. */
  readonly datore?: string;
  /** Its income has been put right. */
  readonly sanato?: true;
}

/** An activity of a pact, by the numbers that the SIL has given it. */
export interface Attivita {
  readonly prgPercorso: string;
  readonly prgColloquio: string;
  readonly azione: string;
  /** Application for a dote that it came with. */
  readonly domanda: string;
  readonly esito?: string;
  readonly avvio?: string;
  readonly fine?: string;
}

/** A worker whom the SIL has in its list. */
export interface SilWorker {
  readonly codiceFiscale: string;
  readonly cognome: string;
  readonly nome: string;
  readonly sesso: 'M' | 'F';
  readonly dataNascita: string;
  readonly comuneNascita: string;
  /** Codes of the occupational status: `A21` unemployed, `B` employed. */
  readonly stato?: string;
  /** Day of the open DID. */
  readonly dataDid?: string;
  /** Regional code of the CPI, nine digits. */
  readonly cpi?: string;
  /** The last employment, if any, and those before it. */
  readonly movimento?: Movimento;
  readonly precedenti?: readonly Movimento[];
  /** The pact that is open, and the time in which it may be confirmed. */
  readonly patto?: { readonly data: string; readonly scadenza: string; readonly confermaDal?: string };
}

/** A pact that is handed over to be accepted. */
export interface OnlinePact {
  readonly patto: DocumentTree;
  /** SHA-256 of its PDF. */
  readonly pdf: string;
  readonly accettazione?: { readonly quando: string; readonly tipo: string };
}

/** A document that came through the door of the bus. */
export interface BusNotice {
  readonly root: string;
  readonly servizio: string;
  readonly document: string;
}

export interface LavoroPerTeNode {
  readonly ledger: Ledger;
  readonly workers: Map<string, SilWorker>;
  readonly agenda: RegionAgenda;
  /** At the portal, by the key of the act. */
  readonly pacts: Map<string, OnlinePact>;
  /** At the SIL: acts that wait for the portal's word, and those that have it (`D`, `A`). */
  readonly acts: Map<string, 'D' | 'A'>;
  /** Adesioni that the portal holds. */
  readonly adesioni: Adesioni;
  readonly notices: BusNotice[];
  /** By codice fiscale. */
  readonly attivita: Map<string, readonly Attivita[]>;
  /** Courses during a cassa integrazione, by person and agreement: the moment of the last event. */
  readonly corsi: Map<string, { readonly quando: string; readonly tipo: string }>;
  /** Vouchers that are activated, by their codes. */
  readonly vouchers: Set<string>;
  today(): string;
}
