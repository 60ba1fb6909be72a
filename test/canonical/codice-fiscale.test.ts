import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacter, checkCodiceFiscale, parseCodiceFiscale } from '../../src/canonical/codice-fiscale.js';
import { makeCodiceFiscale, makeNumericCode } from '../support/codice-fiscale.js';

const rules = (value: string, person = {}, severity?: 'error' | 'warning' | 'off') =>
  checkCodiceFiscale(value, person, severity ? { path: 'cf', severity } : { path: 'cf' }).map(
    (finding) => `${finding.severity} ${finding.rule}`,
  );

describe('check character', () => {
  const valid = [
    'RSSMRA80A01H501U',
    'RSSMRA80A01H50MM',
    'RSSMRA80A01H5LMX',
    'RSSMRA80A01HRLMS',
    'RSSMRA80A0MHRLMK',
    'RSSMRA80ALMHRLMV',
    'RSSMRA8LALMHRLMG',
    'RSSMRAULALMHRLMD',
    'DLLSMN03A01H501S',
  ];
  it.each(valid)('accepts %s', (code) => expect(rules(code)).toEqual([]));
  it.each(['DLLSMN03A01H501E', 'MRORSS77T05E472I', 'RSSMRA80A01H501A'])('refuses %s', (code) =>
    expect(rules(code)).toEqual(['error codice-fiscale.check-character']),
  );
  it.each(['12345678903', '90000000175'])('accepts the digits %s', (code) => expect(rules(code)).toEqual([]));
  it.each(['12345678901', '90000000174'])('refuses the digits %s', (code) =>
    expect(rules(code)).toEqual(['error codice-fiscale.check-character']),
  );
  it('reproduces the check letter of a policy identifier over 22 characters', () =>
    expect(checkCharacter('H501X000004A0220170101')).toBe('B'));
  it('refuses eleven zeros although their sum is right, even where check characters are not looked at', () =>
    expect(rules('00000000000', {}, 'off')).toEqual(['error codice-fiscale.zeros']));
  it('takes its severity from the option', () => {
    expect(rules('RSSMRA80A01H501A', {}, 'warning')).toEqual(['warning codice-fiscale.check-character']);
    expect(rules('RSSMRA80A01H501A', {}, 'off')).toEqual([]);
  });
});

describe('pattern', () => {
  it.each(['', 'rssmra80a01h501u', 'RSSMRA80A01H501', 'RSSMRA8AA01H501U', '1234567890', ' RSSMRA80A01H501U'])(
    'refuses %j as a breach of the contract, whatever the severity of the check character',
    (code) => {
      expect(parseCodiceFiscale(code)).toBeUndefined();
      expect(rules(code, {}, 'off')).toEqual(['error codice-fiscale.pattern']);
    },
  );
});

describe('what the code says', () => {
  it('reads omocodia as the digits it replaced', () =>
    expect(parseCodiceFiscale('RSSMRAULALMHRLMD')).toEqual({
      kind: 'person',
      checkCorrect: true,
      normalised: 'RSSMRA80A01H501D',
      omocodia: true,
      birthDates: ['1980-01-01', '2080-01-01'],
      sex: 'M',
      birthplace: 'H501',
    }));

  it('holds no date when the month letter or the day is none', () => {
    const withMonthF = `RSSMRA80F01H501${checkCharacter('RSSMRA80F01H501')}`;
    const withDay32 = `RSSMRA80A32H501${checkCharacter('RSSMRA80A32H501')}`;
    expect(rules(withMonthF)).toEqual(['warning codice-fiscale.birth-date']);
    expect(rules(withDay32)).toEqual(['warning codice-fiscale.birth-date']);
  });

  it('gives a single century for 29 February of a year 00, which 1900 did not have', () => {
    const code = makeCodiceFiscale({
      cognome: 'Prova',
      nome: 'Ada',
      sesso: 'F',
      dataNascita: '2000-02-29',
      luogoNascita: 'L219',
    });
    expect(parseCodiceFiscale(code)).toMatchObject({ birthDates: ['2000-02-29'], sex: 'F' });
    expect(rules(code, { birthDate: '2000-02-29' })).toEqual([]);
  });

  it('agrees with the person it was made for, and warns of each thing that differs', () => {
    const date = fc
      .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((instant) => instant.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, fc.constantFrom('M', 'F'), fc.integer({ min: 0, max: 7 }), (dataNascita, sesso, replaced) => {
        const code = makeCodiceFiscale(
          { cognome: 'Fò', nome: 'Gianfranco', sesso, dataNascita, luogoNascita: 'L219' },
          replaced,
        );
        expect(rules(code, { birthDate: dataNascita, sex: sesso, birthplace: 'L219' })).toEqual([]);
        const other = dataNascita.endsWith('-15') ? '1950-06-16' : '1950-06-15';
        expect(rules(code, { birthDate: other, sex: sesso === 'M' ? 'F' : 'M', birthplace: 'H501' })).toEqual([
          ...(other.slice(2) === dataNascita.slice(2) ? [] : ['warning codice-fiscale.birth-date']),
          'warning codice-fiscale.sex',
          'warning codice-fiscale.birthplace',
        ]);
      }),
    );
  });

  it('finds any single changed digit of the numeric form', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), fc.nat({ max: 10 }), fc.integer({ min: 1, max: 9 }), (ten, at, by) => {
        const code = makeNumericCode(ten);
        const changed = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
        fc.pre(code !== '00000000000' && changed !== '00000000000');
        expect(rules(code)).toEqual([]);
        expect(rules(changed)).toEqual(['error codice-fiscale.check-character']);
      }),
    );
  });

  it('never puts the code itself into a finding', () => {
    const [finding] = checkCodiceFiscale('RSSMRA80A01H501A', {}, { path: 'cf' });
    expect(JSON.stringify(finding)).not.toContain('RSSMRA');
    expect(finding?.masked).toBe('xxxxxx99x99x999x');
  });
});
