/** What came before says of an event of a DID, and what makes two events the same. */

import type { Finding } from '../foundation/finding.js';
import { regionOf } from './competenza.js';
import type { Did } from './did.js';
import { type KnownDid, knownDid } from './did-past.js';
import { didSender, didTransition, legalDidEvents } from './did-states.js';
import type { HistoryCheck, PastRecord } from './history.js';
import { daysBetween } from './rules/kinds.js';
import { found, numberOf } from './rules/program.js';
import type { Sap } from './sap.js';

/** A suspended DID that goes on after more than 180 days: work that long ends the state of unemployment. */
function outlasted({ evento, dataEvento }: Did, known: KnownDid, today: string): readonly Finding[] {
  if (known.state !== 'sospesa' || evento !== 'C') return [];
  const since = known.dataEvento;
  // A confirmation has the day on which the pact began; where that lies before the suspension, it goes on today.
  const days = daysBetween(since, dataEvento < since ? today : dataEvento);
  const longest = numberOf('did.suspension', 'days');
  if (days <= longest) return [];
  const says = `the DID had been suspended for ${days} days; after ${longest} the status is lost, and a new DID is needed`;
  return found('did.suspension', { path: 'dataEvento', day: dataEvento, says });
}

/** An event that the node will refuse where the DID stands. */
function outOfPlace(asked: Did, known: KnownDid, today: string): readonly Finding[] {
  if (known.states.some((state) => didTransition(state, asked.evento))) return outlasted(asked, known, today);
  const legal = [...new Set(known.states.flatMap(legalDidEvents))];
  const says = `the DID is ${known.state} as far as is known here; legal now: ${legal.join(', ') || 'nothing'}`;
  return found('did.life-cycle', { path: 'evento', says });
}

/** Who holds the SAP, by the newest that tells: a SAP, or the node's view on the DID. */
function holderIn(past: readonly PastRecord[]): string | undefined {
  const told = past.flatMap(({ record, event, canonical, receivedAt }) => {
    const sap = record === 'sap' && event === 'invio' ? (canonical as Sap).invio.codiceEnteTitolare : undefined;
    const { fonte, entePromotore } = canonical as Partial<Did>;
    const shown = record === 'did' && event === 'invio' && fonte === 'NODO' ? entePromotore : undefined;
    const ente = sap ?? shown;
    return ente === undefined ? [] : [{ ente, at: receivedAt?.getTime() ?? 0 }];
  });
  return told.toSorted((a, b) => b.at - a.at)[0]?.ente;
}

/** The CPI that INPS named as the person's in its last announcement. */
function namedByInps(past: readonly PastRecord[]): string | undefined {
  const announced = past.find(
    ({ record, event, canonical }) => record === 'did' && event === 'invio' && (canonical as Did).fonte === 'INPS',
  );
  return (announced?.canonical as Did | undefined)?.entePromotore;
}

/** An event sent by another CPI than may send it. That no CPI suspends a DID is a rule of its own (`schemas/rules/`). */
function roleFindings({ evento, entePromotore }: Did, past: readonly PastRecord[]): readonly Finding[] {
  const by = didSender(evento);
  const holder = holderIn(past);
  const known = (by === 'competente' ? [namedByInps(past), holder] : [holder]).filter((one) => one !== undefined);
  // A revocation is refused to another region (E016), not to another CPI of the same one.
  const same = (one: string): boolean =>
    one === entePromotore ||
    (by === 'competente' && regionOf(one) !== undefined && regionOf(one) === regionOf(entePromotore ?? ''));
  if (entePromotore === undefined || by === undefined || by === 'nodo') return [];
  if (known.length === 0 || known.some(same)) return [];
  const [who, outcome] = by === 'titolare' ? ['CPI that holds the SAP', 'E004'] : ['CPI of the person', 'E016'];
  const says = `${evento} is sent by the ${who}; as far as is known here that is ${[...new Set(known)].join(' or ')}`;
  return found('did.other-cpi', { path: 'entePromotore', says, source: `ConferimentoDID 4.0, ${outcome}` });
}

/** What is known of a DID: its earlier events, and who holds the person. */
export const didHistory: HistoryCheck = {
  of: ['did', 'sap'],
  /**
   * Warns of an event that the node will refuse. What the node shows and INPS announces is no request, nor is what a region's
   * own office writes down (`dichiarazione`): these are not judged.
   */
  findings(value, past, today) {
    const asked = value as Did;
    if (asked.fonte !== undefined || asked.dichiarazione !== undefined) return [];
    const known = knownDid(past);
    return [...roleFindings(asked, past), ...(known === undefined ? [] : outOfPlace(asked, known, today))];
  },
  /** Senders put the time of the call into the dates, so the bytes of a resend differ; the record holds the days. */
  sameness: (value) => JSON.stringify(value),
};
