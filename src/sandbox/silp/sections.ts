/**
 * The sections of a worker file, by SILP's codes, and how a write replaces them: each whole, only those that the caller
 * lists, without looking at what the caller had read. Rows that come from employment notices (RAP) or from vocational
 * training (FP) belong to other systems and stay as they are; so do the DID and section 6.
 */
import { get, type Json, set } from './json.js';

interface Section {
  readonly path: readonly string[];
  /** What stands there after a write; the part sent, unless the section has rows of others. */
  readonly merge?: (present: unknown, sent: unknown) => unknown;
}

const SECTIONS: Readonly<Record<string, readonly Section[]>> = {
  '0': [{ path: ['identificativoSap'] }, { path: ['fonte'] }],
  '1.1': [{ path: ['datiAnagrafici', 'datiGenerali', 'datiPersonali'] }],
  '1.2': [{ path: ['datiAnagrafici', 'datiGenerali', 'notizieCittadiniStranieri'] }],
  '1.3.1': [{ path: ['datiAnagrafici', 'reperibilitaRecapiti', 'residenza'] }],
  '1.3.2': [{ path: ['datiAnagrafici', 'reperibilitaRecapiti', 'domicilio'] }],
  '1.3.3': [{ path: ['datiAnagrafici', 'reperibilitaRecapiti', 'recapito'] }],
  '2.1.1': [{ path: ['datiAmministrativi', 'posizione'], merge: keepDid }],
  '2.2': [{ path: ['datiAmministrativi', 'listeSpeciali'] }],
  '2.3': [{ path: ['informazioniCurriculari', 'percorsoFormativo', 'flgObbligoFormativo'] }],
  '2.4': [{ path: ['datiAmministrativi', 'altreNotizie'] }],
  '4.1': [{ path: ['esperienzeLavorative', 'esperienzeProfessionali'], merge: onlyDeclared }],
  '5.1': [{ path: ['informazioniCurriculari', 'percorsoFormativo', 'titoliDiStudio'] }],
  '5.2': [{ path: ['informazioniCurriculari', 'percorsoFormativo', 'formazioneProfessionale', 'altriCorsi'] }],
  '5.3': [{ path: ['informazioniCurriculari', 'lingueStraniere'] }],
  '5.4': [{ path: ['informazioniCurriculari', 'conoscenzeInformatiche'] }],
  '5.5.a': [{ path: ['informazioniCurriculari', 'altreInformazioni', 'albi'] }],
  '5.5.b': [{ path: ['informazioniCurriculari', 'patenti'] }],
  '5.5.c': [{ path: ['informazioniCurriculari', 'patentini'] }],
};

/** Codes that stand for several others. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  '1': ['1.1', '1.2', '1.3.1', '1.3.2', '1.3.3'],
  '1.3': ['1.3.1', '1.3.2', '1.3.3'],
  '5.5': ['5.5.a', '5.5.b', '5.5.c'],
};

/** Sections that exist but are not written through the worker file. */
export const READ_ONLY_SECTIONS: readonly string[] = ['2.1.1.DID', '2.1.2', '6'];

/** The codes that a list of them stands for, and those that SILP does not know. */
export function expandSections(codes: readonly string[]): { known: readonly string[]; unknown: readonly string[] } {
  const known = codes.flatMap((code) => PARENTS[code] ?? (SECTIONS[code] === undefined ? [] : [code]));
  const unknown = codes.filter(
    (code) => PARENTS[code] === undefined && SECTIONS[code] === undefined && !READ_ONLY_SECTIONS.includes(code),
  );
  return { known: [...new Set(known)], unknown };
}

/** A worker file after a write of these sections. */
export function replaceSections(present: Json, sent: Json, codes: readonly string[]): Json {
  const after = structuredClone(present);
  for (const code of codes) {
    for (const { path, merge } of SECTIONS[code] ?? []) {
      const part = get(sent, path);
      set(after, path, merge === undefined ? part : merge(get(present, path), part));
    }
  }
  return after;
}

function keepDid(present: unknown, sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null) return sent;
  return { ...sent, dataDid: get(present, ['dataDid']) };
}

function onlyDeclared(present: unknown, sent: unknown): unknown {
  const ofOthers = rows(present).filter((row) => !isDeclared(row));
  return [...ofOthers, ...rows(sent).filter(isDeclared)];
}

const rows = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Rows without a kind are what a caller has just added, and those can only be declared ones. */
function isDeclared(row: unknown): boolean {
  const kind = get(row, ['tipoEsperienza', 'codice']);
  return kind !== 'RAP' && kind !== 'FP';
}
