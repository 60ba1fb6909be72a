/** A benefit in view of the past: a communication that comes late, an application told twice, a DID that had ended. */
import type { Finding } from '../foundation/finding.js';
import { knownDid } from './did-past.js';
import { isDidRunning } from './did-states.js';
import type { HistoryCheck, PastRecord } from './history.js';
import type { Percettore } from './percettore.js';

const keyOf = ({ codiceFiscale, prestazione, ruolo }: Percettore): string =>
  [codiceFiscale, prestazione.protocollo, ruolo].join('|');

/**
 * Of two communications about the same person, application and role, the one sent later holds (as the regional systems
 * keep what InviaNotificaRdc brings). An older one that comes late is kept, and says that it is stale.
 */
function stale(told: Percettore, before: readonly Percettore[]): Finding[] {
  const sent = told.invio?.data;
  if (sent === undefined || told.prestazione.protocollo === undefined) return [];
  if (!before.some((one) => keyOf(one) === keyOf(told) && (one.invio?.data ?? '') > sent)) return [];
  return [
    {
      path: 'invio.data',
      rule: 'percettore.stale',
      source: 'InviaNotificaRdc, DataInvio',
      severity: 'warning',
      message: 'a communication sent later about the same application and role is here already, and holds',
    },
  ];
}

/** An application has no number: the province tells two apart by the first day. The same with its decision is no second one. */
function toldTwice({ prestazione: { dataInizio }, ra }: Percettore, before: readonly Percettore[]): Finding[] {
  const again = before.some((one) => one.prestazione.tipo === 'RA' && one.prestazione.dataInizio === dataInizio);
  if (!again || ra?.provvedimento !== undefined) return [];
  return [
    {
      path: 'prestazione.dataInizio',
      rule: 'percettore.ra-twice',
      source: 'SIL of the Provincia di Trento, import of the file',
      severity: 'warning',
      message:
        'an application of this person for a benefit from the same day is here already: the province takes the first',
    },
  ];
}

/** On the first day the person must have a DID. Of one that is not known here nothing can be said. */
function withoutDid(firstDay: string, past: readonly PastRecord[]): Finding[] {
  const known = knownDid(past, firstDay);
  if (known === undefined || known.states.some(isDidRunning)) return [];
  return [
    {
      path: 'prestazione.dataInizio',
      rule: 'percettore.ra-did',
      source: 'SIL of the Provincia di Trento, reason for verification 06',
      severity: 'warning',
      message: `the DID was ${known.state} before the first day, as far as is known here`,
    },
  ];
}

export const percettoreHistory: HistoryCheck = {
  of: ['percettore', 'did', 'sap'],
  findings(value, past) {
    const told = value as Percettore;
    const before = past
      .filter(({ record, event }) => record === 'percettore' && event === 'invio')
      .map(({ canonical }) => canonical as Percettore);
    const found = stale(told, before);
    const { tipo, dataInizio } = told.prestazione;
    if (tipo !== 'RA' || dataInizio === undefined) return found;
    return [...found, ...toldTwice(told, before), ...withoutDid(dataInizio, past)];
  },
};
