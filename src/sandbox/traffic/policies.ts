/** Rows of section 6 as a centre's system writes them. */
import type { DocumentTree } from '../../contract/contract.js';
import { checkCharacter } from '../codice-fiscale.js';
import { dayBefore } from './days.js';

export interface PolicyDays {
  readonly proposed: string;
  /** Of a row that is over: its last day, by which it ended. */
  readonly ended?: string;
}

interface Facts {
  readonly tipo: string;
  readonly titolo: string;
  readonly descrizione?: string;
  /** What the id is made of: the ministry's number of the system that writes it, and its own count. */
  readonly number: string;
}

/** The last day of six months. */
export const planned = (begun: string): string => dayBefore(begun, -182);

const row = ({ tipo, titolo, descrizione = titolo, number }: Facts, cpi: string, day: PolicyDays): DocumentTree => ({
  tipo_attivita: tipo,
  titolo_denominazione: titolo,
  data_proposta: day.proposed,
  data: day.proposed,
  data_fine: day.ended ?? planned(day.proposed),
  durata: '6',
  tipologia_durata: 'M',
  descrizione,
  titolo_progetto: '05',
  codice_ente_promotore: cpi,
  identificativo_politica: `${number}${checkCharacter(`${cpi}${tipo}${day.proposed.replaceAll('-', '')}`)}`,
  ultimo_evento:
    day.ended === undefined ? { evento: '02', data_evento: day.proposed } : { evento: '10', data_evento: day.ended },
});

/** The taking in charge after a DID: A02 of project 05. */
export const pact = (cpi: string, day: PolicyDays, number = '130000027A'): DocumentTree =>
  row({ tipo: 'A02', titolo: 'PATTO DI SERVIZIO', number }, cpi, day);

/** Guided search for work. */
export const activity = (cpi: string, day: PolicyDays, number = '130000027B'): DocumentTree =>
  row({ tipo: 'B03', titolo: 'RICERCA DI LAVORO GUIDATA', number }, cpi, day);
