/** How the answers of SIL and portal are told apart, beyond what the description of each service says. */
import type { Answer, Outbound } from '../adapter.js';

/** How failures name the side. */
export const NAMED = 'Lavoro per Te';
/** How long to wait after an answer that says "later". */
export const LATER_SECONDS = 30;

export const notTaken = ({ record, event }: Outbound): Answer => ({
  outcome: 'refused',
  esito: { codice: 'NON-PREVISTO', messaggio: `SIL and portal have no service that takes this ${record}/${event}` },
});
