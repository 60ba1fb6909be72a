/** YG_Profiling: what a region asks the classes of a young person for, and what the national node computed. */
import { type Codec, code, type Derived, field, type Row, type Table, text, xsdInt } from '../engine/index.js';
import { nationalDate, orNil } from '../engine/xml-codecs.js';

const required = { required: true } as const;

const GARANZIA_GIOVANI = 'garanzia-giovani';
/** The service knows one kind of profiling only. */
const tipo: Derived = {
  canonical: 'tipo',
  from: () => GARANZIA_GIOVANI,
  note: 'always garanzia-giovani: the service is about nothing else',
};

const input: readonly Row[] = [
  field('codiceFiscale', 'cf', orNil(code), required),
  field('garanziaGiovani.titoloStudio', 'titoloStudio', orNil(code), required),
  field('garanziaGiovani.provincia', 'codProv', orNil(code), required),
  field('garanziaGiovani.presenzaInItalia', 'presenzaIt', orNil(code), required),
  field('garanziaGiovani.condizioneUnAnnoPrima', 'occupazAp', orNil(code), required),
];

/** The older revision writes an age in two digits, whatever it is. */
const twoDigits: Codec = {
  ...xsdInt,
  name: 'two-digits',
  description: 'whole number in two digits',
  encode: (value) => String(value).padStart(2, '0'),
};

const inRow = (canonical: string, side: string, codec: Codec): Row =>
  field(canonical, `YG_Profiling.${side}`, orNil(codec));

const echoed: readonly Row[] = [
  inRow('codiceFiscale', 'cf', code),
  inRow('garanziaGiovani.provincia', 'codProv', code),
  inRow('dataCalcolo', 'dataInserimento', nationalDate),
  inRow('garanziaGiovani.presenzaInItalia', 'presenzaIt', code),
  inRow('garanziaGiovani.condizioneUnAnnoPrima', 'occupazAp', code),
  inRow('garanziaGiovani.titoloStudio', 'titoloStudio', code),
  inRow('genere', 'codGenere', code),
];

const classe: readonly Row[] = [inRow('classe', 'indice', xsdInt), inRow('descrizioneClasse', 'desIndice', text)];

const classePatto: readonly Row[] = [
  inRow('classePatto', 'indice2', xsdInt),
  inRow('descrizioneClassePatto', 'desIndice2', text),
];

const esito = field('esito', 'YG_Profiling.esito', orNil(code), required);

const REVISIONS: readonly { readonly revision: string; readonly computed: readonly Row[] }[] = [
  { revision: '1.3', computed: [inRow('eta', 'eta', xsdInt), ...classe, ...classePatto] },
  { revision: 'Rev002_1.0', computed: [inRow('eta', 'eta', twoDigits), ...classe] },
];

export const profilingTables: readonly Table[] = REVISIONS.flatMap(({ revision, computed }): Table[] => [
  {
    side: 'anpal',
    record: 'profiling',
    event: 'invio',
    revision,
    rows: input,
    derived: [tipo],
    restores: () => false,
  },
  {
    side: 'anpal',
    record: 'profiling',
    event: 'esito',
    revision,
    rows: [...echoed, ...computed, esito],
    derived: [tipo],
    restores: () => false,
  },
]);
