/** What the simulated national node holds: the register of the SAP, and the stores of its other services. */
import type { SideAnswer } from '../server.js';
import type { Ledger } from '../state.js';
import type { AdrRegister } from './adr.js';
import type { AgendaRegister, BodyRegister } from './bodies.js';
import type { Notifier } from './notifier.js';
import type { NationalRegistry } from './registry.js';

export interface AnpalNode {
  readonly registry: NationalRegistry;
  readonly ledger: Ledger;
  readonly notifier: Notifier;
  /** Answers given to JSON services, by operation and key. */
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
  /** What the portal holds: assegni di ricollocazione, agendas of the providers, bodies. */
  readonly adr: AdrRegister;
  readonly agenda: AgendaRegister;
  readonly bodies: BodyRegister;
  /** The day it is at the node, `YYYY-MM-DD`. */
  today(): string;
}
