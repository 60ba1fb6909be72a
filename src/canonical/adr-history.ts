/** What is said of an event of an assegno in view of what came before about the person, as far as it is known here: warnings. */
import type { Finding } from '../foundation/finding.js';
import type { Adr, EsitoAdr, VariazioneAdr } from './adr.js';
import { ADR_TRANSITIONS, type AdrStep, adrMissing, adrStateAfter, adrTransition } from './adr-lifecycle.js';
import type { HistoryCheck, PastRecord } from './history.js';
import { isOpen } from './politiche.js';
import { monthsLater } from './rules/kinds.js';
import { found, numberOf } from './rules/program.js';
import type { Sap } from './sap.js';

const DONE = 'A000';

/** A step with the day of the event. */
interface Step extends AdrStep {
  readonly dataEvento: string;
}

/** The steps that are certain, oldest first: what the portal told, and what it took of ours. */
const stepsOf = (past: readonly PastRecord[]): readonly Step[] =>
  past
    .filter(({ record }) => record === 'adr')
    .flatMap(({ event, canonical }) => (event === 'esito' ? taken(canonical as EsitoAdr) : toldByPortal(canonical)))
    .reverse();

function taken({ esito, evento, stato, dataEvento, ricevuta }: EsitoAdr): Step[] {
  return esito === DONE ? [{ evento, stato, dataEvento, esitoAppuntamento: ricevuta?.appuntamento?.esito }] : [];
}

function toldByPortal(canonical: unknown): Step[] {
  const { evento, stato, dataEvento, appuntamento } = canonical as Adr & VariazioneAdr;
  return stato === undefined ? [] : [{ evento, stato, dataEvento, esitoAppuntamento: appuntamento?.esito }];
}

/** A request, or an event after it. */
type Said = Pick<Adr & VariazioneAdr, 'evento' | 'dataEvento'> & Partial<Pick<VariazioneAdr, 'stato' | 'attore'>>;

/** Warns of an event that the portal will refuse, as far as the past known here tells. */
export const adrHistory: HistoryCheck = {
  of: ['adr', 'sap'],
  findings(value, past) {
    const said = value as Said;
    const steps = stepsOf(past);
    return [
      ...roleFindings(said),
      ...stateFindings(said, steps),
      ...resumeFindings(said, steps),
      ...policyFindings(said, past),
    ];
  },
};

function roleFindings({ evento, attore, dataEvento: day }: Said): readonly Finding[] {
  const by: readonly string[] | undefined = ADR_TRANSITIONS.find((one) => one.evento === evento)?.by;
  if (attore === undefined || by === undefined || by.includes(attore.ruolo)) return [];
  return found('adr.role', { path: 'attore.ruolo', day, says: `${evento} is brought by: ${by.join(', ')}` });
}

function stateFindings({ evento, stato, dataEvento: day }: Said, steps: readonly Step[]): readonly Finding[] {
  // What the portal tells with its state is what happened; an empty past tells nothing.
  if (stato !== undefined || steps.length === 0) return [];
  const state = adrStateAfter(steps);
  if (adrTransition(state, evento)) return tooEarly(evento, steps, day);
  if (evento === 'RICHIESTA') {
    const says = `an assegno of this person is open already, in state ${state}`;
    return found('adr.one-open', { path: 'evento', day, says });
  }
  if (state === 'PREAVVISO_RIGETTO') return found('adr.refusal-final', { path: 'evento', day });
  const legal = ADR_TRANSITIONS.filter((one) => one.from.includes(state)).map((one) => one.evento);
  const says = `the assegno is ${state} as far as is known here; legal now: ${legal.join(', ')}`;
  return found('adr.life-cycle', { path: 'evento', day, says });
}

/** The pact is signed with the tutor, after the first appointment. */
function tooEarly(evento: string, steps: readonly Step[], day: string): readonly Finding[] {
  const missing = adrMissing(steps, evento);
  if (missing.length === 0) return [];
  const says = `${evento} comes after ${missing.join(' and ')}, of which nothing is known here since the provider was chosen`;
  return found('adr.too-early', { path: 'evento', day, says });
}

/** The service goes on where the work ended within six months. */
function resumeFindings({ evento, dataEvento }: Said, steps: readonly Step[]): readonly Finding[] {
  const since = steps.findLast((one) => one.evento === 'SOSPENSIONE')?.dataEvento;
  if (evento !== 'RIPRESA' || since === undefined) return [];
  const longest = numberOf('adr.resumed-late', 'months');
  if (dataEvento <= monthsLater(since, longest)) return [];
  const says = `the service was suspended on ${since}, and goes on after ${longest} months at most`;
  return found('adr.resumed-late', { path: 'dataEvento', day: dataEvento, says });
}

/** Orientation, the pact itself and the DID are no measure beside the assegno. */
const NO_MEASURE = /^(A0[12]|N00)$/;

/** At the request the person takes part in no other measure: what the last SAP of the person says of that day. */
function policyFindings({ evento, dataEvento }: Said, past: readonly PastRecord[]): readonly Finding[] {
  if (evento !== 'RICHIESTA' && evento !== 'RILASCIO') return [];
  const sap = past.find(({ record, event }) => record === 'sap' && event === 'invio')?.canonical;
  const open = ((sap as Sap | undefined)?.politicheAttive ?? []).some(
    (row) =>
      !NO_MEASURE.test(row.tipoAttivita) &&
      isOpen(row) &&
      row.dataInizio !== undefined &&
      row.dataInizio <= dataEvento &&
      (row.dataFine === undefined || row.dataFine > dataEvento),
  );
  if (!open) return [];
  return found('adr.other-policy', { path: 'evento', day: dataEvento });
}
