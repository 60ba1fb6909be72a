/** The life of an assegno: what leads where, who may do it, and what is said of an event that does not fit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adrHistory } from '../../src/canonical/adr-history.js';
import {
  ADR_STATES,
  ADR_TRANSITIONS,
  type AdrStep,
  adrMissing,
  adrStateAfter,
  adrTransition,
} from '../../src/canonical/adr-lifecycle.js';
import { codeList } from '../../src/canonical/codes/index.js';
import type { PastRecord } from '../../src/canonical/history.js';
import { AdrRegister } from '../../src/sandbox/anpal/adr.js';
import { EVENTI, person, richiesta, variazione } from '../support/adr.js';

const steps = (...eventi: string[]) => eventi.map((evento) => ({ evento }));
const ISSUED = ['RICHIESTA', 'RILASCIO'];
/** What leads to the pact, the pact included. */
const WAY_TO_PACT = ['ESITO_PRIMO_APPUNTAMENTO', 'NOMINA_TUTOR', 'PATTO_RICERCA_INTENSIVA'];
const UNDER_WAY = [...ISSUED, 'PATTO_RICERCA_INTENSIVA'];

describe('the states', () => {
  it('and events are those of the code lists', () => {
    expect([...(codeList('adr-stato')?.entries.keys() ?? [])]).toEqual(ADR_STATES.slice(1));
    const events = ADR_TRANSITIONS.map(({ evento }) => evento);
    expect([...(codeList('adr-evento')?.entries.keys() ?? [])].sort()).toEqual(events.sort());
    const roles = new Set(ADR_TRANSITIONS.flatMap(({ by }) => by));
    expect([...(codeList('adr-ruolo')?.entries.keys() ?? [])].sort()).toEqual([...roles].sort());
  });

  it.each([
    ['ASSENTE', []],
    ['RICHIESTO', ['RICHIESTA', 'VERIFICHE']],
    ['PREAVVISO_RIGETTO', ['RICHIESTA', 'PREAVVISO_RIGETTO']],
    ['PREAVVISO_RIGETTO', ['RICHIESTA', 'PREAVVISO_RIGETTO', 'RILASCIO']],
    ['RICHIESTO', ['RICHIESTA', 'PREAVVISO_RIGETTO', 'RICHIESTA']],
    ['RILASCIATO', [...ISSUED, 'SCELTA_EROGATORE', 'PRIMO_APPUNTAMENTO', 'ESITO_PRIMO_APPUNTAMENTO', 'NOMINA_TUTOR']],
    ['IN_CORSO', UNDER_WAY],
    ['IN_CORSO', [...UNDER_WAY, 'SOSPENSIONE', 'RIPRESA']],
    ['PROROGATO', [...UNDER_WAY, 'PROROGA', 'SOSPENSIONE', 'RIPRESA', 'PROROGA']],
    ['SOSPESO', [...UNDER_WAY, 'SOSPENSIONE', 'ESITO', 'PROROGA']],
    ['CONCLUSO', [...UNDER_WAY, 'ESITO', 'TIMESHEET']],
    ['CONCLUSO', [...ISSUED, 'CHIUSURA']],
    ['RICHIESTO', ['RICHIESTA', 'CHIUSURA']],
  ])('%s after %j', (state, events) => expect(adrStateAfter(steps(...events))).toBe(state));

  it('are those that the portal says, where it says one', () =>
    expect(adrStateAfter([...steps(...ISSUED), { evento: 'INCONTRO', stato: 'IN_CORSO' }])).toBe('IN_CORSO'));
});

/** Codes by which the simulated portal says that the event does not fit the state. */
const NOT_THERE = ['A003', 'A004', 'A005', 'A011'];

