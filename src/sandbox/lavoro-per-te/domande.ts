/** What the SIL is asked, simulated on its workers; and the two calls that renew a pact and confirm a declaration. */
import type { DocumentTree } from '../../contract/contract.js';
import { domande } from '../../contract/lavoro-per-te/index.js';
import { group, many, text } from '../anpal/tree.js';
import { isSound } from '../codice-fiscale.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import { esito, printed, unlessForced, writing } from './answers.js';
import type { LavoroPerTeNode, SilWorker } from './node.js';

type Run = SimulatedOperation<LavoroPerTeNode>;

const NOT_FOUND = esito('03', 'Codice fiscale non trovato');
const forced = () => esito('07', 'Lavoratore non competente');
const STATES: Readonly<Record<string, string>> = { A21: 'Disoccupato', A22: 'Inoccupato', B: 'Occupato', C: 'Altro' };
const stateOf = ({ stato = 'C' }: SilWorker): DocumentTree => ({
  CodiceSO: stato,
  DescrizioneSO: STATES[stato] ?? stato,
});
const CPI = '083202100';
const NAME = 'Centro per l impiego di Modena';
const home = { CodiceComune: 'F257', DescrComune: 'MODENA', Targa: 'MO', Indirizzo: 'Via Immaginaria 1' };

/** The answer about a worker, or that the codice fiscale is wrong or unknown. */
const about =
  (answer: (worker: SilWorker) => DocumentTree): Run =>
  ({ workers }, request) => {
    const codiceFiscale = text(request.CodiceFiscale);
    if (!isSound(codiceFiscale)) return esito('04', 'Codice fiscale non valido');
    const worker = workers.get(codiceFiscale);
    return worker === undefined ? NOT_FOUND : esito('00', 'OK', answer(worker));
  };

const person = ({ codiceFiscale, cognome, nome, dataNascita, comuneNascita, sesso }: SilWorker): DocumentTree => ({
  CodiceFiscale: codiceFiscale,
  Cognome: cognome,
  Nome: nome,
  DataNascita: dataNascita,
  CodComNascita: comuneNascita,
  ComNascita: comuneNascita,
  TargaComNascita: 'MO',
  Sesso: sesso,
});

const status = (worker: SilWorker): DocumentTree => ({
  datiStatoOccupazionale: {
    ...person(worker),
    Residenza: home,
    Domicilio: home,
    StatoOccupazionale: { ...stateOf(worker), MesiAnzianita: '0', DataDid: worker.dataDid },
    DatiCPI: { CodiceCPI: worker.cpi ?? CPI, DescrCPI: NAME, DataIscrElencoAnag: worker.dataDid ?? '2020-01-01' },
  },
});

const statusForPayments = (worker: SilWorker): DocumentTree => ({
  datiStatoOccupazionaleAPAPI: {
    StatoOccupazionale: stateOf(worker),
    ...(worker.dataDid === undefined
      ? {}
      : { DatiDID: { CodiceCPI: worker.cpi ?? CPI, DescrCPI: NAME, DataDID: worker.dataDid } }),
  },
});

const lastJob: Run = (node, request, ...rest) =>
  about(({ codiceFiscale, movimento }) =>
    movimento === undefined
      ? {}
      : {
          datiUltimoMovimentoAPAPI: {
            CodiceFiscale: codiceFiscale,
            DataInizio: movimento.inizio,
            DataFine: movimento.fine,
            CodTipologiaContrattuale: movimento.contratto,
            CodQualificaProfessionale: '5.1.2.2.0.1',
            CodOrario: 'F',
          },
        },
  )(node, request, ...rest);

const lastPeriod = (worker: SilWorker): DocumentTree => ({
  DatiLavoratore: { ...person(worker), Cittadinanza: '000', Residenza: home, Domicilio: home },
  DidStipulabile:
    worker.dataDid === undefined
      ? { codice: '00', descrizione: 'DID stipulabile' }
      : { codice: '15', descrizione: 'DID gia presente' },
});

const checked: Run = ({ workers }, request) => {
  const worker = workers.get(text(request.CodiceFiscale));
  if (worker === undefined || worker.cognome !== text(request.Cognome)) {
    return { ...esito('003', 'Lavoratore non trovato'), CodStatoOccupazionale: 'NT', DescStatoOccupazionale: '' };
  }
  const { CodiceSO, DescrizioneSO } = stateOf(worker);
  return {
    ...esito('000', 'OK'),
    CF: worker.codiceFiscale,
    Cognome: worker.cognome,
    Nome: worker.nome,
    CodStatoOccupazionale: CodiceSO,
    DescStatoOccupazionale: DescrizioneSO,
  };
};

