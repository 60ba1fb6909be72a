/** What the values of a side's document are, by the rows of the tables that read it. */
import { rememberedOf } from '../../foundation/remembered.js';
import { itemPath, type Row, type Table } from '../../mappings/engine/index.js';
import { type Kind, kindOf } from './fields.js';
import { shifted } from './shift.js';
import type { Value } from './values.js';

/** An hour of the day names nobody, and another one may be none. */
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
/** Fields that say by their name that they hold a code of the side's own: `idStatoIncon`, `codTipoDomanda`. */
const CODED = /(^|\.)(id|cod)(Stato|Tipo|Motivo|Esito)[A-Za-z]*$/;

/** What the values at a path of the side's document are. */
export interface Known {
  readonly kind: Kind;
  /** Template of the canonical group that the value belongs to: an address, a person. */
  readonly group: string;
  readonly name: string;
}

const plain = (path: string): string => path.replaceAll('[]', '');

/** The rows of a document's tables by the side's path. */
export function knownPaths(readers: readonly Table[]): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const [side, one] of readers.flatMap(namedBy)) {
    // Of several rows that read one value, one that is not harmless decides.
    const other = known.get(side);
    if (other === undefined || other.kind === 'code') known.set(side, one);
  }
  return known;
}

type Named = readonly [side: string, known: Known];
/** The values that the rows of a table name, in their order. It is asked again for every document of a run. */
const namedBy = rememberedOf((table: Table): readonly Named[] => table.rows.flatMap((row) => namedByRow(table, row)));

function namedByRow({ record, event, partOf }: Table, row: Row): Named[] {
  if (row.kind === 'group' || (row.kind === 'list' && row.item === undefined)) return [];
  const side = partOf === undefined ? row.side : atHome(row.side, partOf.each);
  if (side === undefined) return [];
  const canonical = plain(row.kind === 'list' ? itemPath(row) : row.canonical);
  const at = canonical.lastIndexOf('.');
  const kind = row.kind === 'field' && row.codec.constant ? 'code' : kindOf(record, event, canonical);
  return [[plain(side), { kind, group: canonical.slice(0, Math.max(at, 0)), name: canonical.slice(at + 1) }]];
}

/** The rows of a part start from the document or from an item of one of its lists. */
function atHome(path: string, each: string | undefined): string | undefined {
  if (path.startsWith('documento.')) return path.slice('documento.'.length);
  return each !== undefined && path.startsWith('riga.') ? `${each}.${path.slice('riga.'.length)}` : undefined;
}

export interface Found {
  readonly known: Known | undefined;
  /** The value stands inside of one that a mapping takes as a whole: a row of a decoding table with its label. */
  readonly within: boolean;
}

export function lookUp(known: ReadonlyMap<string, Known>, path: string): Found {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const found = known.get(at);
    if (found !== undefined) return { known: found, within: at !== path };
  }
  return { known: undefined, within: false };
}

/** Members of a decoded row that say again what its code says. */
const LABEL = /^(id|cod|descr|ds|des|num|flg|sigla|@)/i;
const OPERATOR = /user|utente|oper/i;
const CODICE_FISCALE = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/i;
const EMAIL = /^\S+@\S+\.\S+$/;
const IBAN = /^[A-Z]{2}\d{2} ?([0-9A-Z]{4} ?){4,7}[0-9A-Z]{0,4}$/;
const BELFIORE = /^[A-Z]\d{3}$/i;
/** Stands where no comune is known. */
const NO_PLACE = /^0+$/;
/** Ministry code of a body. */
const BODY = /^[A-Z]\d{3}[A-Z]\d{6}$/;

/** The kind of one value: what it is taken for, unless it is plainly something else. */
export function kindOfValue({ known, within, path, value }: Value & Found): Kind {
  const text = String(value).trim();
  if (CODICE_FISCALE.test(text)) return 'codice-fiscale';
  if (EMAIL.test(text)) return 'email';
  if (known?.kind !== 'code' && IBAN.test(text)) return 'iban';
  if (known === undefined && BODY.test(text)) return 'code';
  if (TIME_OF_DAY.test(text)) return 'code';
  if (CODED.test(path)) return 'code';
  if (known === undefined) return shifted(text, 0) === undefined || typeof value === 'number' ? 'unknown' : 'date';
  if (known.kind === 'place' && !BELFIORE.test(text)) {
    if (NO_PLACE.test(text)) return 'code';
    return text.length < 2 || typeof value !== 'string' ? 'code' : 'place-name';
  }
  if (!within) return known.kind;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (known.kind === 'code') return LABEL.test(name) && !OPERATOR.test(name) ? 'code' : 'unknown';
  return known.kind;
}
