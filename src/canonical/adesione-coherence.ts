/**
 * Whether the Garanzia Giovani policies of a person go with the state of the adesione, as the SIL of Emilia-Romagna warns
 * its operators. The national SAP ties no policy to an adesione, so all of the programme count; its events stand for the
 * outcomes that the SIL looks at (the correspondence is ours).
 */
import type { Finding } from '../foundation/finding.js';
import type { PastRecord } from './history.js';
import { found } from './rules/program.js';
import type { Sap } from './sap.js';

const GARANZIA_GIOVANI = '02';
const PRESA_IN_CARICO = 'A02';
const ACCOGLIENZA = 'A01';

type Outcome = 'proposed' | 'started' | 'refused' | 'interrupted' | 'concluded';

/** Events of a policy in the SAP; those that cancel it by office are left out, and so is the policy. */
const OUTCOME_OF: Readonly<Record<string, Outcome>> = {
  '01': 'proposed',
  '02': 'started',
  '03': 'refused',
  '04': 'refused',
  '05': 'interrupted',
  '07': 'interrupted',
  '09': 'started',
  '10': 'concluded',
  '11': 'concluded',
};
const CANCELLED: ReadonlySet<string> = new Set(['06', '08']);

interface Expectation {
  /** Outcome of A02. */
  readonly a02?: Outcome;
  /** At least one other policy has one of these. */
  readonly some?: readonly Outcome[];
  /** No other policy has one of these. */
  readonly none?: readonly Outcome[];
  /** There is no other policy at all. */
  readonly alone?: boolean;
  /** There is no policy at all. */
  readonly nothing?: boolean;
  readonly says: string;
}

const NOTHING: Expectation = { nothing: true, says: 'no policy of Garanzia Giovani' };

/** For C leftovers are allowed, since the cancellation may follow P or T. */
const EXPECTED: Readonly<Record<string, Expectation>> = {
  A: NOTHING,
  D: NOTHING,
  U: NOTHING,
  N: NOTHING,
  X: { a02: 'refused', alone: true, says: 'A02 refused and no other policy' },
  P: {
    a02: 'concluded',
    none: ['started', 'refused', 'interrupted', 'concluded'],
    says: 'A02 concluded, the others only proposed',
  },
  T: {
    a02: 'concluded',
    some: ['started', 'concluded'],
    none: ['refused', 'interrupted'],
    says: 'A02 concluded, another started or concluded, none refused or interrupted',
  },
  R: {
    a02: 'concluded',
    some: ['refused', 'interrupted'],
    none: ['started'],
    says: 'A02 concluded, another refused or interrupted, none under way',
  },
  F: {
    a02: 'concluded',
    some: ['concluded'],
    none: ['refused', 'interrupted', 'proposed'],
    says: 'A02 concluded, another concluded, none refused, interrupted or only proposed',
  },
};

interface Policy {
  readonly attivita: string;
  readonly outcome: Outcome | undefined;
}

/** `past` is newest first; without a SAP that lists policies there is nothing to compare. */
export function policyFindings(stato: string, past: readonly PastRecord[]): readonly Finding[] {
  const sap = past.find(
    ({ record, event, canonical }) => record === 'sap' && event === 'invio' && hasPolicies(canonical),
  );
  const expected = EXPECTED[stato];
  if (sap === undefined || expected === undefined || keeps(expected, policiesOf(sap.canonical as Sap))) return [];
  const says = `with state ${stato} go: ${expected.says}; the last SAP known here says otherwise`;
  return found('adesione.policies', { path: 'stato', says });
}

const hasPolicies = (canonical: unknown): boolean => (canonical as Sap).politicheAttive !== undefined;

function policiesOf(sap: Sap): readonly Policy[] {
  return (sap.politicheAttive ?? [])
    .filter(({ progetto, tipoAttivita }) => progetto === GARANZIA_GIOVANI && tipoAttivita !== ACCOGLIENZA)
    .filter(({ ultimoEvento }) => !CANCELLED.has(ultimoEvento?.evento ?? ''))
    .map(({ tipoAttivita, ultimoEvento }) => ({
      attivita: tipoAttivita,
      outcome: OUTCOME_OF[ultimoEvento?.evento ?? ''],
    }));
}

/** A policy whose event says nothing of its outcome is not held against the state. */
function keeps({ a02, some, none, alone, nothing }: Expectation, policies: readonly Policy[]): boolean {
  if (nothing) return policies.length === 0;
  const own = policies.filter(({ attivita }) => attivita === PRESA_IN_CARICO);
  const others = policies.filter(({ attivita }) => attivita !== PRESA_IN_CARICO);
  const is =
    (among: readonly Outcome[]) =>
    ({ outcome }: Policy) =>
      outcome !== undefined && among.includes(outcome);
  const unknown = policies.some(({ outcome }) => outcome === undefined);
  if (alone && others.length > 0) return false;
  if (none !== undefined && others.some(is(none))) return false;
  if (unknown) return true;
  return (a02 === undefined || own.some(is([a02]))) && (some === undefined || others.some(is(some)));
}
