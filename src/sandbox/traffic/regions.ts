/**
 * What the regional sides hold from the start: people whom no document of their contracts brings about. `verify.yaml` of each
 * side names the same ones.
 */
import type { HeldRegistration } from '../miattivo/portal.js';
import type { SandboxSeed } from '../sandbox.js';
import { date } from '../silp/scheda.js';
import { PEOPLE } from './people.js';
import { fileTakenInCharge, openedFile } from './workers.js';

const DAY_MS = 86_400_000;
const SLOTS_FROM_DAYS = 14;
const SLOT_DAYS = 5;
const HOURS = ['09:00', '09:30', '14:30'];

/** Registered at the portal of Liguria. */
const REGISTERED: HeldRegistration = {
  idRegistrazione: 'MA-PROVA-000001',
  codiceFiscale: 'CMPLGR91D47D969I',
  stato: 'REGISTRATA',
  dal: '2025-01-07',
  email: 'liguria.campioni@example.org',
  cellulare: '3330000101',
};

/** With a SAP that is open at the region's system in Toscana. */
const WITH_SAP = {
  codiceFiscale: 'CMPTSC89P12D612K',
  email: 'tosco.campioni@example.org',
  sap: { identificativoSap: 'TO00000101A', stato: 'ATTIVA', dal: '2025-01-07' },
} as const;

/** With a pact that may be confirmed and renewed at the SIL of Emilia-Romagna. */
const worker = (today: string) => ({
  codiceFiscale: 'CMPMLE84S63A944S',
  cognome: 'CAMPIONI',
  nome: 'EMILIA',
  sesso: 'F' as const,
  dataNascita: '1984-11-23',
  comuneNascita: 'A944',
  stato: 'A21',
  dataDid: '2025-01-07',
  cpi: '083202100',
  patto: { data: '2025-01-14', scadenza: dayAfter(today, 365), confermaDal: '2025-02-01' },
});

/** At work, so that the employment may end and its income be put right. */
const EMPLOYED = {
  codiceFiscale: 'CMPTTV79E12A944T',
  cognome: 'CAMPIONI',
  nome: 'OTTAVIO',
  sesso: 'M' as const,
  dataNascita: '1979-05-12',
  comuneNascita: 'A944',
  stato: 'B',
  cpi: '083202100',
  movimento: { prg: '1', inizio: '2024-03-01', contratto: 'A.01.00', datore: '00000000000' },
};

/** With takings in charge that stand in the way of a DID and of a pact, and with a declaration made to INPS, at SILP. */
const PIEDMONTESE = {
  workers: [fileTakenInCharge(PEOPLE.dario, 2101, [951, 952]), openedFile(PEOPLE.piera, 2102)],
  declarations: [
    {
      codiceFiscale: PEOPLE.piera.codiceFiscale,
      dataDichiarazione: date('2025-06-03'),
      dataInvio: date('2025-06-03'),
      tipoOperazione: 'I',
      cpi: { codiceMinisteriale: PEOPLE.piera.cpi },
      protocollo: 'INPS.8100.03/06/2025.0054321',
    },
  ],
};

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export function sampleRegions(
  today: string = new Date().toISOString().slice(0, 10),
): Pick<SandboxSeed, 'workers' | 'declarations' | 'silWorkers' | 'slots' | 'registrazioni' | 'cittadini' | 'momenti'> {
  const days = Array.from({ length: SLOT_DAYS }, (_, n) => dayAfter(today, SLOTS_FROM_DAYS + n));
  const moments = days.flatMap((data, d) => HOURS.map((ora, h) => ({ id: 1000 + 10 * d + h, data, ora })));
  return {
    ...PIEDMONTESE,
    silWorkers: [worker(today), EMPLOYED],
    slots: moments.flatMap((one) =>
      ['083202100', '082901600'].map((cpi, c) => ({ ...one, id: one.id + 1000 * c, cpi })),
    ),
    registrazioni: [REGISTERED],
    cittadini: [WITH_SAP],
    momenti: moments.map(({ id, data, ora }) => ({ idSlot: `SLOT-${id}`, cpi: 'D612C000409', data, ora })),
  };
}