const said = (codice: string, descrizione: string): DocumentTree => ({ codice, descrizione });
const refusedFor = (codiceErrore: string, descrizioneErrore: string): DocumentTree => ({
  ...said('KO', 'Operazione fallita'),
  Errori: { Errore: [{ codiceErrore, descrizioneErrore }] },
});

/** The preconditions in their order: declaration, pact, a confirmation that runs, its time, a pact that is not over. */
const confirmed: Run = ({ workers, today }, request) => {
  const worker = workers.get(text(request.CodiceFiscale));
  if (worker === undefined) return refusedFor('06', 'Lavoratore non trovato');
  if (worker.dataDid === undefined) return refusedFor('02a', 'Requisiti: DID non rilasciata');
  if (worker.patto === undefined) return refusedFor('02b', 'Requisiti: patto di servizio non stipulato');
  const { confermaDal, scadenza } = worker.patto;
  if (confermaDal === undefined) return refusedFor('02c', 'Requisiti: nessuna conferma periodica in corso');
  if (scadenza <= today()) return refusedFor('02d', 'Requisiti: patto in scadenza o scaduto');
  if (today() < confermaDal) return refusedFor('03', "Fuori dall'intervallo temporale previsto dal patto");
  const { confermaDal: _, ...patto } = worker.patto;
  workers.set(worker.codiceFiscale, { ...worker, patto });
  return said('OK', 'Aggiornamento riuscito');
};

const renewed: Run = ({ workers, agenda, today }, request) => {
  const worker = workers.get(text(request.CodiceFiscale));
  if (worker === undefined) return said('02', 'LAVORATORE NON PRESENTE IN ANAGRAFICA');
  if (worker.patto === undefined) return said('03', 'PATTO DA RINNOVARE ASSENTE');
  const day = today();
  if (agenda.of(worker.codiceFiscale).some(({ stato, slot }) => stato === '2' && slot.data >= day)) {
    return said('05', 'PRESENTE APPUNTAMENTO');
  }
  const scadenza = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
  workers.set(worker.codiceFiscale, { ...worker, patto: { data: day, scadenza, confermaDal: day } });
  return said('00', 'RINNOVO EFFETTUATO');
};

const personalised: Run = ({ workers }, request) => {
  const told = group(request.partecipante);
  const codice_fiscale = text(told.codice_fiscale);
  if (!workers.has(codice_fiscale)) return { response_codice_esito: '02', codice_fiscale };
  const pact = group(request.profiling_patto);
  const policies = many(group(pact.PoliticheAttive).PoliticaAttiva);
  return {
    response_codice_esito: '00',
    codice_fiscale,
    patto_data: pact.dataPatto,
    patto_numero_protocollo: '1',
    prg_patto: text(pact.prg_patto) || '1',
    PoliticheAttive: {
      PoliticaAttiva: policies.map(({ tipologiaAzioneSifer, misura, id_intervento }, n) => ({
        tipologiaAzioneSifer,
        misura,
        id_intervento,
        prg_percorso: String(n + 1),
        prg_colloquio: '1',
      })),
    },
  };
};

const codeOf = (request: DocumentTree): string =>
  text(request.CodiceFiscale) || text(group(request.partecipante).codice_fiscale);
const doneAs =
  (name: string, code: string) =>
  (answer: DocumentTree): boolean =>
    text(answer[name]) === code;

const RUN: Readonly<Record<string, Run>> = {
  getStatoOccupazionale: unlessForced(forced, about(status)),
  getStatoOccupazionaleAPAPI: unlessForced(forced, about(statusForPayments)),
  getUltimoMovimentoAPAPI: unlessForced(forced, lastJob),
  getUltimoMovimento: unlessForced(forced, about(lastPeriod)),
  getControlloLavoratore: checked,
  getConfermaPeriodica: unlessForced(
    () => refusedFor('04', 'Errore generico SIL'),
    writing('getConfermaPeriodica', doneAs('codice', 'OK'), codeOf, confirmed),
  ),
  putRinnovaPatto: unlessForced(
    () => said('99', 'ERRORE GENERICO'),
    writing('putRinnovaPatto', doneAs('codice', '00'), codeOf, renewed),
  ),
  processPattoL14: writing('processPattoL14', doneAs('response_codice_esito', '00'), codeOf, personalised),
};

export const simulatedDomande: readonly SimulatedService<LavoroPerTeNode>[] = domande.map((service) => ({
  service,
  run: RUN,
  prints: (operation, answer) =>
    operation === 'putRinnovaPatto' && answer.codice === '00' ? [printed('rinnovo')] : [],
}));
