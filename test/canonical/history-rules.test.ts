/** What a record says against the past of the person, where the rule has a number, a day or an order. */
import { describe, expect, it } from 'vitest';
import { checkHistory } from '../../src/canonical/check.js';
import { regionOf } from '../../src/canonical/competenza.js';
import type { EventName, RecordName } from '../../src/foundation/names.js';

type Loose = Record<string, unknown>;
const past = (record: RecordName, event: EventName, ...canonical: Loose[]) =>
  canonical.map((one) => ({ messageId: '', record, event, canonical: one }));
type Past = ReturnType<typeof past>;

const asked: RecordName[] = [];
async function found(record: RecordName, value: Loose, before: Past, region?: string): Promise<string[]> {
  asked.length = 0;
  const fetched = async (records: readonly RecordName[]) => {
    asked.push(...records);
    return before.filter((one) => records.includes(one.record));
  };
  const { findings } = await checkHistory(record, 'invio', value, fetched, '2026-03-01', region);
  return findings.map(({ severity, path, rule }) => `${severity} ${path} ${rule}`);
}

describe('after a decadenza', () => {
  const lost = past('percettore', 'invio', {
    prestazione: { tipo: 'NASPI', stato: 'DECADUTA', dataStato: '2025-10-15', motivoStato: 'MP3' },
  });
  const measure = { evento: 'X03', dataEvento: '2025-10-15', protocolloInps: 'P', provvedimento: 'decadenza' };
  const registered = (dataRegistrazione: string) => ({ dataRegistrazione, recapiti: {} });
  const declared = (dataDid: string, evento = 'I') => ({ evento, dataDid, dataEvento: dataDid });
  const REGISTERED = ['warning dataRegistrazione registrazione.after-decadenza'];
  const DECLARED = ['warning dataDid did.after-decadenza'];

  it.each([
    ['2025-10-14', []],
    ['2025-10-15', REGISTERED],
    ['2025-12-14', REGISTERED],
    ['2025-12-15', []],
  ])('a registration of %s', async (day, expected) =>
    expect(await found('registrazione', registered(day), lost)).toEqual(expected),
  );

  it.each([
    ['2025-12-14', DECLARED],
    ['2025-12-15', []],
  ])('a declaration of %s', async (day, expected) => expect(await found('did', declared(day), lost)).toEqual(expected));

  it('is what a measure of the CPI brings too, as long as it stands', async () => {
    const told = past('condizionalita', 'invio', measure);
    expect(await found('registrazione', registered('2025-11-10'), told)).toEqual(REGISTERED);
    const takenBack = [...past('condizionalita', 'annullamento', measure), ...told];
    expect(await found('registrazione', registered('2025-11-10'), takenBack)).toEqual([]);
    const lesser = past('condizionalita', 'invio', { ...measure, provvedimento: 'quarto' });
    expect(await found('registrazione', registered('2025-11-10'), lesser)).toEqual([]);
  });

  it('only what begins anew is looked at, and only under the law', async () => {
    expect(await found('did', declared('2025-11-10', 'R'), lost)).toEqual([]);
    const early = past('percettore', 'invio', { prestazione: { stato: 'DECADUTA', dataStato: '2015-09-01' } });
    expect(await found('registrazione', registered('2015-09-23'), early)).toEqual([]);
    expect(await found('registrazione', registered('2015-09-24'), early)).toEqual(REGISTERED);
  });
});

describe('the CPI of a receiver of the SFL', () => {
  const [GOL, GG, DID, SAP, OTHER] = ['L219C000381', 'F952C000383', 'A944C000233', 'F205C000160', 'H501C000001'];
  const gol = past('patto', 'invio', { tipo: 'PSP', percorsoGol: '1', entePromotore: GOL, dataProposta: '2025-01-01' });
  const gg = { tipoAttivita: 'A02', progetto: '02', entePromotore: GG, dataProposta: '2025-01-01' };
  const did = past('did', 'esito', { esito: 'E100', evento: 'I', dataEvento: '2025-01-01', entePromotore: DID });
  const sap = (...politicheAttive: Loose[]) =>
    past('sap', 'invio', { invio: { codiceEnteTitolare: SAP }, politicheAttive });
  const sfl = (cpi?: string, more: Loose = {}) => ({
    codiceFiscale: 'X',
    prestazione: { tipo: 'SFL', dataDomanda: '2025-05-01', ...more },
    ...(cpi === undefined ? {} : { cpi }),
  });
  const ANOTHER = ['warning cpi percettore.sfl-cpi'];

  it.each<[string, Past, string | undefined]>([
    ['the pact of GOL', [...gol, ...did, ...sap(gg)], GOL],
    ['the pact of Garanzia Giovani', [...did, ...sap(gg)], GG],
    ['the DID', [...did, ...sap()], DID],
    ['the SAP', sap(), SAP],
  ])('is that of %s where nothing goes before it', async (_what, before, cpi) => {
    expect(await found('percettore', sfl(cpi), before)).toEqual([]);
    expect(await found('percettore', sfl(OTHER), before)).toEqual(ANOTHER);
  });

  it('is not that of what is over', async () => {
    const closed = past('patto', 'invio', {
      tipo: 'PSP',
      percorsoGol: '1',
      entePromotore: GOL,
      dataProposta: '2025-01-01',
      dataFine: '2025-02-01',
    });
    const over = { ...gg, ultimoEvento: { evento: '10', data: '2025-02-01' } };
    const revoked = past('did', 'esito', { esito: 'E100', evento: 'R', dataEvento: '2025-02-01', entePromotore: DID });
    expect(await found('percettore', sfl(SAP), [...closed, ...revoked, ...did, ...sap(over)])).toEqual([]);
  });

  it('is looked at for the SFL alone, from its first day, and where the application names one', async () => {
    expect(await found('percettore', sfl(OTHER, { dataDomanda: '2023-08-31' }), sap())).toEqual([]);
    expect(await found('percettore', sfl(OTHER, { dataDomanda: '2023-09-01' }), sap())).toEqual(ANOTHER);
    expect(await found('percettore', sfl(OTHER, { tipo: 'ADI' }), sap())).toEqual([]);
    expect(asked).not.toContain('sap');
    expect(await found('percettore', sfl(undefined), sap())).toEqual([]);
    expect(await found('percettore', sfl(OTHER), [])).toEqual([]);
  });
});

