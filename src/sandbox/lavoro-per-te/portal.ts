/** The part of the portal that the nation calls: new adesioni, and their states. */
import type { DocumentTree } from '../../contract/contract.js';
import { cambioStato, statoAdesione, utenti } from '../../contract/lavoro-per-te/index.js';
import { group, text } from '../anpal/tree.js';
import type { SimulatedService } from '../services/soap.js';
import { unlessForced, writing } from './answers.js';
import type { LavoroPerTeNode } from './node.js';

const said = (Esito: 'OK' | 'KO', MessaggioErrore = ''): DocumentTree => ({ Esito, MessaggioErrore });
const forced = () => said('KO', 'Rifiuto richiesto al simulatore');
const isDone = ({ Esito }: DocumentTree): boolean => Esito === 'OK';
const codeOf = (request: DocumentTree): string =>
  text(request.CodiceFiscale) || text(group(request.utente).CodiceFiscale);

export const simulatedPortal: readonly SimulatedService<LavoroPerTeNode>[] = [
  {
    service: utenti,
    run: {
      invioUtenteYG: unlessForced(
        forced,
        writing('invioUtenteYG', isDone, codeOf, (node, request) => {
          const utente = group(request.utente);
          const key = {
            codiceFiscale: text(utente.CodiceFiscale),
            data: text(utente.dataadesione),
            regione: text(utente.Regione),
          };
          const joined = node.adesioni.join(key, node.today());
          return joined.done ? said('OK') : said('KO', joined.why);
        }),
      ),
      checkUtenteYG: unlessForced(forced, ({ adesioni }, request) => {
        const why = adesioni.hindrance(text(request.codiceFiscale), text(request.codiceRegione));
        return why === undefined ? said('OK') : said('KO', why);
      }),
    },
  },
  {
    service: cambioStato,
    run: {
      // An adesione that the portal does not know, or a state out of order, is written into its log and answered OK.
      notificaCambioStatoAdesioneYG: unlessForced(
        forced,
        writing('notificaCambioStatoAdesioneYG', isDone, codeOf, (node, request) => {
          const key = {
            codiceFiscale: text(request.CodiceFiscale),
            data: text(request.DataAdesione),
            regione: text(request.RegioneAdesione),
          };
          node.adesioni.change(key, text(request.StatoAdesione), node.today());
          return said('OK');
        }),
      ),
    },
  },
  {
    service: statoAdesione,
    run: {
      getStatoAdesioneYG: unlessForced(forced, ({ adesioni }, request) => {
        const held = adesioni.latest(text(request.CodiceFiscale), text(request.RegioneAdesione));
        if (held === undefined) return said('KO', 'Adesione non presente');
        const { data, stato, dataStato } = held;
        return { ...said('OK'), DataAdesione: data, StatoAdesione: stato, DataStatoAdesione: dataStato };
      }),
    },
  },
];
