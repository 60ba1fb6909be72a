/**
 * The assegni that the simulated portal holds, and its rules: who may do what, when. One open assegno per person; a
 * refusal is final. Rules only; no wire. Written apart from the gateway's own idea of that life, on purpose.
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
}

/** What became of a communication: the outcome code, and the assegno as it stands. */
export interface Verdict {
  readonly codice: string;
  readonly adr?: HeldAdr;
}

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
function later(day: string, months: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(wanted, date.getUTCDate()));
  return date.toISOString().slice(0, 10);
}

export class AdrRegister {
  readonly #held = new Map<string, HeldAdr>();

  byId(idAdr: string): HeldAdr | undefined {
    return this.#held.get(idAdr);
  }

  all(): readonly HeldAdr[] {
    return [...this.#held.values()];
  }

  /** A new request, of the person or of a CPI for the person. */
  request(document: DocumentTree, today: string): Verdict {
    const codiceFiscale = textAt(document, 'lavoratore.codiceFiscale');
    const day = textAt(document, 'dataEvento');
    if (day > today) return { codice: 'A016' };
    const byCpi = textAt(document, 'richiesta.canale') === 'CPI';
    const named = ['codiceFiscale', 'codiceEnte'].every((one) => textAt(document, `richiesta.operatore.${one}`) !== '');
    if (byCpi && !named) return { codice: 'A013' };
    const from = textAt(document, 'naspi.dataInizio');
    const to = textAt(document, 'naspi.dataFine');
    if (day <= later(from, 4) || (to !== '' && to < day)) return { codice: 'A008' };
    const open = this.all().find(
      (adr) => adr.codiceFiscale === codiceFiscale && !['PREAVVISO_RIGETTO', 'CONCLUSO'].includes(adr.stato),
    );
    if (open) return { codice: 'A004', adr: open };
    const adr: HeldAdr = {
      idAdr: `ADR${String(this.#held.size + 1).padStart(9, '0')}`,
      codiceFiscale,
      stato: 'RICHIESTO',
      cpiCompetente: textAt(document, 'cpiCompetente'),
      richiesta: document.richiesta,
      naspi: document.naspi,
      profilazione: document.profilazione,
      valore: document.valore,
      erogatore: undefined,
      primoAppuntamento: undefined,
      storico: [{ stato: 'RICHIESTO', istante: textAt(document, 'richiesta.istante') }],
      dataRichiesta: day,
      dataRilascio: '',
      insuccesso: false,
      prorogato: false,
    };
    this.#held.set(adr.idAdr, adr);
    return { codice: 'A000', adr };
  }

  /** An event of an assegno that was asked for. */
  change(document: DocumentTree, today: string): Verdict {
    const adr = this.#held.get(textAt(document, 'idAdr'));
    if (adr === undefined) return { codice: 'A002' };
    const codice = against(adr, document, today);
    if (codice !== undefined) return { codice, adr };
    const evento = textAt(document, 'evento');
    const day = textAt(document, 'dataEvento');
    const stato = evento === 'RIPRESA' ? (adr.prorogato ? 'PROROGATO' : 'IN_CORSO') : (RULES[evento]?.to ?? adr.stato);
    const changed: HeldAdr = {
      ...adr,
      stato,
      valore: document.valore ?? adr.valore,
      erogatore: evento === 'SCELTA_EROGATORE' ? document.erogatore : adr.erogatore,
      primoAppuntamento: document.primoAppuntamento ?? adr.primoAppuntamento,
      storico: stato === adr.stato ? adr.storico : [...adr.storico, { stato, istante: `${day}T12:00:00Z` }],
      dataRilascio: evento === 'RILASCIO' ? day : adr.dataRilascio,
      insuccesso: adr.insuccesso || (evento === 'ESITO' && textAt(document, 'esitoServizio.codice') === 'INSUCCESSO'),
      prorogato: adr.prorogato || evento === 'PROROGA',
    };
    this.#held.set(adr.idAdr, changed);
    return { codice: 'A000', adr: changed };
  }
}

/** The outcome code of what speaks against an event; undefined when nothing does. */
function against(adr: HeldAdr, document: DocumentTree, today: string): string | undefined {
  const said = (path: string): string => textAt(document, path);
  const evento = said('evento');
  const rule = RULES[evento];
  if (said('lavoratore.codiceFiscale') !== adr.codiceFiscale) return 'A015';
  if (said('dataEvento') > today || said('dataEvento') < adr.dataRichiesta) return 'A016';
  if (adr.stato === 'PREAVVISO_RIGETTO') return 'A005';
  if (evento === 'PROROGA' && adr.prorogato) return 'A011';
  if (rule === undefined || !rule.in.includes(adr.stato)) return 'A003';
  if (!rule.by.includes(said('attore.ruolo'))) return 'A018';
  if (said('attore.ruolo') === COMPETENTE && said('attore.codiceEnte') !== adr.cpiCompetente) return 'A006';
  const chosen = textAt({ erogatore: adr.erogatore }, 'erogatore.codiceEnte');
  if (said('attore.ruolo') === EROGATORE && said('attore.codiceEnte') !== chosen) return 'A007';
  if (rule.needs !== undefined && document[rule.needs] === undefined) return 'A001';
  return againstContent(adr, document);
}

function againstContent(adr: HeldAdr, document: DocumentTree): string | undefined {
  const said = (path: string): string => textAt(document, path);
  const verifiche = document.verifiche as { naspiAttiva?: boolean; altraPoliticaAttiva?: boolean } | undefined;
  const value = Number(said('valore.massimo') || 250);
  switch (said('evento')) {
    case 'RILASCIO':
      if (verifiche?.naspiAttiva === false) return 'A008';
      if (verifiche?.altraPoliticaAttiva === true) return 'A009';
      return value < 250 || value > 5000 ? 'A012' : undefined;
    case 'SCELTA_EROGATORE':
      return said('dataEvento') > later(adr.dataRilascio, 2) ? 'A010' : undefined;
    case 'PROROGA':
      return said('proroga.dataFine') > later(said('proroga.dataInizio'), 6) ? 'A011' : undefined;
    case 'TIMESHEET':
      return adr.insuccesso ? undefined : 'A014';
    default:
      return undefined;
  }
}
