/** What a table of routes says of a record: the rules that fit, and what they say of lane, storage and events. */
import { describe, expect, it } from 'vitest';
import type { EventName, SideName } from '../../src/foundation/names.js';
import { decisionOf, type Routed, storageOf, UNREAD } from '../../src/gateway/routing/decide.js';
import { defaultRoutes, routesText, tableIn } from '../support/routes.js';

const EVENTS = { RACCORDO_BROKER_URL: 'amqp://mq' };
const table = (...routes: object[]) => tableIn(routesText(routes), EVENTS);
const sapOf = (canonical: unknown, event: EventName = 'invio', source: SideName = 'silp'): Routed => ({
  record: 'sap',
  event,
  source,
  canonical,
});
const toNation = { record: 'sap', event: ['invio', 'annullamento'], source: 'silp', destinations: ['anpal'] };
const sides = (of: ReturnType<typeof decisionOf>) => of?.destinations.map(({ side }) => side);

describe('the rules that fit', () => {
  const rules = table(
    { ...toNation, id: 'first' },
    { ...toNation, id: 'own', destinations: ['silp', 'anpal'], own: true, event: 'invio' },
    { record: 'did', event: 'invio', source: 'inps', destinations: ['lavoro-per-te'], ifConfigured: true },
    { record: 'did', event: 'esito', source: 'anpal', destinations: [] },
  );

  it('add up, each destination once, with the rule that named it first', () => {
    expect(decisionOf(rules, sapOf({}))).toEqual({
      destinations: [
        { side: 'anpal', route: 'first', lane: 'interactive' },
        { side: 'silp', route: 'own', lane: 'interactive' },
      ],
      events: [],
      storage: 'full',
      routes: 'test@1',
    });
    expect(sides(decisionOf(rules, sapOf({}, 'annullamento')))).toEqual(['anpal']);
  });

  it('are none for another event, source or record', () => {
    expect(decisionOf(rules, sapOf({}, 'esito'))).toBeUndefined();
    expect(decisionOf(rules, sapOf({}, 'invio', 'miattivo'))).toBeUndefined();
    expect(decisionOf(rules, { ...sapOf({}), record: 'patto' })).toBeUndefined();
  });

  it('leave out a destination without an address where they say so, and keep the record here', () => {
    const what: Routed = { record: 'did', event: 'invio', source: 'inps', canonical: {} };
    expect(sides(decisionOf(rules, what, () => false))).toEqual([]);
    expect(sides(decisionOf(rules, what, () => true))).toEqual(['lavoro-per-te']);
    expect(sides(decisionOf(rules, sapOf({}, 'annullamento'), () => false))).toEqual(['anpal']);
    expect(sides(decisionOf(rules, { record: 'did', event: 'esito', source: 'anpal', canonical: {} }))).toEqual([]);
  });
});

describe('a condition', () => {
  const sap = {
    invio: { tipoVariazione: '05', dataUltimoAggiornamento: '2026-03-01' },
    politicheAttive: [{ durata: 9, indiceProfiling: '0.9' }, { durata: 30 }],
  };
  const holds = (condition: object, record: unknown = sap) =>
    decisionOf(table({ ...toNation, event: 'invio', when: [condition] }), sapOf(record)) !== undefined;
  const kind = 'invio.tipoVariazione';
  const day = 'invio.dataUltimoAggiornamento';
  const span = 'politicheAttive[].durata';

  it.each([
    [{ path: kind, equals: '05' }, true],
    [{ path: kind, equals: '01' }, false],
    [{ path: kind, in: ['01', '05'] }, true],
    [{ path: kind, in: ['01', '02'] }, false],
    [{ path: kind, present: true }, true],
    [{ path: kind, absent: true }, false],
    [{ path: 'invio.identificativoSap', absent: true }, true],
    [{ path: 'politicheAttive', present: true }, true],
    [{ path: 'esperienze', present: true }, false],
    [{ path: day, from: '2026-03-01' }, true],
    [{ path: day, from: '2026-03-02' }, false],
    [{ path: day, until: '2026-03-01' }, true],
    [{ path: day, until: '2026-02-28' }, false],
    // By their size, not as text; one item of the list is enough.
    [{ path: span, from: 30 }, true],
    [{ path: span, from: 31 }, false],
    [{ path: span, until: 9 }, true],
    [{ path: span, until: 8 }, false],
    [{ path: span, equals: 30 }, true],
    [{ path: 'politicheAttive[].indiceProfiling', from: '0.85' }, true],
    [{ path: 'politicheAttive[].indiceProfiling', from: '10' }, false],
  ])('%j: %s', (condition, expected) => expect(holds(condition)).toBe(expected));

  it('is not met by a field that is not there, but for absent', () => {
    for (const test of [{ equals: '05' }, { in: ['05'] }, { from: '0' }, { until: '9' }, { present: true }])
      expect(holds({ path: kind, ...test }, {})).toBe(false);
    expect(holds({ path: kind, absent: true }, {})).toBe(true);
  });

  it('must hold beside the others, and counts as met before the record is read', () => {
    const both = table({
      ...toNation,
      when: [
        { path: kind, equals: '05' },
        { path: day, from: '2027-01-01' },
      ],
      event: 'invio',
    });
    expect(decisionOf(both, sapOf(sap))).toBeUndefined();
    expect(sides(decisionOf(both, sapOf(UNREAD)))).toEqual(['anpal']);
  });
});

