/**
 * Merging a region's SAP with the one the national node holds. The node replaces a record whole, and some regions' forms
 * carry less than the record: what such a form cannot say must not vanish nationally.
 */
import type { PoliticaAttiva, Sap } from './sap.js';

type Esperienza = NonNullable<Sap['esperienze']>[number];

/**
 * The region's record with what it does not say taken from the national one: whole sections it leaves out, employments
 * and policies it does not list, and the two fields that only the node fills (indice di profiling, date of the last DID
 * event: copied from the downloaded record, never computed by a region).
 */
export function mergedWithNational(region: Sap, national: Sap): Sap {
  const esperienze = union(region.esperienze, national.esperienze, employmentKey);
  const politicheAttive = union(region.politicheAttive, national.politicheAttive, policyKey);
  const anagrafica = region.anagrafica ?? national.anagrafica;
  const amministrativi = mergedAdministrative(region.amministrativi, national.amministrativi);
  const livelliIstruzione = region.livelliIstruzione ?? national.livelliIstruzione;
  const allegato = mergedGroup(region.allegato, national.allegato);
  return {
    ...region,
    ...(anagrafica && { anagrafica }),
    ...(amministrativi && { amministrativi }),
    ...(esperienze && { esperienze }),
    ...(livelliIstruzione && { livelliIstruzione }),
    ...(allegato && { allegato }),
    ...(politicheAttive && { politicheAttive }),
  };
}

/** Same employer, same first day: the same employment, whatever else the two say of it. */
const employmentKey = ({ azienda, dataInizio }: Esperienza): string =>
  `${azienda.codiceFiscale ?? azienda.denominazione}|${dataInizio}`;

/** The id where there is one; before Rev009 a row had none, and is known by activity, proposal and body. */
const policyKey = (row: PoliticaAttiva): string =>
  row.identificativoPolitica?.toLowerCase() ?? `${row.tipoAttivita}|${row.dataProposta}|${row.entePromotore}`;

function union<T>(
  own: readonly T[] | undefined,
  theirs: readonly T[] | undefined,
  key: (item: T) => string,
): T[] | undefined {
  if (own === undefined || theirs === undefined) return (own ?? theirs)?.slice();
  const known = new Set(own.map(key));
  return [...own, ...theirs.filter((item) => !known.has(key(item)))];
}

function mergedAdministrative(own: Sap['amministrativi'], theirs: Sap['amministrativi']): Sap['amministrativi'] {
  if (own === undefined || theirs === undefined) return own ?? theirs;
  const { indiceProfiling, dataEventoDid } = theirs.statoInAnagrafe ?? {};
  const statoInAnagrafe = mergedGroup(own.statoInAnagrafe, theirs.statoInAnagrafe);
  return {
    ...theirs,
    ...own,
    ...(statoInAnagrafe && {
      statoInAnagrafe: {
        ...statoInAnagrafe,
        ...(indiceProfiling !== undefined && { indiceProfiling }),
        ...(dataEventoDid !== undefined && { dataEventoDid }),
      },
    }),
  };
}

/** What the first states, and from the second what the first leaves out. */
function mergedGroup<T extends object>(own: T | undefined, theirs: T | undefined): T | undefined {
  return own === undefined ? theirs : { ...theirs, ...own };
}
