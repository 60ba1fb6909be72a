/**
 * A person in Torino and an assegno di ricollocazione, from the request at the national portal to the first appointment with
 * the employment centre that she chooses as provider: asked for after more than four months of NASpI, chosen within two of the issue.
 */
import type { DocumentTree } from '../../contract/contract.js';
import type { WorkerSeed } from '../silp/workers.js';
import { dayBefore, momentInItaly, workingDayBefore } from './days.js';
import { PEOPLE } from './people.js';
import { openedFile } from './workers.js';

type Step = 'naspi' | 'request' | 'checks' | 'issue' | 'agenda' | 'choice' | 'appointment';

export interface PiedmonteseStory {
  readonly codiceFiscale: string;
  readonly day: Readonly<Record<Step, string>>;
  readonly hour: string;
  /** Her file at SILP. */
  readonly worker: WorkerSeed;
  readonly richiesta: DocumentTree;
  /** Events of the assegno, by their names. */
  event(idAdr: string, evento: PiedmonteseEvent): DocumentTree;
  /** Time bands of the centre. */
  readonly disponibilita: DocumentTree;
}

export type PiedmonteseEvent =
  | 'VERIFICHE'
  | 'RILASCIO'
  | 'SCELTA_EROGATORE'
  | 'PRIMO_APPUNTAMENTO'
  | 'ESITO_PRIMO_APPUNTAMENTO';

export function piedmonteseOn(today: string): PiedmonteseStory {
  const person = PEOPLE.teresa;
  const { codiceFiscale, cpi } = person;
  const day = {
    naspi: dayBefore(today, 175),
    request: dayBefore(today, 44),
    checks: workingDayBefore(today, 41),
    issue: workingDayBefore(today, 38),
    agenda: workingDayBefore(today, 35),
    choice: dayBefore(today, 30),
    appointment: workingDayBefore(today, 16),
  };
  const hour = '09:30';
  const istante = momentInItaly(day.appointment, hour);
  const verifiche = { naspiAttiva: true, altraPoliticaAttiva: false };
  const competente = { ruolo: 'CPI_COMPETENTE', codiceEnte: cpi };
  const provider = { ruolo: 'EROGATORE', codiceEnte: cpi };
  const events: Readonly<Record<PiedmonteseEvent, DocumentTree>> = {
    VERIFICHE: { dataEvento: day.checks, attore: competente, verifiche },
    RILASCIO: { dataEvento: day.issue, attore: competente, verifiche, valore: { massimo: '3736.85' } },
    SCELTA_EROGATORE: { dataEvento: day.choice, attore: { ruolo: 'PERSONA' }, erogatore: { codiceEnte: cpi } },
    PRIMO_APPUNTAMENTO: { dataEvento: day.choice, attore: { ruolo: 'PERSONA' }, primoAppuntamento: { istante } },
    ESITO_PRIMO_APPUNTAMENTO: {
      dataEvento: day.appointment,
      attore: provider,
      primoAppuntamento: { istante, esito: 'SVOLTO' },
    },
  };
  return {
    codiceFiscale,
    day,
    hour,
    worker: openedFile(person, 2027),
    richiesta: {
      lavoratore: { codiceFiscale },
      evento: 'RICHIESTA',
      dataEvento: day.request,
      cpiCompetente: cpi,
      richiesta: { istante: momentInItaly(day.request, '20:15'), canale: 'CITTADINO' },
      naspi: { dataInizio: day.naspi, dataFine: dayBefore(today, -200), cpiDomanda: cpi },
      valore: { massimo: '3736.85' },
    },
    event: (idAdr, evento) => ({
      idAdr,
      lavoratore: { codiceFiscale },
      evento,
      cpiCompetente: cpi,
      ...events[evento],
    }),
    disponibilita: {
      sede: { codiceEnte: cpi },
      operazione: 'PUBBLICAZIONE',
      servizio: 'ADR',
      dal: day.agenda,
      al: dayBefore(today, -60),
      fasce: ['LUN', 'MAR', 'MER', 'GIO', 'VEN'].map((giorno) => ({ giorno, dalle: '09:00', alle: '12:30' })),
    },
  };
}
