/** Employments, simulated: what the SIL tells of them, and what it is told; each has a number, by which it is named afterwards. */
import type { DocumentTree } from '../../contract/contract.js';
import { movimenti } from '../../contract/lavoro-per-te/index.js';
import { group, many, text } from '../anpal/tree.js';
import { isSound } from '../codice-fiscale.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import {
  about,
  asText,
  esito,
  forcedEsito,
  HOME,
  NOT_FOUND,
  person,
  personOf,
  saysDone,
  unlessForced,
  writing,
} from './answers.js';
import type { LavoroPerTeNode, Movimento, SilWorker } from './node.js';

type Run = SimulatedOperation<LavoroPerTeNode>;

const allOf = ({ movimento, precedenti = [] }: SilWorker): readonly Movimento[] =>
  movimento === undefined ? precedenti : [...precedenti, movimento];
const numberOf = ({ prg = '1' }: Movimento): string => prg;

/** The worker with these employments, of which the one that began last is the last one. */
function withAll(worker: SilWorker, all: readonly Movimento[]): SilWorker {
  const sorted = [...all].sort((one, other) => (one.inizio < other.inizio ? -1 : 1));
  const movimento = sorted.at(-1);
  return { ...worker, precedenti: sorted.slice(0, -1), ...(movimento === undefined ? {} : { movimento }) };
}

const changed = (all: readonly Movimento[], prg: string, change: (one: Movimento) => Movimento): readonly Movimento[] =>
  all.map((one) => (numberOf(one) === prg ? change(one) : one));

const NO_SUCH_JOB = esito('05', 'Movimento non trovato');
const DONE = esito('00', 'OK');

const EMPLOYER = {
  DatiAzienda: {
    RagioneSociale: 'AZIENDA IMMAGINARIA',
    CodComuneSede: 'F257',
    ComuneSede: 'MODENA',
    TargaSede: 'MO',
    Indirizzo: 'Via Immaginaria 2',
    Cap: '41121',
    CodAteco: '47.19.90',
  },
  DatiAziendaLegale: {
    CodComuneLegale: 'F257',
    ComuneLegale: 'MODENA',
    TargaLegale: 'MO',
    IndirizzoLegale: 'Via Immaginaria 2',
    CapLegale: '41121',
  },
};

const job = (movimento: Movimento): DocumentTree => ({
  DataInizioRapporto: movimento.inizio,
  DataFineRapporto: movimento.fine,
  DatiAzienda: { CodiceFiscale: movimento.datore ?? '00000000000', ...EMPLOYER.DatiAzienda },
  DatiAziendaLegale: EMPLOYER.DatiAziendaLegale,
  Movimento: {
    ChiaveMovimento: numberOf(movimento),
    TipoMovimento: movimento.fine === undefined ? 'AVV' : 'CES',
    DataInizio: movimento.inizio,
    DataFine: movimento.fine,
    CodTipoContratto: movimento.contratto,
    DescTipoContratto: movimento.contratto,
    CodQualificaProf: '512201',
    CodCCNL: '042',
    CodOrario: 'F',
    RedditoSanato: movimento.sanato === true ? 'S' : 'N',
    CodEnte: '01',
    CodEntePrev: '01',
    PatINAL: '12345678',
    FlagLavoroAgricoltura: 'N',
    TipoLavAgricoltura: '',
    PubblicaAmministrazione: 'N',
    DatiLegaleRappresentante: {},
    ChiaveMovPrec: '',
    ChiaveMovSucc: '',
    CodLock: '1',
  },
});

const lastPeriod = (worker: SilWorker): DocumentTree => ({
  DatiLavoratore: { ...person(worker), Cittadinanza: '000', Residenza: HOME, Domicilio: HOME },
  DidStipulabile:
    worker.dataDid === undefined
      ? { codice: '00', descrizione: 'DID stipulabile' }
      : { codice: '15', descrizione: 'DID gia presente' },
  RapportoLavorativo: allOf(worker).map(job),
});

