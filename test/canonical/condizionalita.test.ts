import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkHistory, checkRecord } from '../../src/canonical/check.js';
import { codeList } from '../../src/canonical/codes/index.js';
import type { PastRecord } from '../../src/canonical/history.js';
import { misuraPrevista } from '../../src/canonical/misure.js';
import { packageRoot } from '../../src/foundation/package.js';
import { ADA, EVA, OPERATORE } from '../support/rdc.js';

const told = {
  codiceFiscale: ADA,
  evento: 'X03',
  dataEvento: '2021-05-20',
  cpi: 'L219C000381',
  protocolloInps: 'NASPI-2021-42',
  dataDomanda: '2021-02-01',
  codiceFiscaleOperatore: OPERATORE,
};
const noShow = { ...told, fattispecie: 'convocazione', prestazione: 'NASPI' };

const at = (day: string): Date => new Date(`${day}T10:00:00Z`);
const past = (canonical: object, event: 'invio' | 'annullamento' = 'invio', day = '2021-05-21'): PastRecord => ({
  messageId: '',
  record: 'condizionalita',
  event,
  canonical,
  receivedAt: at(day),
});

const history = async (
  event: 'invio' | 'annullamento',
  value: object,
  newestFirst: readonly PastRecord[],
  today?: string,
) => (await checkHistory('condizionalita', event, value, async () => newestFirst, today)).findings;
const rulesIn = (findings: readonly { rule: string }[]): string[] => findings.map(({ rule }) => rule);

describe('the scale of the law', () => {
  const data = (occorrenza: number, fattispecie: string) =>
    misuraPrevista({ fattispecie, occorrenza, data: '2021-05-20', prestazione: 'NASPI' });

  test.each([
    ['convocazione', ['quarto', 'mensilita', 'decadenza', 'decadenza'], 'a'],
    ['orientamento', ['quarto', 'mensilita', 'decadenza', 'decadenza'], 'b'],
    ['politica-attiva', ['mensilita', 'decadenza', 'decadenza'], 'c'],
    ['offerta-congrua', ['decadenza', 'decadenza'], 'd'],
  ])('of %s is %j, by letter %s of art. 21 c. 7', (fattispecie, measures, letter) => {
    const found = measures.map((_, n) => data(n + 1, fattispecie));
    expect(found.map((one) => one?.provvedimento)).toEqual(measures);
    expect(found.map((one) => one?.fonte)).toEqual(
      measures.map(() => `D.Lgs. 150/2015, art. 21, c. 7, lett. ${letter}`),
    );
  });

  test('says nothing of an event from before its text', () => {
    const on = (day: string) =>
      misuraPrevista({ fattispecie: 'convocazione', occorrenza: 1, data: day, prestazione: 'NASPI' })?.provvedimento;
    expect(on('2016-10-07')).toBeUndefined();
    expect(on('2016-10-08')).toBe('quarto');
  });

  test('says nothing of other duties, other benefits or a count that is none', () => {
    expect(data(1, 'altro')).toBeUndefined();
    expect(data(0, 'convocazione')).toBeUndefined();
    const rdc = { fattispecie: 'convocazione', occorrenza: 1, data: '2021-05-20', prestazione: 'RDC' };
    expect(misuraPrevista(rdc)).toBeUndefined();
    expect(misuraPrevista({ ...rdc, prestazione: undefined })?.provvedimento).toBe('quarto');
  });

  test('names only duties, measures and benefits that the code lists have', () => {
    const scale = parse(readFileSync(new URL('schemas/misure/condizionalita.yaml', packageRoot()), 'utf8')) as {
      fattispecie: string;
      prestazioni: string[];
      misure: string[];
    }[];
    const unknown = (list: string, codes: readonly string[]) =>
      codes.filter((code) => !codeList(list)?.entries.has(code));
    expect(
      unknown(
        'tipo-prestazione',
        scale.flatMap(({ prestazioni }) => prestazioni),
      ),
    ).toEqual([]);
    expect(
      unknown(
        'condizionalita-provvedimento',
        scale.flatMap(({ misure }) => misure),
      ),
    ).toEqual([]);
    expect(scale.map(({ fattispecie }) => fattispecie)).toEqual([
      ...(codeList('condizionalita-fattispecie')?.entries.keys() ?? []),
    ]);
  });
});

describe('an event in view of those before', () => {
  const before = [
    past({ ...noShow, evento: 'X02', dataEvento: '2021-04-20' }),
    past({ ...noShow, evento: 'X01', dataEvento: '2021-03-20' }),
  ];

  test.each([
    [0, 'un quarto'],
    [1, 'una mensilità'],
    [2, 'Decadenza'],
  ])('after %i of its kind, the measure of the law is told, and is no decision', async (count, words) => {
    const findings = await history('invio', noShow, before.slice(0, count));
    expect(findings).toMatchObject([
      {
        path: 'fattispecie',
        rule: 'condizionalita.measure',
        severity: 'info',
        source: 'D.Lgs. 150/2015, art. 21, c. 7, lett. a',
        message: expect.stringContaining(words),
      },
    ]);
  });

  test('counts per application and kind, and not what was taken back', async () => {
    const others = [
      past({ ...noShow, evento: 'X02', dataEvento: '2021-04-20' }, 'annullamento'),
      past({ ...noShow, evento: 'X02', dataEvento: '2021-04-20' }),
      past({ ...noShow, protocolloInps: 'ALTRO', dataEvento: '2021-04-01' }),
      past({ ...noShow, fattispecie: 'orientamento', dataEvento: '2021-04-02' }),
    ];
    const [measure] = await history('invio', noShow, others);
    expect(measure?.message).toContain('un quarto');
  });

  test('told before warns; taken back and told again does not', async () => {
    expect(rulesIn(await history('invio', told, [past(told)]))).toEqual(['condizionalita.told-before']);
    expect(await history('invio', told, [past(told, 'annullamento'), past(told)])).toEqual([]);
    expect(await history('invio', told, [past({ ...told, evento: 'X04' })])).toEqual([]);
  });

  test('with a count lower than what is known, or another measure, warns', async () => {
    expect(rulesIn(await history('invio', { ...noShow, occorrenza: 1 }, before))).toEqual([
      'condizionalita.count',
      'condizionalita.measure',
    ]);
    expect(rulesIn(await history('invio', { ...noShow, provvedimento: 'decadenza' }, []))).toEqual([
      'condizionalita.measure',
      'condizionalita.other-measure',
    ]);
    expect(rulesIn(await history('invio', { ...noShow, provvedimento: 'quarto' }, []))).toEqual([
      'condizionalita.measure',
    ]);
  });
});