describe('a region', () => {
  const rules = table({ ...toNation, source: 'anpal', destinations: ['silp'], event: 'invio', region: ['13', '09'] });
  const named = (codiceEnteTitolare?: string) =>
    decisionOf(rules, sapOf({ invio: { codiceEnteTitolare } }, 'invio', 'anpal'));
  it('is that of the CPI that the record names', () => {
    expect(named('L219C000001')).toBeDefined();
    expect(named('D969C000001')).toBeDefined();
    expect(named('A944C000001')).toBeUndefined();
    expect(named(undefined)).toBeUndefined();
  });
});

describe('lane, storage and events', () => {
  it('are those of the first rule that names the side, and the fullest of all that take the record', () => {
    const rules = table(
      { ...toNation, id: 'slow', lane: 'bulk', storage: 'metadata' },
      { ...toNation, id: 'quick', storage: 'canonical', events: ['inps', 'anpal'] },
      { ...toNation, id: 'again', storage: 'metadata', events: ['inps'] },
    );
    expect(decisionOf(rules, sapOf({}))).toEqual({
      destinations: [{ side: 'anpal', route: 'slow', lane: 'bulk' }],
      events: [
        { side: 'inps', route: 'quick', lane: 'events' },
        { side: 'anpal', route: 'quick', lane: 'events' },
      ],
      storage: 'canonical',
      routes: 'test@1',
    });
  });

  it('keep what goes to nobody in its canonical form at least', () => {
    const rules = table({ ...toNation, storage: 'metadata', ifConfigured: true });
    const away = decisionOf(rules, sapOf({}), () => false);
    expect(away).toMatchObject({ destinations: [], storage: 'metadata' });
    expect(away && storageOf(away)).toBe('canonical');
    const there = decisionOf(rules, sapOf({}));
    expect(there && storageOf(there)).toBe('metadata');
  });
});