/** Whoever is not in the list yet is written into it by what is told of them. */
function toldWorker({ workers }: LavoroPerTeNode, codiceFiscale: string, told: DocumentTree): SilWorker {
  const nascita = group(told.nascita);
  return (
    workers.get(codiceFiscale) ?? {
      codiceFiscale,
      cognome: text(told.cognome),
      nome: text(told.nome),
      sesso: text(told.sesso) === 'F' ? 'F' : 'M',
      dataNascita: text(nascita.data),
      comuneNascita: text(nascita.comune),
    }
  );
}

/** What a communication says: a start with its contract, or until when one goes on. */
interface Told {
  readonly lavoratore: DocumentTree;
  readonly datore: string;
  readonly inizio?: Movimento;
  readonly prorogaFino?: string;
}

const begun = (inizio: unknown, fine: unknown, contratto: unknown): Movimento => ({
  inizio: text(inizio),
  contratto: text(contratto),
  ...(text(fine) === '' ? {} : { fine: text(fine) }),
});

function uniLav({ UniLav }: DocumentTree): Told {
  const { DatoreLavoro, Lavoratore, InizioRapporto, Proroga } = group(UniLav);
  const start = group(InizioRapporto);
  const common = {
    lavoratore: group(group(Lavoratore).AnagraficaCompleta),
    datore: text(group(DatoreLavoro)['@codiceFiscale']),
  };
  if (InizioRapporto === undefined) return { ...common, prorogaFino: text(group(Proroga)['@dataFineProroga']) };
  return { ...common, inizio: begun(start['@dataInizio'], start['@dataFine'], start['@TipologiaContrattuale']) };
}

function uniSomm({ UniSomm }: DocumentTree): Told {
  const { AgenziaSomministrazione, Lavoratore } = group(UniSomm);
  const agency = group(AgenziaSomministrazione);
  const hired = group(agency.RapportoAgenziaSomm);
  const common = { lavoratore: group(group(Lavoratore).AnagraficaCompleta), datore: text(agency['@codiceFiscale']) };
  const until = text(hired['@DataFineProroga']);
  if (until !== '') return { ...common, prorogaFino: until };
  return {
    ...common,
    inizio: begun(hired['@dataInizioSomm'], hired['@dataFineSomm'], hired['@TipologiaContrattuale']),
  };
}

const EMPLOYED = 'B';

const communicated =
  (read: (request: DocumentTree) => Told): Run =>
  (node, request) => {
    const codiceFiscale = personOf(request);
    if (!isSound(codiceFiscale)) return esito('04', 'Codice fiscale non valido');
    const { lavoratore, datore, inizio, prorogaFino } = read(request);
    const worker = toldWorker(node, codiceFiscale, lavoratore);
    const all = allOf(worker);
    const prg = text(request.prgMovimentoDaRettificare) || text(request.prgMovimentoDaProrogare);
    if (prg !== '' && !all.some((one) => numberOf(one) === prg)) return NO_SUCH_JOB;
    const keep = (next: readonly Movimento[]): DocumentTree => {
      node.workers.set(codiceFiscale, { ...withAll(worker, next), stato: EMPLOYED });
      return DONE;
    };
    if (prorogaFino !== undefined) {
      return prg === '' ? NO_SUCH_JOB : keep(changed(all, prg, (one) => ({ ...one, fine: prorogaFino })));
    }
    if (inizio === undefined) return NO_SUCH_JOB;
    if (prg !== '') return keep(changed(all, prg, () => ({ ...inizio, prg, datore })));
    const there = all.some((one) => one.inizio === inizio.inizio && one.datore === datore);
    if (there) return esito('06', 'Movimento gia presente');
    return keep([...all, { ...inizio, prg: String(all.length + 1), datore }]);
  };

