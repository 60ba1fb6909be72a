/** The SAP of SILP: `SchedaAnagraficaProfessionale` of the worker's file. */
import type { Derived, Table } from '../engine/index.js';
import { isTree, read } from '../engine/path.js';
import { composed, textOf } from './places.js';
import { curriculumRows } from './rows-curriculum.js';
import { personRows } from './rows-person.js';
import { workRows } from './rows-work.js';

const DOMICILIO = 'datiAnagrafici.reperibilitaRecapiti.domicilio';

type Kept = Readonly<Record<string, unknown>>;

const sameAsResidence = (kept: Kept): boolean =>
  kept[`${DOMICILIO}.ugualeAResidenza`] === true || kept[`${DOMICILIO}.indirizzo.domicilioComeResidenza`] === true;

/** A line of address, joined with the parts that SILP keeps beside it. */
function withParts(line: unknown, kept: Kept, of: 'residenza' | 'domicilio'): string | undefined {
  const part = (name: string): unknown => kept[`datiAnagrafici.reperibilitaRecapiti.${of}.indirizzo.${name}`];
  const text = textOf(line) || textOf(part('indirizzoEsteso'));
  return text === ''
    ? undefined
    : composed(text, textOf(read(part('toponimo'), ['descr'])), textOf(part('numeroCivico')));
}

const derived: readonly Derived[] = [
  {
    canonical: 'invio.tipoVariazione',
    from: (record) => (read(record, ['invio', 'identificativoSap']) === undefined ? '01' : '02'),
    note: '01 without a national id, 02 with one; SILP does not write the kind of variation into the file',
  },
  {
    canonical: 'invio.dataNascita',
    from: (record) => read(record, ['anagrafica', 'persona', 'dataNascita']),
    note: 'repeats the birth date of the person',
  },
  {
    canonical: 'invio.codiceEnteTitolare',
    from: (_, kept) => {
      const body = kept[`${DOMICILIO}.enteTitolare`];
      return isTree(body) && typeof body.codice === 'string' && body.codice !== '' ? body.codice : undefined;
    },
    note: 'the body competent for the domicile, as long as the file names no holder',
  },
  {
    canonical: 'anagrafica.recapiti',
    from: (record) => (read(record, ['anagrafica']) === undefined ? undefined : {}),
    note: 'the person has no contacts at SILP',
  },
  {
    canonical: 'anagrafica.residenza.indirizzo',
    from: (_, kept) => withParts('', kept, 'residenza'),
    note: 'the address as one text, because its parts are empty',
  },
  {
    canonical: 'anagrafica.domicilio.indirizzo',
    from: (_, kept) => withParts('', kept, 'domicilio'),
    note: 'the address as one text, because its parts are empty',
  },
  ...['comune', 'cap', 'indirizzo', 'localita'].map(
    (part): Derived => ({
      canonical: `anagrafica.domicilio.${part}`,
      from: (record, kept) => {
        if (!sameAsResidence(kept)) return undefined;
        const value = read(record, ['anagrafica', 'residenza', part]);
        return part === 'indirizzo' && value !== undefined ? withParts(value, kept, 'domicilio') : value;
      },
      note: 'SILP says that the domicile is the residence',
    }),
  ),
];

export const sapTable: Table = {
  side: 'silp',
  record: 'sap',
  event: 'invio',
  revision: 'v1',
  rows: [...personRows, ...workRows, ...curriculumRows],
  derived,
};
