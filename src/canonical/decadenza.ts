/** After a decadenza a person cannot register again for a while, nor declare to be available. */
import type { Condizionalita } from './condizionalita.js';
import { standing } from './condizionalita-history.js';
import type { HistoryCheck, PastRecord } from './history.js';
import type { Percettore } from './percettore.js';
import { monthsLater } from './rules/kinds.js';
import { found, numberOf } from './rules/program.js';

const DECADENZA = 'decadenza';
const DECADUTA = 'DECADUTA';

/** The days from which a benefit was lost, by what INPS told and by the measures that still stand. */
function daysOf(past: readonly PastRecord[]): string[] {
  const told = past
    .filter(({ record, event }) => record === 'percettore' && event === 'invio')
    .map(({ canonical }) => (canonical as Percettore).prestazione)
    .flatMap(({ stato, dataStato }) => (stato === DECADUTA && dataStato !== undefined ? [dataStato] : []));
  const measures = standing(past)
    .map(({ event }) => event as Pick<Condizionalita, 'provvedimento' | 'dataEvento'>)
    .flatMap(({ provvedimento, dataEvento }) => (provvedimento === DECADENZA ? [dataEvento] : []));
  return [...told, ...measures];
}

/** `rule` is judged by the day that the record has at `path`; nothing is said where `of` says that the record begins nothing. */
export const afterDecadenza = (rule: string, path: string, begins: (value: unknown) => boolean): HistoryCheck => ({
  of: (value) => (begins(value) ? ['percettore', 'condizionalita'] : []),
  findings(value, past) {
    const day = (value as Readonly<Record<string, unknown>>)[path];
    if (!begins(value) || typeof day !== 'string') return [];
    const months = numberOf(rule, 'months');
    const lost = daysOf(past).some((from) => from <= day && day < monthsLater(from, months));
    return lost ? found(rule, { path, day }) : [];
  },
});
