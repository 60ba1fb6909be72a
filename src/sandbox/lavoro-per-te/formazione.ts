/** Training, internships, vouchers and courses, simulated; outcomes that are in no list are the sandbox's own. */
import type { DocumentTree } from '../../contract/contract.js';
import { formazione } from '../../contract/lavoro-per-te/index.js';
import { payloadOf } from '../../contract/soap.js';
import { readTree } from '../../contract/xml-tree.js';
import { group, many, text } from '../anpal/tree.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import { asText, esito, forcedEsito, saysDone, unlessForced, writing } from './answers.js';
import type { Attivita, LavoroPerTeNode, SilWorker } from './node.js';

type Run = SimulatedOperation<LavoroPerTeNode>;
type Pact = NonNullable<SilWorker['patto']>;

const said = (codice_esito: string, desc_esito: string, rest: DocumentTree = {}): DocumentTree => ({
  codice_esito,
  desc_esito,
  ...rest,
});

const PROVINCE = { provincia_provenienza: '036', descr_provincia_provenienza: 'MODENA' };
/** Kind and measure of every activity here, and the programme that stands for all. */
const KIND = { tipoAttivita: 'F01', misura: '1' };
const PROGRAMME = '150';

type Dressed = (patto: Pact, worker: SilWorker, attivita: readonly Attivita[]) => DocumentTree;

/** The three readings of pacts differ in what they tell; all want an account and a worker with a pact. */
const pactsOf =
  (dressed: Dressed): Run =>
  ({ workers, attivita }, request) => {
    if (text(request.userName) === '' || text(request.password) === '') return said('01', 'Accesso negato');
    const worker = workers.get(text(request.codiceFiscale));
    if (worker === undefined) return said('03', 'Lavoratore non trovato');
    if (worker.patto === undefined) return said('02', 'Nessun patto');
    return said('00', 'OK', dressed(worker.patto, worker, attivita.get(worker.codiceFiscale) ?? []));
  };

const numbers = ({ prgPercorso, prgColloquio }: Attivita): DocumentTree => ({ prgPercorso, prgColloquio });
const days = ({ avvio, fine }: Attivita): DocumentTree => ({ dataAvvioAttivita: avvio, dataFineAttivita: fine });

const brief: Dressed = ({ data }, { cpi }, attivita) => ({
  profiling_patto: {
    patto_gg_data: data,
    patto_numero_protocollo: '1',
    patto_cpi: cpi,
    ...PROVINCE,
    PoliticheAttive: {
      PoliticaAttiva: attivita.map((one) => ({ ...KIND, ...numbers(one), ...days(one), esito: one.esito })),
    },
  },
});

const whole: Dressed = ({ data, scadenza }, { cpi }, attivita) => ({
  profiling_patto: {
    patto_progressivo: '1',
    patto_gg_data: data,
    patto_numero_protocollo: '1',
    patto_cpi: cpi,
    ...PROVINCE,
    data_scadenza_patto: scadenza,
    tipo_codifica_patto: PROGRAMME,
    tipo_misura_patto: PROGRAMME,
    PoliticheAttive: {
      PoliticaAttiva: attivita.map((one) => ({
        ...KIND,
        prgAzione: '1',
        ...numbers(one),
        ...days(one),
        esito: one.esito,
        azione: one.azione,
      })),
    },
  },
});

const programmes: Dressed = ({ data }, { cpi }, attivita) => ({
  profiling_patto: {
    data_patto: data,
    patto_numero_protocollo: '1',
    patto_cpi: cpi,
    ...PROVINCE,
    ProgrammiAperti: {
      ProgrammaAperto: {
        data_inizio_programma: data,
        tipo_programma: PROGRAMME,
        PoliticheAttive: {
          PoliticaAttiva: attivita.map((one) => ({ ...KIND, ...numbers(one), ...days(one), esito: one.esito })),
        },
      },
    },
  },
});

const PACTS: Readonly<Record<string, Dressed>> = {
  GetPattoLavoratoreMyStage: brief,
  GetPattoLavoratore: whole,
  GetProgrammiApertiPattoLavoratore: programmes,
};