/** The routes of the program before they were a file, in their order. */
const FORMER = `
  silp sap/invio -> anpal
  silp sap/annullamento -> anpal
  silp patto/invio -> anpal
  silp politica-attiva/invio -> anpal
  silp adesione/invio -> anpal
  silp adesione/variazione -> anpal
  silp appuntamento/esito -> anpal
  silp condizionalita/* -> anpal
  silp adr/invio -> anpal
  silp adr/variazione -> anpal
  silp ente/* -> anpal
  silp appuntamento/variazione -> anpal
  silp did/invio as v1,4.0,4.0-mlps,1.0 -> anpal
  silp profiling/invio as 1.3,Rev002_1.0 -> anpal
  silp did/invio as v1-inps -> here
  silp profiling/invio as v1,v1-qualitativo -> here
  silp percettore/invio -> here
  lavoro-per-te sap/invio -> anpal
  lavoro-per-te sap/annullamento -> anpal
  lavoro-per-te patto/invio -> anpal
  lavoro-per-te politica-attiva/invio -> anpal
  lavoro-per-te adesione/invio -> anpal
  lavoro-per-te adesione/variazione -> anpal
  lavoro-per-te appuntamento/esito -> anpal
  lavoro-per-te condizionalita/* -> anpal
  lavoro-per-te adr/invio -> anpal
  lavoro-per-te adr/variazione -> anpal
  lavoro-per-te ente/* -> anpal
  lavoro-per-te appuntamento/variazione -> anpal
  lavoro-per-te did/invio as 4.0,4.0-mlps,1.0 -> anpal
  lavoro-per-te profiling/invio -> anpal
  lavoro-per-te did/invio as StipulaDid -> lavoro-per-te own
  lavoro-per-te patto/variazione -> lavoro-per-te own
  lavoro-per-te patto/esito -> lavoro-per-te own
  lavoro-per-te appuntamento/invio -> lavoro-per-te own
  lavoro-per-te appuntamento/annullamento -> lavoro-per-te own
  miattivo sap/invio -> anpal
  miattivo sap/annullamento -> anpal
  miattivo patto/invio -> anpal
  miattivo politica-attiva/invio -> anpal
  miattivo adesione/invio -> anpal
  miattivo adesione/variazione -> anpal
  miattivo appuntamento/esito -> anpal
  miattivo condizionalita/* -> anpal
  miattivo adr/invio -> anpal
  miattivo adr/variazione -> anpal
  miattivo ente/* -> anpal
  miattivo did/invio -> anpal
  miattivo profiling/invio -> anpal
  miattivo registrazione/invio -> here
  miattivo registrazione/variazione -> here
  miattivo registrazione/annullamento -> here
  miattivo patto/esito -> here
  miattivo registrazione/esito -> miattivo own
  miattivo appuntamento/invio -> miattivo own
  miattivo appuntamento/annullamento -> miattivo own
  miattivo patto/variazione -> miattivo own
  toscana-lavoro sap/invio -> anpal
  toscana-lavoro sap/annullamento -> anpal
  toscana-lavoro patto/invio -> anpal
  toscana-lavoro politica-attiva/invio -> anpal
  toscana-lavoro adesione/invio -> anpal
  toscana-lavoro adesione/variazione -> anpal
  toscana-lavoro appuntamento/esito -> anpal
  toscana-lavoro condizionalita/* -> anpal
  toscana-lavoro adr/invio -> anpal
  toscana-lavoro adr/variazione -> anpal
  toscana-lavoro ente/* -> anpal
  toscana-lavoro did/invio -> anpal
  toscana-lavoro profiling/invio -> anpal
  toscana-lavoro appuntamento/invio -> here
  toscana-lavoro appuntamento/annullamento -> here
  toscana-lavoro sap/esito -> here
  anpal sap/* -> silp
  anpal adr/variazione -> silp
  anpal percettore/invio as sfl-1.0 -> silp
  anpal sap/notifica -> lavoro-per-te ifConfigured
  anpal percettore/invio -> lavoro-per-te ifConfigured
  anpal appuntamento/invio -> lavoro-per-te ifConfigured
  anpal appuntamento/annullamento -> lavoro-per-te ifConfigured
  anpal adesione/invio -> lavoro-per-te ifConfigured
  anpal adesione/notifica -> lavoro-per-te ifConfigured
  anpal sap/notifica -> toscana-lavoro ifConfigured
  inps did/invio -> lavoro-per-te ifConfigured
  anpal did/invio -> here
  anpal did/esito -> here
  anpal profiling/esito -> here
  anpal adesione/invio -> here
  anpal adesione/notifica -> here
  anpal appuntamento/invio -> here
  anpal appuntamento/annullamento -> here
  anpal percettore/* -> here
  anpal adr/* -> here
  anpal ente/* -> here
  inps did/invio -> silp
  inps percettore/* -> here
  inps registrazione/invio part -> here
  inps percettore/invio part -> here
`;

describe('the routes of the program', () => {
  it('say what they said before they were a file', () => {
    const told = defaultRoutes().routes.flatMap(({ source, record, event, revisions, parts, destinations, ...rest }) =>
      [event].flat().map((one) => {
        const form = revisions.length > 0 ? ` as ${revisions.join(',')}` : '';
        const flags = (['ifConfigured', 'own'] as const).map((flag) => (rest[flag] ? ` ${flag}` : '')).join('');
        expect(rest).toMatchObject({ when: [], region: [], lane: 'interactive', storage: 'full', events: [] });
        return `${source} ${record}/${one}${form}${parts ? ' part' : ''} -> ${destinations.join(',') || 'here'}${flags}`;
      }),
    );
    const former = FORMER.trim()
      .split('\n')
      .map((line) => line.trim());
    expect([...told].sort()).toEqual([...former].sort());
  });
});
