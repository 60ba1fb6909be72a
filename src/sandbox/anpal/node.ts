/** What the simulated national node holds: the register of the SAP, and the stores of its other services. */
import type { SideAnswer } from '../server.js';
import type { Ledger } from '../state.js';
import type { Benefits } from './benefits.js';
import type { Notifier } from './notifier.js';
import type { NationalRegistry } from './registry.js';

export interface AnpalNode {
  readonly registry: NationalRegistry;
  readonly ledger: Ledger;
  readonly notifier: Notifier;
  /** Receivers of the RdC, and the events of condizionalità told about them. */
  readonly benefits: Benefits;
  /** Answers given to JSON services, by operation and key. */
  readonly answers: Map<string, { readonly digest: string; readonly answer: SideAnswer }>;
  /** The day it is at the node, `YYYY-MM-DD`. */
  today(): string;
}
