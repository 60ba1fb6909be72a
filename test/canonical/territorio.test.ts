/** Which CPI is competent for a domicile, day by day, and what is said of a record that names another. */
import { describe, expect, it } from 'vitest';
import { checkHistory } from '../../src/canonical/check.js';
import { readTerritorio, Territorio } from '../../src/canonical/territorio.js';
import type { EventName, RecordName } from '../../src/foundation/names.js';

const HEAD = 'comune,cpi,dal,al';
/** Invented: Alba passed from one CPI to another with the year 2026; Roma has two at a time; Torino is known for one year only. */
const LIST = readTerritorio(
  [
    HEAD,
    'A124,A124C000901,2020-01-01,2025-12-31',
    'A124,D205C000902,2026-01-01,',
    'H501,H501C000903,2020-01-01,',
    'H501,H501C000904,2020-01-01,',
    'L219,L219C000905,2025-01-01,2025-12-31',
  ].join('\n'),
);
const [BEFORE, AFTER] = ['A124C000901', 'D205C000902'];

describe('the list of the competent CPI', () => {
  it.each([
    ['A124', '2019-12-31', []],
    ['A124', '2020-01-01', [BEFORE]],
    ['A124', '2025-12-31', [BEFORE]],
    ['A124', '2026-01-01', [AFTER]],
    ['A124', '2099-01-01', [AFTER]],
    ['H501', '2026-01-01', ['H501C000903', 'H501C000904']],
    ['F205', '2026-01-01', []],
  ])('%s on %s', (comune, day, expected) => expect(LIST.competenti(comune, day)).toEqual(expected));

  it('may be empty, and is by default', () => {
    expect(new Territorio().competenti('A124', '2026-01-01')).toEqual([]);
    expect(readTerritorio(`\uFEFF${HEAD}\r\n`).competenti('A124', '2026-01-01')).toEqual([]);
  });

  it.each([
    ['no columns', 'A124,A124C000901,2020-01-01,', 'line 1: expected the columns comune, cpi, dal, al'],
    ['a comune that is none', `${HEAD}\nZZ99,A124C000901,2020-01-01,`, 'line 2: comune'],
    ['a body that is no CPI', `${HEAD}\nA124,A124S000901,2020-01-01,`, 'line 2: cpi'],
    ['no first day', `${HEAD}\nA124,A124C000901,,`, 'line 2: dal'],
    ['a day that is none', `${HEAD}\nA124,A124C000901,2025-02-29,`, 'line 2: dal'],
    ['a day written otherwise', `${HEAD}\nA124,A124C000901,2020-01-01,31/12/2025`, 'line 2: al'],
    ['an end before its beginning', `${HEAD}\nA124,A124C000901,2020-01-02,2020-01-01`, 'line 2: al'],
    [
      'the same CPI twice on a day',
      `${HEAD}\nA124,A124C000901,2020-01-01,2020-12-31\nA124,A124C000901,2020-12-31,`,
      'line 3: A124 has A124C000901 on the same days twice',
    ],
    ['a row that is too short', `${HEAD}\nA124,A124C000901`, 'Invalid Record Length'],
  ])('is refused with %s', (_, csv, says) => {
    expect(() => readTerritorio(csv)).toThrow(
      expect.objectContaining({ code: 'territorio-invalid', message: expect.stringContaining(says) }),
    );
  });

  it('may let a CPI come back, on another day', () => {
    const back = readTerritorio(`${HEAD}\nA124,${BEFORE},2020-01-01,2020-12-31\nA124,${BEFORE},2021-01-01,`);
    expect(back.competenti('A124', '2021-01-01')).toEqual([BEFORE]);
  });
});

type Loose = Record<string, unknown>;
const saps = (...canonical: Loose[]) =>
  canonical.map((one) => ({ messageId: '', record: 'sap' as RecordName, event: 'invio' as EventName, canonical: one }));

async function found(
  [record, event]: readonly [RecordName, EventName],
  value: Loose,
  { past = [] as ReturnType<typeof saps>, list = LIST } = {},
): Promise<string[]> {
  const fetched = async (records: readonly RecordName[]) => past.filter((one) => records.includes(one.record));
  const { findings } = await checkHistory(record, event, value, fetched, '2026-03-01', undefined, list);
  return findings.map(({ severity, path, rule }) => `${severity} ${path} ${rule}`);
}

