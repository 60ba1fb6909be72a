/** What the SIL is asked, simulated on its workers; and the two calls that renew a pact and confirm a declaration. */
import type { DocumentTree } from '../../contract/contract.js';
import { domande } from '../../contract/lavoro-per-te/index.js';
import { group, many, text } from '../anpal/tree.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import { about, asText, esito, forcedEsito, HOME, person, printed, unlessForced, writing } from './answers.js';
import type { LavoroPerTeNode, SilWorker } from './node.js';
import { TABLES } from './tabelle.js';

type Run = SimulatedOperation<LavoroPerTeNode>;

const STATES: Readonly<Record<string, string>> = { A21: 'Disoccupato', A22: 'Inoccupato', B: 'Occupato', C: 'Altro' };
const stateOf = ({ stato = 'C' }: SilWorker): DocumentTree => ({
  CodiceSO: stato,
  DescrizioneSO: STATES[stato] ?? stato,
});
const CPI = '083202100';
const NAME = 'Centro per l impiego di Modena';

const status = (worker: SilWorker): DocumentTree => ({
  datiStatoOccupazionale: {
    ...person(worker),
    Residenza: HOME,
    Domicilio: HOME,
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

/** What is known of a worker's way, in a form of the sandbox's own: nobody describes the real one. */
const way: Run = (node, request, ...rest) => {
  const [from, to] = [text(request.DataInizio), text(request.DataFine) || '9999-12-31'];
  const told = about(({ movimento, precedenti = [], dataDid }) => ({
    Movimento: [...precedenti, ...(movimento === undefined ? [] : [movimento])]
      .filter(({ inizio }) => inizio >= from && inizio <= to)
      .map(({ inizio, fine, contratto }) => ({ DataInizio: inizio, DataFine: fine, CodTipoContratto: contratto })),
    DataDid: dataDid,
  }));
  return { getPercorsoLavoratoreReturn: asText(told(node, request, ...rest)) };
};

/** A print: the outcome in the answer, the document beside it. The element of one service stands in no namespace. */
const print =
  (element: string, attributes: DocumentTree = {}): Run =>
  (...call) => ({ [element]: { ...attributes, '#text': asText(about(() => ({}))(...call)) } });

const PRINTS: Readonly<Record<string, string>> = {
  getStampaStatoOccupazionale: 'stato-occupazionale',
  getStampaPercorsoLavoratore: 'percorso-lavoratore',
};
const isPrinted = (operation: string, answer: DocumentTree): boolean =>
  text(group(answer[`${operation}Return`])['#text']).includes('<codice>00</codice>');

const table: Run = (_node, request) => {
  const name = text(request.NomeTabella);
  const rows = Object.hasOwn(TABLES, name) ? TABLES[name] : undefined;
  return rows === undefined ? esito('01', 'Tabella non prevista') : esito('00', 'OK', { [name]: { element: rows } });
};

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
  getStatoOccupazionale: unlessForced(forcedEsito, about(status)),
  getStampaStatoOccupazionale: print('getStampaStatoOccupazionaleReturn', { '@xmlns': '' }),
  getPercorsoLavoratore: way,
  getStampaPercorsoLavoratore: print('getStampaPercorsoLavoratoreReturn'),
  getTabellaDecodifica: unlessForced(() => esito('01', 'Tabella non prevista'), table),
  getStatoOccupazionaleAPAPI: unlessForced(forcedEsito, about(statusForPayments)),
  getUltimoMovimentoAPAPI: unlessForced(forcedEsito, lastJob),
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
  prints: (operation, answer) => {
    if (operation === 'putRinnovaPatto' && answer.codice === '00') return [printed('rinnovo')];
    const name = PRINTS[operation];
    return name !== undefined && isPrinted(operation, answer) ? [printed(name)] : [];
  },
}));