describe('taking an event back', () => {
  test.each([
    ['2021-05-31', []],
    ['2021-06-01', ['condizionalita.delete-term']],
  ])('on %s, of one told on 21 May: %j', async (today, rules) => {
    expect(rulesIn(await history('annullamento', told, [past(told)], today))).toEqual(rules);
    const stated = checkRecord('condizionalita', 'annullamento', { ...told, dataInvio: '2021-05-21' }, { today });
    expect(rulesIn(stated.findings)).toEqual(rules);
  });

  test('goes by the day that the sender states, where it states one', async () => {
    expect(await history('annullamento', { ...told, dataInvio: '2021-06-09' }, [past(told)], '2021-06-10')).toEqual([]);
  });

  test('of one that is not known here, or was taken back, warns', async () => {
    expect(rulesIn(await history('annullamento', told, []))).toEqual(['condizionalita.not-told']);
    const twice = [past(told, 'annullamento'), past(told)];
    expect(rulesIn(await history('annullamento', told, twice))).toEqual(['condizionalita.not-told']);
  });
});

describe('the rules of an event', () => {
  const rules = (more: object) => rulesIn(checkRecord('condizionalita', 'invio', { ...told, ...more }).findings);
  test.each([
    [{}, []],
    [{ evento: 'X14' }, ['condizionalita.evento', 'code.unknown']],
    [{ dataEvento: '2099-01-01' }, ['condizionalita.event-in-future']],
    [{ dataEvento: '2021-01-31' }, ['condizionalita.event-before-application']],
    [{ codiceFiscaleOperatore: 'OPERATORE' }, ['condizionalita.operator']],
    [{ protocolloInps: 'X'.repeat(29) }, ['condizionalita.protocol-length']],
    [{ protocolloInps: 'X'.repeat(28) }, []],
    [
      { prove: { assenza: { data: '2021-05-20' }, termineGiustificazione: '2021-05-19' } },
      ['condizionalita.justification-term'],
    ],
    [
      { provvedimento: 'quarto', prove: { giustificazione: { data: '2021-05-22', motivo: 'malattia' } } },
      ['condizionalita.measure-after-justification'],
    ],
  ])('%j: %j', (more, wanted) => {
    expect(rules(more)).toEqual(wanted);
  });

  test('of taking back know the codes too', () => {
    expect(rulesIn(checkRecord('condizionalita', 'annullamento', { ...told, evento: 'Y01' }).findings)).toEqual([
      'condizionalita.delete-evento',
      'code.unknown',
    ]);
  });
});

describe('a benefit in view of those before', () => {
  const benefit = (data: string, more: object = {}) => ({
    codiceFiscale: ADA,
    prestazione: { tipo: 'RDC', protocollo: 'P-1' },
    ruolo: 'R',
    invio: { data },
    ...more,
  });
  const found = async (value: object, ...before: object[]) => {
    const past = before.map(
      (canonical) => ({ messageId: '', record: 'percettore', event: 'invio', canonical }) as const,
    );
    return (await checkHistory('percettore', 'invio', value, async () => past)).findings;
  };

  test('is stale where a later communication about the same application and role is here', async () => {
    const late = benefit('2020-02-02');
    expect(await found(late, benefit('2020-02-01'), benefit('2020-02-03'))).toMatchObject([
      { path: 'invio.data', rule: 'percettore.stale', severity: 'warning' },
    ]);
    expect(await found(late, benefit('2020-02-02'), benefit('2020-02-01'))).toEqual([]);
    expect(await found(late, benefit('2020-02-03', { ruolo: 'M' }))).toEqual([]);
    expect(await found(late, benefit('2020-02-03', { codiceFiscale: EVA }))).toEqual([]);
    expect(await found(late, benefit('2020-02-03', { prestazione: { tipo: 'RDC', protocollo: 'P-2' } }))).toEqual([]);
    expect(await found({ ...late, invio: { esito: 'E100' } }, benefit('2020-02-03'))).toEqual([]);
  });

  test('of the RdC without a protocol warns', () => {
    const { findings } = checkRecord('percettore', 'invio', { codiceFiscale: ADA, prestazione: { tipo: 'RDC' } });
    expect(rulesIn(findings)).toEqual(['percettore.rdc-protocol']);
    expect(checkRecord('percettore', 'invio', { codiceFiscale: ADA, prestazione: { tipo: 'NASPI' } }).findings).toEqual(
      [],
    );
  });
});
