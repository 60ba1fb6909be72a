/**
 * The life of an assegno di ricollocazione as a state machine, and who may move it. The portal enforces it; here it tells
 * beforehand what the portal will say (`adr-history.ts`). From the procedures of Agenzia Piemonte Lavoro (24 May 2017): the competent CPI
 * (the one of the NASpI application) takes intermediated requests, checks, issues or refuses; the provider the person has
 * chosen names the tutor, signs the pact, tracks. A refusal is final, but the person may ask again.
 */

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
  /** What must have happened since the provider was chosen. */
  readonly after?: readonly string[];
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
  {
    evento: 'PATTO_RICERCA_INTENSIVA',
    from: ['RILASCIATO'],
    to: 'IN_CORSO',
    by: ['EROGATORE'],
    after: ['ESITO_PRIMO_APPUNTAMENTO', 'NOMINA_TUTOR'],
  },
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

/** An event of the past. */
export interface AdrStep {
  readonly evento: string;
  /** Where the portal said itself where it led. */
  readonly stato?: string | undefined;
  /** Of a first appointment: what came of it. */
  readonly esitoAppuntamento?: string | undefined;
}

const isState = (text: string | undefined): text is AdrState => ADR_STATES.some((state) => state === text);

/** The state that a row of events, oldest first, leads to; an event that is not legal where it stands changes nothing. */
export function adrStateAfter(steps: readonly AdrStep[]): AdrState {
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

/** With these a way to a provider begins: what happened before with another one does not count. */
const BEGINS_ANEW: ReadonlySet<string> = new Set(['RICHIESTA', 'SCELTA_EROGATORE']);
const HELD = 'SVOLTO';

/** What must happen before an event and has not, in a row of steps, oldest first. An appointment that was not held is none. */
export function adrMissing(steps: readonly AdrStep[], evento: string): readonly string[] {
  const wanted = ADR_TRANSITIONS.find((one) => one.evento === evento)?.after ?? [];
  const since = steps.slice(steps.findLastIndex((one) => BEGINS_ANEW.has(one.evento)) + 1);
  const happened = since.filter(({ esitoAppuntamento }) => (esitoAppuntamento ?? HELD) === HELD);
  return wanted.filter((one) => !happened.some((step) => step.evento === one));
}
