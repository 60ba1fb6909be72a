/**
 * Which measure the law attaches to the n-th event of a kind (D.Lgs. 150/2015 art. 21 c. 7), from
 * `schemas/misure/condizionalita.yaml`. It says what the law says; whether the measure is taken is the CPI's decision.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../foundation/package.js';
import { canonicalError } from './errors.js';

const scala = z.strictObject({
  /** Code of the list `condizionalita-fattispecie`. */
  fattispecie: z.string(),
  /** Letter of the law. */
  fonte: z.string().min(1),
  /** Benefits for which it holds, by the list `tipo-prestazione`. */
  prestazioni: z.array(z.string()).min(1),
  /** First and last day of the events for which it holds. */
  dal: z.string().optional(),
  al: z.string().optional(),
  /** The measure of the first, second, … event; the last one holds for every further event. */
  misure: z.array(z.string()).min(1),
});

export interface Misura {
  /** Code of the list `condizionalita-provvedimento`. */
  readonly provvedimento: string;
  readonly fonte: string;
}

let scale: readonly z.infer<typeof scala>[] | undefined;

/** The measures by kind of event, in the order of the file. Throws `rules-invalid` when the data are wrong. */
export function measures(): readonly z.infer<typeof scala>[] {
  scale ??= load();
  return scale;
}

function load(): readonly z.infer<typeof scala>[] {
  const file = 'schemas/misure/condizionalita.yaml';
  const read = z.array(scala).safeParse(parse(readFileSync(new URL(file, packageRoot()), 'utf8')));
  if (read.success) return read.data;
  throw canonicalError('rules-invalid', `${file}: ${read.error.issues[0]?.message}`);
}

export interface Fatto {
  readonly fattispecie: string;
  /** 1 for the first event of that kind about the application. */
  readonly occorrenza: number;
  /** Day of the event, `YYYY-MM-DD`. */
  readonly data: string;
  /** Absent: the kind of benefit is not known, and is taken for one to which the scale applies. */
  readonly prestazione?: string | undefined;
}

/** The measure, or undefined where the law as known here says nothing. Throws `rules-invalid` when the data are wrong. */
export function misuraPrevista({ fattispecie, occorrenza, data, prestazione }: Fatto): Misura | undefined {
  const found = measures().find(
    (one) =>
      one.fattispecie === fattispecie &&
      (prestazione === undefined || one.prestazioni.includes(prestazione)) &&
      (one.dal === undefined || data >= one.dal) &&
      (one.al === undefined || data <= one.al),
  );
  if (found === undefined || occorrenza < 1) return undefined;
  const { misure, fonte } = found;
  return { provvedimento: misure[Math.min(occorrenza, misure.length) - 1] as string, fonte };
}
