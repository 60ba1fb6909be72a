/**
 * The rules of the simulated portal for an assegno: who may do what, when; a refusal is final. Written apart from the
 * gateway's own idea of that life, on purpose.
 */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';

export interface HeldAdr {
  readonly idAdr: string;
  readonly codiceFiscale: string;
  readonly stato: string;
  readonly cpiCompetente: string;
  /** The parts of the receipt, as they were told. */
  readonly richiesta: unknown;
  readonly naspi: unknown;
  readonly profilazione: unknown;
  readonly valore: unknown;
  readonly erogatore: unknown;
  readonly primoAppuntamento: unknown;
  readonly storico: readonly { readonly stato: string; readonly istante: string }[];
  readonly dataRichiesta: string;
  readonly dataRilascio: string;
  readonly insuccesso: boolean;
  readonly prorogato: boolean;
  /** Since the provider was chosen: the first appointment was held, a tutor was named. */
  readonly incontrato: boolean;
  readonly conTutor: boolean;
  /** First day of the suspension that goes on; empty while there is none. */
  readonly sospesoDal: string;
}

/** Whether another active policy of a person runs on a day. */
export type OtherPolicy = (codiceFiscale: string, day: string) => boolean;

const COMPETENTE = 'CPI_COMPETENTE';
const EROGATORE = 'EROGATORE';
const PERSONA = 'PERSONA';
const PORTALE = 'PORTALE';
const OPEN = ['IN_CORSO', 'PROROGATO'];

interface Rule {
  readonly in: readonly string[];
  readonly by: readonly string[];
  /** The group that must be there. */
  readonly needs?: string;
  readonly to?: string;
}

const RULES: Readonly<Record<string, Rule>> = {
  VERIFICHE: { in: ['RICHIESTO'], by: [COMPETENTE], needs: 'verifiche' },
  RILASCIO: { in: ['RICHIESTO'], by: [COMPETENTE], needs: 'verifiche', to: 'RILASCIATO' },
  PREAVVISO_RIGETTO: { in: ['RICHIESTO'], by: [COMPETENTE], needs: 'preavvisoRigetto', to: 'PREAVVISO_RIGETTO' },
  SCELTA_EROGATORE: { in: ['RILASCIATO'], by: [PERSONA, COMPETENTE], needs: 'erogatore' },
  PRIMO_APPUNTAMENTO: { in: ['RILASCIATO'], by: [PERSONA, EROGATORE], needs: 'primoAppuntamento' },
  ESITO_PRIMO_APPUNTAMENTO: { in: ['RILASCIATO'], by: [EROGATORE], needs: 'primoAppuntamento' },
  NOMINA_TUTOR: { in: ['RILASCIATO', ...OPEN], by: [EROGATORE], needs: 'tutor' },
  PATTO_RICERCA_INTENSIVA: { in: ['RILASCIATO'], by: [EROGATORE], needs: 'pattoRicercaIntensiva', to: 'IN_CORSO' },
  INCONTRO: { in: OPEN, by: [EROGATORE], needs: 'incontro' },
  RIFIUTO_OFFERTA: { in: OPEN, by: [EROGATORE], needs: 'rifiutoOfferta' },
  ESITO: { in: OPEN, by: [EROGATORE], needs: 'esitoServizio', to: 'CONCLUSO' },
  TIMESHEET: { in: ['CONCLUSO'], by: [EROGATORE], needs: 'timesheet' },
  PROROGA: { in: ['IN_CORSO'], by: [EROGATORE], needs: 'proroga', to: 'PROROGATO' },
  SOSPENSIONE: { in: OPEN, by: [EROGATORE, PORTALE], needs: 'sospensione', to: 'SOSPESO' },
  RIPRESA: { in: ['SOSPESO'], by: [EROGATORE, PORTALE] },
  CHIUSURA: {
    in: ['RILASCIATO', ...OPEN, 'SOSPESO'],
    by: [COMPETENTE, EROGATORE, PORTALE],
    needs: 'chiusura',
    to: 'CONCLUSO',
  },
};

/** The day so many months later; the last day of that month where it has no such day. */
export function later(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(wanted, date.getUTCDate()));
  return date.toISOString().slice(0, 10);
}

