/** What a SAP must keep beyond what rules as data can say (`schemas/rules/`): the codici fiscali in it. */
import type { Finding, Severity } from '../foundation/finding.js';
import { checkCodiceFiscale } from './codice-fiscale.js';
import type { Sap } from './sap.js';

export interface RuleOptions {
  readonly codiceFiscaleSeverity: Severity | 'off';
}

/** Adds what is found in a SAP of valid shape. */
export function applySapRules(sap: Sap, options: RuleOptions, findings: Finding[]): void {
  person(sap, options, findings);
  employments(sap, options, findings);
}

function person({ anagrafica }: Sap, { codiceFiscaleSeverity }: RuleOptions, findings: Finding[]): void {
  if (anagrafica === undefined) return;
  const { codiceFiscale, dataNascita, sesso, luogoNascita } = anagrafica.persona;
  const path = 'anagrafica.persona.codiceFiscale';
  const known = { birthDate: dataNascita, sex: sesso, birthplace: luogoNascita };
  findings.push(...checkCodiceFiscale(codiceFiscale, known, { path, severity: codiceFiscaleSeverity }));
}

function employments({ esperienze = [] }: Sap, { codiceFiscaleSeverity }: RuleOptions, findings: Finding[]): void {
  const severity = codiceFiscaleSeverity === 'error' ? 'warning' : codiceFiscaleSeverity;
  for (let i = 0; i < esperienze.length; i++) {
    const { azienda, utilizzatrice } = esperienze[i] as (typeof esperienze)[0];
    const check = (code: string | undefined, role: string): void => {
      if (code === undefined) return;
      const path = `esperienze[${i}].${role}.codiceFiscale`;
      findings.push(...checkCodiceFiscale(code, {}, { path, severity, key: false }));
    };
    check(azienda.codiceFiscale, 'azienda');
    check(utilizzatrice?.codiceFiscale, 'utilizzatrice');
  }
}
