/** The rules of `schemas/rules/did.yaml`, each with a record that keeps it by a hair and one that breaks it. */
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../src/canonical/check.js';
import { checkCharacter } from '../../src/canonical/codice-fiscale.js';
import { rulesOf } from '../../src/canonical/rules/rule.js';
import { makeCodiceFiscale, makeNumericCode } from '../support/codice-fiscale.js';
import { ageOn } from '../support/did.js';
import { person } from '../support/sap-document.js';

const TODAY = '2026-03-20';
type Patch = Readonly<Record<string, unknown>>;
const record = ({ profiling, ...facts }: Patch) => ({
  codiceFiscale: person(1).codiceFiscale,
  evento: 'C',
  dataEvento: '2026-03-02',
  dataDid: '2026-03-02',
  entePromotore: 'L219C000381',
  ...facts,
  ...(profiling === undefined ? {} : { profiling }),
});
const withProfiling = (profiling: Patch): Patch => ({ profiling });
const NEVER = { haMaiLavorato: false };
const AGE = ageOn('2026-03-02', person(1).dataNascita);
/** The fifteen variables of an insertion. */
const ALL: Patch = {
  eta: AGE,
  genere: 'F',
  classeCittadinanza: 'A02',
  presenzaInItalia: 'A01',
  titoloStudio: '40000000',
  provinciaResidenza: '001',
  haMaiLavorato: true,
  condizioneUnAnnoPrima: 'C01',
  mesiDallUltimoRapporto: 2,
  posizioneUltimaOccupazione: 'P03',
  mesiDiRicerca: 1,
  iscrittoACorso: 'N01',
  componentiFamiglia: 3,
  figliACarico: true,
  figliMinoriACarico: false,
};

/** Rule → severity, what keeps it, what breaks it. */
const CASES: Readonly<Record<string, readonly ['error' | 'warning', Patch, Patch]>> = {
  'did.evento': ['error', { evento: 'A' }, { evento: 'X' }],
  'did.event-before-declaration': ['error', {}, { dataEvento: '2026-03-01' }],
  'did.event-in-future': ['error', { dataEvento: TODAY }, { dataEvento: '2026-03-21' }],
  'did.insertion-day': ['warning', { evento: 'I' }, { evento: 'I', dataEvento: '2026-03-03' }],
  'did.profiling-required': [
    'error',
    { evento: 'I', dataDid: '2017-12-03', dataEvento: '2017-12-03' },
    { evento: 'I', dataDid: '2017-12-04', dataEvento: '2017-12-04' },
  ],
  'did.no-profiling-at-revocation': ['warning', { evento: 'R' }, { evento: 'R', ...withProfiling({ eta: 40 }) }],
  'did.role': ['error', { evento: 'S', entePromotore: 'H501N000001' }, { evento: 'S' }],
  'did.promoter-required': ['error', { dichiarazione: {}, entePromotore: undefined }, { entePromotore: undefined }],
  'did.self-declared': [
    'warning',
    { documento: { riferimento: 'IDOL-1' }, autocertificazione: true },
    { documento: { riferimento: 'IDOL-1' }, autocertificazione: false },
  ],
  'did.promoter-not-cpi': ['error', { entePromotore: 'L219C000300' }, { entePromotore: 'L219S000300' }],
  'did.least-age': ['error', withProfiling({ eta: 15 }), withProfiling({ eta: 14 })],
  'did.age': ['error', withProfiling({ eta: AGE }), withProfiling({ eta: AGE + 1 })],
  'did.gender': ['error', withProfiling({ genere: 'F' }), withProfiling({ genere: 'M' })],
  'did.variables': [
    'error',
    { evento: 'I', ...withProfiling(ALL) },
    { evento: 'I', ...withProfiling({ ...ALL, figliACarico: undefined }) },
  ],
  'did.presence-of-citizen': [
    'warning',
    withProfiling({ classeCittadinanza: 'A02', presenzaInItalia: 'A01' }),
    withProfiling({ classeCittadinanza: 'A02', presenzaInItalia: 'A02' }),
  ],
  'did.presence-of-foreigner': [
    'warning',
    withProfiling({ classeCittadinanza: 'A03', presenzaInItalia: 'A05' }),
    withProfiling({ classeCittadinanza: 'A03', presenzaInItalia: 'A01' }),
  ],
  'did.months-search': ['error', withProfiling({ mesiDiRicerca: 0 }), withProfiling({ mesiDiRicerca: -1 })],
  'did.months-last-job': [
    'error',
    withProfiling({ mesiDallUltimoRapporto: 0 }),
    withProfiling({ mesiDallUltimoRapporto: -1 }),
  ],
  'did.never-worked': [
    'warning',
    withProfiling({ ...NEVER, posizioneUltimaOccupazione: 'NO' }),
    withProfiling({ ...NEVER, posizioneUltimaOccupazione: 'P01' }),
  ],
  'did.never-worked-months': [
    'warning',
    withProfiling({ haMaiLavorato: true, mesiDallUltimoRapporto: 1 }),
    withProfiling({ ...NEVER, mesiDallUltimoRapporto: 1 }),
  ],
  'did.household': ['warning', withProfiling({ componentiFamiglia: 1 }), withProfiling({ componentiFamiglia: 0 })],
  'did.children-in-household-of-one': [
    'warning',
    withProfiling({ componentiFamiglia: 2, figliACarico: true }),
    withProfiling({ componentiFamiglia: 1, figliACarico: true }),
  ],
  'did.minors-without-children': [
    'warning',
    withProfiling({ figliACarico: true, figliMinoriACarico: true }),
    withProfiling({ figliACarico: false, figliMinoriACarico: true }),
  ],
  'did.computed-by-node': ['warning', withProfiling({ eta: 40 }), withProfiling({ condizioneCalcolata: 'C01' })],
  'did.computed-months-by-node': [
    'warning',
    withProfiling({ eta: 40 }),
    withProfiling({ mesiDisoccupazioneCalcolati: 0 }),
  ],
  'did.profiling-province': [
    'warning',
    withProfiling({ provinciaResidenza: '001' }),
    withProfiling({ provinciaResidenza: 'TO' }),
  ],
  'did.profiling-title': [
    'warning',
    withProfiling({ titoloStudio: '40000000' }),
    withProfiling({ titoloStudio: '4000000' }),
  ],
};

