import { describe, expect, it } from 'vitest';
import { midnightInRome, readDates, romeIso, writeDates } from '../../src/sandbox/silp/dates.js';

describe('dates of SILP', () => {
  it.each([
    ['1900-01-01', '1900-01-01T00:00:00+01:00'],
    ['2024-03-30', '2024-03-30T00:00:00+01:00'],
    ['2024-03-31', '2024-03-31T00:00:00+01:00'],
    ['2024-04-01', '2024-04-01T00:00:00+02:00'],
    ['2024-10-27', '2024-10-27T00:00:00+02:00'],
    ['2024-10-28', '2024-10-28T00:00:00+01:00'],
    ['2100-12-31', '2100-12-31T00:00:00+01:00'],
  ])('%s is midnight in Rome', (date, expected) => {
    expect(midnightInRome(date)).toBe(expected);
    expect(romeIso(new Date(expected))).toBe(expected);
  });

  it('are told from their neighbours by name', () => {
    const file = {
      dataInizio: 0,
      dsNote: '2024-01-01',
      durata: 12,
      dInizioCorso: '2024-01-01',
      rows: [{ dtFine: '2024-07-01' }],
    };
    const inside = readDates(file);
    expect(inside).toEqual({
      dataInizio: '1970-01-01T01:00:00+01:00',
      dsNote: '2024-01-01',
      durata: 12,
      dInizioCorso: '2024-01-01T00:00:00+01:00',
      rows: [{ dtFine: '2024-07-01T00:00:00+02:00' }],
    });
    expect(writeDates(inside, 'iso')).toBe(inside);
    expect(writeDates(inside, 'epoch')).toMatchObject({ dataInizio: 0, durata: 12, rows: [{ dtFine: 1719784800000 }] });
  });

  it('may be absent, or text that is no date', () => {
    const odd = { dataInizio: null, dataUltimoAggiornamentoFormattata: '20/05/2025', dataDidForzataDaDidINPS: true };
    expect(readDates(odd)).toEqual(odd);
    expect(writeDates(odd, 'epoch')).toEqual(odd);
  });
});
