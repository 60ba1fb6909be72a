/** The rules as data: their shape, what each finds, and how terms are counted. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkHistory, checkRecord } from '../../src/canonical/check.js';
import { italianDay } from '../../src/canonical/date.js';
import { type PolicyIdentity, policyId, policyIdFits } from '../../src/canonical/policy-id.js';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import { daysBetween, monthsLater } from '../../src/canonical/rules/kinds.js';
import { eventsOf, placesOf, type Rule, recordsOf, ruleEntries } from '../../src/canonical/rules/rule.js';
import { packageRoot } from '../../src/foundation/package.js';

/** Parameters of the kinds that are paths, alone or in a list; and those that are tables of paths. */
const PATHS = ['than', 'of', 'by', 'sap', 'on'];
const PATHS_OR_TABLES = ['as'];

function pathsIn(rule: Rule): string[] {
  const given = (name: string): unknown[] => [rule.with[name]].flat().filter((path) => path !== undefined);
  const tables = PATHS_OR_TABLES.flatMap(given).flatMap((value) =>
    typeof value === 'object' && value !== null ? Object.values(value) : [value],
  );
  const named = [...PATHS.flatMap(given), ...tables].filter((path) => path !== 'today');
  return [rule.at, ...Object.keys(rule.when ?? {}), ...(rule.on === undefined ? [] : [rule.on]), ...named.map(String)];
}

function unwrapped(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap() as z.ZodType) : schema;
}

/** The schema at a path, through groups only; undefined when there is no such field. */
function schemaAt(root: z.ZodType, path: string): z.ZodType | undefined {
  let node: z.ZodType | undefined = unwrapped(root);
  for (const name of path.split('.').filter((step) => step !== '')) {
    node = node instanceof z.ZodObject ? (node.shape[name] as z.ZodType | undefined) : undefined;
    if (node === undefined) return undefined;
    node = unwrapped(node);
  }
  return node;
}