/** Where an event leads. */
export function stateAfter(adr: HeldAdr, evento: string): string {
  if (evento === 'RIPRESA') return adr.prorogato ? 'PROROGATO' : 'IN_CORSO';
  return RULES[evento]?.to ?? adr.stato;
}

/** What an event leaves of the way to the pact, and of a suspension. */
export function stepsAfter(
  adr: HeldAdr,
  document: DocumentTree,
): Pick<HeldAdr, 'incontrato' | 'conTutor' | 'sospesoDal'> {
  const { incontrato, conTutor, sospesoDal } = adr;
  const now = { incontrato, conTutor, sospesoDal };
  switch (textAt(document, 'evento')) {
    case 'SCELTA_EROGATORE':
      return { ...now, incontrato: false, conTutor: false };
    case 'ESITO_PRIMO_APPUNTAMENTO':
      return { ...now, incontrato: textAt(document, 'primoAppuntamento.esito') === 'SVOLTO' };
    case 'NOMINA_TUTOR':
      return { ...now, conTutor: true };
    case 'SOSPENSIONE':
      return { ...now, sospesoDal: textAt(document, 'dataEvento') };
    default:
      return now;
  }
}

/** The outcome code of what speaks against an event; undefined when nothing does. */
export function against(adr: HeldAdr, document: DocumentTree, today: string): string | undefined {
  const said = (path: string): string => textAt(document, path);
  const evento = said('evento');
  const rule = RULES[evento];
  if (said('lavoratore.codiceFiscale') !== adr.codiceFiscale) return 'A015';
  if (said('dataEvento') > today || said('dataEvento') < adr.dataRichiesta) return 'A016';
  if (adr.stato === 'PREAVVISO_RIGETTO') return 'A005';
  if (evento === 'PROROGA' && adr.prorogato) return 'A011';
  if (rule === undefined || !rule.in.includes(adr.stato)) return 'A003';
  if (evento === 'PATTO_RICERCA_INTENSIVA' && !(adr.incontrato && adr.conTutor)) return 'A003';
  if (!rule.by.includes(said('attore.ruolo'))) return 'A018';
  if (said('attore.ruolo') === COMPETENTE && said('attore.codiceEnte') !== adr.cpiCompetente) return 'A006';
  const chosen = textAt({ erogatore: adr.erogatore }, 'erogatore.codiceEnte');
  if (said('attore.ruolo') === EROGATORE && said('attore.codiceEnte') !== chosen) return 'A007';
  return rule.needs !== undefined && document[rule.needs] === undefined ? 'A001' : undefined;
}

const SERVICE_MONTHS = 6;
const SUSPENSION_MONTHS = 6;

/** The same of what it says. */
export function againstContent(adr: HeldAdr, document: DocumentTree, otherPolicy: OtherPolicy): string | undefined {
  const said = (path: string): string => textAt(document, path);
  const verifiche = document.verifiche as { naspiAttiva?: boolean; altraPoliticaAttiva?: boolean } | undefined;
  const value = Number(said('valore.massimo') || 250);
  switch (said('evento')) {
    case 'RILASCIO':
      if (verifiche?.naspiAttiva === false) return 'A008';
      if (verifiche?.altraPoliticaAttiva === true || otherPolicy(adr.codiceFiscale, said('dataEvento'))) return 'A009';
      return value < 250 || value > 5000 ? 'A012' : undefined;
    case 'SCELTA_EROGATORE':
      return said('dataEvento') > later(adr.dataRilascio, 2) ? 'A010' : undefined;
    case 'PATTO_RICERCA_INTENSIVA':
      return said('servizio.dataFine') > later(said('servizio.dataInizio') || said('dataEvento'), SERVICE_MONTHS)
        ? 'A020'
        : undefined;
    case 'RIPRESA':
      return said('dataEvento') > later(adr.sospesoDal, SUSPENSION_MONTHS) ? 'A019' : undefined;
    case 'PROROGA':
      return said('proroga.dataFine') > later(said('proroga.dataInizio'), 6) ? 'A011' : undefined;
    case 'TIMESHEET':
      return adr.insuccesso ? undefined : 'A014';
    default:
      return undefined;
  }
}
