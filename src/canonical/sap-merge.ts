/**
 * Merging a region's SAP with the one the national node holds. The node replaces a record whole, and a region's own form may
 * carry less than the record: what such a form cannot say must not vanish nationally.
 */
import { policyKey } from './politiche.js';
import type { Sap } from './sap.js';

/** Which canonical fields a form has the word about: `whole` for a value, children for what is inside a group or a list. */
export interface Held {
  readonly children: ReadonlyMap<string, Held>;
  readonly whole: boolean;
}

type Esperienza = NonNullable<Sap['esperienze']>[number];
type Group = { [key: string]: unknown };

/**
 * The region's record with what it does not say taken from the national one: every field that the region's form has no
 * place for, sections it leaves out altogether, employments and policies it does not list, and the two fields that only the
 * node fills (indice di profiling, date of the last DID event: copied from the downloaded record, never computed by a region).
 * What the form can say, it says: a telephone number that is gone there is gone.
 */
export function mergedWithNational(region: Sap, national: Sap, held: Held): Sap {
  const filled = fill(region, national, held) as Sap;
  const esperienze = union(filled.esperienze, national.esperienze, employmentKey);
  const politicheAttive = union(filled.politicheAttive, national.politicheAttive, policyKey);
  return withNodesOwn(
    {
      ...filled,
      invio: region.invio,
      ...(esperienze && { esperienze }),
      ...(politicheAttive && { politicheAttive }),
    },
    national,
  );
}

/** Same employer, same first day: the same employment, whatever else the two say of it. */
const employmentKey = ({ azienda, dataInizio }: Esperienza): string =>
  `${azienda.codiceFiscale ?? azienda.denominazione}|${dataInizio}`;

function union<T>(
  own: readonly T[] | undefined,
  theirs: readonly T[] | undefined,
  key: (item: T) => string,
): T[] | undefined {
  if (own === undefined || theirs === undefined) return (own ?? theirs)?.slice();
  const known = new Set(own.map(key));
  return [...own, ...theirs.filter((item) => !known.has(key(item)))];
}

function withNodesOwn(sap: Sap, national: Sap): Sap {
  const { indiceProfiling, dataEventoDid } = national.amministrativi?.statoInAnagrafe ?? {};
  const { amministrativi } = sap;
  if (amministrativi === undefined || (indiceProfiling === undefined && dataEventoDid === undefined)) return sap;
  const statoInAnagrafe = {
    ...amministrativi.statoInAnagrafe,
    ...(indiceProfiling !== undefined && { indiceProfiling }),
    ...(dataEventoDid !== undefined && { dataEventoDid }),
  };
  return { ...sap, amministrativi: { ...amministrativi, statoInAnagrafe } };
}

const isGroup = (value: unknown): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `own` with what `theirs` has beyond what the form can hold, and with the groups that `own` leaves out. */
function fill(own: Group, theirs: Group, held: Held): Group {
  const result: Group = { ...own };
  for (const [key, value] of Object.entries(theirs)) {
    const place = held.children.get(key);
    const mine = own[key];
    if (mine === undefined) {
      if (place === undefined || !place.whole) result[key] = value;
    } else if (place !== undefined && !place.whole) {
      if (isGroup(mine) && isGroup(value)) result[key] = fill(mine, value, place);
      else if (Array.isArray(mine) && Array.isArray(value)) result[key] = fillItems(mine, value, place);
    }
  }
  return result;
}

/** Items of the two lists are the same when the national one says everything that the region's says. */
function fillItems(own: readonly unknown[], theirs: readonly unknown[], held: Held): unknown[] {
  const free = [...theirs];
  return own.map((item) => {
    const at = free.findIndex((candidate) => says(candidate, item));
    const [match] = at < 0 ? [] : free.splice(at, 1);
    return isGroup(item) && isGroup(match) ? fill(item, match, held) : item;
  });
}

function says(candidate: unknown, wanted: unknown): boolean {
  if (!isGroup(wanted)) return candidate === wanted;
  return isGroup(candidate) && Object.keys(wanted).every((key) => says(candidate[key], wanted[key]));
}
