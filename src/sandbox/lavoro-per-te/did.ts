/** StipulaDid, simulated: the checks of the SIL in their order, each with its outcome. */
import type { DocumentTree } from '../../contract/contract.js';
import { stipulaDid } from '../../contract/lavoro-per-te/index.js';
import { group, text } from '../anpal/tree.js';
import { isSound } from '../codice-fiscale.js';
import type { SimulatedService } from '../services/soap.js';
import { esito, printed, unlessForced, writing } from './answers.js';
import type { LavoroPerTeNode, SilWorker } from './node.js';

/** Since when the law knows such a declaration (D.Lgs. 297/2002). */
const FIRST_DAY = '2003-01-30';
const WORDS: Readonly<Record<string, string>> = {
  '00': 'OK',
  '04': 'Codice fiscale non valido',
  '06': 'Data errata perche futura',
  '07': 'Data dichiarazione precedente alla data normativa (30/01/2003)',
  '14': "Errore relativo all'elenco anagrafico",
  '15': 'DID gia presente',
  '20': "E' in corso un altro rapporto di lavoro",
  '99': 'Errore generico',
};

const UNEMPLOYED = 'A21';
/** Where a new worker is put: the region assigns the CPI by the domicile, the sandbox always this one. */
const CPI = '083202100';

function objection({ workers, today }: LavoroPerTeNode, request: DocumentTree): string | undefined {
  const codiceFiscale = text(request.CodiceFiscale);
  const day = text(request.DataDichiarazione);
  if (!isSound(codiceFiscale)) return '04';
  if (day > today()) return '06';
  const worker = workers.get(codiceFiscale);
  if (worker === undefined && request.Lavoratore === undefined) return '14';
  if (worker?.dataDid !== undefined) return '15';
  if (day < FIRST_DAY) return '07';
  return worker !== undefined && atWork(worker, day) ? '20' : undefined;
}

const atWork = ({ movimento }: SilWorker, day: string): boolean =>
  movimento !== undefined && movimento.inizio <= day && (movimento.fine === undefined || movimento.fine > day);

/** The worker as the SIL has it, or as the document tells of somebody new. */
function workerOf({ workers }: LavoroPerTeNode, request: DocumentTree): SilWorker {
  const codiceFiscale = text(request.CodiceFiscale);
  const told = group(request.Lavoratore);
  return (
    workers.get(codiceFiscale) ?? {
      codiceFiscale,
      cognome: text(told.cognome),
      nome: text(told.nome),
      sesso: text(told.sesso) === 'F' ? 'F' : 'M',
      dataNascita: text(told.dataNascita),
      comuneNascita: text(told.comuneNascita),
    }
  );
}

const risposta = (codice: string): DocumentTree => ({ '@schemaVersion': '1', ...esito(codice, WORDS[codice] ?? '') });
const isDone = (answer: DocumentTree): boolean => text(group(answer.Esito).codice) === '00';

export const simulatedDid: SimulatedService<LavoroPerTeNode> = {
  service: stipulaDid,
  prints: (_operation, answer) => (isDone(answer) ? [printed('did')] : []),
  run: {
    putCreaDID: unlessForced(
      () => esito('19', 'DID non stipulabile'),
      writing(
        'putCreaDID',
        isDone,
        (request) => text(request.CodiceFiscale),
        (node, request) => {
          const why = objection(node, request);
          if (why !== undefined) return risposta(why);
          const worker = workerOf(node, request);
          const dataDid = text(request.DataDichiarazione);
          node.workers.set(worker.codiceFiscale, { cpi: CPI, ...worker, stato: UNEMPLOYED, dataDid });
          return risposta('00');
        },
      ),
    ),
  },
};
