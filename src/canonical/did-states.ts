/**
 * The life of a DID as a state machine. The national node enforces it (its outcome E009, "event not coherent with the last
 * state"); here it tells beforehand what the node will say.
 *
 * Transitions read off the national service (ConferimentoDID 4.0) and off what regions offer their operators: confirm and
 * revoke while the row N00 is open or suspended, so a confirmation can be confirmed again; an annulment ends what an error
 * began.
 */

export const DID_STATES = ['assente', 'inserita', 'convalidata', 'sospesa', 'revocata', 'annullata'] as const;
export type DidState = (typeof DID_STATES)[number];

export const DID_EVENTS = ['I', 'C', 'S', 'R', 'A'] as const;
export type DidEvent = (typeof DID_EVENTS)[number];

/** Who may send an event. */
export interface DidTransition {
  readonly from: DidState;
  readonly event: DidEvent;
  readonly to: DidState;
  /** `titolare`: the CPI that holds the SAP. `competente`: the CPI of the person. `nodo`: the national system alone. */
  readonly by: 'titolare' | 'competente' | 'nodo';
}

export const DID_TRANSITIONS: readonly DidTransition[] = [
  { from: 'assente', event: 'I', to: 'inserita', by: 'titolare' },
  { from: 'revocata', event: 'I', to: 'inserita', by: 'titolare' },
  { from: 'annullata', event: 'I', to: 'inserita', by: 'titolare' },
  { from: 'inserita', event: 'C', to: 'convalidata', by: 'titolare' },
  { from: 'convalidata', event: 'C', to: 'convalidata', by: 'titolare' },
  { from: 'inserita', event: 'S', to: 'sospesa', by: 'nodo' },
  { from: 'convalidata', event: 'S', to: 'sospesa', by: 'nodo' },
  { from: 'sospesa', event: 'C', to: 'convalidata', by: 'titolare' },
  { from: 'inserita', event: 'R', to: 'revocata', by: 'competente' },
  { from: 'convalidata', event: 'R', to: 'revocata', by: 'competente' },
  { from: 'sospesa', event: 'R', to: 'revocata', by: 'competente' },
  { from: 'inserita', event: 'A', to: 'annullata', by: 'titolare' },
  { from: 'convalidata', event: 'A', to: 'annullata', by: 'titolare' },
];

/** The transition that an event makes out of a state, or undefined when it is not legal there. */
export function didTransition(from: DidState, event: string): DidTransition | undefined {
  return DID_TRANSITIONS.find((transition) => transition.from === from && transition.event === event);
}

/** The events that are legal in a state. */
export const legalDidEvents = (from: DidState): readonly DidEvent[] =>
  DID_TRANSITIONS.filter((transition) => transition.from === from).map(({ event }) => event);

/** The state that an event leads to, wherever it was legal; undefined for what is no event. */
export const didStateAfter = (event: string): DidState | undefined =>
  DID_TRANSITIONS.find((transition) => transition.event === event)?.to;

/** Who may send an event; undefined for what is no event. */
export const didSender = (event: string): DidTransition['by'] | undefined =>
  DID_TRANSITIONS.find((transition) => transition.event === event)?.by;

/** Whether a DID in that state is in force: a suspended one is. */
export const isDidRunning = (state: DidState): boolean =>
  state === 'inserita' || state === 'convalidata' || state === 'sospesa';
