/** The rules of `schemas/rules/did.yaml`, each with a record that keeps it by a hair and one that breaks it. */
import { expect, it } from 'vitest';
import { checkRecord } from '../../src/canonical/check.js';
import { rulesOf } from '../../src/canonical/rules/rule.js';
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

/** Rule → severity, what keeps it, what breaks it. */
const CASES: Readonly<Record<string, readonly ['error' | 'warning', Patch, Patch]>> = {
  'did.evento': ['error', { evento: 'A' }, { evento: 'X' }],
  'did.event-before-declaration': ['error', {}, { dataEvento: '2026-03-01' }],
  'did.event-in-future': ['error', { dataEvento: TODAY }, { dataEvento: '2026-03-21' }],
  'did.insertion-day': ['warning', { evento: 'I' }, { evento: 'I', dataEvento: '2026-03-03' }],
  'did.profiling-required': [
    'warning',
    { evento: 'I', dataDid: '2017-12-03', dataEvento: '2017-12-03' },
    { evento: 'I', dataDid: '2017-12-04', dataEvento: '2017-12-04' },
  ],
  'did.no-profiling-at-revocation': ['warning', { evento: 'R' }, { evento: 'R', ...withProfiling({ eta: 40 }) }],
  'did.age': ['error', withProfiling({ eta: 15 }), withProfiling({ eta: 14 })],
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
  expect(
    rulesOf('did')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(Object.keys(CASES).sort());
});
