/** The outcomes of appointments, simulated: strict, and each counted once. */
import { notificaEsitoAppuntamento } from '../../contract/anpal/appuntamento.js';
import { digest } from '../../foundation/ids.js';
import type { SimulatedService } from '../services/soap.js';
import { NOTIFICA_DONE } from './agenda.js';
import type { AnpalNode } from './node.js';
import { text } from './tree.js';

export const AGENDA_SIMULATED: readonly SimulatedService<AnpalNode>[] = [
  {
    service: notificaEsitoAppuntamento,
    run: {
      notifica({ agenda, ledger }, request, fault) {
        if (fault === 'x001') return { IdEsito: 'T099', DescrizioneEsitoNegativo: 'Errore tecnico' };
        if (fault === 'ko') return { IdEsito: 'R199', DescrizioneEsitoNegativo: 'Rifiuto richiesto al simulatore' };
        const name = ledger.received('notifica', digest(JSON.stringify(request)));
        const before = agenda.all();
        const outcome = agenda.outcome(request);
        const changed = agenda.all().some((one, i) => one !== before[i]);
        if (outcome.IdEsito === NOTIFICA_DONE && changed)
          ledger.applied('notifica', text(request.IdAppuntamento), name);
        return { ...outcome };
      },
    },
  },
];
