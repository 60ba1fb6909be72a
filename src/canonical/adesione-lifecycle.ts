/**
 * The life of an adesione as a state machine: the nation refuses every other transition with KO. Here it tells beforehand
 * what the nation will say, as far as the records known here tell where the adesione stands.
 */
import type { Finding } from '../foundation/finding.js';
import { policyFindings } from './adesione-coherence.js';
import type { HistoryCheck, PastRecord } from './history.js';
import { found } from './rules/program.js';

export const ADESIONE_STATES = ['A', 'C', 'D', 'F', 'N', 'P', 'R', 'T', 'U', 'X'] as const;
export type AdesioneState = (typeof ADESIONE_STATES)[number];

const NEXT: Readonly<Record<AdesioneState, readonly AdesioneState[]>> = {
  A: ['X', 'C', 'P', 'N', 'U', 'D'],
  P: ['R', 'C', 'T'],
  T: ['R', 'C', 'F'],
  C: [],
  D: [],
  F: [],
  N: [],
  R: [],
  U: [],
  X: [],
};

const isState = (value: string): value is AdesioneState => (ADESIONE_STATES as readonly string[]).includes(value);

/** Whether the nation takes this change of state. */
export const mayFollow = (from: AdesioneState, to: string): boolean => (NEXT[from] as readonly string[]).includes(to);

/** The states that may come next; none of a final one. */
export const nextStates = (from: AdesioneState): readonly AdesioneState[] => NEXT[from];

interface Told {
  readonly dataAdesione: string;
  readonly regione?: string;
  readonly stato?: string;
  /** Only the nation's notice has it. */
  readonly dataStato?: string;
}

/** The document of a new adesione may lack the region, and then stands for whichever it is asked about. */
const sameAdesione = (one: Told, other: Told): boolean =>
  one.dataAdesione === other.dataAdesione &&
  (one.regione === undefined || other.regione === undefined || one.regione === other.regione);

/** The last state told of the adesione; `past` is newest first. */
function lastState(of: Told, past: readonly PastRecord[]): AdesioneState | undefined {
  for (const { record, event, canonical } of past) {
    if (record !== 'adesione') continue;
    const told = canonical as Told;
    const stato = event === 'invio' ? 'A' : (told.stato ?? '');
    if (sameAdesione(of, told) && isState(stato)) return stato;
  }
  return undefined;
}

/** Warns of a state that cannot follow the last one known, and of policies that do not go with it. */
export const adesioneHistory: HistoryCheck = {
  of: ['adesione', 'sap'],
  findings(value, past) {
    const told = value as Told & { readonly stato: string };
    return [...transitionFindings(told, past), ...policyFindings(told.stato, past)];
  },
};

function transitionFindings(told: Told & { readonly stato: string }, past: readonly PastRecord[]): readonly Finding[] {
  const from = lastState(told, past);
  // The nation notifies too what the region itself has told it.
  const known = from === told.stato && told.dataStato !== undefined;
  if (from === undefined || known || mayFollow(from, told.stato)) return [];
  const legal = nextStates(from).join(', ') || 'nothing, it is final';
  const says = `the adesione is in state ${from} as far as is known here; next may be: ${legal}`;
  return found('adesione.life-cycle', { path: 'stato', says });
}
