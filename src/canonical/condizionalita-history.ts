/** What the events about an application that are known already say of a further one, and of taking one back. */
import type { Finding } from '../foundation/finding.js';
import { codeList } from './codes/index.js';
import type { AnnullamentoCondizionalita, Condizionalita } from './condizionalita.js';
import { italianDay } from './date.js';
import type { HistoryCheck, PastRecord } from './history.js';
import { misuraPrevista } from './misure.js';
import { daysBetween } from './rules/kinds.js';
import { found, numberOf } from './rules/program.js';

type Fatto = Pick<Condizionalita, 'evento' | 'dataEvento' | 'protocolloInps'>;

const isSame = (a: Fatto, b: Fatto): boolean =>
  a.evento === b.evento && a.dataEvento === b.dataEvento && a.protocolloInps === b.protocolloInps;

interface Told {
  readonly event: Condizionalita;
  readonly receivedAt: Date | undefined;
}

/** The events that still stand, each once, oldest first: what was taken back afterwards is not among them. */
export function standing(past: readonly PastRecord[]): Told[] {
  let told: Told[] = [];
  for (const { record, event, canonical, receivedAt } of [...past].reverse()) {
    if (record !== 'condizionalita') continue;
    const others = told.filter((one) => !isSame(one.event, canonical as Fatto));
    if (event === 'annullamento') told = others;
    else if (event === 'invio') told = [...others, { event: canonical as Condizionalita, receivedAt }];
  }
  return told;
}

export const condizionalitaHistory: HistoryCheck = {
  of: ['condizionalita'],
  findings(value, past) {
    const event = value as Condizionalita;
    const before = standing(past);
    const again = before.some((one) => isSame(one.event, event));
    return [...(again ? found('condizionalita.told-before', { path: 'evento' }) : []), ...measureOf(event, before)];
  },
};

function measureOf(event: Condizionalita, before: readonly Told[]): Finding[] {
  const { fattispecie, prestazione } = event;
  if (fattispecie === undefined) return [];
  const others = before.filter(
    (one) =>
      one.event.fattispecie === fattispecie &&
      one.event.protocolloInps === event.protocolloInps &&
      !isSame(one.event, event),
  );
  const counted = others.length + 1;
  const occorrenza = event.occorrenza ?? counted;
  const findings: Finding[] = [];
  if (occorrenza < counted) {
    const message = `told as number ${occorrenza} of its kind; ${others.length} others about the application are known here`;
    findings.push(...found('condizionalita.count', { path: 'occorrenza', says: message }));
  }
  const misura = misuraPrevista({ fattispecie, occorrenza, data: event.dataEvento, prestazione });
  if (misura === undefined) return findings;
  const words = codeList('condizionalita-provvedimento')?.entries.get(misura.provvedimento)?.description;
  const message = `number ${occorrenza} of its kind about this application: the law attaches ${words ?? misura.provvedimento} to it; the CPI decides`;
  const about = { day: event.dataEvento, source: misura.fonte };
  findings.push(...found('condizionalita.measure', { ...about, path: 'fattispecie', says: message }));
  if (event.provvedimento !== undefined && event.provvedimento !== misura.provvedimento)
    findings.push(...found('condizionalita.other-measure', { ...about, path: 'provvedimento' }));
  return findings;
}

/** The rule about the term, which a sender's own date and the date of our receipt are both held against. */
const TERM = 'condizionalita.delete-term';

export const annullamentoCondizionalitaHistory: HistoryCheck = {
  of: ['condizionalita'],
  findings(value, past, today) {
    const event = value as AnnullamentoCondizionalita;
    const told = standing(past).find((one) => isSame(one.event, event));
    if (told === undefined) return found('condizionalita.not-told', { path: 'evento' });
    if (told.receivedAt === undefined || event.dataInvio !== undefined) return [];
    if (daysBetween(italianDay(told.receivedAt), today) <= numberOf(TERM, 'days')) return [];
    return found(TERM, { path: 'evento' });
  },
};
