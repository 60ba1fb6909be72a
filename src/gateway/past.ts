/** A record against what is known of the person from earlier ones. */
import { checkHistory, type InHistory } from '../canonical/check.js';
import { italianDay } from '../canonical/date.js';
import { type RecordName, regionBehind } from '../foundation/names.js';
import type { Receipt } from '../store/receipt.js';
import type { Context } from './context.js';
import { formOf } from './form.js';
import { recordsOfBoth } from './identity.js';
import type { Subject } from './subject.js';

/** So many earlier records of a kind say where a person stands; of SAPs, which tell everything each time, the last ones do. */
export const MOST_PAST = 100;
const MOST_PAST_SAPS = 10;

/** What the record says that does not go with what came before about the person: warnings, because we know a part only. */
export async function againstPast(
  { store, clock, territorio }: Pick<Context, 'store' | 'clock' | 'territorio'>,
  { record, event, side, revision }: Receipt,
  { codiceFiscale }: Subject,
  canonical: unknown,
  former: string | undefined,
): Promise<InHistory> {
  if (codiceFiscale === undefined) return { findings: [] };
  const codes = former === undefined || former === codiceFiscale ? [codiceFiscale] : [codiceFiscale, former];
  const past = async (records: readonly RecordName[]) => {
    const found = await Promise.all(
      records.map((one) =>
        recordsOfBoth(store, codes, {
          record: one,
          limit: one === 'sap' ? MOST_PAST_SAPS : MOST_PAST,
        }),
      ),
    );
    // Of what was not to be kept it is not known what it said.
    return found.flat().filter(({ canonical: said }) => said !== null);
  };
  // The rows of a SAP are those of every body that has had to do with the person, not the sender's alone.
  const region = formOf(revision).partOf === undefined ? regionBehind(side) : undefined;
  return checkHistory(record, event, canonical, past, italianDay(clock()), region, territorio);
}
