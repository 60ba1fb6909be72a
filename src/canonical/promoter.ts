/**
 * The CPI that a DID or a pact says it comes from: its code begins with a comune, and its region is that of the system that sends. Of
 * other bodies neither is said: the seat of an accredited one may be anywhere.
 */
import { codeList } from './codes/index.js';
import { isCpi, regionOf } from './competenza.js';
import type { Did } from './did.js';
import type { HistoryCheck } from './history.js';
import type { Patto } from './patto.js';
import { found } from './rules/program.js';

interface Sent {
  readonly cpi: string | undefined;
  readonly day: string;
}

/** Finds `<record>.promoter-seat` and `<record>.promoter-region`. `sent`: nothing where the record is no word of its sender's own. */
const promoter = (record: 'did' | 'patto', sent: (value: unknown) => Sent | undefined): HistoryCheck => ({
  of: [],
  findings(value, _past, _today, region) {
    const { cpi, day = '' } = sent(value) ?? {};
    if (cpi === undefined || !isCpi(cpi)) return [];
    const about = { path: 'entePromotore', day };
    if (codeList('comune')?.lookup(cpi.slice(0, 4)) === 'unknown') return found(`${record}.promoter-seat`, about);
    const its = regionOf(cpi);
    const elsewhere = region !== undefined && its !== undefined && its !== region;
    return elsewhere ? found(`${record}.promoter-region`, about) : [];
  },
});

/** What the node shows and INPS announces names the CPI of whoever holds the person. */
export const promoterOfDid = promoter('did', (value) => {
  const { entePromotore: cpi, dataEvento: day, fonte } = value as Did;
  return fonte === undefined ? { cpi, day } : undefined;
});

export const promoterOfPatto = promoter('patto', (value) => {
  const { entePromotore: cpi, dataStipula, dataProposta } = value as Patto;
  return { cpi, day: dataStipula ?? dataProposta };
});
