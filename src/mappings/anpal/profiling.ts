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

/** An input that is nil is missing, and the rules of the record say so. */
const input = (codiceFiscale: Codec): readonly Row[] => [
  field('codiceFiscale', 'cf', codiceFiscale, required),
  field('garanziaGiovani.titoloStudio', 'titoloStudio', code, required),
  field('garanziaGiovani.provincia', 'codProv', code, required),
  field('garanziaGiovani.presenzaInItalia', 'presenzaIt', code, required),
  field('garanziaGiovani.condizioneUnAnnoPrima', 'occupazAp', code, required),
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

const esito = (codec: Codec): Row => field('esito', 'YG_Profiling.esito', codec, required);

interface Revision {
  readonly revision: string;
  readonly input: readonly Row[];
  readonly computed: readonly Row[];
}

/** Newest first. The older one has nothing nil in the input, nor an outcome that is. */
const REVISIONS: readonly Revision[] = [
  {
    revision: '1.3',
    input: input(orNil(code)),
    computed: [inRow('eta', 'eta', xsdInt), ...classe, ...classePatto, esito(orNil(code))],
  },
  { revision: 'Rev002_1.0', input: input(code), computed: [inRow('eta', 'eta', twoDigits), ...classe, esito(code)] },
];

export const profilingTables: readonly Table[] = REVISIONS.flatMap(({ revision, input: sent, computed }): Table[] => [
  {
    side: 'anpal',
    record: 'profiling',
    event: 'invio',
    revision,
    rows: sent,
    derived: [tipo],
    restores: () => false,
  },
  {
    side: 'anpal',
    record: 'profiling',
    event: 'esito',
    revision,
    rows: [...echoed, ...computed],
    derived: [tipo],
    restores: () => false,
  },
]);
