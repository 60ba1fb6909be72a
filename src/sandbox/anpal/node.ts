/** What the simulated national node holds: the register of the SAP, and the stores of its other services. */
import type { DocumentTree } from '../../contract/contract.js';
import type { SideAnswer } from '../server.js';
import type { Ledger } from '../state.js';
import type { Adesioni } from './adesioni.js';
import type { AdrRegister } from './adr.js';
import type { Agenda } from './agenda.js';
import type { Benefits } from './benefits.js';
import type { AgendaRegister, BodyRegister } from './bodies.js';
import type { Notifier } from './notifier.js';
import type { RegionClient } from './region-client.js';
import type { NationalRegistry } from './registry.js';

/** How the service of the DID behaves. */
export interface DidBehaviour {
  /** E006: days after its date within which an event must come. Ours: which terms the node knows is not public. */
  readonly withinDays?: number;
  /**
   * Asked at each call: the outcome it ends with before anything is looked at, or undefined. For faults inside the node,
   * such as E900; E997, the log that cannot be written, comes after the event has had its effect.
   */
  readonly trouble?: () => string | undefined;
}

export interface AnpalNode {
  readonly registry: NationalRegistry;
  readonly ledger: Ledger;
  readonly notifier: Notifier;
  readonly regions: RegionClient;
  readonly adesioni: Adesioni;
  readonly agenda: Agenda;
  /** Receivers of the RdC, and the events of condizionalità told about them. */
  readonly benefits: Benefits;
  /** Answers given to JSON services, by operation and key. */
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
  readonly did: DidBehaviour;
  /** What YG_Profiling has computed, by codice fiscale and province: the last row of each. */
  readonly profilings: Map<string, Map<string, DocumentTree>>;
  /** What the portal holds: assegni di ricollocazione, agendas of the providers, bodies. */
  readonly adr: AdrRegister;
  readonly agendas: AgendaRegister;
  readonly bodies: BodyRegister;
  /** The day it is at the node, `YYYY-MM-DD`. */
  today(): string;
}
