/** Which CPI is competent, as far as data say: the region of a body, and the order of the SFL (`schemas/competenza/`). */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../foundation/package.js';
import { canonicalError } from './errors.js';

const CRITERI = ['patto-gol', 'patto-gg', 'did', 'sap', 'domicilio'] as const;
export type Criterio = (typeof CRITERI)[number];

const ordineSfl = z.strictObject({
  fonte: z.string().min(1),
  /** First and last day of the applications for which the order holds. */
  dal: z.string(),
  al: z.string().optional(),
  ordine: z.array(z.strictObject({ criterio: z.enum(CRITERI), dice: z.string().min(1) })).min(1),
});

function load<T>(file: string, schema: z.ZodType<T>): T {
  const path = `schemas/competenza/${file}`;
  const read = schema.safeParse(parse(readFileSync(new URL(path, packageRoot()), 'utf8')));
  if (read.success) return read.data;
  throw canonicalError('rules-invalid', `${path}: ${read.error.issues[0]?.message}`);
}

/** The ministry's code of any body has its kind at this place: an accredited or a national one is competent for no comune. */
export const isCpi = (codiceEnte: string): boolean => codiceEnte[4] === 'C';

let regions: ReadonlyMap<string, string> | undefined;

/** Region of a CPI by its ministry code, in the ministry's numbering; undefined where its seat is none that is known. */
export function regionOf(codiceEnte: string): string | undefined {
  if (regions === undefined) {
    const read = load('regioni.yaml', z.record(z.string(), z.array(z.string())));
    regions = new Map(Object.entries(read).flatMap(([region, seats]) => seats.map((seat) => [seat, region])));
  }
  return regions.get(codiceEnte.slice(0, 4));
}

export interface Competente {
  readonly cpi: string;
  /** The criterion that says so, for a person. */
  readonly dice: string;
  readonly fonte: string;
}

let sfl: z.infer<typeof ordineSfl> | undefined;

/** The CPI that is competent for a receiver of the SFL, by what is known of each criterion; undefined where none says one. */
export function competenteSfl(
  known: Readonly<Partial<Record<Criterio, string>>>,
  dataDomanda?: string,
): Competente | undefined {
  sfl ??= load('sfl.yaml', ordineSfl);
  const { dal, al, ordine, fonte } = sfl;
  if (dataDomanda !== undefined && (dataDomanda < dal || (al !== undefined && dataDomanda > al))) return undefined;
  for (const { criterio, dice } of ordine) {
    const cpi = known[criterio];
    if (cpi !== undefined) return { cpi, dice, fonte };
  }
  return undefined;
}
