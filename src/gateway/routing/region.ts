/** The region of the CPI that is competent for the person, as far as a record names it: in the ministry's numbering. */
import { codeList } from '../../canonical/codes/index.js';
import { regionOf } from '../../canonical/competenza.js';
import type { Cpi } from '../../canonical/cpi.js';
import type { RecordName } from '../../foundation/names.js';

/** Reads the region out of what stands in a field; undefined where it says none that is known. */
type ReadRegion = (value: unknown) => string | undefined;

const ofCpi: ReadRegion = (cpi) => (typeof cpi === 'string' ? regionOf(cpi) : undefined);

/** The codes of its own that a region gives its CPI are known of Emilia-Romagna alone. */
const EMILIA = '06';
const ofEitherCpi: ReadRegion = (cpi) => {
  const { ministeriale, regionale = '' } = (cpi ?? {}) as Cpi;
  return ofCpi(ministeriale) ?? (codeList('cpi-regionale')?.lookup(regionale) === 'known' ? EMILIA : undefined);
};

/** Where a record of the nation or INPS names the region of the person: by the CPI that follows her, or by itself. */
const NAMES_REGION: Readonly<Partial<Record<RecordName, readonly [field: string, read: ReadRegion]>>> = {
  sap: ['invio.codiceEnteTitolare', ofCpi],
  did: ['entePromotore', ofCpi],
  percettore: ['cpi', ofCpi],
  registrazione: ['cpi', ofCpi],
  adr: ['cpiCompetente', ofCpi],
  appuntamento: ['cpi', ofEitherCpi],
  adesione: ['regione', (region) => (typeof region === 'string' ? region : undefined)],
};

/** The field in which a record names it; undefined where such a record names none. */
export const regionField = (record: RecordName): string | undefined => NAMES_REGION[record]?.[0];

/** The region that a record names; undefined where it names none that is known. */
export function regionNamed(record: RecordName, canonical: unknown): string | undefined {
  const [field, read] = NAMES_REGION[record] ?? [];
  const at = (value: unknown, name: string): unknown => (value as Record<string, unknown> | undefined)?.[name];
  return read?.(field?.split('.').reduce(at, canonical));
}