const CODE = /[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|\b\d{11}\b/;
const INTERNSHIP = 'C.01.00';

const internship: Run = ({ workers }, request) => {
  const worker = workers.get(CODE.exec(text(request.inputXML))?.[0] ?? '');
  const jobs = [...(worker?.precedenti ?? []), ...(worker?.movimento === undefined ? [] : [worker.movimento])];
  const found = jobs.filter(({ contratto }) => contratto === INTERNSHIP).map(({ inizio, fine }) => ({ inizio, fine }));
  return { getTirocinioReturn: asText(worker ? esito('00', 'OK', { Tirocinio: found }) : esito('03', 'Non trovato')) };
};

/** Told by the system of training what became of activities: each has an outcome of its own in the answer. */
const outcomes: Run = ({ workers, attivita }, request) => {
  const { tree } = readTree(payloadOf(text(request.datiXml)).toString('utf8'));
  const codiceFiscale = text(group(tree.DatiGiovane).codiceFiscale);
  const listed = many(group(tree.PoliticheAttive).PoliticaAttiva);
  const known = workers.has(codiceFiscale) && text(request.userName) !== '' && text(request.password) !== '';
  const held = known ? (attivita.get(codiceFiscale) ?? []) : [];
  const isIt = (told: DocumentTree, one: Attivita): boolean =>
    text(told.prgPercorso) === one.prgPercorso && text(told.prgColloquio) === one.prgColloquio;
  attivita.set(
    codiceFiscale,
    held.map((one) => {
      const told = listed.find((each) => isIt(each, one));
      if (told === undefined) return one;
      const [avvio, fine] = [text(told.dataAvvioAttivita), text(told.dataFineAttivita)];
      return {
        ...one,
        esito: text(told.esito),
        ...(avvio === '' ? {} : { avvio }),
        ...(fine === '' ? {} : { fine }),
      };
    }),
  );
  return {
    DatiGiovane: {
      codiceFiscale,
      ...(known ? { codice: '0', descrizione: 'OK' } : { codice: '3', descrizione: 'KO' }),
    },
    PoliticheAttive: {
      PoliticaAttiva: listed.map((told) => ({
        prgPercorso: told.prgPercorso,
        prgColloquio: told.prgColloquio,
        ...(held.some((one) => isIt(told, one))
          ? { codice: '0', descrizione: 'OK' }
          : { codice: '2', descrizione: 'Percorso non trovato' }),
      })),
    },
  };
};

/** The activities of a dote get their numbers; the same application again gets the same ones. */
const granted: Run = ({ workers, attivita }, request) => {
  const codiceFiscale = text(group(request.partecipante).codiceFiscale);
  const worker = workers.get(codiceFiscale);
  if (worker?.patto === undefined) {
    const why = worker === undefined ? 'Partecipante non trovato' : 'Nessun patto aperto';
    return { codiceFiscale, codiceEsito: worker === undefined ? '02' : '03', descrizioneEsito: why };
  }
  const told = group(request.DomandaDote);
  const domanda = text(told.IdDomandaDote);
  const held = attivita.get(codiceFiscale) ?? [];
  const before = held.filter((one) => one.domanda === domanda);
  const made = many(group(told.PoliticheAttive).PoliticaAttiva).map(
    (one, n): Attivita => ({
      prgPercorso: String(held.length + n + 1),
      prgColloquio: '1',
      azione: text(one.CodAzioneFormCal),
      esito: text(one.esito),
      domanda,
    }),
  );
  if (before.length === 0) attivita.set(codiceFiscale, [...held, ...made]);
  return {
    codiceFiscale,
    codiceEsito: '00',
    descrizioneEsito: 'OK',
    prgPatto: text(told.prgPatto) || '1',
    PoliticheAttive: { PoliticaAttiva: (before.length === 0 ? made : before).map(numbers) },
  };
};

/** I and C come from those who send people to a course, R from those who hold it; the moment tells their order. */
const course: Run = ({ corsi }, request) => {
  const { codiceFiscaleLavoratore, accordoCrisiCodice } = group(request.corso);
  const key = `${text(codiceFiscaleLavoratore)} ${text(accordoCrisiCodice)}`;
  const [tipo, quando] = [text(group(request.evento).tipo), text(group(request.evento).orarioInvio)];
  const last = corsi.get(key);
  if (last !== undefined && quando <= last.quando) return esito('05', 'Evento superato da uno successivo');
  if (tipo !== 'I' && (last === undefined || last.tipo === 'C')) return esito('06', 'Iscrizione al corso non presente');
  corsi.set(key, { quando, tipo });
  return esito('00', 'OK');
};

const activated: Run = ({ workers, vouchers }, request) => {
  const codice = text(request.codiceAttivazione);
  const attivaVoucherReturn = !workers.has(text(request.cfLavoratore))
    ? 'KO: lavoratore non trovato'
    : codice === '' || vouchers.has(codice)
      ? 'KO: codice di attivazione non valido'
      : 'OK';
  if (attivaVoucherReturn === 'OK') vouchers.add(codice);
  return { attivaVoucherReturn };
};

/** The declaration of the portal counts: Y who receives a benefit, N who does not. */
const required: Run = ({ workers }, request) => {
  const { codiceFiscale, percettoreAmmortizzatori } = group(request.req);
  const worker = workers.get(text(codiceFiscale));
  const answer = (codice: string, descrizione: string): DocumentTree => ({
    getVerificaRequisitiGaranziaOverReturn: { codice, descrizione },
  });
  if (worker === undefined) return answer('1', 'Lavoratore non trovato');
  if (worker.dataDid === undefined) return answer('2', 'Lavoratore non disoccupato');
  return text(percettoreAmmortizzatori) === 'N' ? answer('0', 'OK') : answer('3', 'Percettore di ammortizzatori');
};

const courseOf = (request: DocumentTree): string => text(group(request.corso).codiceFiscaleLavoratore);

const RUN: Readonly<Record<string, Run>> = {
  getTirocinio: internship,
  getDatiSif: outcomes,
  processDomandaDote: writing(
    'processDomandaDote',
    ({ codiceEsito }) => codiceEsito === '00',
    (request) => text(group(request.partecipante).codiceFiscale),
    granted,
  ),
  corsoCIGService: unlessForced(forcedEsito, writing('corsoCIGService', saysDone, courseOf, course)),
  attivaVoucher: writing(
    'attivaVoucher',
    (answer) => answer.attivaVoucherReturn === 'OK',
    (request) => text(request.cfLavoratore),
    activated,
  ),
  getVerificaRequisitiGaranziaOver: required,
};

export const simulatedFormazione: readonly SimulatedService<LavoroPerTeNode>[] = formazione.map((service) => {
  const dressed = PACTS[service.name];
  return { service, run: dressed === undefined ? RUN : { getDati: pactsOf(dressed) } };
});
