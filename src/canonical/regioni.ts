/**
 * The regions and autonomous provinces in their three numberings, which share their digits and never their meaning: 06 is
 * Emilia-Romagna for the ministry and Friuli-Venezia Giulia for ISTAT. Whoever has a number of one gets another only here.
 * Sources: SAP Modelli e regole 1.9 (ministry, sender's name); ISTAT; Regulation (EC) 1059/2003 (NUTS 2).
 */
import type { CodiceNuts2, CodiceRegioneIstat, CodiceRegioneMinistero } from '../foundation/brand.js';

export interface Regione {
  readonly ministero: CodiceRegioneMinistero;
  /** Bolzano and Trento are one for ISTAT. */
  readonly istat: CodiceRegioneIstat;
  readonly nuts2: CodiceNuts2;
  /** Name under which its system sends in the e-Gov envelope. */
  readonly mittente: string;
}

const row = (ministero: string, istat: string, nuts2: string, mittente: string): Regione => ({
  ministero: ministero as CodiceRegioneMinistero,
  istat: istat as CodiceRegioneIstat,
  nuts2: nuts2 as CodiceNuts2,
  mittente,
});

const REGIONI: readonly Regione[] = [
  row('01', '13', 'ITF1', 'ABRUZZO'),
  row('02', '17', 'ITF5', 'BASILICATA'),
  row('03', '04', 'ITH1', 'BOLZANO'),
  row('04', '18', 'ITF6', 'CALABRIA'),
  row('05', '15', 'ITF3', 'CAMPANIA'),
  row('06', '08', 'ITH5', 'EMILIA'),
  row('07', '06', 'ITH4', 'FRIULI'),
  row('08', '12', 'ITI4', 'LAZIO'),
  row('09', '07', 'ITC3', 'LIGURIA'),
  row('10', '03', 'ITC4', 'LOMBARDIA'),
  row('11', '11', 'ITI3', 'MARCHE'),
  row('12', '14', 'ITF2', 'MOLISE'),
  row('13', '01', 'ITC1', 'PIEMONTE'),
  row('14', '16', 'ITF4', 'PUGLIA'),
  row('15', '20', 'ITG2', 'SARDEGNA'),
  row('16', '19', 'ITG1', 'SICILIA'),
  row('17', '09', 'ITI1', 'TOSCANA'),
  row('18', '04', 'ITH2', 'TRENTO'),
  row('19', '10', 'ITI2', 'UMBRIA'),
  row('20', '02', 'ITC2', "VAL D'AOSTA"),
  row('21', '05', 'ITH3', 'VENETO'),
];

/** Reads a number of the ministry's; undefined for one that it has not given. */
export const regioneMinistero = (text: string): Regione | undefined =>
  REGIONI.find(({ ministero }) => ministero === text);

/** The regions of a number of ISTAT's, with one digit or two: one, or the two autonomous provinces; none for a wrong one. */
export const regioniIstat = (text: string): readonly Regione[] =>
  REGIONI.filter(({ istat }) => istat === text.padStart(2, '0'));

/** Reads a code of NUTS 2. */
export const regioneNuts2 = (text: string): Regione | undefined => REGIONI.find(({ nuts2 }) => nuts2 === text);
