/** The Garanzia Giovani part of `servizicoap`, simulated. */
import {
  getStatoAdesioneYG,
  notificaCambioStatoAdesioneYG,
  serviziUtentiYG,
  setStatoAdesioneYG,
} from '../../contract/anpal/adesione.js';
import type { DocumentTree } from '../../contract/contract.js';
import { LATER } from '../../contract/servizicoap.js';
import { digest } from '../../foundation/ids.js';
import type { Fault } from '../faults.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import type { AdesioneOutcome, HeldAdesione } from './adesioni.js';
import type { AnpalNode } from './node.js';
import { group, text } from './tree.js';

const answered = (Esito: string, MessaggioErrore = ''): DocumentTree => ({ Esito, MessaggioErrore });

const forced = (fault: Fault): DocumentTree | undefined => {
  if (fault === 'x001') return answered(LATER, 'Limite invocazioni raggiunto');
  return fault === 'ko' ? answered('KO', 'Rifiuto richiesto al simulatore') : undefined;
};

/** The node's own words for a limit or a refusal asked of it come before its rules. */
const unlessForced =
  (run: SimulatedOperation<AnpalNode>): SimulatedOperation<AnpalNode> =>
  (node, request, fault, operation) =>
    forced(fault) ?? run(node, request, fault, operation);

const keyIn = (tree: DocumentTree) => ({
  codiceFiscale: text(tree.CodiceFiscale),
  data: text(tree.DataAdesione),
  regione: text(tree.RegioneAdesione),
});

/** Counts a writing call, and what came of it. */
function written(
  node: AnpalNode,
  operation: string,
  request: DocumentTree,
  apply: () => AdesioneOutcome,
): DocumentTree {
  const name = node.ledger.received(operation, digest(JSON.stringify(request)));
  const outcome = apply();
  if (!outcome.done) return answered('KO', outcome.why);
  node.ledger.applied(operation, text(group(request.utente).CodiceFiscale) || text(request.CodiceFiscale), name);
  for (const adesione of outcome.elsewhere) tell(node, adesione);
  return answered('OK');
}

/** The region whose adesione has ended hears of it; the caller's own answer does not wait for that. */
function tell({ regions }: AnpalNode, { codiceFiscale, data, regione, stato, dataStato }: HeldAdesione): void {
  void regions.call(regione, notificaCambioStatoAdesioneYG, 'notificaCambioStatoAdesioneYG', {
    CodiceFiscale: codiceFiscale,
    DataAdesione: data,
    RegioneAdesione: regione,
    StatoAdesione: stato,
    DataStatoAdesione: dataStato,
  });
}

export const ADESIONE_SIMULATED: readonly SimulatedService<AnpalNode>[] = [
  {
    service: serviziUtentiYG,
    run: {
      invioUtenteYG: unlessForced((node, request) =>
        written(node, 'invioUtenteYG', request, () => {
          const utente = group(request.utente);
          const key = {
            codiceFiscale: text(utente.CodiceFiscale),
            data: text(utente.dataadesione),
            regione: text(utente.Regione),
          };
          return node.adesioni.join(key, node.today());
        }),
      ),
      checkUtenteYG: unlessForced(({ adesioni }, request) => {
        const why = adesioni.hindrance(text(request.codiceFiscale), text(request.codiceRegione));
        return why === undefined ? answered('OK') : answered('KO', why);
      }),
    },
  },
  {
    service: getStatoAdesioneYG,
    run: {
      getStatoAdesioneYG: unlessForced(({ adesioni }, request) => {
        const { codiceFiscale, regione } = keyIn(request);
        const held = adesioni.latest(codiceFiscale, regione);
        if (held === undefined) return answered('KO', 'Adesione non presente');
        const { data, stato, dataStato } = held;
        return { ...answered('OK'), DataAdesione: data, StatoAdesione: stato, DataStatoAdesione: dataStato };
      }),
    },
  },
  {
    service: setStatoAdesioneYG,
    run: {
      setStatoAdesioneYG: unlessForced((node, request) =>
        written(node, 'setStatoAdesioneYG', request, () =>
          node.adesioni.change(keyIn(request), text(request.StatoAdesione), node.today()),
        ),
      ),
    },
  },
];
