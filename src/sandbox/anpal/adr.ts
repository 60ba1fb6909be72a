/** The assegni that the simulated portal holds: one open assegno per person. Rules only (`adr-rules.ts`); no wire. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { against, againstContent, type HeldAdr, later, type OtherPolicy, stateAfter, stepsAfter } from './adr-rules.js';

/** What became of a communication: the outcome code, and the assegno as it stands. */
export interface Verdict {
  readonly codice: string;
  readonly adr?: HeldAdr;
}

export class AdrRegister {
  readonly #held = new Map<string, HeldAdr>();

  constructor(private readonly otherPolicy: OtherPolicy = () => false) {}

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
    const stated = textAt(document, 'naspi.cpiDomanda');
    if (stated !== '' && stated !== textAt(document, 'cpiCompetente')) return { codice: 'A006' };
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
      incontrato: false,
      conTutor: false,
      sospesoDal: '',
    };
    this.#held.set(adr.idAdr, adr);
    return { codice: 'A000', adr };
  }

  /** An event of an assegno that was asked for. */
  change(document: DocumentTree, today: string): Verdict {
    const adr = this.#held.get(textAt(document, 'idAdr'));
    if (adr === undefined) return { codice: 'A002' };
    const codice = against(adr, document, today) ?? againstContent(adr, document, this.otherPolicy);
    if (codice !== undefined) return { codice, adr };
    const evento = textAt(document, 'evento');
    const day = textAt(document, 'dataEvento');
    const stato = stateAfter(adr, evento);
    const changed: HeldAdr = {
      ...adr,
      ...stepsAfter(adr, document),
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
