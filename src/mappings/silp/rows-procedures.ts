/** What the records with a procedure of their own at SILP share: decode rows, keys, and what follows when they are read. */
import { calendarDate } from '../../canonical/rome-day.js';
import { type Codec, code, type Derived } from '../engine/index.js';
import { read, segmentsOf } from '../engine/path.js';
import { row } from './codecs.js';

export const condizione = row('codCondizOccupazionaleMin', 'occupational condition one year before');
export const presenza = row('codPresenzaInItaliaMin', 'length of stay in Italy');
export const classe = row('codProfilingQuantMin', 'class of a quantitative profiling');
export const classeQualitativa = row('codProfilingQualMin', 'class of an assessment');
export const percorso = row('codMinistero', 'path of GOL');
/** Assumed: the row has a key of two letters, and no public list of its ministry codes. */
export const statoQualitativo = row('id', 'state of an assessment');
export const cpi = row('codIntermediarioMin', 'employment centre');
export const cpiInps = row('codiceMinisteriale', 'employment centre');
export const voce = row('codMinistero', 'question or answer');
export const progetto = row('codTipoProgettoMin', 'national project');

/** A key that is a number at SILP ↔ its digits: keys are never counted with. */
export const key: Codec = {
  name: 'key',
  description: 'key, a number ↔ its digits',
  decode: code.decode,
  encode(value, run) {
    const number = Number(value);
    if (/^(0|[1-9]\d*)$/.test(String(value)) && Number.isSafeInteger(number)) return number;
    run.note('lost', 'left out: not a number, which the keys of SILP are');
    return undefined;
  },
};

/** A value at a place that no row reads, out of what is kept; its group may be kept whole. */
export function keptAt(kept: Readonly<Record<string, unknown>>, path: string): unknown {
  const segments = segmentsOf(path);
  for (let held = segments.length; held > 0; held--) {
    const inside = kept[segments.slice(0, held).join('.')];
    if (inside !== undefined) return held === segments.length ? inside : read(inside, segments.slice(held));
  }
  return undefined;
}

/** A date that stands in another member where its own is empty. */
export const dateFrom = (canonical: string, path: string, note: string): Derived => ({
  canonical,
  from: (_, kept) => calendarDate(keptAt(kept, path)),
  note,
});

/** A text that stands in another member where its own is empty. */
export const textFrom = (canonical: string, path: string, note: string): Derived => ({
  canonical,
  from(_, kept) {
    const found = keptAt(kept, path);
    return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
  },
  note,
});
