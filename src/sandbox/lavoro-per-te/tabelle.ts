/** The tables that the SIL gives out, a few rows of each: names and columns are those of its interface. */
import type { DocumentTree } from '../../contract/contract.js';

const FROM = { datinizioval: '1900-01-01', datfineval: '2100-01-01' };

const rows = (column: string, listed: Readonly<Record<string, string>>): readonly DocumentTree[] =>
  Object.entries(listed).map(([code, strdescrizione]) => ({ [column]: code, strdescrizione, ...FROM }));

export const TABLES: Readonly<Record<string, readonly DocumentTree[]>> = {
  DeTipoContratto: rows('codtipocontratto', {
    'A.01.00': 'Lavoro a tempo indeterminato',
    'A.02.00': 'Lavoro a tempo determinato',
    'C.01.00': 'Tirocinio',
  }),
  DeCcnl: rows('codccnl', { '042': 'Commercio' }),
  DeMansione: [{ codmansione: '512201', strdescrizione: 'Commessi', ...FROM, codmansionedot: '5.1.2.2.0.1' }],
  DeOrario: rows('codorario', { F: 'Tempo pieno', P: 'Tempo parziale orizzontale', V: 'Tempo parziale verticale' }),
  DeMvCessazione: rows('codmvcessazione', { DG: 'Dimissioni giusta causa', DI: 'Dimissioni', FT: 'Fine termine' }),
  DeQuestura: rows('codquestura', { '036': 'Modena', '037': 'Bologna' }),
  DeStatusStraniero: rows('codstatus', { '1': 'Permesso di soggiorno' }),
  DeExMotivoRil: rows('codmotivoril', { LAVSU: 'Lavoro subordinato' }),
  DeCittadinanza: [
    { codcittadinanza: '000', strdescrizione: 'Italiana', strnazione: 'Italia', flgcee: 'S', ...FROM },
    { codcittadinanza: '201', strdescrizione: 'Albanese', strnazione: 'Albania', flgcee: 'N', ...FROM },
  ],
  DeAttivita: [{ codateco: '47190', codatecodot: '47.19.90', strdescrizione: 'Commercio al dettaglio', ...FROM }],
};
