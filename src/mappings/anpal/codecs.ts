/** How the national services of appointments and adesioni write values. */
import { type Cpi, readCpi } from '../../canonical/cpi.js';
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

/** Where the service has one place for the CPI, the other code stays behind. */
function oneCodeOnly({ regionale, ministeriale }: Cpi, run: Run): void {
  if (regionale !== undefined && ministeriale !== undefined)
    run.note('lost', 'the ministry’s code of the CPI; the region’s own is written');
}

/** A CPI where either code may stand. */
export const cpiEither: Codec = {
  name: 'cpi',
  description: 'code of a CPI: the region’s (9 characters) where it is known, else the ministry’s (11)',
  decode(value, run) {
    const found = typeof value === 'string' ? readCpi(value) : undefined;
    if (found === undefined) {
      run.problem('error', 'cpi.form', 'expected a code of 9 characters (region) or of 11 (ministry)', value);
    }
    return found;
  },
  encode(value, run) {
    oneCodeOnly(value as Cpi, run);
    return (value as Cpi).regionale ?? (value as Cpi).ministeriale;
  },
};

/** A CPI by the region's own code alone. */
export const cpiRegionale: Codec = {
  ...cpiEither,
  name: 'cpi-regionale',
  description: 'the region’s own code of a CPI, 9 characters',
  encode(value, run) {
    const { regionale } = value as Cpi;
    if (regionale === undefined) {
      run.problem('error', 'cpi.regionale', 'the region’s own code of this CPI is not known here');
    } else oneCodeOnly(value as Cpi, run);
    return regionale;
  },
};
