/** The life of an assegno: what leads where, who may do it, and what is said of an event that does not fit. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADR_STATES,
  ADR_TRANSITIONS,
  adrHistory,
  adrStateAfter,
  adrTransition,
} from '../../src/canonical/adr-lifecycle.js';
import { codeList } from '../../src/canonical/codes/index.js';
import type { PastRecord } from '../../src/canonical/history.js';
import { AdrRegister } from '../../src/sandbox/anpal/adr.js';
import { EVENTI, person, richiesta, variazione } from '../support/adr.js';

const steps = (...eventi: string[]) => eventi.map((evento) => ({ evento }));
const ISSUED = ['RICHIESTA', 'RILASCIO'];
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
    fc.constantFrom('RICHIESTA', 'RILASCIO', 'SCELTA_EROGATORE', 'PATTO_RICERCA_INTENSIVA', ...EVENTI),
    {
      minLength: 4,
      maxLength: 25,
    },
  );
  fc.assert(
    fc.property(row, (events) => {
      const portal = new AdrRegister();
      const taken: { evento: string }[] = [];
      let id = '';
      for (const evento of ['RICHIESTA', 'RILASCIO', 'SCELTA_EROGATORE', ...events]) {
        const { codice, adr } =
          evento === 'RICHIESTA'
            ? portal.request(richiesta(CF), '2026-01-01')
            : portal.change(variazione(id, CF, evento), '2026-01-01');
        const legal = adrTransition(adrStateAfter(taken), evento) !== undefined;
        expect({ evento, codice, legal }).toEqual({ evento, codice, legal: !NOT_THERE.includes(codice) });
        if (codice !== 'A000') continue;
        if (evento === 'RICHIESTA') id = adr?.idAdr ?? '';
        taken.push({ evento });
        expect(adr?.stato).toBe(adrStateAfter(taken));
        seen.add(`${evento} ${adr?.stato}`);
      }
    }),
    { numRuns: 1500 },
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
      expect(source).toContain('Agenzia Piemonte Lavoro');
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
    expect(rules(said('PATTO_RICERCA_INTENSIVA'), outcome('RILASCIO', 'A000'), issued)).toEqual([]);
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
    ['that is the pact', [{ ...measure, tipoAttivita: 'A02' }], []],
    ['that is the DID', [{ ...measure, tipoAttivita: 'N00' }], []],
  ])('looks for another measure in the last SAP: one %s', (_what, policies, expected) => {
    expect(rules(said('RICHIESTA'), sap(...policies), sap(measure))).toEqual(expected);
    expect(rules(said('INCONTRO'), sap(...policies))).toEqual([]);
  });
});
