/** What the events about an application that are known already say of a further one, and of taking one back. */
import type { Finding, Severity } from '../foundation/finding.js';
import { codeList } from './codes/index.js';
import type { AnnullamentoCondizionalita, Condizionalita } from './condizionalita.js';
import { italianDay } from './date.js';
import type { HistoryCheck, PastRecord } from './history.js';
import { misuraPrevista } from './misure.js';
import { daysBetween } from './rules/kinds.js';
import { rulesOf } from './rules/rule.js';

const SOURCE = 'EventiCondizionalitaRDC';

type Fatto = Pick<Condizionalita, 'evento' | 'dataEvento' | 'protocolloInps'>;

const isSame = (a: Fatto, b: Fatto): boolean =>
  a.evento === b.evento && a.dataEvento === b.dataEvento && a.protocolloInps === b.protocolloInps;

interface Told {
  readonly event: Condizionalita;
  readonly receivedAt: Date | undefined;
}

/** The events that still stand, each once, oldest first: what was taken back afterwards is not among them. */
function standing(past: readonly PastRecord[]): Told[] {
  let told: Told[] = [];
  for (const { record, event, canonical, receivedAt } of [...past].reverse()) {
    if (record !== 'condizionalita') continue;
    const others = told.filter((one) => !isSame(one.event, canonical as Fatto));
    if (event === 'annullamento') told = others;
    else if (event === 'invio') told = [...others, { event: canonical as Condizionalita, receivedAt }];
  }
  return told;
}

const finding = (path: string, rule: string, severity: Severity, message: string, source = SOURCE): Finding => ({
  path,
  rule,
  source,
  severity,
  message,
});

export const condizionalitaHistory: HistoryCheck = {
  of: ['condizionalita'],
  findings(value, past) {
    const event = value as Condizionalita;
    const before = standing(past);
    const findings: Finding[] = [];
    if (before.some((one) => isSame(one.event, event))) {
      findings.push(
        finding(
          'evento',
          'condizionalita.told-before',
          'warning',
          'the same event of this application was told before',
        ),
      );
    }
    return [...findings, ...measureOf(event, before)];
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
    findings.push(finding('occorrenza', 'condizionalita.count', 'warning', message));
  }
  const misura = misuraPrevista({ fattispecie, occorrenza, data: event.dataEvento, prestazione });
  if (misura === undefined) return findings;
  const words = codeList('condizionalita-provvedimento')?.entries.get(misura.provvedimento)?.description;
  const message = `number ${occorrenza} of its kind about this application: the law attaches ${words ?? misura.provvedimento} to it; the CPI decides`;
  findings.push(finding('fattispecie', 'condizionalita.measure', 'info', message, misura.fonte));
  if (event.provvedimento !== undefined && event.provvedimento !== misura.provvedimento) {
    const other = 'the measure told is another than the one that the law attaches to this event';
    findings.push(finding('provvedimento', 'condizionalita.other-measure', 'warning', other, misura.fonte));
  }
  return findings;
}

/** The rule about the term, which a sender's own date and the date of our receipt are both held against. */
const TERM = 'condizionalita.delete-term';

export const annullamentoCondizionalitaHistory: HistoryCheck = {
  of: ['condizionalita'],
  findings(value, past, today) {
    const event = value as AnnullamentoCondizionalita;
    const told = standing(past).find((one) => isSame(one.event, event));
    if (told === undefined) {
      const message = 'no such event of this application is known here; the nation takes back only what it holds';
      return [finding('evento', 'condizionalita.not-told', 'warning', message)];
    }
    const rule = rulesOf('condizionalita').find(({ id }) => id === TERM);
    if (rule === undefined || told.receivedAt === undefined || event.dataInvio !== undefined) return [];
    if (daysBetween(italianDay(told.receivedAt), today) <= Number(rule.with.days)) return [];
    return [finding('evento', rule.id, rule.severity, rule.says, rule.source)];
  },
};
