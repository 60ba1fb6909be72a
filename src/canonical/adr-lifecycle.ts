/**
 * The life of an assegno di ricollocazione as a state machine, and who may move it. The portal enforces it; here it tells
 * beforehand what the portal will say. From the procedures of Agenzia Piemonte Lavoro (24 May 2017): the competent CPI
 * (the one of the NASpI application) takes intermediated requests, checks, issues or refuses; the provider the person has
 * chosen names the tutor, signs the pact, tracks. A refusal is final, but the person may ask again.
 */
import type { Finding } from '../foundation/finding.js';
import type { HistoryCheck, PastRecord } from './history.js';

/** `ASSENTE` is ours: the person has none. The others are the codes of the list `adr-stato`. */
export const ADR_STATES = [
  'ASSENTE',
  'RICHIESTO',
  'PREAVVISO_RIGETTO',
  'RILASCIATO',
  'IN_CORSO',
  'PROROGATO',
  'SOSPESO',
  'CONCLUSO',
] as const;
export type AdrState = (typeof ADR_STATES)[number];

/** The codes of the list `adr-ruolo`. */
type Ruolo = 'PERSONA' | 'CPI_COMPETENTE' | 'EROGATORE' | 'PORTALE';

/** What an event does: where it is legal, where it leads (nowhere else where absent), and who may bring it. */
export interface AdrTransition {
  readonly evento: string;
  readonly from: readonly AdrState[];
  readonly to?: AdrState;
  readonly by: readonly Ruolo[];
}

const UNDER_WAY: readonly AdrState[] = ['IN_CORSO', 'PROROGATO'];
const OVER: readonly AdrState[] = ['ASSENTE', 'PREAVVISO_RIGETTO', 'CONCLUSO'];
const HAS_TUTOR: readonly AdrState[] = ['RILASCIATO', ...UNDER_WAY];

export const ADR_TRANSITIONS: readonly AdrTransition[] = [
  { evento: 'RICHIESTA', from: OVER, to: 'RICHIESTO', by: ['PERSONA', 'CPI_COMPETENTE'] },
  { evento: 'VERIFICHE', from: ['RICHIESTO'], by: ['CPI_COMPETENTE'] },
  { evento: 'RILASCIO', from: ['RICHIESTO'], to: 'RILASCIATO', by: ['CPI_COMPETENTE'] },
  { evento: 'PREAVVISO_RIGETTO', from: ['RICHIESTO'], to: 'PREAVVISO_RIGETTO', by: ['CPI_COMPETENTE'] },
  { evento: 'SCELTA_EROGATORE', from: ['RILASCIATO'], by: ['PERSONA', 'CPI_COMPETENTE'] },
  { evento: 'PRIMO_APPUNTAMENTO', from: ['RILASCIATO'], by: ['PERSONA', 'EROGATORE'] },
  { evento: 'ESITO_PRIMO_APPUNTAMENTO', from: ['RILASCIATO'], by: ['EROGATORE'] },
  { evento: 'NOMINA_TUTOR', from: HAS_TUTOR, by: ['EROGATORE'] },
  { evento: 'PATTO_RICERCA_INTENSIVA', from: ['RILASCIATO'], to: 'IN_CORSO', by: ['EROGATORE'] },
  { evento: 'INCONTRO', from: UNDER_WAY, by: ['EROGATORE'] },
  { evento: 'RIFIUTO_OFFERTA', from: UNDER_WAY, by: ['EROGATORE'] },
  { evento: 'ESITO', from: UNDER_WAY, to: 'CONCLUSO', by: ['EROGATORE'] },
  { evento: 'TIMESHEET', from: ['CONCLUSO'], by: ['EROGATORE'] },
  { evento: 'PROROGA', from: ['IN_CORSO'], to: 'PROROGATO', by: ['EROGATORE'] },
  { evento: 'SOSPENSIONE', from: UNDER_WAY, to: 'SOSPESO', by: ['EROGATORE', 'PORTALE'] },
  // Back to where it was suspended.
  { evento: 'RIPRESA', from: ['SOSPESO'], by: ['EROGATORE', 'PORTALE'] },
  {
    evento: 'CHIUSURA',
    from: ['RILASCIATO', ...UNDER_WAY, 'SOSPESO'],
    to: 'CONCLUSO',
    by: ['CPI_COMPETENTE', 'EROGATORE', 'PORTALE'],
  },
];

/** What an event would do out of a state, or undefined when it is not legal there. */
export const adrTransition = (from: AdrState, evento: string): AdrTransition | undefined =>
  ADR_TRANSITIONS.find((one) => one.evento === evento && one.from.includes(from));