const found = (patch: Patch, rule: string) =>
  checkRecord('did', 'invio', record(patch), { today: TODAY }).findings.find((finding) => finding.rule === rule);

it.each(Object.entries(CASES))('%s', (rule, [severity, keeps, breaks]) => {
  expect(found(keeps, rule)).toBeUndefined();
  expect(found(breaks, rule)).toMatchObject({ severity, source: expect.stringMatching(/./) });
});

it('there is a case for every rule', () => {
  expect([...new Set(rulesOf('did').map(({ id }) => id))].sort()).toEqual(Object.keys(CASES).sort());
});

it.each(Object.keys(ALL))('misses the variable %s of an insertion, of a request alone', (name) => {
  const { [name]: _, ...fewer } = ALL;
  const of = (patch: Patch) =>
    checkRecord('did', 'invio', record({ evento: 'I', ...withProfiling(fewer), ...patch }), { today: TODAY })
      .findings.filter(({ rule }) => rule === 'did.variables')
      .map(({ path }) => path);
  expect(of({})).toEqual([`profiling.${name}`]);
  expect(of({ evento: 'C' })).toEqual([]);
  expect(of({ fonte: 'NODO' })).toEqual([]);
  expect(of({ dataDid: '2017-12-03', dataEvento: '2017-12-03' })).toEqual([]);
});

it.each(['NODO', 'INPS'])(
  'the word of %s is no request: no variables, no promoter, no sender are asked of it',
  (fonte) => {
    const told = (patch: Patch) => checkRecord('did', 'invio', record({ fonte, ...patch }), { today: TODAY }).findings;
    expect(told({ evento: 'I' })).toEqual([]);
    expect(told({ evento: 'I', dataEvento: '2026-03-05' })).toEqual([]);
    expect(told({ evento: 'S' })).toEqual([]);
    expect(told({ evento: 'R', entePromotore: 'H501N000001' })).toEqual([]);
  },
);

/** A codice fiscale of a woman born that day; with omocodia in as many of its digits. */
const born = (dataNascita: string, omocodia = 0) =>
  makeCodiceFiscale({ cognome: 'VERBANO', nome: 'MIRTA', sesso: 'F', luogoNascita: 'L219', dataNascita }, omocodia);
const withCheck = (first15: string): string => first15 + checkCharacter(first15);

describe('age and sex against the codice fiscale', () => {
  const said = (codiceFiscale: string, profiling: Patch, facts: Patch = {}) =>
    checkRecord('did', 'invio', record({ codiceFiscale, profiling, ...facts }), {
      today: TODAY,
      codiceFiscaleSeverity: 'off',
    })
      .findings.map(({ rule }) => rule)
      .filter((rule) => rule === 'did.age' || rule === 'did.gender');

  it.each([
    ['the age at the declaration', '1990-03-10', 35, []],
    ['the age reached since', '1990-03-10', 36, []],
    ['the age before the birthday', '1990-03-02', 35, ['did.age']],
    ['the age to be reached', '1990-03-21', 36, ['did.age']],
    ['an age of a century ago', '2009-03-10', 116, []],
    ['a year more than that', '2009-03-10', 118, ['did.age']],
  ])('%s', (_what, dataNascita, eta, rules) => {
    expect(said(born(dataNascita), { eta, genere: 'F' })).toEqual(rules);
  });

  it('judges an omocodia as the code it stands for', () => {
    expect(said(born('1990-03-02', 7), { eta: 36, genere: 'F' })).toEqual([]);
    expect(said(born('1990-03-02', 7), { eta: 34, genere: 'M' })).toEqual(['did.age', 'did.gender']);
  });

  it.each([
    ['a provisional code', makeNumericCode('1234567890')],
    ['a false check character', `${born('1990-03-02').slice(0, 15)}${born('1990-03-02').endsWith('A') ? 'B' : 'A'}`],
    ['a code without a date', withCheck('VRBMRT90B71L219')],
  ])('is silent about %s', (_what, codiceFiscale) => {
    expect(said(codiceFiscale, { eta: 16, genere: 'M' })).toEqual([]);
  });
});
