/**
 * The life of a DID as a state machine. The national node enforces it (its outcome E009, "event not coherent with the last
 * state"); here it tells beforehand what the node will say, and which state the events known so far have led to.
 *
 * Transitions read off the national service (ConferimentoDID 4.0) and off what regions offer their operators: confirm and
 * revoke are allowed after an insertion or a confirmation and out of a suspension; an annulment ends what an error began.
 */

import type { Finding } from '../foundation/finding.js';
import type { HistoryCheck } from './history.js';

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

/** The state that a row of events, oldest first, leads to; an event that is not legal where it stands changes nothing. */
export function didStateAfter(events: readonly { readonly evento: string }[]): DidState {
  return events.reduce<DidState>((state, { evento }) => didTransition(state, evento)?.to ?? state, 'assente');
}

const DONE = 'E100';

interface Answered {
  readonly esito: string;
  readonly evento: string;
  readonly dataEvento: string;
}

/** D.Lgs. 150/2015 art. 19 c. 3 */
const LONGEST_SUSPENSION_DAYS = 180;
const DAY_MS = 86_400_000;

/** A suspended DID that goes on after more than 180 days: work that long ends the state of unemployment. */
function outlasted(state: DidState, done: readonly Answered[], value: unknown): Finding[] {
  const { evento, dataEvento } = value as Pick<Answered, 'evento' | 'dataEvento'>;
  const since = done.findLast((one) => one.evento === 'S')?.dataEvento;
  if (state !== 'sospesa' || evento !== 'C' || since === undefined) return [];
  const [from, to] = [since, dataEvento].map((day) => Date.parse(day.slice(0, 10))) as [number, number];
  const days = (to - from) / DAY_MS;
  if (days <= LONGEST_SUSPENSION_DAYS) return [];
  return [
    {
      path: 'dataEvento',
      rule: 'did.suspension',
      source: 'D.Lgs. 150/2015 art. 19 c. 3',
      severity: 'warning',
      message: `the DID had been suspended for ${days} days; after ${LONGEST_SUSPENSION_DAYS} the status is lost, and a new DID is needed`,
    },
  ];
}

/** What is known of a DID: its earlier events, and what the node answered to them. */
export const didHistory: HistoryCheck = {
  of: ['did'],
  /** Warns of an event that the node will refuse, as far as its earlier answers tell where the DID stands. */
  findings(value, past) {
    const done = past
      .filter(({ record, event }) => record === 'did' && event === 'esito')
      .map(({ canonical }) => canonical as Answered)
      .filter(({ esito }) => esito === DONE)
      .reverse();
    if (done.length === 0) return [];
    const state = didStateAfter(done);
    const { evento } = value as { readonly evento: string };
    if (didTransition(state, evento) !== undefined) return outlasted(state, done, value);
    const legal = legalDidEvents(state);
    return [
      {
        path: 'evento',
        rule: 'did.life-cycle',
        source: 'ConferimentoDID 4.0, E009',
        severity: 'warning',
        message: `the DID is ${state} as far as is known here; legal now: ${legal.join(', ') || 'nothing'}`,
      },
    ];
  },
  /** Senders put the time of the call into the dates, so the bytes of a resend differ; the record holds the days. */
  sameness: (value) => JSON.stringify(value),
};