/** An event of the past; `stato` where the portal said itself where it led. */
interface Step {
  readonly evento: string;
  readonly stato?: string | undefined;
}

const isState = (text: string | undefined): text is AdrState => ADR_STATES.some((state) => state === text);

/** The state that a row of events, oldest first, leads to; an event that is not legal where it stands changes nothing. */
export function adrStateAfter(steps: readonly Step[]): AdrState {
  let state: AdrState = 'ASSENTE';
  let suspendedFrom: AdrState = 'IN_CORSO';
  for (const { evento, stato } of steps) {
    const transition = adrTransition(state, evento);
    if (evento === 'SOSPENSIONE' && transition) suspendedFrom = state;
    const led: AdrState = evento === 'RIPRESA' && transition ? suspendedFrom : (transition?.to ?? state);
    state = isState(stato) ? stato : led;
  }
  return state;
}

const DONE = 'A000';
const SOURCE = 'Procedures for the assegno di ricollocazione, Agenzia Piemonte Lavoro, 24-05-2017';

/** The steps that are certain, oldest first: what the portal told, and what it took of ours. */
function stepsOf(past: readonly PastRecord[]): Step[] {
  return past
    .filter(({ record }) => record === 'adr')
    .map(({ event, canonical }) => ({ event, told: canonical as Step & { readonly esito?: string } }))
    .filter(({ event, told }) => (event === 'esito' ? told.esito === DONE : told.stato !== undefined))
    .map(({ told: { evento, stato } }) => ({ evento, stato }))
    .reverse();
}

const warning = (path: string, rule: string, message: string, source = SOURCE): Finding => ({
  path,
  rule,
  source,
  severity: 'warning',
  message,
});

interface Said extends Step {
  readonly dataEvento: string;
  readonly attore?: { readonly ruolo: string };
}

/** Warns of an event that the portal will refuse, as far as the past known here tells. */
export const adrHistory: HistoryCheck = {
  of: ['adr', 'sap'],
  findings(value, past) {
    const said = value as Said;
    return [...roleFindings(said), ...stateFindings(said, stepsOf(past)), ...policyFindings(said, past)];
  },
};

function roleFindings({ evento, attore }: Said): Finding[] {
  const by: readonly string[] | undefined = ADR_TRANSITIONS.find((one) => one.evento === evento)?.by;
  if (attore === undefined || by === undefined || by.includes(attore.ruolo)) return [];
  return [warning('attore.ruolo', 'adr.role', `${evento} is brought by: ${by.join(', ')}`)];
}

function stateFindings({ evento, stato }: Said, steps: readonly Step[]): Finding[] {
  // What the portal tells with its state is what happened; an empty past tells nothing.
  if (stato !== undefined || steps.length === 0) return [];
  const state = adrStateAfter(steps);
  if (adrTransition(state, evento)) return [];
  if (evento === 'RICHIESTA') {
    return [warning('evento', 'adr.one-open', `an assegno of this person is open already, in state ${state}`)];
  }
  if (state === 'PREAVVISO_RIGETTO') {
    const message = 'the request was refused, which cannot be undone; the person may make another';
    return [warning('evento', 'adr.refusal-final', message)];
  }
  const legal = ADR_TRANSITIONS.filter((one) => one.from.includes(state)).map((one) => one.evento);
  const message = `the assegno is ${state} as far as is known here; legal now: ${legal.join(', ')}`;
  return [warning('evento', 'adr.life-cycle', message)];
}

/** Orientation, the pact itself and the DID are no measure beside the assegno. */
const NO_MEASURE = /^(A0[12]|N00)$/;

interface HeldPolicy {
  readonly tipoAttivita?: string;
  readonly dataInizio?: string;
  readonly dataFine?: string;
}

/** At the request the person takes part in no other measure: what the last SAP of the person says of that day. */
function policyFindings({ evento, dataEvento }: Said, past: readonly PastRecord[]): Finding[] {
  if (evento !== 'RICHIESTA' && evento !== 'RILASCIO') return [];
  const sap = past.find(({ record, event }) => record === 'sap' && event === 'invio')?.canonical;
  const policies = (sap as { politicheAttive?: readonly HeldPolicy[] } | undefined)?.politicheAttive ?? [];
  const open = policies.some(
    ({ tipoAttivita = '', dataInizio, dataFine }) =>
      !NO_MEASURE.test(tipoAttivita) &&
      dataInizio !== undefined &&
      dataInizio <= dataEvento &&
      (dataFine === undefined || dataFine > dataEvento),
  );
  if (!open) return [];
  const message = 'the last SAP shows another active policy; the person is asked to choose before a refusal';
  return [warning('evento', 'adr.other-policy', message)];
}
