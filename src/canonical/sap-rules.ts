/**
 * What a SAP must keep beyond the shape of its fields. The rules of section 6 come from "SAP, modelli e regole" 1.9
 * (May 2019); the national node refuses what breaks them, but its tables are not all public and it has moved on since,
 * so all of them are warnings here. Only what can never be right is an error.
 */
import { type Finding, mask, type Severity } from '../foundation/finding.js';
import { CODICE_FISCALE_PATTERN, checkCodiceFiscale } from './codice-fiscale.js';
import { type PoliticaAttiva, type Sap, shapeOf } from './sap.js';

const REGOLE = 'SAP modelli e regole 1.9';
const FLUSSI = 'SAP, regole di invio';

export interface RuleOptions {
  readonly codiceFiscaleSeverity: Severity | 'off';
}

/** Adds what the rules find in a SAP of valid shape. */
export function applySapRules(sap: Sap, options: RuleOptions, findings: Finding[]): void {
  sending(sap, findings);
  person(sap, options, findings);
  employments(sap, options, findings);
  const lists = sap.amministrativi?.listeSpeciali ?? [];
  for (let i = 0; i < lists.length; i++) {
    const entry = lists[i];
    const path = (name: string): string => `amministrativi.listeSpeciali[${i}].${name}`;
    ordered(entry?.dataIscrizione, entry?.dataFineIscrizione, () => path('dataFineIscrizione'), findings);
  }
  const policies = sap.politicheAttive ?? [];
  for (let i = 0; i < policies.length; i++) policy(policies[i] as PoliticaAttiva, `politicheAttive[${i}]`, findings);
}

function warn(findings: Finding[], path: string, rule: string, source: string, message: string, value?: string): void {
  const masked = value === undefined ? {} : { masked: mask(value) };
  findings.push({ path, rule, source, severity: 'warning', message, ...masked });
}

/** Section 0: which kind of sending goes with which content. */
function sending(sap: Sap, findings: Finding[]): void {
  const { invio, politicheAttive = [] } = sap;
  const withoutPerson = shapeOf(sap) === 'policies-only';
  if (invio.tipoVariazione === '01' && withoutPerson) {
    findings.push({
      path: 'anagrafica',
      rule: 'sap.first-without-person',
      source: FLUSSI,
      severity: 'error',
      message: 'a first sending (variation 01) opens the record and must hold the personal data',
    });
  }
  if (invio.tipoVariazione === '01' && invio.identificativoSap !== undefined)
    warn(findings, 'invio.identificativoSap', 'sap.first-with-id', FLUSSI, 'a first sending has no national id yet');
  if (invio.tipoVariazione !== '01' && invio.identificativoSap === undefined)
    warn(
      findings,
      'invio.identificativoSap',
      'sap.update-without-id',
      FLUSSI,
      'an update names the record by its national id',
    );
  if (withoutPerson && politicheAttive.length === 0)
    warn(findings, '', 'sap.empty', FLUSSI, 'neither personal data nor active policies');
}

function person({ invio, anagrafica }: Sap, { codiceFiscaleSeverity }: RuleOptions, findings: Finding[]): void {
  if (anagrafica === undefined) return;
  const { codiceFiscale, dataNascita, sesso, luogoNascita } = anagrafica.persona;
  const path = 'anagrafica.persona.codiceFiscale';
  const known = { birthDate: dataNascita, sex: sesso, birthplace: luogoNascita };
  findings.push(...checkCodiceFiscale(codiceFiscale, known, { path, severity: codiceFiscaleSeverity }));
  if (invio.dataNascita !== dataNascita)
    warn(findings, 'invio.dataNascita', 'sap.birth-date-repeated', 'SAP Rev009', 'not the date of birth of the person');
}

function employments({ esperienze = [] }: Sap, { codiceFiscaleSeverity }: RuleOptions, findings: Finding[]): void {
  const severity = codiceFiscaleSeverity === 'error' ? 'warning' : codiceFiscaleSeverity;
  for (let i = 0; i < esperienze.length; i++) {
    const { azienda, utilizzatrice, dataInizio, dataFine, dataFinePeriodoFormativo } = esperienze[
      i
    ] as (typeof esperienze)[0];
    const path = `esperienze[${i}]`;
    const check = (code: string | undefined, role: string): void => {
      if (code === undefined) return;
      findings.push(...checkCodiceFiscale(code, {}, { path: `${path}.${role}.codiceFiscale`, severity, key: false }));
    };
    check(azienda.codiceFiscale, 'azienda');
    check(utilizzatrice?.codiceFiscale, 'utilizzatrice');
    ordered(dataInizio, dataFine, () => `${path}.dataFine`, findings);
    ordered(dataInizio, dataFinePeriodoFormativo, () => `${path}.dataFinePeriodoFormativo`, findings);
  }
}

