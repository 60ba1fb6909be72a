/** What is looked at in an application for the reddito di attivazione, at the edges; and in view of what came before. */
import { describe, expect, it, test } from 'vitest';
import { checkHistory, checkRecord } from '../../src/canonical/check.js';
import { codeList } from '../../src/canonical/codes/index.js';
import { ruleEntries } from '../../src/canonical/rules/rule.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';

type Loose = Record<string, unknown>;
const born = (dataNascita: string) =>
  makeCodiceFiscale({ cognome: 'ZAMBONINI', nome: 'OLIMPIO', sesso: 'M', dataNascita, luogoNascita: 'L378' });
const OLIMPIO = born('1959-06-02');

const application = (benefit: Loose = {}, more: Loose = {}): Loose => ({
  codiceFiscale: OLIMPIO,
  prestazione: { tipo: 'RA', dataInizio: '2013-06-01', durata: 30, ...benefit },
  ...more,
});
const rulesIn = (value: Loose): string[] =>
  checkRecord('percettore', 'invio', value, { today: '2026-03-01' }).findings.map(
    ({ severity, path, rule }) => `${severity} ${path} [${rule}]`,
  );

describe('an application for the reddito di attivazione', () => {
  const age = 'warning codiceFiscale [percettore.ra-age]';
  const long = 'warning prestazione.durata [percettore.ra-duration]';
  const province = 'warning residenza.provincia [percettore.ra-province]';
  const decision = (provvedimento: Loose) => application({ dataDomanda: '2013-05-20' }, { ra: { provvedimento } });
  it.each([
    ['of somebody of 53 on the first day', application(), []],
    ['of somebody who becomes 54 on it', application({ dataInizio: '2013-06-02' }), [age]],
    ['of somebody much older', { ...application(), codiceFiscale: born('1940-01-01') }, [age]],
    ['of somebody young', { ...application(), codiceFiscale: born('1990-01-01') }, []],
    ['with a code of numbers only, which tells no age', { ...application(), codiceFiscale: '07654321095' }, []],
    [
      'without a first day',
      application({ dataInizio: undefined }),
      ['warning prestazione.dataInizio [percettore.ra-start-told]'],
    ],
    ['for 90 days', application({ durata: 90 }), []],
    ['for 91 days', application({ durata: 91 }), [long]],
    ['for no day', application({ durata: 0 }), [long]],
    [
      'for nobody knows how long',
      application({ durata: undefined }),
      ['warning prestazione.durata [percettore.ra-duration-told]'],
    ],
    ['from the province', application({}, { residenza: { provincia: 'TN' }, ra: { ente: { codice: 'REG042' } } }), []],
    [
      'from elsewhere',
      application({}, { residenza: { provincia: 'BZ' }, ra: { ente: { codice: 'REG042' } } }),
      [province],
    ],
    ['from elsewhere, of a body not told', application({}, { residenza: { provincia: 'BZ' } }), []],
    ['decided', decision({ numero: '1207', anno: '2013', data: '2013-06-14' }), []],
    ['decided, without the year', decision({ numero: '1207', data: '2013-06-14' }), []],
    [
      'decided in another year',
      decision({ numero: '1207', anno: '2012', data: '2013-06-14' }),
      ['warning ra.provvedimento.data [percettore.ra-decision-year]'],
    ],
    [
      'decided without a day',
      decision({ numero: '1207', anno: '2013' }),
      ['warning ra.provvedimento.data [percettore.ra-decision-day]'],
    ],
    [
      'decided before it was made',
      decision({ numero: '1207', data: '2013-05-19' }),
      ['warning ra.provvedimento.data [percettore.ra-decision-before-application]'],
    ],
  ])('%s', (_what, value, expected) => {
    expect(rulesIn(value)).toEqual(expected);
  });

  test('other benefits are not asked about their days', () => {
    expect(rulesIn({ codiceFiscale: born('1940-01-01'), prestazione: { tipo: 'MOB', durata: 900 } })).toEqual([]);
  });

  const account = (change: Loose = {}) =>
    application(
      {},
      {
        accredito: {
          paese: 'IT',
          controllo: '60',
          cin: 'X',
          abi: '05000',
          cab: '01800',
          conto: '000000123456',
          ...change,
        },
      },
    );
  it.each([
    ['an IBAN that holds', {}, true],
    ['one without the zeros in front', { abi: '5000', cab: '1800', conto: '123456' }, true],
    ['other check digits', { controllo: '61' }, false],
    ['a digit turned', { conto: '000000123465' }, false],
    ['a letter for the CIN that is none', { cin: '7' }, false],
    ['too long an account', { conto: '0000000123456' }, false],
    ['a part missing', { cin: undefined, controllo: '61' }, true],
    ['another country, whose form is another', { paese: 'DE', controllo: '61' }, true],
  ])('with %s', (_what, change, holds) => {
    expect(rulesIn(account(change))).toEqual(holds ? [] : ['warning accredito.controllo [percettore.iban]']);
  });

  test('a reason that a rule names is in the list of the reasons', () => {
    const reasons = ruleEntries().flatMap(({ source }) =>
      source.includes('reason for verification') ? [...source.matchAll(/\b\d{2}\b/g)].map(([code]) => code) : [],
    );
    expect(reasons.length).toBeGreaterThan(3);
    for (const code of reasons) expect(codeList('ra-motivo-verifica')?.lookup(code), code).toBe('known');
  });
});

describe('in view of what came before', () => {
  const twice = 'percettore.ra-twice';
  const did = 'percettore.ra-did';
  const benefit = (canonical: Loose) => ({ messageId: '', record: 'percettore', event: 'invio', canonical }) as const;
  const answered = (evento: string, dataEvento: string, esito = 'E100') =>
    ({ messageId: '', record: 'did', event: 'esito', canonical: { evento, dataEvento, esito } }) as const;
  const decided = application({}, { ra: { provvedimento: { numero: '1207', data: '2013-06-14' } } });
  const nameless = application({ dataInizio: undefined });
  it.each([
    ['nothing', application(), [], []],
    ['one from the same day', application({ durata: 60 }), [benefit(application())], [twice]],
    ['one from another day', application(), [benefit(application({ dataInizio: '2013-05-01' }))], []],
    ['another benefit from the same day', application(), [benefit(application({ tipo: 'NRA' }))], []],
    ['the application, and now the decision', decided, [benefit(application())], []],
    ['one without a first day, twice', nameless, [benefit(nameless)], []],
    ['a DID that was revoked before', application(), [answered('R', '2013-05-31'), answered('I', '2013-01-01')], [did]],
    [
      'a DID that was annulled before',
      application(),
      [answered('A', '2013-05-31'), answered('I', '2013-01-01')],
      [did],
    ],
    [
      'a DID that was revoked on the day itself',
      application(),
      [answered('R', '2013-06-01'), answered('I', '2013-01-01')],
      [],
    ],
    [
      'a revocation that the node refused',
      application(),
      [answered('R', '2013-05-31', 'E009'), answered('I', '2013-01-01')],
      [],
    ],
    [
      'a revoked DID, and a new one',
      application(),
      [answered('I', '2013-05-20'), answered('R', '2013-05-01'), answered('I', '2013-01-01')],
      [],
    ],
  ])('%s', async (_what, value, past, expected) => {
    const { findings } = await checkHistory('percettore', 'invio', value, async () => past);
    expect(findings.map(({ rule }) => rule)).toEqual(expected);
    expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
  });
});