function wrongIn(rule: Rule, schema: z.ZodType): string[] {
  const { each } = rule;
  const at = each === undefined ? schema : schemaAt(schema, each.replace('[]', ''));
  const item = each?.endsWith('[]') && at instanceof z.ZodArray ? unwrapped(at.element as z.ZodType) : at;
  if (item === undefined || (each?.endsWith('[]') && !(at instanceof z.ZodArray))) return [`each: ${each}`];
  return pathsIn(rule).filter(
    (path) => schemaAt(path.startsWith('/') ? schema : item, path.replace(/^\//, '')) === undefined,
  );
}

describe('the rules', () => {
  const entries = ruleEntries();

  it('have each an id of its own', () => {
    const ids = entries.map(({ id }) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('are all loaded', () => {
    const folder = new URL('schemas/rules/', packageRoot());
    const written = readdirSync(folder).flatMap((name) => {
      const rules = parse(readFileSync(new URL(name, folder), 'utf8')) as { id: string }[];
      return rules.map(({ id }) => id);
    });
    expect(entries.map(({ id }) => id).sort()).toEqual(written.sort());
    expect(written.length).toBeGreaterThan(50);
  });

  it.each(entries.map((entry) => [entry.id, entry] as const))(
    '%s names only fields that its records have',
    (_, entry) => {
      if (entry.record === 'every') return;
      for (const record of recordsOf(entry)) {
        for (const event of eventsOf(entry)) {
          const { schema } = RECORD_DEFINITIONS.find((one) => one.record === record && one.event === event) ?? {};
          const looking = entry.by === 'program' ? { ...entry, by: undefined, kind: 'required' as const } : entry;
          const rules = placesOf(looking, record).filter((rule) => rule.event === event);
          expect(rules.length).toBeGreaterThan(0);
          for (const rule of rules) expect(wrongIn(rule, schema as z.ZodType)).toEqual([]);
        }
      }
    },
  );

  it('would be found out', () => {
    const [rule] = placesOf(entries.find(({ id }) => id === 'patto.programme-start') as (typeof entries)[0], 'patto');
    const schema = RECORD_DEFINITIONS.find(({ record }) => record === 'patto')?.schema as z.ZodType;
    expect(wrongIn({ ...(rule as Rule), at: 'dataInizioo' }, schema)).toEqual(['dataInizioo']);
    expect(wrongIn({ ...(rule as Rule), with: { than: '/stipula' } }, schema)).toEqual(['/stipula']);
    expect(wrongIn({ ...(rule as Rule), each: 'altro[]' }, schema)).toEqual(['each: altro[]']);
  });
});

type Loose = Record<string, unknown>;
const lines = (record: 'patto' | 'politica-attiva', value: unknown, today = '2026-03-01') =>
  checkRecord(record, 'invio', value, { today, codes: false }).findings.map(
    ({ severity, path, rule }) => `${severity} ${path} [${rule}]`,
  );

const T = 'L219C000381';
const pact = (more: Loose = {}): Loose => ({
  identificativoSap: 'ZZ00012345A',
  tipo: 'PSP',
  entePromotore: T,
  dataProposta: '2025-05-20',
  dataDid: '2025-05-12',
  ...more,
});
const about = (dates: Loose, more: Loose = {}) => lines('patto', pact({ ...dates, ...more }));

describe('a term', () => {
  const contact = 'warning dataProposta [patto.contact-30]';
  // The clocks change in the night to 2025-03-30 and to 2025-10-26; the other two spans hold the end of a year and a leap day.
  it.each([
    ['2025-03-15', '2025-04-14', '2025-04-15'],
    ['2025-10-10', '2025-11-09', '2025-11-10'],
    ['2025-12-15', '2026-01-14', '2026-01-15'],
    ['2024-02-10', '2024-03-11', '2024-03-12'],
  ])('of 30 days from %s ends with %s', (dataDid, last, late) => {
    expect(about({ dataDid, dataProposta: last })).not.toContain(contact);
    expect(about({ dataDid, dataProposta: late })).toContain(contact);
  });

  it('counts calendar days, whatever the clocks do', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 400 }), (start, days) => {
        const at = (n: number) => new Date(Date.UTC(1980, 0, 1 + n)).toISOString().slice(0, 10);
        expect(daysBetween(at(start), at(start + days))).toBe(days);
      }),
    ));

  it('has the day of Italy as its last, at every hour of it', () => {
    for (const [moment, day] of [
      ['2025-12-31T22:59:59Z', '2025-12-31'],
      ['2025-12-31T23:00:00Z', '2026-01-01'],
      ['2025-03-29T22:59:59Z', '2025-03-29'],
      ['2025-03-29T23:00:00Z', '2025-03-30'],
      ['2025-03-30T21:59:59Z', '2025-03-30'],
      ['2025-03-30T22:00:00Z', '2025-03-31'],
      ['2025-10-25T21:59:59Z', '2025-10-25'],
      ['2025-10-25T22:00:00Z', '2025-10-26'],
      ['2025-10-26T22:59:59Z', '2025-10-26'],
      ['2025-10-26T23:00:00Z', '2025-10-27'],
    ] as const)
      expect(italianDay(new Date(moment))).toBe(day);
  });

  it('of months ends with the last day of a shorter one', () => {
    expect(monthsLater('2025-08-31', 6)).toBe('2026-02-28');
    expect(monthsLater('2023-08-31', 6)).toBe('2024-02-29');
    expect(monthsLater('2025-11-15', 2)).toBe('2026-01-15');
  });
});

describe('a pact', () => {
  const full = pact({
    dataStipula: '2025-05-22',
    dataFirma: '2025-05-22',
    responsabile: { cognome: 'ROSSI' },
    ricercaAttiva: [{ atto: 'Candidature' }],
    frequenzaContatti: 'mensile',
    provaRicerca: 'diario',
    profiling: { indice: '0.5', data: '2025-05-12' },
  });
  it('that keeps the rules has no finding', () => expect(lines('patto', full)).toEqual([]));

  const attivita = (more: Loose) => ({ tipoAttivita: 'A01', dataProposta: '2025-06-01', descrizione: 'x', ...more });
  const done = { ultimoEvento: { evento: '01', data: '2025-06-01' }, dataInizio: '2025-06-02', dataFine: '2025-06-03' };
  const rdc = {
    dataDomanda: '2022-03-07',
    dataDecorrenza: '2022-04-01',
    domanda: { protocolloInps: 'P', ruolo: 'R' },
    entePromotore: T,
  };
  const of2022 = {
    ultimoEvento: { evento: '02', data: '2022-05-22' },
    dataDid: '2022-05-12',
    dataProposta: '2022-05-20',
    dataStipula: '2022-05-22',
    dataFirma: '2022-05-22',
    profiling: { indice: '0.5', data: '2022-05-12' },
  };
  const adr = { programma: 'ADR', prestazione: { dataInizio: '2025-05-15' } };
  const cases: [string, Loose, string[]][] = [
    ['of an unknown kind', { tipo: 'XYZ' }, ['error tipo [patto.kind]']],
    ['about nobody', { identificativoSap: undefined }, ['error codiceFiscale [politica.subject]']],
    ['without a DID', { dataDid: undefined }, ['warning dataDid [patto.did-required]']],
    ['before the DID', { dataDid: '2025-05-23' }, ['warning dataStipula [patto.did-before]']],
    [
      'more than 60 days after the DID',
      { dataDid: '2025-03-20' },
      ['warning dataProposta [patto.contact-30]', 'info dataProposta [patto.credentials-60]'],
    ],
    [
      'more than 15 days after the application',
      { prestazione: { dataDomanda: '2025-05-04' }, dataDid: '2025-05-04' },
      ['warning dataProposta [patto.contact-15]'],
    ],
    ['15 days after the application', { prestazione: { dataDomanda: '2025-05-05' }, dataDid: '2025-05-05' }, []],
    [
      'with a profiling of 91 days',
      { profiling: { indice: '0.5', data: '2025-02-20' } },
      ['warning dataStipula [patto.profiling-90]'],
    ],
    ['with a profiling of 90 days', { profiling: { indice: '0.5', data: '2025-02-21' } }, []],
    [
      'with an index above 1',
      { profiling: { indice: '1.01', data: '2025-05-12' } },
      ['warning profiling.indice [patto.profiling-range]'],
    ],
    [
      'with its dates in disorder',
      { dataStipula: '2025-05-19', dataFirma: '2025-05-19', dataScadenza: '2025-05-18', dataFine: '2025-05-18' },
      ['dataStipula', 'dataFirma', 'dataScadenza', 'dataFine'].map((at) => `warning ${at} [patto.order]`),
    ],
    ['with a duration without a unit', { durata: 6 }, ['warning durata [patto.duration]']],
    [
      'with the event of another day',
      { ultimoEvento: { evento: '02', data: '2025-05-20' } },
      ['warning ultimoEvento.data [patto.event-date]'],
    ],
    [
      'with an end date of another day',
      { dataFine: '2025-08-01', ultimoEvento: { evento: '10', data: '2025-08-02' } },
      ['warning ultimoEvento.data [patto.event-date]'],
    ],
    ['with a reason for an end that it has not', { motivoFine: 'AV' }, ['warning motivoFine [patto.end]']],
    ['of the project of another kind', { progetto: '02' }, ['warning progetto [patto.project]']],
    [
      'with a taking in charge beside itself',
      { identificativoPresaInCarico: '13000000A1H' },
      ['warning identificativoPresaInCarico [patto.own-taking-in-charge]'],
    ],
    [
      'without the contents of art. 20',
      { responsabile: undefined, ricercaAttiva: [], frequenzaContatti: '', provaRicerca: undefined },
      ['responsabile', 'ricercaAttiva', 'frequenzaContatti', 'provaRicerca'].map((at) => `info ${at} [patto.content]`),
    ],
    ['with an RdC application that is not for work', { rdc }, ['warning tipo [patto.rdc]']],
    [
      'for work whose receiver has another body and event',
      {
        tipo: 'PPL',
        ...of2022,
        rdc: {
          ...rdc,
          entePromotore: 'F952C000383',
          domanda: { protocolloInps: 'P', ruolo: 'X' },
          ultimoEvento: { evento: '03', data: '2022-04-02' },
        },
      },
      ['rdc.entePromotore', 'rdc.ultimoEvento.evento', 'rdc.ultimoEvento.evento', 'rdc.domanda.ruolo'].map(
        (at) => `warning ${at} [patto.rdc]`,
      ),
    ],
    [
      'for work whose receiver has an event of another day',
      {
        tipo: 'PPL',
        ...of2022,
        rdc: { ...rdc, ultimoEvento: { evento: '02', data: '2022-04-02' } },
      },
      ['warning rdc.ultimoEvento.data [patto.rdc]'],
    ],
    [
      'of the programme ADR without profiling and benefit',
      { programma: 'ADR', profiling: undefined },
      ['profiling.indice', 'profiling.data', 'prestazione.dataInizio'].map((at) => `warning ${at} [patto.programme]`),
    ],
    [
      'of the programme ADR with an activity after 6 months',
      {
        ...adr,
        attivita: [
          attivita({ ...done, dataInizio: '2025-11-22', dataFine: '2025-11-30' }),
          attivita({ ...done, dataInizio: '2025-11-23', dataFine: '2025-11-30' }),
        ],
      },
      ['warning attivita[1].dataInizio [patto.programme-start]'],
    ],
    [
      'that is accepted, but not how and when',
      { firme: { lavoratore: { stato: 'A' } } },
      ['warning firme.lavoratore.tipo [patto.accepted]', 'warning firme.lavoratore.data [patto.accepted]'],
    ],
    [
      'in a state of acceptance that there is not',
      { firme: { operatore: { stato: 'X' } } },
      ['warning firme.operatore.stato [patto.accepted-state]'],
    ],
    ['with a digest that is none', { documento: { impronta: 'abc' } }, ['warning documento.impronta [patto.digest]']],
    [
      'with an activity that breaks the rules of one',
      { attivita: [attivita({ ...done, dataFine: '2025-06-01', tipoAttivita: 'N00' })] },
      ['warning attivita[0].dataFine [date.order]', 'warning attivita[0].tipoAttivita [politica.did-row-by-node]'],
    ],
  ];
  it.each(cases)('%s', (_name, more, expected) =>
    expect(lines('patto', { ...full, ...more }).sort()).toEqual([...expected].sort()),
  );
});

describe('a policy', () => {
  const policy = (politica: Loose = {}, more: Loose = {}): Loose => ({
    codiceFiscale: 'FRRGLI87D52L219H',
    politica: {
      tipoAttivita: 'A01',
      dataProposta: '2025-06-01',
      dataInizio: '2025-06-02',
      dataFine: '2025-06-03',
      descrizione: 'x',
      progetto: '01',
      entePromotore: T,
      ultimoEvento: { evento: '02', data: '2025-06-02' },
      ...politica,
    },
    ...more,
  });
  const ended = {
    '01': '2025-06-01',
    '02': '2025-06-02',
    ...Object.fromEntries(['05', '07', '08', '09', '10', '12', '14', '15'].map((e) => [e, '2025-06-03'])),
  };
  it('that keeps the rules has no finding', () =>
    expect(lines('politica-attiva', policy({}, { lep: 'C' }))).toEqual([]));

  it.each(Object.entries(ended))('with event %s repeats the day %s', (evento, data) => {
    expect(lines('politica-attiva', policy({ ultimoEvento: { evento, data } }))).toEqual([]);
    expect(lines('politica-attiva', policy({ ultimoEvento: { evento, data: '2025-06-09' } }))).toEqual([
      'warning politica.ultimoEvento.data [politica.event-date]',
    ]);
  });
  it.each(['03', '04', '06', '11', '13'])('with event %s may have any day', (evento) =>
    expect(lines('politica-attiva', policy({ ultimoEvento: { evento, data: '2025-07-09' } }))).toEqual([]),
  );

  const rc1 = {
    tipoAttivita: 'RC1',
    progetto: '08',
    durata: 18,
    tipologiaDurata: 'M',
    descrizione: 'INPS-RDC-2022-123456-R',
    dataProposta: '2022-06-01',
  };
  it.each<[string, Loose, Loose, string[]]>([
    ['of another activity than its LEP', {}, { lep: 'L' }, ['politica.tipoAttivita [politica.lep-activity]']],
    ['of a LEP for employers', {}, { lep: 'S' }, ['lep [politica.lep-person]']],
    [
      'of an incentive without its code',
      { tipoAttivita: 'H02', descrizione: '12345678903' },
      {},
      ['politica.titolo [politica.required]'],
    ],
    [
      'of a traineeship without a description',
      { tipoAttivita: 'C06', titolo: 't', descrizione: '' },
      {},
      ['politica.descrizione [politica.required]'],
    ],
    [
      'of an employment without the employer',
      { tipoAttivita: 'D01', descrizione: undefined },
      {},
      ['politica.descrizione [politica.employer]'],
    ],
    [
      'that is the row of a DID',
      { tipoAttivita: 'N00' },
      {},
      [
        'politica.progetto [politica.did-row]',
        'politica.entePromotore [politica.did-row]',
        'politica.tipoAttivita [politica.did-row-by-node]',
      ],
    ],
    [
      'that takes in charge and names another',
      { tipoAttivita: 'A02', progetto: '05', identificativoPresaInCarico: '13000000A1H' },
      {},
      ['politica.identificativoPresaInCarico [politica.own-taking-in-charge]'],
    ],
    ['of a receiver of RdC', rc1, {}, []],
    [
      'of a receiver of RdC in another form',
      {
        ...rc1,
        progetto: '05',
        durata: 12,
        tipologiaDurata: 'G',
        descrizione: 'INPS-RDC-2022-1',
        identificativoPresaInCarico: '13000000A1H',
      },
      {},
      ['progetto', 'durata', 'tipologiaDurata', 'identificativoPresaInCarico', 'descrizione'].map(
        (at) => `politica.${at} [politica.rdc]`,
      ),
    ],
  ])('%s', (_name, politica, more, expected) =>
    expect(lines('politica-attiva', policy(politica, more))).toEqual(expected.map((line) => `warning ${line}`)),
  );
});

describe('the id of a policy', () => {
  const example: PolicyIdentity = { entePromotore: 'H501X000004', tipoAttivita: 'A02', dataProposta: '2017-01-01' };
  it('has the letter of the published example', () => {
    expect(policyId('08', 0x008b3b94, example)).toBe('08008B3B94B');
    expect(policyIdFits('08008B3B94B', example)).toBe(true);
    expect(policyIdFits('08008B3B94C', example)).toBe(false);
  });
  it('of the national node fits, as does one that has the id of the SAP in front', () => {
    const n00 = { entePromotore: 'H501N000001', tipoAttivita: 'N00', dataProposta: '2025-05-12' };
    const national = policyId('00', 0x10800, n00);
    expect(national.slice(0, 10)).toBe('0000010800');
    expect(policyIdFits(national, n00)).toBe(true);
    const sap = 'AB12345678C';
    const letter = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((one) => policyIdFits(`0670018e72${one}`, n00, sap));
    expect(letter).toHaveLength(2);
    expect(letter).toContain(national.slice(-1));
  });
  it('differs by system, number and policy, and keeps its form', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffffffff }), (n) => {
        expect(policyId('13', n, example)).toMatch(/^13[0-9A-F]{8}[A-Z]$/);
        expect(Number.parseInt(policyId('13', n, example).slice(2, 10), 16)).toBe(n);
      }),
    ));
});

