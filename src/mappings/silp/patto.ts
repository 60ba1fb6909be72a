/**
 * The patto di servizio of SILP. What it is for stands in its target; how far it has come follows from its days, because
 * SILP has no events of a pact.
 */
import { pactOfProject, projectOfPact } from '../../canonical/patto-project.js';
import { type Codec, code, type Derived, field, type Table, text } from '../engine/index.js';
import { read } from '../engine/path.js';
import { codiceFiscale } from './codecs.js';
import { silpDate } from './dates.js';
import { classeQualitativa, cpi, dateFrom, progetto } from './rows-procedures.js';

const required = { required: true } as const;
const TARGET = 'silTTargetPatto.silTTipoProgettoMin';

/** The project of the target, where the pact names none of its own. */
const projectOfKind: Codec = {
  name: 'project-of-kind',
  description: 'the project that the kind of pact stands for: PSP and PRI 05, PDA 02, PPL 08, AG 01',
  decode: () => undefined,
  encode(value, run) {
    const project = projectOfPact(value);
    if (pactOfProject(project) !== value) run.note('lost', 'SILP tells the kind of a pact by its project alone');
    return project === undefined ? undefined : { codTipoProgettoMin: project };
  },
};

const BEFORE_START = '06';
const AFTER_START = '07';
const DELETED = '08';
/** Events that follow from the days of a pact. */
const DATED: ReadonlySet<unknown> = new Set(['01', '02', '10']);

/** Whether a pact was cancelled: SILP's only word on its events that does not follow from its days. */
const annullato: Codec = {
  name: 'annullato',
  description: 'S = cancelled: 07 after it was signed, 06 before; otherwise the event follows from the days',
  decode(value, run) {
    if (value !== 'S') return undefined;
    const { dSottoscrizione, dataFirmaPds } = run.around;
    return (dSottoscrizione ?? dataFirmaPds) === undefined ? BEFORE_START : AFTER_START;
  },
  encode(value, run) {
    if (value === BEFORE_START || value === AFTER_START || value === DELETED) return 'S';
    if (!DATED.has(value))
      run.note('lost', `event ${String(value)}: SILP knows a pact as proposed, signed, ended or cancelled`);
    return 'N';
  },
};

/** A one-time password: that the person signed with one is carried, its digits are not. */
const otp: Codec = {
  name: 'otp',
  description: 'OTP where the number that was entered is the one that was sent; the number itself is not kept',
  decode(value) {
    const entered = read(value, ['otpInserito']);
    return entered !== undefined && entered !== null && entered === read(value, ['otpGenerato']) ? 'OTP' : undefined;
  },
  encode: () => undefined,
};

interface Days {
  readonly dataProposta?: string;
  readonly dataStipula?: string;
  readonly dataFirma?: string;
  readonly dataFine?: string;
  readonly ultimoEvento?: { readonly evento?: string };
}

const signed = ({ dataStipula, dataFirma }: Days): string | undefined => dataStipula ?? dataFirma;
const eventOf = (pact: Days): string => (pact.dataFine !== undefined ? '10' : signed(pact) !== undefined ? '02' : '01');

function dayOf(pact: Days): string | undefined {
  const evento = pact.ultimoEvento?.evento;
  if (evento === '01') return pact.dataProposta;
  return evento === '02' ? signed(pact) : pact.dataFine;
}

const derived: readonly Derived[] = [
  { canonical: 'tipo', from: ({ progetto }) => pactOfProject(progetto), note: 'the kind that the project stands for' },
  {
    canonical: 'dataStipula',
    from: ({ dataFirma }) => dataFirma,
    note: 'the day of the signature, where no other day of subscription is given',
  },
  { canonical: 'ultimoEvento.evento', from: eventOf, note: '10 when it has ended, 02 when it is signed, else 01' },
  { canonical: 'ultimoEvento.data', from: dayOf, note: 'the day that goes with the event' },
  dateFrom(
    'ultimoEvento.data',
    'dataAggiorn',
    'of a cancelled pact without end: the day on which SILP last changed it',
  ),
  {
    canonical: 'firme.lavoratore.stato',
    from: (record) => (read(record, ['firme', 'lavoratore', 'tipo']) === undefined ? undefined : 'A'),
    note: 'accepted: the one-time password was entered',
  },
  {
    canonical: 'firme.lavoratore.data',
    from: (record) => (read(record, ['firme', 'lavoratore', 'tipo']) === undefined ? undefined : record.dataFirma),
    note: 'the day of the signature',
  },
];

export const pattoTable: Table = {
  side: 'silp',
  record: 'patto',
  event: 'invio',
  revision: 'v1',
  rows: [
    field('dataStipula', 'dSottoscrizione', silpDate),
    field('dataFine', 'dataFine', silpDate),
    field('dataFirma', 'dataFirmaPds', silpDate),
    field('dataProposta', 'dataPropostaPds', silpDate, required),
    field('ultimoEvento.evento', 'flgAnnullato', annullato),
    field('responsabile.identificativo', 'idSilOperatore', text),
    field('codiceFiscale', 'silLavAnagrafica.codFiscale', codiceFiscale, required),
    field('dataDid', 'silLavSapDid.dataDid', silpDate),
    field('percorsoGol', 'silProfilingQual.silTProfilingQualMin', classeQualitativa),
    field('prestazione.tipo', 'silRdcBeneficiario.codTipoDomanda', code),
    field('identificativoSap', 'silRdcBeneficiario.codSap', code),
    field('entePromotore', 'silTCpiTitolaritaSap', cpi, required),
    field('firme.lavoratore.tipo', 'silTOtp', otp, { direction: 'in' }),
    field('tipo', TARGET, projectOfKind, { direction: 'out', note: 'where the pact names no project of its own' }),
    field('progetto', TARGET, progetto, required),
  ],
  derived,
};