describe('who holds a SAP', () => {
  const sap = (codiceEnteTitolare: string, more: Loose = {}, day = '2025-05-01', tipoVariazione = '02') => ({
    invio: { codiceEnteTitolare, tipoVariazione, dataUltimoAggiornamento: day },
    ...more,
  });
  const whole = { anagrafica: { domicilio: {} } };
  const ELSEWHERE = ['warning invio.codiceEnteTitolare sap.holder-region'];
  const CHANGED = ['warning invio.tipoVariazione sap.holder-change'];

  it('is of the region that sends more than policies', async () => {
    expect(await found('sap', sap('L219C000381', whole), [], '13')).toEqual([]);
    expect(await found('sap', sap('F205C000160', whole), [], '13')).toEqual(ELSEWHERE);
    expect(await found('sap', sap('F205C000160', { politicheAttive: [] }), [], '13')).toEqual([]);
    expect(await found('sap', sap('F205C000160', whole), [])).toEqual([]);
    expect(await found('sap', sap('X999C000160', whole), [], '13')).toEqual([]);
    expect(await found('sap', sap('F205C000160', whole, '2015-09-23'), [], '13')).toEqual([]);
    expect(await found('sap', sap('F205C000160', whole, '2015-09-24'), [], '13')).toEqual(ELSEWHERE);
  });

  it('changes by an update, which costs no look at the past', async () => {
    const before = past('sap', 'invio', sap('F205C000160'));
    for (const usual of ['01', '02'])
      expect(await found('sap', sap('L219C000381', {}, '2025-05-01', usual), before)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await found('sap', sap('L219C000381', {}, '2025-05-01', '05'), before)).toEqual(CHANGED);
    expect(await found('sap', sap('F205C000160', {}, '2025-05-01', '05'), before)).toEqual([]);
    expect(await found('sap', sap('L219C000381', {}, '2025-05-01', '01'), [])).toEqual([]);
  });

  it.each([
    ['L219C000381', '13'],
    ['F205C000160', '10'],
    ['A944C000233', '06'],
    ['H501C000001', '08'],
    ['A952C000001', '03'],
    ['L378C000001', '18'],
    ['A326C000001', '20'],
    ['Z999C000001', undefined],
  ])('%s is of region %s', (code, region) => expect(regionOf(code)).toBe(region));
});

describe('a pact that is written as a taking in charge', () => {
  const pact = (more: Loose = {}) => ({
    tipo: 'PSP',
    entePromotore: 'L219C000381',
    dataProposta: '2025-05-20',
    ...more,
  });
  const open = past('patto', 'invio', pact({ dataProposta: '2024-01-08' }));
  const ONE = ['warning dataProposta patto.one-open'];

  it.each<[string, Loose, string[]]>([
    ['of intensive search', { tipo: 'PRI' }, ONE],
    ['of another kind with project 05', { tipo: 'AG', progetto: '05' }, ONE],
    ['personal', {}, ONE],
    ['personal with another project', { progetto: '02' }, []],
    ['for activation', { tipo: 'PDA' }, []],
  ])('%s, is one at a time', async (_what, more, expected) => {
    expect(await found('patto', pact(more), open)).toEqual(expected);
    const other = past('patto', 'invio', pact({ ...more, dataProposta: '2024-01-08' }));
    expect(await found('patto', pact(), other)).toEqual(expected);
  });

  it.each(['patto.one-open', 'patto.did-open'])('%s holds from the first day of the law on', async (rule) => {
    const before = [
      ...past('patto', 'invio', pact({ dataProposta: '2015-01-08' })),
      ...past('did', 'esito', { esito: 'E100', evento: 'R' }, { esito: 'E100', evento: 'I' }),
    ];
    const on = async (dataProposta: string) => (await found('patto', pact({ dataProposta }), before)).join();
    expect(await on('2015-09-24')).toContain(rule);
    expect(await on('2015-09-23')).not.toContain(rule);
  });
});
