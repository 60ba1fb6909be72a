/** The register of the bodies 1.0: the documents of our own national contract. */
import { code, field, list, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { truth } from '../engine/json-codecs.js';

const required = { required: true } as const;

const indirizzo = (canonical: string, side: string): Row[] => [
  field(`${canonical}.comune`, `${side}.comune`, code, required),
  field(`${canonical}.cap`, `${side}.cap`, code),
  field(`${canonical}.indirizzo`, `${side}.via`, text),
  field(`${canonical}.localita`, `${side}.localita`, text),
];

/** A list of plain codes, item by item. */
const ruoli = (canonical: string, side: string): Row => list(`${canonical}.ruoli[]`, `${side}.ruoli[]`, { item: code });

const periodo = (canonical: string, side: string): Row[] => [
  field(`${canonical}.dal`, `${side}.dal`, xsdDate),
  field(`${canonical}.al`, `${side}.al`, xsdDate),
];

const delega = (at: string): Row[] => [
  field(`${at}.identificativo`, `${at}.identificativo`, code),
  field(`${at}.delegante`, `${at}.delegante`, code, required),
  field(`${at}.delegato`, `${at}.delegato`, code, required),
  ruoli(at, at),
  field(`${at}.sede`, `${at}.codiceSede`, code),
  ...periodo(at, at),
];

const riferimento: readonly Row[] = [
  field('ente.codice', 'soggetto.codiceFiscale', code, required),
  field('ente.denominazione', 'soggetto.denominazione', text),
];

const ours = { side: 'anpal', record: 'ente', revision: '1.0', restores: () => false } as const;

export const entiTables: readonly Table[] = [
  {
    ...ours,
    event: 'invio',
    rows: [
      ...riferimento,
      field('ente.partitaIva', 'soggetto.partitaIva', code),
      field('ente.formaGiuridica', 'soggetto.formaGiuridica', code),
      field('ente.tipo', 'soggetto.tipo', code, required),
      field('ente.codiceMinisteriale', 'soggetto.codiceMinisteriale', code),
      ...indirizzo('ente.sedeLegale', 'soggetto.sedeLegale'),
      field('ente.dataRegistrazione', 'soggetto.dataRegistrazione', xsdDate),
      field('registrante.codiceFiscale', 'registrante.codiceFiscale', code, required),
      field('registrante.titolo', 'registrante.titolo', code, required),
      list('sedi[]', 'sedi[]'),
      field('sedi[].codice', 'sedi[].codice', code, required),
      field('sedi[].denominazione', 'sedi[].denominazione', text),
      field('sedi[].codiceMinisteriale', 'sedi[].codiceMinisteriale', code),
      ...indirizzo('sedi[].indirizzo', 'sedi[].indirizzo'),
      field('sedi[].telefono', 'sedi[].telefono', text),
      field('sedi[].email', 'sedi[].email', text),
      list('sedi[].personale[]', 'sedi[].personale[]'),
      field('sedi[].personale[].codiceFiscale', 'sedi[].personale[].codiceFiscale', code, required),
      field('sedi[].personale[].ruolo', 'sedi[].personale[].ruolo', code),
      ...periodo('sedi[].personale[]', 'sedi[].personale[]'),
      list('operatori[]', 'operatori[]'),
      field('operatori[].codiceFiscale', 'operatori[].codiceFiscale', code, required),
      field('operatori[].cognome', 'operatori[].cognome', text),
      field('operatori[].nome', 'operatori[].nome', text),
      field('operatori[].master', 'operatori[].master', truth, required),
      ruoli('operatori[]', 'operatori[]'),
      ...periodo('operatori[]', 'operatori[]'),
      list('deleghe[]', 'deleghe[]'),
      ...delega('deleghe[]'),
    ],
  },
  {
    ...ours,
    event: 'variazione',
    rows: [
      ...riferimento,
      field('operazione', 'operazione', code, required),
      field('data', 'data', xsdDate, required),
      field('operatore', 'operatore', code),
      ...delega('delega'),
    ],
  },
  {
    ...ours,
    event: 'annullamento',
    rows: [
      ...riferimento,
      field('data', 'data', xsdDate, required),
      field('motivo', 'motivo', code, required),
      field('note', 'note', text),
    ],
  },
];