it('the simulated portal, written apart, leads every row of events to the same state', () => {
  const CF = person(1);
  const seen = new Set<string>();
  const row = fc.array(
    fc.constantFrom('RICHIESTA', 'RILASCIO', 'SCELTA_EROGATORE', ...WAY_TO_PACT, ...WAY_TO_PACT, ...EVENTI),
    {
      minLength: 4,
      maxLength: 25,
    },
  );
  fc.assert(
    fc.property(row, (events) => {
      const portal = new AdrRegister();
      const taken: AdrStep[] = [];
      let id = '';
      for (const evento of ['RICHIESTA', 'RILASCIO', 'SCELTA_EROGATORE', ...events]) {
        const { codice, adr } =
          evento === 'RICHIESTA'
            ? portal.request(richiesta(CF), '2026-01-01')
            : portal.change(variazione(id, CF, evento), '2026-01-01');
        const legal =
          adrTransition(adrStateAfter(taken), evento) !== undefined && adrMissing(taken, evento).length === 0;
        expect({ evento, codice, legal }).toEqual({ evento, codice, legal: !NOT_THERE.includes(codice) });
        if (codice !== 'A000') continue;
        if (evento === 'RICHIESTA') id = adr?.idAdr ?? '';
        taken.push({ evento });
        expect(adr?.stato).toBe(adrStateAfter(taken));
        seen.add(`${evento} ${adr?.stato}`);
      }
    }),
    // The seed stays: that the rows meet every event must not hang on luck.
    { numRuns: 1500, seed: 20261127 },
  );
  expect(new Set([...seen].map((one) => one.split(' ')[0])).size).toBe(EVENTI.length + 1);
});

