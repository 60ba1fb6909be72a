/** What the simulated national node holds: the register of the SAP, and the stores of its other services. */
import type { DocumentTree } from '../../contract/contract.js';
import type { SideAnswer } from '../server.js';
import type { Ledger } from '../state.js';
import type { Notifier } from './notifier.js';
import type { NationalRegistry } from './registry.js';

export interface AnpalNode {
  readonly registry: NationalRegistry;
  readonly ledger: Ledger;
  readonly notifier: Notifier;
  /** Answers given to JSON services, by operation and key. */
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
  /** What YG_Profiling has computed, by codice fiscale and province: the last row of each. */
  readonly profilings: Map<string, Map<string, DocumentTree>>;
  /** The day it is at the node, `YYYY-MM-DD`. */
  today(): string;
}
