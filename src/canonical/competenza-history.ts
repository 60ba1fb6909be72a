/** The CPI that a record names, against the one that is competent for the domicile on its day. */
import { isCpi } from './competenza.js';
import type { Did } from './did.js';
import type { HistoryCheck, PastRecord } from './history.js';
import type { Registrazione, VariazioneRegistrazione } from './registrazione.js';
import { found } from './rules/program.js';
import type { Sap } from './sap.js';

/** What a record says of it, as far as it does. */
interface Named {
  readonly cpi: string | undefined;
  readonly comune: string | undefined;
  readonly day: string;
}

/** Warns where the list of who is competent knows the comune on that day, and another CPI for it. */
const competence = (
  rule: string,
  path: string,
  of: HistoryCheck['of'],
  named: (value: unknown, past: readonly PastRecord[]) => Named,
): HistoryCheck => ({
  of,
  findings(value, past, _today, _region, territorio) {
    const { cpi, comune, day } = named(value, past);
    if (cpi === undefined || comune === undefined || !isCpi(cpi)) return [];
    const competent = territorio?.competenti(comune, day) ?? [];
    if (competent.length === 0 || competent.includes(cpi)) return [];
    return found(rule, { path, day, says: `for a domicile in ${comune} it is ${competent.join(' or ')} on ${day}` });
  },
});

/** Who holds the SAP is the CPI of the domicile. */
export const holderOfDomicile = competence('sap.holder-domicile', 'invio.codiceEnteTitolare', [], (value) => {
  const { invio, anagrafica } = value as Sap;
  const { codiceEnteTitolare: cpi, dataUltimoAggiornamento: day } = invio;
  return { cpi, comune: anagrafica?.domicilio.comune, day };
});

/** A DID itself seldom says where the person lives: then it is where the SAP of that day, or the last before it, says. */
export const promoterOfDomicile = competence('did.promoter-domicile', 'entePromotore', ['sap'], (value, past) => {
  const { entePromotore: cpi, dataEvento: day, dichiarante } = value as Did;
  const lived = past
    .filter(({ record, event }) => record === 'sap' && event === 'invio')
    .map(({ canonical }) => canonical as Sap)
    .find(({ invio, anagrafica }) => anagrafica !== undefined && invio.dataUltimoAggiornamento <= day);
  return { cpi, comune: dichiarante?.domicilio?.comune ?? lived?.anagrafica?.domicilio.comune, day };
});

export const cpiOfRegistration = competence('registrazione.cpi-domicile', 'cpi', [], (value) => {
  const { cpi, domicilio, dataRegistrazione: day } = value as Registrazione;
  return { cpi, comune: domicilio?.comune, day };
});

export const cpiAfterMove = competence('registrazione.cpi-domicile', 'cpi', [], (value) => {
  const { cpi, domicilio, data: day } = value as VariazioneRegistrazione;
  return { cpi, comune: domicilio?.comune, day };
});
