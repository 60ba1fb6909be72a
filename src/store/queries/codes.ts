/**
 * The other codici fiscali of the person that `code` (an SQL expression) is one of; no row for a code that was never joined.
 * One look-up by key in a table of few rows.
 */
export const otherCodes = (code: string): string => `
  select another.codice_fiscale from person_codes one join person_codes another on another.person = one.person
  where one.codice_fiscale = ${code} and another.codice_fiscale <> one.codice_fiscale`;

/** All codes of that person, itself among them. */
export const allCodes = (code: string): string => `select ${code} as codice_fiscale union all${otherCodes(code)}`;

/**
 * A CTE of the codes among `codes` (an SQL query) that are joined to others, each with the one that stands for all. The row
 * lock is what a join waits for; who was never joined has no row.
 */
export const places = (codes: string): string => `places as materialized (
  select codice_fiscale, person from person_codes where codice_fiscale = any(array(${codes})) for key share
)`;

/** An ordering key ends with the code of the person: with the one that stands for all, where one does. */
export const orderedBy = (key: string, person: string): string =>
  `case when ${person} is null then ${key} else regexp_replace(${key}, '[A-Z0-9]+$', ${person}) end`;

/**
 * Whether every code known of a national id is another person's than `code`: null or false where none is known, or one is
 * this person's.
 */
export const isAnothers = (id: string, code: string): string => `(
  select bool_and(known.codice_fiscale <> ${code} and not known.codice_fiscale in (${otherCodes(code)}))
  from identities known where known.identificativo_sap = ${id})`;
