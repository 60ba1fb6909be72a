/** How the national services of appointments and adesioni write values. */
import { type Cpi, ministerialeOf, readCpi, regionaleOf } from '../../canonical/cpi.js';
import { code } from '../engine/codecs.js';
import type { Run } from '../engine/run.js';
import type { Codec } from '../engine/table.js';

/** A SAP id; 0 stands for none. */
export const orZero: Codec = {
  ...code,
  name: 'sap-or-zero',
  description: 'SAP id; 0 = the person has none',
  decode: (value, run) => (value === '0' ? undefined : code.decode(value, run)),
  encode: (value) => (value === '' ? '0' : value),
};

/** `S`/`N`. */
export const sN: Codec = {
  name: 's-n',
  description: 'S = true, N = false',
  decode(value, run) {
    if (value === 'S') return true;
    if (value === 'N') return false;
    run.problem('error', 'code.s-n', 'expected S or N', value);
    return undefined;
  },
  encode: (value) => (value === true ? 'S' : 'N'),
};

/** A code that stands in one of several groups, each for one of its values. */
export const only = (value: string): Codec => ({
  ...code,
  name: `only-${value}`,
  description: `code; written here only when it is ${value}`,
  encode: (held) => (held === value ? held : undefined),
});

/** A CPI by the region's code of 9 characters; the ministry's is added where the correspondence is known. */
export const cpiRegionale: Codec = {
  name: 'cpi-regionale',
  description: 'region’s code of a CPI, 9 characters; the ministry’s beside it where the correspondence is known',
  decode(value, run) {
    const found = typeof value === 'string' ? readCpi(value) : undefined;
    if (found === undefined) {
      run.problem('error', 'cpi.form', 'expected a code of 9 characters (region) or of 11 (ministry)', value);
      return undefined;
    }
    const ministeriale = 'regionale' in found ? ministerialeOf(found.regionale) : undefined;
    return ministeriale === undefined ? found : { ...found, ministeriale };
  },
  encode(value, run) {
    const { regionale, ministeriale } = value as Cpi;
    const known = regionale ?? (ministeriale === undefined ? undefined : regionaleOf(ministeriale));
    if (known === undefined)
      run.problem('error', 'cpi.regionale', 'the region’s own code of this CPI is not known here');
    else oneCodeOnly(value as Cpi, run);
    return known;
  },
};

/** The services have one place for the CPI: the other code comes back only where the correspondence is known. */
function oneCodeOnly({ regionale, ministeriale }: Cpi, run: Run): void {
  if (regionale !== undefined && ministeriale !== undefined && ministerialeOf(regionale) !== ministeriale)
    run.note('lost', 'the ministry’s code of the CPI; the region’s own is written');
}

/** A CPI where either code may stand: the region's is written where it is known. */
export const cpiEither: Codec = {
  ...cpiRegionale,
  name: 'cpi',
  description: 'code of a CPI: the region’s (9 characters) where it is known, else the ministry’s (11)',
  encode(value, run) {
    oneCodeOnly(value as Cpi, run);
    return (value as Cpi).regionale ?? (value as Cpi).ministeriale;
  },
};
