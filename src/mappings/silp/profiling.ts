/** The profilings of SILP: the quantitative one that the nation computes, and the assessment by an operator. */
import { code, type Derived, field, list, type Row, type Table, text } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { codiceFiscale, flag, provincia, studio } from './codecs.js';
import { silpDate } from './dates.js';
import { classe, condizione, cpi, key, percorso, presenza, statoQualitativo, voce } from './rows-procedures.js';

const required = { required: true } as const;
const own = { side: 'silp', record: 'profiling', event: 'invio' } as const;

const always = (tipo: string): Derived => ({ canonical: 'tipo', from: () => tipo, note: `always ${tipo}` });

const variable = (canonical: string, side: string, codec: Parameters<typeof field>[2]): Row =>
  field(`quantitativo.variabili.${canonical}`, side, codec);

const quantitative: Table = {
  ...own,
  revision: 'v1',
  rows: [
    field('entePromotore', 'codEnteIntermediario', code),
    field('quantitativo.identificativo', 'codiceProfiling', text),
    field('data', 'dataCalcolo', silpDate, required),
    variable('eta', 'eta', whole),
    variable('figliACarico', 'flgFigliACarico', flag),
    variable('genere', 'flgGenere', code),
    variable('componentiFamiglia', 'numCompFamiglia', whole),
    field('codiceFiscale', 'silLavAnagrafica.codFiscale', codiceFiscale, required),
    variable('condizioneUnAnnoPrima', 'silTCondizOccupazionale', condizione),
    variable('presenzaInItalia', 'silTPresenzaInItaliaMin', presenza),
    field('quantitativo.classe', 'silTProfilingQuantMin', classe),
    variable('provinciaResidenza', 'silTProvincia', provincia),
    variable('titoloStudio', 'silTStudio', studio),
  ],
  derived: [always('quantitativo')],
};

const SEZIONI = 'qualitativo.sezioni[]';
const SECTIONS = 'silwebPqualSeziones[]';
const RISPOSTE = 'qualitativo.risposte[]';
const ANSWERS = 'silwebPqualRispostas[]';

const qualitative: Table = {
  ...own,
  revision: 'v1-qualitativo',
  rows: [
    field('qualitativo.note', 'dsNote', text),
    field('qualitativo.valutazione', 'dsValutazione', text),
    field('data', 'dtPqual', silpDate, required),
    field('codiceFiscale', 'silLavAnagrafica.codFiscale', codiceFiscale, required),
    field('qualitativo.identificativoPolitica', 'silLavSapSez6.identificativoPolitica', text),
    field('qualitativo.valutatore.identificativo', 'idSilOperatore', text),
    field('quantitativo.identificativo', 'codiceProfQuant', text),
    field('quantitativo.indice', 'indiceProfQuant', text),
    field('entePromotore', 'silTCpi', cpi),
    field('qualitativo.punteggio', 'numPuntiAttribuiti', whole),
    field('qualitativo.percorso', 'silwebTPqualPercorso', percorso),
    field('qualitativo.stato', 'silwebTStatoPqual', statoQualitativo),
    list(RISPOSTE, ANSWERS),
    field(`${RISPOSTE}.testo`, `${ANSWERS}.dsRisposta`, text),
    field(`${RISPOSTE}.domanda`, `${ANSWERS}.silwebTDomanda`, voce, required),
    field(`${RISPOSTE}.risposta`, `${ANSWERS}.silwebTRisposta`, voce),
    list(SEZIONI, SECTIONS),
    field(`${SEZIONI}.note`, `${SECTIONS}.dsNote`, text),
    field(`${SEZIONI}.punteggio`, `${SECTIONS}.numPunteggio`, whole),
    field(`${SEZIONI}.sezione`, `${SECTIONS}.idSilwebTSezione`, key, required),
  ],
  derived: [always('qualitativo')],
};

export const profilingTables: readonly Table[] = [quantitative, qualitative];
