/** Files of routes: what would only be refused at its delivery, or could never fit, is refused when the file is read. */
import { describe, expect, it } from 'vitest';
import { RaccordoError } from '../../src/foundation/errors.js';
import { readIn, tableIn } from '../support/routes.js';

const ROUTE = { id: 'one', record: 'sap', event: 'invio', source: 'silp', destinations: ['anpal'] };

/** What is said of a text; nothing where it can be used. */
function problems(text: string, env?: Record<string, string>): string[] {
  try {
    tableIn(text, env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(RaccordoError);
    expect((error as RaccordoError).code).toBe('routes-invalid');
    const [count, ...lines] = (error as RaccordoError).message.split('\n');
    expect(count).toMatch(new RegExp(`^${lines.length} problems?$`));
    return lines.map((line) => line.trim());
  }
}

/** One route a line, the first on line 5. */
const file = (...routes: object[]): string =>
  [
    'format: 1',
    'name: prova',
    "version: '1'",
    'routes:',
    ...routes.map((route) => `  - ${JSON.stringify(route)}`),
  ].join('\n');
const said = (route: object, env?: Record<string, string>) => problems(file({ ...ROUTE, ...route }), env);

describe('a route', () => {
  it.each([
    ['condizionalita', 'invio', 'silp', 'inps'],
    ['condizionalita', '*', 'silp', 'anpal'],
    ['patto', 'invio', 'silp', 'inps'],
    ['sap', '*', 'silp', 'anpal'],
    ['sap', ['invio', 'annullamento'], 'silp', 'anpal'],
    ['sap', '*', 'anpal', 'silp'],
    ['did', '*', 'silp', 'anpal'],
    ['adr', '*', 'anpal'],
  ])('of %s/%s from %s to %s can be used', (record, event, source, ...destinations) =>
    expect(said({ record, event, source, destinations })).toEqual([]),
  );

  it.each<[string, string | string[], string, string, string]>([
    [
      'condizionalita',
      '*',
      'silp',
      'inps',
      'inps takes no condizionalita/annullamento; name the events that it takes: invio',
    ],
    ['condizionalita', 'annullamento', 'anpal', 'inps', 'inps takes no condizionalita/annullamento; name the events'],
    [
      'condizionalita',
      ['invio', 'annullamento'],
      'silp',
      'inps',
      'inps takes no condizionalita/annullamento; name the',
    ],
    ['sap', 'notifica', 'silp', 'anpal', 'anpal takes no sap/notifica; name the events that it takes: invio, annull'],
    ['registrazione', 'invio', 'silp', 'inps', 'inps has no documents of record registrazione'],
    ['sap', 'invio', 'silp', 'silp', 'the route leads back to its own source silp; remove that destination'],
    ['sap', 'invio', 'silp', 'x-veneto', 'x-veneto is not spoken here; use one of anpal, silp, inps, lavoro-per-te'],
  ])('of %s/%s from %s to %s cannot', (record, event, source, to, text) =>
    expect(said({ record, event, source, destinations: [to] })).toEqual([
      expect.stringContaining(`routes.yaml:5: routes[0].destinations[0]: ${text}`),
    ]),
  );

  it.each<[object, string]>([
    [{ source: 'x-sardegna' }, 'source: x-sardegna is not spoken here'],
    [{ record: 'patto', event: 'annullamento' }, 'event: no side has patto/annullamento; use * for every event'],
    [{ when: [{ path: 'invio.tipo', equals: 'x' }] }, 'when[0].path: sap/invio has no field invio.tipo; see schemas/'],
    [{ when: [{ path: 'politicheAttive.titolo', equals: 'x' }] }, 'when[0].path: sap/invio has no field'],
    [{ when: [{ path: 'invio', equals: 'x' }] }, 'when[0].path: invio is a group; name a field inside'],
    [
      { when: [{ path: 'invio.tipoVariazione', equals: 5 }] },
      'when[0].equals: invio.tipoVariazione holds a text; put the value in quotes',
    ],
    [
      { when: [{ path: 'invio.tipoVariazione', in: ['01', 5] }] },
      'when[0].in: invio.tipoVariazione holds a text; put the',
    ],
    [
      { when: [{ path: 'invio.tipoVariazione' }] },
      'when[0]: says nothing of the field; give one of equals, in, present',
    ],
    [{ when: [{ path: 'invio.tipoVariazione', from: '1', until: '2' }] }, 'when[0]: says from and until; give one of'],
    [
      { when: [{ path: 'invio.dataUltimoAggiornamento', equals: '2026-02-30' }] },
      'when[0].equals: no record has this at invio.dataUltimoAggiornamento: 2026-02-30: expected a calendar date that',
    ],
    [
      { when: [{ path: 'invio.dataUltimoAggiornamento', in: ['2026-02-28', '28/02/2026'] }] },
      'when[0].in: no record has this at invio.dataUltimoAggiornamento: 28/02/2026: expected a calendar date that',
    ],
    [
      { when: [{ path: 'invio.dataUltimoAggiornamento', from: '2026-13-01' }] },
      'when[0].from: no record has this at invio.dataUltimoAggiornamento: 2026-13-01: expected a calendar date that',
    ],
    [
      { when: [{ path: 'invio.dataUltimoAggiornamento', until: 2026 }] },
      'when[0].until: no record has this at invio.dataUltimoAggiornamento: 2026: ',
    ],
    [
      {
        when: [
          { path: 'invio.dataUltimoAggiornamento', from: '2026-03-01' },
          { path: 'invio.dataUltimoAggiornamento', until: '2026-02-28' },
        ],
      },
      'when[1].until: nothing is both from 2026-03-01 and until 2026-02-28',
    ],
    [
      { when: [{ path: 'invio.identificativoSap', equals: 'Torino' }] },
      'when[0].equals: no record has this at invio.identificativoSap: Torino: expected 2 capital letters, 8 digits',
    ],
    [{ revisions: ['v1', 'v99'] }, 'revisions[1]: no sap comes in v99; there are Rev009, '],
    [{ revisions: ['v1'], record: 'patto', parts: true }, 'revisions[0]: no patto comes in v1; there are Rev009, '],
    [{ region: ['13'], record: 'patto' }, 'region: a patto names no CPI by which its region is known'],
    [{ region: ['13', '22'] }, "region[1]: no region has the number 22 in the ministry's numbering"],
    [
      { destinations: [], storage: 'metadata' },
      'storage: a route that keeps the record here keeps it full or canonical',
    ],
    [{ events: ['inps'] }, 'events: events go over RabbitMQ; set broker.url'],
  ])('with %j says what is wrong', (given, text) =>
    expect(said(given)).toEqual([expect.stringContaining(`routes.yaml:5: routes[0].${text}`)]),
  );

  it('may tell events where a broker carries them, to sides that are spoken', () => {
    const env = { RACCORDO_BROKER_URL: 'amqp://mq' };
    expect(said({ events: ['inps', 'miattivo'] }, env)).toEqual([]);
    expect(said({ events: ['inps', 'x-veneto'] }, env)).toEqual([
      expect.stringContaining('events[1]: x-veneto is not'),
    ]);
  });

  it('for every event may ask for a field that one of them has, and for fields of a side', () => {
    const when = [
      { path: 'invio.tipoVariazione', equals: '05' },
      { path: 'estensioni.silp.nota', present: true },
    ];
    expect(said({ event: '*', when })).toEqual([]);
    expect(said({ event: ['invio', 'annullamento'], when })).toEqual([
      expect.stringContaining('when[0].path: sap/annullamento has no field invio.tipoVariazione'),
    ]);
  });
});

describe('a file', () => {
  it('says every problem by its line', () => {
    const text = [
      'format: 2',
      'nome: prova',
      'version: 2026',
      'routes:',
      '  - record: sapp',
      '    event: [invio, invia]',
      '    source: silp',
      '    destination: [anpal]',
      '    id: SILP',
    ].join('\n');
    expect(problems(text)).toEqual([
      'routes.yaml:2: nome: no such setting; did you mean name?',
      'routes.yaml:1: format: found 2, expected a whole number from 1 to 1; correct it, or remove it',
      'routes.yaml: name: missing; add it: a name without @',
      'routes.yaml:3: version: found 2026, expected a version without @ (put it in quotes); correct it, or remove it',
      expect.stringMatching(/^routes\.yaml:9: routes\[0\]\.id: found "SILP", expected a name in small letters/),
      expect.stringMatching(
        /^routes\.yaml:5: routes\[0\]\.record: found "sapp", expected one of sap, did, .*; correct it$/,
      ),
      expect.stringMatching(
        /^routes\.yaml:6: routes\[0\]\.event: found a list, expected one of invio.*; a list of these; or \*/,
      ),
      expect.stringMatching(/^routes\.yaml:5: routes\[0\]\.destinations: missing; add it: a list/),
      'routes.yaml:8: routes[0].destination: no such setting; did you mean destinations?',
    ]);
  });

  it('says of every route what is wrong with it, whatever the others are', () => {
    const wrong = [
      { ...ROUTE, id: 'One' },
      { ...ROUTE, source: 'x-sardegna' },
      { ...ROUTE, '<<': { lane: 'bulk' } },
    ];
    expect(problems(file(...wrong))).toEqual([
      expect.stringMatching(/^routes\.yaml:5: routes\[0\]\.id: found "One", expected a name in small letters/),
      'routes.yaml:7: routes[2].<<: merge keys are not read; write out what is meant',
      expect.stringMatching(/^routes\.yaml:6: routes\[1\]\.source: x-sardegna is not spoken here/),
    ]);
  });

  it('names each route once', () => {
    expect(problems(file(ROUTE, { ...ROUTE, event: 'annullamento' }))).toEqual([
      'routes.yaml:6: routes[1].id: routes[0] has this id already; give each route its own',
    ]);
  });

  it('that is no YAML, or empty, says so', () => {
    expect(problems('routes: [')).toEqual([expect.stringContaining('(file): not valid YAML')]);
    expect(problems('')).toHaveLength(4);
    expect(problems('- a')).toEqual([expect.stringContaining('(file): expected settings by name')]);
  });
});

describe('a condition', () => {
  const remarks = (when: object) => readIn(file({ ...ROUTE, when: [when] })).remarks;

  it('on a code that is not in its list can be used, with a remark', () => {
    expect(remarks({ path: 'invio.tipoVariazione', in: ['01', '99'] })).toEqual([
      'routes.yaml:5: routes[0].when[0].in: 99 not in the list tipo-variazione; a record may come with a code that is not there, but rarely does',
    ]);
    expect(remarks({ path: 'invio.tipoVariazione', in: ['01', '02'] })).toEqual([]);
    expect(remarks({ path: 'invio.tipoVariazione', present: true })).toEqual([]);
  });
});