describe('a pact in view of what came before', () => {
  const past = (record: string, event: string, ...canonical: Loose[]) =>
    canonical.map((one) => ({ record, event, canonical: one }));
  const found = async (before: ReturnType<typeof past>, value: Loose = pact()) =>
    (await checkHistory('patto', 'invio', value, async () => before as never)).findings.map(
      ({ rule, severity }) => `${severity} ${rule}`,
    );
  const taken = (more: Loose = {}) => ({
    tipoAttivita: 'A02',
    progetto: '05',
    entePromotore: 'A944C000233',
    identificativoPolitica: '0600000000A',
    ...more,
  });
  const sap = (politicheAttive: Loose[], codiceEnteTitolare = 'A944C000233') => ({
    invio: { codiceEnteTitolare },
    politicheAttive,
  });

  it.each<[string, ReturnType<typeof past>, Loose, string[]]>([
    [
      'another one is open',
      past('patto', 'invio', pact({ dataProposta: '2024-01-08' })),
      {},
      ['warning patto.one-open'],
    ],
    ['the same one came before', past('patto', 'invio', pact()), {}, []],
    [
      'the other one has ended since',
      past(
        'patto',
        'invio',
        pact({ dataProposta: '2024-01-08', dataFine: '2024-09-09' }),
        pact({ dataProposta: '2024-01-08' }),
      ),
      {},
      [],
    ],
    [
      'the other one was closed by an event',
      past('patto', 'invio', pact({ dataProposta: '2024-01-08', ultimoEvento: { evento: '12', data: '2024-09-09' } })),
      {},
      [],
    ],
    ['it is a generic agreement', past('patto', 'invio', pact({ dataProposta: '2024-01-08' })), { tipo: 'AG' }, []],
    [
      'the DID is revoked',
      past('did', 'esito', { esito: 'E100', evento: 'R' }, { esito: 'E100', evento: 'I' }),
      {},
      ['warning patto.did-open'],
    ],
    ['the DID is there', past('did', 'esito', { esito: 'E100', evento: 'I' }), {}, []],
    [
      'a revocation was refused',
      past('did', 'esito', { esito: 'E009', evento: 'R' }, { esito: 'E100', evento: 'I' }),
      {},
      [],
    ],
    ['another region holds the person', past('sap', 'invio', sap([taken()])), {}, ['warning patto.held-elsewhere']],
    [
      'another region holds the person, by the id',
      past('sap', 'invio', sap([taken()], T)),
      { identificativoPolitica: '13000000A1H' },
      ['warning patto.held-elsewhere'],
    ],
    [
      'another CPI of the region holds the person',
      past('sap', 'invio', sap([taken({ identificativoPolitica: '1300000000A' })])),
      { identificativoPolitica: '13000000A1H' },
      [],
    ],
    [
      'the pact of the other region is closed',
      past('sap', 'invio', sap([taken({ ultimoEvento: { evento: '10', data: '2025-01-01' } })])),
      {},
      [],
    ],
    ['the own CPI holds the person', past('sap', 'invio', sap([taken({ entePromotore: T })])), {}, []],
    ['the latest SAP shows nobody else', past('sap', 'invio', sap([]), sap([taken()])), {}, []],
  ])('%s', async (_name, before, more, expected) => expect(await found(before, pact(more))).toEqual(expected));
});