/** The date that several systems write for "not known". */
const NOT_KNOWN = '1900-01-01';

function ordered(first: string | undefined, last: string | undefined, path: () => string, findings: Finding[]): void {
  if (first === undefined || last === undefined || last >= first || last === NOT_KNOWN) return;
  warn(findings, path(), 'date.order', REGOLE, 'lies before the date it follows', last);
}

/** Activities whose description holds nothing but the employer's codice fiscale. */
const EMPLOYER_IN_DESCRIPTION = new Set(['D01', 'E01', 'E02', 'E03', 'H01', 'H02', 'H03']);
/** From these days of proposal on, a row must hold its start and end, its id and its last event. */
const DATES_REQUIRED_FROM = '2015-12-09';
const ID_REQUIRED_FROM = '2017-12-04';
/** The date of the row that an event repeats. */
const DATE_OF_EVENT: Readonly<Record<string, 'dataProposta' | 'dataInizio' | 'dataFine'>> = {
  '01': 'dataProposta',
  '02': 'dataInizio',
  '05': 'dataFine',
  '07': 'dataFine',
  '08': 'dataFine',
  '09': 'dataFine',
  '10': 'dataFine',
  '12': 'dataFine',
  '14': 'dataFine',
  '15': 'dataFine',
};

/** Section 6: one row of an active policy. */
function policy(row: PoliticaAttiva, path: string, findings: Finding[]): void {
  const say = (field: string, rule: string, message: string, value?: string): void =>
    warn(findings, `${path}.${field}`, rule, REGOLE, message, value);
  ordered(row.dataProposta, row.dataInizio, () => `${path}.dataInizio`, findings);
  ordered(row.dataInizio ?? row.dataProposta, row.dataFine, () => `${path}.dataFine`, findings);
  policyPresence(row, say);
  if ((row.durata === undefined) !== (row.tipologiaDurata === undefined))
    say('durata', 'politica.duration', 'duration and its unit go together');
  else if (row.durata !== undefined && row.durata <= 0)
    say('durata', 'politica.duration', 'expected a positive number');
  if (EMPLOYER_IN_DESCRIPTION.has(row.tipoAttivita) && !CODICE_FISCALE_PATTERN.test(row.descrizione ?? ''))
    say(
      'descrizione',
      'politica.employer',
      'for this activity, expected the employer’s codice fiscale alone',
      row.descrizione,
    );
  if (row.progetto === '04' && row.entePromotore !== undefined && row.entePromotore[4] !== 'N')
    say('entePromotore', 'politica.promoter', 'project 04 is for national promoters only', row.entePromotore);
  const { ultimoEvento } = row;
  const repeated = ultimoEvento && DATE_OF_EVENT[ultimoEvento.evento];
  if (repeated && ultimoEvento.data !== row[repeated])
    say(
      'ultimoEvento.data',
      'politica.event-date',
      `for this event, expected the date in ${repeated}`,
      ultimoEvento.data,
    );
}

function policyPresence(row: PoliticaAttiva, say: (field: string, rule: string, message: string) => void): void {
  const required = (
    field: 'dataInizio' | 'dataFine' | 'identificativoPolitica' | 'ultimoEvento',
    from: string,
  ): void => {
    if (row[field] === undefined && row.dataProposta >= from)
      say(field, 'politica.required', `required for policies proposed from ${from} on`);
  };
  required('dataInizio', DATES_REQUIRED_FROM);
  required('dataFine', DATES_REQUIRED_FROM);
  required('identificativoPolitica', ID_REQUIRED_FROM);
  required('ultimoEvento', ID_REQUIRED_FROM);
  if (row.tipoAttivita[0] === 'C' && !row.titolo) say('titolo', 'politica.required', 'training has a title');
}
