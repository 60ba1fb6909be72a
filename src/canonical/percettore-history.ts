/**
 * Of two communications about the same person, application and role, the one sent later holds (as the regional systems
 * keep what InviaNotificaRdc brings). An older one that comes late is kept, and says that it is stale.
 */
import type { HistoryCheck } from './history.js';
import type { Percettore } from './percettore.js';

const keyOf = ({ codiceFiscale, prestazione, ruolo }: Percettore): string =>
  [codiceFiscale, prestazione.protocollo, ruolo].join('|');

export const percettoreHistory: HistoryCheck = {
  of: ['percettore'],
  findings(value, past) {
    const told = value as Percettore;
    const sent = told.invio?.data;
    if (sent === undefined || told.prestazione.protocollo === undefined) return [];
    const later = past
      .filter(({ record, event }) => record === 'percettore' && event === 'invio')
      .map(({ canonical }) => canonical as Percettore)
      .some((one) => keyOf(one) === keyOf(told) && (one.invio?.data ?? '') > sent);
    if (!later) return [];
    return [
      {
        path: 'invio.data',
        rule: 'percettore.stale',
        source: 'InviaNotificaRdc, DataInvio',
        severity: 'warning',
        message: 'a communication sent later about the same application and role is here already, and holds',
      },
    ];
  },
};
