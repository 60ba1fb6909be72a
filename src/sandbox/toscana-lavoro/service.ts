/** The JSON service of the simulated IDOL. */
import type { DocumentTree } from '../../contract/contract.js';
import { idol, toscanaContracts } from '../../contract/toscana-lavoro/index.js';
import type { SimulatedRestOperation } from '../services/rest.js';
import { forced, type SimulatedRestSide } from '../services/rest-side.js';
import { activities, freeMoments, release } from './answers.js';
import { agree, book, cancel, declare, type IdolNode, notice, policy, released } from './idol.js';

const WORDS: Readonly<Record<string, string>> = {
  T000: 'presa in carico',
  T101: 'persona sconosciuta',
  T102: 'appuntamento sconosciuto o non aperto',
  T103: 'l appuntamento è in un altro momento',
  T104: 'il momento è occupato o passato',
  T105: 'per il colloquio online manca la verifica di identità o dispositivo',
  T106: 'nessuna SAP in questo stato',
  T107: 'non coerente con quanto già registrato',
  T108: 'per e-mail solo con stato cancellato',
  T999: 'rifiutata',
  T900: 'servizio sospeso: ripetere più tardi',
};

const said = (codice: string): DocumentTree => ({ codice, messaggio: WORDS[codice] ?? '' });

const operation =
  (judge: (node: IdolNode, document: DocumentTree) => string): SimulatedRestOperation<IdolNode> =>
  (node, document, fault) =>
    said(forced(idol, fault) ?? judge(node, document));

const PERSON = 'codiceFiscale';

export const simulatedIdol: SimulatedRestSide<IdolNode> = {
  service: idol,
  contracts: toscanaContracts(),
  said,
  subject: {
    comunicaDid: PERSON,
    comunicaPatto: PERSON,
    comunicaPolitica: PERSON,
    fissaAppuntamento: PERSON,
    annullaAppuntamento: PERSON,
    notificaSap: 'identificativoSap',
    comunicaRilascioSap: PERSON,
  },
  run: {
    comunicaDid: operation(declare),
    comunicaPatto: operation(agree),
    comunicaPolitica: operation(policy),
    fissaAppuntamento: operation(book),
    annullaAppuntamento: operation(cancel),
    notificaSap: operation(notice),
    comunicaRilascioSap: operation(released),
  },
  answers: {
    elencoAttivita: activities(said),
    disponibilita: freeMoments,
    richiediRilascioSap: release(said),
  },
};
