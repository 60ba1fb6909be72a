/** Documents of the portal about an invented person and bodies. */
import type { DocumentTree } from '../../src/contract/contract.js';
import { makeCodiceFiscale, makeNumericCode } from './codice-fiscale.js';

export const NOVARA = 'F952C000383';
export const TORINO = 'L219C000381';
export const PROVIDER = 'D205S000412';
const invented = { cognome: 'Vallauri', nome: 'Ginevra', sesso: 'F', luogoNascita: 'F952' } as const;
/** The codice fiscale of one of many people. */
export const person = (n: number): string =>
  makeCodiceFiscale({ ...invented, dataNascita: `1988-${String((n % 12) + 1).padStart(2, '0')}-03` });
export const OPERATOR = makeCodiceFiscale({
  cognome: 'Bertolino',
  nome: 'Severo',
  sesso: 'M',
  dataNascita: '1979-02-17',
  luogoNascita: 'L219',
});
export const DELEGATE = makeCodiceFiscale({
  cognome: 'Quaglia',
  nome: 'Ermete',
  sesso: 'M',
  dataNascita: '1990-01-08',
  luogoNascita: 'D969',
});
export const BODY = makeNumericCode('0823456789');

export const richiesta = (codiceFiscale: string, more: DocumentTree = {}): DocumentTree => ({
  lavoratore: { codiceFiscale },
  evento: 'RICHIESTA',
  dataEvento: '2025-06-16',
  cpiCompetente: NOVARA,
  richiesta: { istante: '2025-06-16T08:41:07Z', canale: 'CITTADINO' },
  naspi: { dataInizio: '2025-01-20', dataFine: '2026-03-31', cpiDomanda: NOVARA },
  valore: { massimo: '3736.85' },
  ...more,
});

/** What each event must tell. */
const TOLD: Readonly<Record<string, DocumentTree>> = {
  VERIFICHE: { verifiche: { naspiAttiva: true, altraPoliticaAttiva: false } },
  RILASCIO: { verifiche: { naspiAttiva: true, altraPoliticaAttiva: false }, valore: { massimo: '3000.00' } },
  PREAVVISO_RIGETTO: { preavvisoRigetto: { motivo: 'NASPI' } },
  SCELTA_EROGATORE: { erogatore: { codiceEnte: PROVIDER } },
  PRIMO_APPUNTAMENTO: { primoAppuntamento: { istante: '2025-09-02T07:30:00Z' } },
  ESITO_PRIMO_APPUNTAMENTO: { primoAppuntamento: { istante: '2025-09-02T07:30:00Z', esito: 'SVOLTO' } },
  NOMINA_TUTOR: { tutor: { cognome: 'Scarampi', nome: 'Ottavia' } },
  PATTO_RICERCA_INTENSIVA: { pattoRicercaIntensiva: { dataSottoscrizione: '2025-07-01' } },
  INCONTRO: { incontro: { data: '2025-07-02' } },
  RIFIUTO_OFFERTA: { rifiutoOfferta: { data: '2025-07-02', giustificato: false } },
  ESITO: { esitoServizio: { codice: 'INSUCCESSO' } },
  TIMESHEET: { timesheet: { dataCompilazione: '2025-07-01' }, esitoServizio: { codice: 'INSUCCESSO' } },
  PROROGA: { proroga: { dataInizio: '2025-12-20', dataFine: '2026-06-20' } },
  SOSPENSIONE: { sospensione: { motivo: 'PERIODO_PROVA' } },
  RIPRESA: {},
  CHIUSURA: { chiusura: { motivo: 'RINUNCIA' } },
};
export const EVENTI = Object.keys(TOLD);

const BY_COMPETENT = new Set(['VERIFICHE', 'RILASCIO', 'PREAVVISO_RIGETTO', 'CHIUSURA']);
const BY_PERSON = new Set(['SCELTA_EROGATORE', 'PRIMO_APPUNTAMENTO']);

/** An event as whoever may do it tells it, with everything it needs. */
export function variazione(
  idAdr: string,
  codiceFiscale: string,
  evento: string,
  more: DocumentTree = {},
): DocumentTree {
  const attore = BY_COMPETENT.has(evento)
    ? { ruolo: 'CPI_COMPETENTE', codiceEnte: NOVARA }
    : BY_PERSON.has(evento)
      ? { ruolo: 'PERSONA' }
      : { ruolo: 'EROGATORE', codiceEnte: PROVIDER };
  return {
    idAdr,
    lavoratore: { codiceFiscale },
    evento,
    dataEvento: '2025-07-02',
    cpiCompetente: NOVARA,
    attore,
    ...TOLD[evento],
    ...more,
  };
}

/** A body with its master and one delegation. */
export const ente = (more: DocumentTree = {}): DocumentTree => ({
  soggetto: {
    codiceFiscale: BODY,
    denominazione: 'Langhe Lavoro S.p.A.',
    formaGiuridica: 'SPA',
    tipo: 'ENTE_OPERATORE',
    sedeLegale: { comune: 'D205' },
  },
  registrante: { codiceFiscale: OPERATOR, titolo: 'RAPPRESENTANTE_LEGALE' },
  sedi: [],
  operatori: [
    { codiceFiscale: OPERATOR, master: true, ruoli: ['AMMINISTRATORE'] },
    { codiceFiscale: DELEGATE, master: false, ruoli: ['TUTOR'] },
  ],
  deleghe: [{ delegante: OPERATOR, delegato: DELEGATE, ruoli: ['CRUSCOTTO_CPI'], dal: '2017-05-08' }],
  ...more,
});

export const delega = (operazione: 'CONCESSIONE' | 'REVOCA', more: DocumentTree = {}): DocumentTree => ({
  soggetto: { codiceFiscale: BODY },
  operazione,
  data: '2018-02-01',
  delega: { delegante: OPERATOR, delegato: DELEGATE, ruoli: ['AGENDA'], dal: '2018-02-01', al: '2030-12-31', ...more },
});

/** Monday mornings of a CPI. */
export const disponibilita = (more: DocumentTree = {}): DocumentTree => ({
  sede: { codiceEnte: TORINO },
  operazione: 'PUBBLICAZIONE',
  servizio: 'ADR',
  dal: '2025-09-01',
  al: '2025-12-19',
  fasce: [{ giorno: 'LUN', dalle: '09:00', alle: '12:30' }],
  ...more,
});
