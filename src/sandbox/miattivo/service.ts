/** The JSON service of the simulated portal. */
import type { DocumentTree } from '../../contract/contract.js';
import { miattivoContracts, portale } from '../../contract/miattivo/index.js';
import type { SimulatedRestOperation } from '../services/rest.js';
import { forced, type SimulatedRestSide } from '../services/rest-side.js';
import { callOff, convene, decide, type PortalNode, propose } from './portal.js';

const WORDS: Readonly<Record<string, string>> = {
  M000: 'presa in carico',
  M101: 'nessuno è registrato con questo codice fiscale',
  M102: 'convocazione sconosciuta o non aperta',
  M103: 'la convocazione è in un altro momento',
  M104: 'il giorno è passato',
  M105: 'manca un recapito per uno dei canali',
  M106: 'il patto è già stato accettato',
  M107: 'la registrazione è un altra',
  M999: 'rifiutata',
  M900: 'servizio sospeso: ripetere più tardi',
};

const said = (codice: string): DocumentTree => ({ codice, messaggio: WORDS[codice] ?? '' });

const operation =
  (judge: (node: PortalNode, document: DocumentTree) => string): SimulatedRestOperation<PortalNode> =>
  (node, document, fault) =>
    said(forced(portale, fault) ?? judge(node, document));

export const simulatedPortal: SimulatedRestSide<PortalNode> = {
  service: portale,
  contracts: miattivoContracts(),
  said,
  subject: {
    convoca: 'codiceFiscale',
    annullaConvocazione: 'codiceFiscale',
    proponiPatto: 'codiceFiscale',
    esitoRegistrazione: 'codiceFiscale',
  },
  run: {
    convoca: operation(convene),
    annullaConvocazione: operation(callOff),
    proponiPatto: operation(propose),
    esitoRegistrazione: operation(decide),
  },
  answers: {
    statoRegistrazione(node, asked) {
      const held = node.registrations.get(String(asked.codiceFiscale));
      if (held === undefined) return { none: said('M101') };
      const { idRegistrazione, stato, dal, cpi, mancanti } = held;
      return {
        found: {
          idRegistrazione,
          stato,
          dal,
          ...(cpi === undefined ? {} : { cpi }),
          ...(mancanti === undefined ? {} : { mancanti }),
        },
      };
    },
  },
};
