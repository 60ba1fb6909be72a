/** Which code a service has for what is wrong: by field, by rule, by what is missing, by the rule's own source. */
import { describe, expect, it } from 'vitest';
import { anpalServices } from '../../src/contract/anpal/index.js';
import { ricezioneDomandeRa } from '../../src/contract/inps/nra.js';
import { codeFor, type OutcomeTable } from '../../src/contract/outcomes.js';
import { refusalOf, type SoapOperation, textAt } from '../../src/contract/soap-service.js';
import type { Finding } from '../../src/foundation/finding.js';

const finding = (path: string, rule = 'xsd.pattern', source = 'test', message = 'wrong'): Finding => ({
  path,
  rule,
  source,
  severity: 'error',
  message,
});
const invalid = (...findings: Finding[]) => ({ kind: 'invalid', findings, words: 'why' }) as const;
const operation = (service: string, name: string): SoapOperation => {
  const found = anpalServices.find((one) => one.name === service)?.operations.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${service}.${name}`);
  return found;
};
const tableOf = (service: string, name: string): OutcomeTable => operation(service, name).outcomes ?? {};

describe('ConferimentoDID', () => {
  const table = tableOf('ConferimentoDID', 'gestisciDID');
  it.each<[string, Finding]>([
    ['E101', finding('codiceFiscale', 'codice-fiscale.check-character')],
    ['E101', finding('InformazioniDID/CodiceFiscale')],
    ['E001', finding('CodiceFiscaleOperatore')],
    ['E105', finding('codiceFiscale', 'codice-fiscale.sex')],
    ['E106', finding('codiceFiscale', 'codice-fiscale.birth-date')],
    ['E026', finding('entePromotore', 'codice-ente.pattern')],
    ['E102', finding('VariabiliDiProfiling/Eta', 'xsd.range')],
    ['E001', finding('VariabiliDiProfiling/Eta', 'xsd.type')],
    ['E102', finding('profiling.eta', 'did.age', 'ConferimentoDID 4.0, E102')],
    ['E019', finding('dataEvento', 'did.event-before-declaration', 'ConferimentoDID 4.0, E019')],
    ['E023', finding('dataEvento', 'did.event-in-future', 'ConferimentoDID 4.0, E023')],
    ['E001', finding('evento', 'did.evento', 'ConferimentoDID 4.0, TipoEvento')],
    ['E001', finding('InformazioniDID/DataDID', 'xsd.type')],
    [
      'E101',
      finding(
        'InformazioniDID/TipoEvento',
        'xsd.element-unexpected',
        'test',
        'not expected here; expected CodiceFiscale',
      ),
    ],
  ])('%s for %o', (code, one) => {
    expect(codeFor(table, undefined, invalid(one))).toBe(code);
  });
  it('takes the first that has a code, and leaves what has none to E001', () => {
    const [nothing, cpi, person] = [finding('Applicazione'), finding('entePromotore'), finding('codiceFiscale')];
    expect(codeFor(table, undefined, invalid(nothing, cpi, person))).toBe('E026');
    expect(codeFor(table, undefined, invalid(nothing))).toBe('E001');
    expect(codeFor(table, undefined, { kind: 'later', findings: [], words: '' })).toBe('E021');
  });
});

it.each<[string, string, string | undefined, Finding]>([
  [
    'EventiCondizionalitaRDC',
    'loadEventiCondizionalitaRDC',
    'E101',
    finding('codiceFiscale', 'codice-fiscale.pattern'),
  ],
  ['EventiCondizionalitaRDC', 'deleteEventiCondizionalitaRDC', 'E102', finding('cod_evento', 'xsd.element-missing')],
  [
    'EventiCondizionalitaRDC',
    'loadEventiCondizionalitaRDC',
    'E102',
    finding('evento', 'condizionalita.evento', 'EventiCondizionalitaRDC, E102'),
  ],
  ['EventiCondizionalitaRDC', 'loadEventiCondizionalitaRDC', 'E001', finding('dtt_evento', 'xsd.type')],
  ['VerificaRapportoLavoroAttivo', 'getRapportiAttivi', 'E101', finding('CodiceFiscaleLavoratore')],
  ['VerificaRapportoLavoroAttivo', 'getRapportiAttivi', 'E102', finding('DataRiferimentoAl', 'xsd.type')],
  ['VerificaRapportoLavoroAttivo', 'getRapportiAttivi', undefined, finding('', 'xsd.root')],
  ['AppuntamentoService', 'annullaAppuntamento', '20', finding('codiceFiscale', 'codice-fiscale.pattern')],
  ['AppuntamentoService', 'annullaAppuntamento', '02', finding('codiceFiscale', 'xsd.pattern')],
])('%s.%s says %s for %o', (service, name, code, one) => {
  expect(codeFor(tableOf(service, name), undefined, invalid(one))).toBe(code);
});

describe('YG_Profiling', () => {
  it('says E07 for what is missing, whatever else is wrong, and E02 for a codice fiscale, which it does not repeat', () => {
    const select = operation('YG_Profiling', 'select');
    expect(codeFor(select.outcomes ?? {}, {}, invalid(finding('cf')))).toBe('E07');
    const answer = refusalOf(select, { cf: 'ABC' }, invalid(finding('cf'))) ?? {};
    expect(answer).toEqual({ YG_Profiling: { esito: 'E02' } });
    expect(textAt(refusalOf(select, { cf: 'X' }, invalid(finding('provincia'))) ?? {}, 'YG_Profiling.esito')).toBe(
      'E05',
    );
  });
  it('has no outcome for "not yet"', () => {
    const later = { kind: 'later', findings: [], words: '' } as const;
    expect(refusalOf(operation('YG_Profiling', 'insert'), { cf: 'X' }, later)).toBe(undefined);
  });
});

it('the NRA says by the rule’s own source, or by the field, what is missing', () => {
  const table = ricezioneDomandeRa.operations[0]?.outcomes ?? {};
  const missing = finding('cognome', 'xsd.element-unexpected', 'x', 'not expected here; expected comuni:nome');
  expect(codeFor(table, undefined, invalid(finding('x', 'r', 'NRA, A105')))).toBe('A105');
  expect(codeFor(table, undefined, invalid(missing))).toBe('A102');
  expect(codeFor(table, undefined, invalid(finding('altro')))).toBe('A999');
});