describe('history', () => {
  const told = (evento: string, stato?: string): PastRecord => ({
    messageId: '',
    record: 'adr',
    event: evento === 'RICHIESTA' ? 'invio' : 'variazione',
    canonical: { evento, stato },
  });
  const outcome = (evento: string, esito: string, stato?: string): PastRecord => ({
    messageId: '',
    record: 'adr',
    event: 'esito',
    canonical: { evento, esito, stato },
  });
  const TODAY = '2025-07-02';
  const said = (evento: string, more: object = {}) => ({ evento, dataEvento: '2025-07-02', ...more });
  const rules = (value: object, ...newestFirst: PastRecord[]): string[] =>
    adrHistory.findings(value, newestFirst, TODAY).map(({ rule, severity, source }) => {
      expect(severity).toBe('warning');
      expect(source).toMatch(/Agenzia Piemonte Lavoro|D.Lgs. 150\/2015/);
      return rule;
    });

  it('is silent where nothing is known', () => expect(rules(said('PROROGA'))).toEqual([]));
  it('is silent about an event that fits', () =>
    expect(rules(said('RILASCIO'), told('RICHIESTA', 'RICHIESTO'))).toEqual([]));
  it('knows a refusal for final, and a new request for allowed', () => {
    const refused = outcome('PREAVVISO_RIGETTO', 'A000', 'PREAVVISO_RIGETTO');
    expect(rules(said('RILASCIO'), refused)).toEqual(['adr.refusal-final']);
    expect(rules(said('RICHIESTA'), refused)).toEqual([]);
  });
  it('knows one assegno open at a time', () =>
    expect(rules(said('RICHIESTA'), told('RILASCIO', 'RILASCIATO'), told('RICHIESTA', 'RICHIESTO'))).toEqual([
      'adr.one-open',
    ]));
  it('says what would be legal', () => {
    const [finding] = adrHistory.findings(said('ESITO'), [told('RICHIESTA', 'RICHIESTO')], TODAY);
    expect(finding).toMatchObject({ rule: 'adr.life-cycle', path: 'evento' });
    expect(finding?.message).toContain('VERIFICHE, RILASCIO, PREAVVISO_RIGETTO');
  });
  it('counts only what the portal told or took', () => {
    const issued = told('RICHIESTA', 'RICHIESTO');
    expect(rules(said('PATTO_RICERCA_INTENSIVA'), outcome('RILASCIO', 'A006'), issued)).toEqual(['adr.life-cycle']);
    expect(rules(said('PATTO_RICERCA_INTENSIVA'), told('RILASCIO'), issued)).toEqual(['adr.life-cycle']);
    expect(rules(said('SCELTA_EROGATORE'), outcome('RILASCIO', 'A000'), issued)).toEqual([]);
  });
  describe('a pact', () => {
    const issued = [outcome('SCELTA_EROGATORE', 'A000'), outcome('RILASCIO', 'A000'), told('RICHIESTA', 'RICHIESTO')];
    const pact = (...since: PastRecord[]) => rules(said('PATTO_RICERCA_INTENSIVA'), ...since, ...issued);
    const tutor = outcome('NOMINA_TUTOR', 'A000');
    const met = outcome('ESITO_PRIMO_APPUNTAMENTO', 'A000');
    const absent: PastRecord = {
      ...told('ESITO_PRIMO_APPUNTAMENTO', 'RILASCIATO'),
      canonical: { evento: 'ESITO_PRIMO_APPUNTAMENTO', stato: 'RILASCIATO', appuntamento: { esito: 'ASSENTE' } },
    };
    it('comes after the first appointment, which was held, and the tutor', () => {
      expect(pact(tutor, met)).toEqual([]);
      expect(pact(met, tutor)).toEqual([]);
      for (const past of [[], [tutor], [met], [tutor, absent]]) expect(pact(...past)).toEqual(['adr.too-early']);
    });
    it('comes after those with the provider that was chosen last', () =>
      expect(pact(outcome('SCELTA_EROGATORE', 'A000'), tutor, met)).toEqual(['adr.too-early']));
    it('says what is missing', () => {
      const [finding] = adrHistory.findings(said('PATTO_RICERCA_INTENSIVA'), [met, ...issued], TODAY);
      expect(finding?.message).toContain('after NOMINA_TUTOR, of which');
    });
  });
  it.each([
    ['2025-07-02', []],
    ['2025-07-03', ['adr.resumed-late']],
  ])('knows, on %s, that a suspended service goes on within six months', (dataEvento, expected) => {
    const on = (day: string, one: PastRecord): PastRecord => ({
      ...one,
      canonical: { ...(one.canonical as object), dataEvento: day },
    });
    const past = [
      on('2025-01-02', outcome('SOSPENSIONE', 'A000', 'SOSPESO')),
      on('2024-07-02', outcome('SOSPENSIONE', 'A000', 'SOSPESO')),
    ];
    expect(rules(said('RIPRESA', { dataEvento }), ...past)).toEqual(expected);
    expect(rules(said('CHIUSURA', { dataEvento }), ...past)).toEqual([]);
  });
  it('believes the portal about what happened there', () =>
    expect(rules(said('ESITO', { stato: 'CONCLUSO' }), told('RICHIESTA', 'RICHIESTO'))).toEqual([]));
  it('knows who may do what', () => {
    const attore = { ruolo: 'EROGATORE' };
    expect(rules(said('RILASCIO', { attore }))).toEqual(['adr.role']);
    expect(rules(said('NOMINA_TUTOR', { attore }))).toEqual([]);
  });

  const sap = (...politicheAttive: object[]): PastRecord => ({
    messageId: '',
    record: 'sap',
    event: 'invio',
    canonical: { politicheAttive },
  });
  const measure = { tipoAttivita: 'C06', dataInizio: '2025-05-01' };
  it.each([
    ['open', [measure], ['adr.other-policy']],
    ['that ends later', [{ ...measure, dataFine: '2025-07-03' }], ['adr.other-policy']],
    ['that is over', [{ ...measure, dataFine: '2025-07-02' }], []],
    ['not begun', [{ ...measure, dataInizio: '2025-07-03' }], []],
    ['only proposed', [{ tipoAttivita: 'C06' }], []],
    ['that was dropped', [{ ...measure, ultimoEvento: { evento: '05', data: '2025-06-01' } }], []],
    ['that is the pact', [{ ...measure, tipoAttivita: 'A02' }], []],
    ['that is the DID', [{ ...measure, tipoAttivita: 'N00' }], []],
  ])('looks for another measure in the last SAP: one %s', (_what, policies, expected) => {
    expect(rules(said('RICHIESTA'), sap(...policies), sap(measure))).toEqual(expected);
    expect(rules(said('INCONTRO'), sap(...policies))).toEqual([]);
  });
});
