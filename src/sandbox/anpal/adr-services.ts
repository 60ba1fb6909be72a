/** The JSON services of the portal, simulated: assegno di ricollocazione with its agenda, and the register of the bodies. */
import { adrContracts, adrService, entiService } from '../../contract/anpal/adr.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { Fault } from '../faults.js';
import type { SimulatedRest } from '../services/rest.js';
import type { Verdict } from './adr.js';
import type { HeldAdr } from './adr-rules.js';
import type { AnpalNode } from './node.js';

const WORDS: Readonly<Record<string, string>> = {
  A090: 'Rifiutata da altre verifiche del portale',
  A900: 'Servizio momentaneamente non disponibile',
  E090: 'Rifiutata da altre verifiche del portale',
  E900: 'Servizio momentaneamente non disponibile',
};

/** The outcome that a fault on demand wants, in the service's own codes. */
const forced = (fault: Fault, letter: 'A' | 'E'): string | undefined =>
  fault === 'ko' ? `${letter}090` : fault === 'x001' ? `${letter}900` : undefined;

/** The outcome document of the assegno: what was communicated, what became of it, and the receipt where there is one. */
export function esitoAdr(document: DocumentTree, { codice, adr }: Verdict): DocumentTree {
  const known = adr?.idAdr ?? textAt(document, 'idAdr');
  const told = adr !== undefined && adr.codiceFiscale === textAt(document, 'lavoratore.codiceFiscale');
  return {
    ...(known === '' ? {} : { idAdr: known }),
    lavoratore: document.lavoratore,
    evento: document.evento,
    dataEvento: document.dataEvento,
    esito: codice,
    ...messaggio(codice),
    ...(told ? { stato: adr.stato, ricevuta: ricevuta(adr) } : {}),
  };
}

function ricevuta(adr: HeldAdr): DocumentTree {
  const { cpiCompetente, richiesta, naspi, profilazione, valore, erogatore, primoAppuntamento, storico } = adr;
  const all = { cpiCompetente, richiesta, naspi, profilazione, valore, erogatore, primoAppuntamento };
  const there = Object.entries(all).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(there), storicoStati: storico };
}

const messaggio = (codice: string): { messaggio?: string } =>
  WORDS[codice] === undefined ? {} : { messaggio: WORDS[codice] };

export const simulatedAdr: SimulatedRest<AnpalNode> = {
  service: adrService,
  contracts: adrContracts(),
  subject: {
    inviaRichiesta: 'lavoratore.codiceFiscale',
    inviaVariazione: 'lavoratore.codiceFiscale',
    pubblicaDisponibilita: 'sede.codiceEnte',
  },
  run: {
    inviaRichiesta(node, document, fault) {
      const codice = forced(fault, 'A');
      return esitoAdr(document, codice === undefined ? node.adr.request(document, node.today()) : { codice });
    },
    inviaVariazione(node, document, fault) {
      const codice = forced(fault, 'A');
      return esitoAdr(document, codice === undefined ? node.adr.change(document, node.today()) : { codice });
    },
    pubblicaDisponibilita(node, document, fault) {
      const esito = forced(fault, 'A') ?? node.agendas.publish(document);
      return { codiceEnte: textAt(document, 'sede.codiceEnte'), esito, ...messaggio(esito) };
    },
  },
};

/** One operation on a body, with the fault that is on. */
const onBody =
  (run: (node: AnpalNode, document: DocumentTree) => string): SimulatedRest<AnpalNode>['run'][string] =>
  (node, document, fault) => {
    const esito = forced(fault, 'E') ?? run(node, document);
    return { codiceFiscale: textAt(document, 'soggetto.codiceFiscale'), esito, ...messaggio(esito) };
  };

const SOGGETTO = 'soggetto.codiceFiscale';

export const simulatedEnti: SimulatedRest<AnpalNode> = {
  service: entiService,
  contracts: adrContracts(),
  subject: { inviaEnte: SOGGETTO, inviaDelega: SOGGETTO, cancellaEnte: SOGGETTO },
  run: {
    inviaEnte: onBody((node, document) => node.bodies.register(document)),
    inviaDelega: onBody((node, document) => node.bodies.delegate(document, node.today())),
    cancellaEnte: onBody((node, document) => node.bodies.remove(document, node.today())),
  },
};