describe('a SAP', () => {
  const sap = (holder: string, day: string, comune = 'A124') => ({
    invio: { codiceEnteTitolare: holder, dataUltimoAggiornamento: day, tipoVariazione: '02' },
    anagrafica: { domicilio: { comune } },
  });
  const HELD = ['warning invio.codiceEnteTitolare sap.holder-domicile'];
  const of = (...told: Parameters<typeof sap>) => found(['sap', 'invio'], sap(...told));

  it('is held by the CPI of the domicile on its day', async () => {
    expect(await of(BEFORE, '2025-12-31')).toEqual([]);
    expect(await of(BEFORE, '2026-01-01')).toEqual(HELD);
    expect(await of(AFTER, '2026-01-01')).toEqual([]);
    expect(await of(AFTER, '2025-12-31')).toEqual(HELD);
  });

  it('is not judged where the list knows nothing, of a body that is no CPI, or without a list', async () => {
    expect(await of(BEFORE, '2019-12-31')).toEqual([]);
    expect(await of(BEFORE, '2026-01-01', 'L219')).toEqual([]);
    expect(await of(BEFORE, '2025-12-31', 'L219')).toEqual(HELD);
    expect(await of('A124S000901', '2026-01-01')).toEqual([]);
    expect(await found(['sap', 'invio'], sap(BEFORE, '2026-01-01'), { list: new Territorio() })).toEqual([]);
    expect(await found(['sap', 'invio'], { invio: sap(BEFORE, '2026-01-01').invio })).toEqual([]);
  });

  it('may be held by any of several', async () => {
    expect(await of('H501C000903', '2026-01-01', 'H501')).toEqual([]);
    expect(await of('H501C000904', '2026-01-01', 'H501')).toEqual([]);
    expect(await of(BEFORE, '2026-01-01', 'H501')).toEqual(HELD);
  });
});

describe('a registration', () => {
  const NAMED = ['warning cpi registrazione.cpi-domicile'];
  const told = (cpi: string, day: string) => ({
    cpi,
    domicilio: { comune: 'A124' },
    recapiti: {},
    dataRegistrazione: day,
  });

  it('names the CPI of the domicile, and so does a move', async () => {
    expect(await found(['registrazione', 'invio'], told(BEFORE, '2025-12-31'))).toEqual([]);
    expect(await found(['registrazione', 'invio'], told(BEFORE, '2026-01-01'))).toEqual(NAMED);
    const moved = (cpi: string, data: string) => ({ cpi, domicilio: { comune: 'A124' }, data });
    expect(await found(['registrazione', 'variazione'], moved(AFTER, '2026-01-01'))).not.toContain(NAMED[0]);
    expect(await found(['registrazione', 'variazione'], moved(AFTER, '2025-12-31'))).toContain(NAMED[0]);
  });
});

describe('a DID', () => {
  const PROMOTED = ['warning entePromotore did.promoter-domicile'];
  const did = (entePromotore: string, dataEvento: string, more: Loose = {}) => ({
    evento: 'I',
    entePromotore,
    dataEvento,
    dataDid: dataEvento,
    fonte: 'INPS',
    ...more,
  });
  const lives = (comune: string, day: string) => ({
    invio: { codiceEnteTitolare: 'X', dataUltimoAggiornamento: day, tipoVariazione: '02' },
    anagrafica: { domicilio: { comune } },
  });
  const of = (value: Loose, ...past: Loose[]) => found(['did', 'invio'], value, { past: saps(...past) });

  it('comes from the CPI of the domicile that it names itself', async () => {
    const dichiarante = { domicilio: { comune: 'A124' } };
    expect(await of(did(BEFORE, '2025-12-31', { dichiarante }))).toEqual([]);
    expect(await of(did(BEFORE, '2026-01-01', { dichiarante }))).toEqual(PROMOTED);
  });

  it('else of the last SAP before it', async () => {
    expect(await of(did(BEFORE, '2026-02-01'))).toEqual([]);
    expect(await of(did(BEFORE, '2026-02-01'), lives('A124', '2026-02-01'))).toEqual(PROMOTED);
    expect(await of(did(BEFORE, '2026-02-01'), lives('A124', '2026-02-02'))).toEqual([]);
    expect(
      await of(did('H501C000903', '2026-02-01'), lives('A124', '2026-02-02'), lives('H501', '2026-01-31')),
    ).toEqual([]);
  });
});

describe('a receiver of the SFL', () => {
  const OTHER = ['warning cpi percettore.sfl-cpi'];
  const of = (cpi: string, comune: string, dataDomanda = '2026-01-01', past: Loose[] = []) =>
    found(
      ['percettore', 'invio'],
      { cpi, domicilio: { comune }, prestazione: { tipo: 'SFL', dataDomanda } },
      { past: saps(...past) },
    );

  it('goes by the domicile in the application where nothing before it says a CPI', async () => {
    expect(await of(AFTER, 'A124')).toEqual([]);
    expect(await of(BEFORE, 'A124')).toEqual(OTHER);
    expect(await of(BEFORE, 'A124', '2025-12-31')).toEqual([]);
    expect(await of(BEFORE, 'H501')).toEqual([]);
    const held = { invio: { codiceEnteTitolare: BEFORE } };
    expect(await of(BEFORE, 'A124', '2026-01-01', [held])).toEqual([]);
    expect(await of(AFTER, 'A124', '2026-01-01', [held])).toEqual(OTHER);
  });
});