const ended: Run = ({ workers }, request) => {
  const codiceFiscale = personOf(request);
  if (!isSound(codiceFiscale)) return esito('04', 'Codice fiscale non valido');
  const worker = workers.get(codiceFiscale);
  if (worker === undefined) return NOT_FOUND;
  const listed = group(request.SetMovimenti).prgMovimento;
  const numbers = (Array.isArray(listed) ? listed : [listed]).map(text);
  const all = allOf(worker);
  const day = text(request.DataCessazione);
  const running = (prg: string): boolean =>
    all.some((one) => numberOf(one) === prg && one.inizio <= day && (one.fine === undefined || one.fine >= day));
  if (!numbers.every(running)) return NO_SUCH_JOB;
  const next = numbers.reduce((left, prg) => changed(left, prg, (one) => ({ ...one, fine: day })), all);
  workers.set(codiceFiscale, withAll(worker, next));
  return DONE;
};

/** Above such an income of a year nobody is without work; the limit is the sandbox's own. */
const MOST_INCOME = 8500;
const UNEMPLOYED = 'A21';

const UNEMPLOYED_STATES: ReadonlySet<string> = new Set(['A21', 'A22']);

/** The checks of the SIL, by its list of outcomes; the order is the sandbox's. */
function objection(worker: SilWorker, request: DocumentTree, today: string): DocumentTree | undefined {
  const told = many(group(request.SetMovimenti).Mov);
  const running = allOf(worker).filter(({ fine }) => fine === undefined || fine >= today);
  const meant = running.filter((one) => told.some(({ prgMovimento }) => text(prgMovimento) === numberOf(one)));
  if (meant.some(({ sanato }) => sanato === true)) return esito('11', 'Sanatoria reddito gia presente');
  if (worker.dataDid !== undefined) return esito('05', 'Esiste DID');
  if (UNEMPLOYED_STATES.has(worker.stato ?? '')) return esito('06', 'Lavoratore disoccupato/inoccupato');
  if (meant.length < told.length) return esito('07', 'Rapporto lavorativo non in essere');
  if (running.length > told.length) return esito('08', 'Piu posizioni lavorative aperte');
  const income = told.reduce((sum, { RedditoMensileSanato }) => sum + 12 * Number(text(RedditoMensileSanato)), 0);
  return income > MOST_INCOME ? esito('12', 'Superamento reddito') : undefined;
}

const putRight: Run = ({ workers, today }, request) => {
  const codiceFiscale = personOf(request);
  if (!isSound(codiceFiscale)) return esito('04', 'Codice fiscale non valido');
  const worker = workers.get(codiceFiscale);
  if (worker === undefined) return NOT_FOUND;
  const why = objection(worker, request, today());
  if (why !== undefined) return why;
  const numbers = new Set(many(group(request.SetMovimenti).Mov).map(({ prgMovimento }) => text(prgMovimento)));
  const next = allOf(worker).map((one): Movimento => (numbers.has(numberOf(one)) ? { ...one, sanato: true } : one));
  workers.set(codiceFiscale, { ...withAll(worker, next), stato: UNEMPLOYED });
  return DONE;
};

const told = (name: string, run: Run): Run => unlessForced(forcedEsito, writing(name, saysDone, personOf, run));

const RUN: Readonly<Record<string, Run>> = {
  getUltimoMovimento: unlessForced(forcedEsito, about(lastPeriod)),
  putComunicaUniLav: told('putComunicaUniLav', communicated(uniLav)),
  putComunicaUniSomm: told('putComunicaUniSomm', communicated(uniSomm)),
  putComunicaCessazione: told('putComunicaCessazione', ended),
  putSanatoriaReddito: told('putSanatoriaReddito', putRight),
  getMovimentiAgricoltura: (node, { codiceFiscale }, ...rest) => ({
    getMovimentiAgricolturaReturn: asText(about(() => ({}))(node, { CodiceFiscale: codiceFiscale }, ...rest)),
  }),
};

export const simulatedMovimenti: readonly SimulatedService<LavoroPerTeNode>[] = movimenti.map((service) => ({
  service,
  run: RUN,
}));
