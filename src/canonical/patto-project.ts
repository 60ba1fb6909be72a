/** Which national project the kinds of pact stand for ("SAP, regole di invio"), and back. */

/** A pact of intensive search is a taking in charge like any other. */
const PROJECT: Readonly<Record<string, string>> = { PSP: '05', PRI: '05', PDA: '02', PPL: '08', AG: '01' };

/** The project of a pact that names none; undefined for a kind that stands for none. */
export const projectOfPact = (kind: unknown): string | undefined => PROJECT[String(kind)];

/** The kind of pact that a project tells of; one that none stands for is read as a personal pact, and its project kept. */
export const pactOfProject = (project: unknown): string =>
  Object.entries(PROJECT).find(([, its]) => its === project)?.[0] ?? 'PSP';
