/**
 * A centro per l'impiego has two codes: the ministry's, of 11 characters, and the one of its region's own system. Neither
 * follows from the other and no public source says which belong together, so a record keeps apart what it was told and
 * never puts one in the place of the other.
 */
import { z } from 'zod';
import type { CodiceCpiRegionale, CodiceEnte } from '../foundation/brand.js';
import { code, codiceEnte } from './fields.js';

const MINISTERIALE = /^[A-Z]\d{3}[A-Z]\d{6}$/;
const REGIONALE = /^.{9}$/u;

export const cpi = z
  .strictObject({
    regionale: code.optional().meta({ description: 'The region’s own code, 9 characters', codeList: 'cpi-regionale' }),
    ministeriale: codiceEnte.optional(),
  })
  .meta({ description: 'The CPI by the codes it is known under' });
export type Cpi = z.infer<typeof cpi>;

/** Which of the two codes a text is; undefined where it has the form of neither. */
export function readCpi(
  text: string,
): { readonly regionale: CodiceCpiRegionale } | { readonly ministeriale: CodiceEnte } | undefined {
  if (MINISTERIALE.test(text)) return { ministeriale: text as CodiceEnte };
  return REGIONALE.test(text) ? { regionale: text as CodiceCpiRegionale } : undefined;
}
