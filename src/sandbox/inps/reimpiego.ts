/** getAdesioneReimpiego, as the information system of a region answers it. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { SimulatedService } from '../services/soap.js';
import type { InpsNode, Worker } from './node.js';
import { serviceNamed } from './nra.js';

const WORDS: Readonly<Record<string, string>> = {
  '00': 'Adesione consentita',
  '02': 'Codice fiscale non trovato',
  '04': 'Data futura',
  '05': 'Nessuna DID attiva protocollata',
  '07': 'Requisiti mancanti per lavoratore in NASPI',
  '08': 'Dati stato occupazionale non trovati',
  '12': 'Requisiti mancanti per lavoratore in CIGS',
  '99': 'Errore generico',
};

const COLLECTIVE_DISMISSAL = 'LC';
const LONGEST_MONTHS = 24;

/** Whole months from one day to another. */
function monthsBetween(from: string, to: string): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - year) * 12 + toMonth - month - (toDay < day ? 1 : 0);
}

function verdict(node: InpsNode, worker: Worker | undefined, on: string, declared: string): string {
  if (on > node.today()) return '04';
  if (worker === undefined) return '02';
  if (worker.stato === undefined) return '08';
  if (declared === 'CIGS') return worker.inCigs === true ? '00' : '12';
  if (worker.dataDid === undefined || worker.dataDid > on) return '05';
  const { cessazione } = worker;
  if (cessazione?.motivo !== COLLECTIVE_DISMISSAL) return '07';
  const most = Math.min(LONGEST_MONTHS, cessazione.mesiRapporto / 2);
  return monthsBetween(cessazione.data, on) <= most ? '00' : '07';
}

function answerOf(codice: string, worker: Worker | undefined): DocumentTree {
  const Esito = { codice, descrizione: WORDS[codice] ?? '' };
  if (codice !== '00' || worker?.stato === undefined) return { Esito };
  const { stato } = worker;
  return {
    Esito,
    datiStatoOccupazionale: {
      CodiceFiscale: worker.codiceFiscale,
      Cognome: worker.cognome,
      Nome: worker.nome,
      DataNascita: worker.dataNascita,
      StatoOccupazionale: {
        CodiceSO: stato.codice,
        DescrizioneSO: stato.descrizione,
        MesiAnzianita: String(stato.mesi),
        ...(worker.dataDid === undefined ? {} : { DataDid: worker.dataDid }),
      },
      DatiCPI: { CodiceCPI: worker.cpi, DescrCPI: worker.descrizioneCpi },
    },
  };
}

export const simulatedReimpiego: SimulatedService<InpsNode> = {
  service: serviceNamed('AdesioneReimpiego'),
  run: {
    getAdesioneReimpiego(node, request, fault) {
      if (fault === 'ko' || fault === 'x001') return answerOf('99', undefined);
      const worker = node.workers.get(textAt(request, 'CodiceFiscale'));
      const codice = verdict(node, worker, textAt(request, 'DataRiferimento'), textAt(request, 'Dichiarazione'));
      return answerOf(codice, worker);
    },
  },
};
