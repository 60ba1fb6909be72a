/** Documents made anonymous: nothing personal is left, what belongs together still does, and the case holds. */
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCodiceFiscale } from '../../src/canonical/codice-fiscale.js';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import { signAnew } from '../../src/cli/sign-anew.js';
import type { Fixture } from '../../src/contract/fixtures.js';
import { kindOf } from '../../src/contract-kit/invent/fields.js';
import { type Scaffold, scaffold } from '../../src/contract-kit/scaffold.js';
import { checkFixture } from '../../src/fixture-check.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../src/sides.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { fixturesOf } from '../support/fixtures.js';
import { person, sapOf } from '../support/sap-document.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
const sideOf = (name: string): Side => sides.get(name as Side['name']) as Side;

function made(
  side: Side,
  record: Fixture['record'],
  event: Fixture['event'],
  documents: readonly Buffer[],
  seed = 'seed',
  revision?: string,
): readonly Scaffold[] {
  const names = documents.map((_, i) => `case-${i + 1}`);
  const result = scaffold({
    side,
    record,
    event,
    names,
    documents,
    shows: 'a case',
    seed,
    signAnew,
    ...(revision === undefined ? {} : { revision }),
  });
  if (result.outcome !== 'made') throw new Error(JSON.stringify(result.findings));
  return result.cases;
}

const sourceOf = ({ files }: Scaffold): string =>
  [...files].filter(([name]) => name.startsWith('source.')).map(([, bytes]) => bytes.toString('utf8'))[0] ?? '';
const fileOf = ({ files }: Scaffold, name: string): unknown => {
  const text = files.get(name)?.toString('utf8');
  return text === undefined ? undefined : name.endsWith('.yaml') ? parse(text) : JSON.parse(text);
};

/** Every value in a canonical record by its path without positions. */
function leaves(value: unknown, path = ''): [path: string, text: string][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, path));
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, inside]) => leaves(inside, path === '' ? key : `${path}.${key}`));
  return [[path, String(value)]];
}

/** Fields whose values say who somebody is, told here by name and apart from what the kit believes of them. */
const PERSONAL =
  /(^|\.)(codiceFiscale|cognome|nome|email|emailPatronato|telefono|telefoni|cellulare|cellulari|fax|indirizzo|protocollo|protocolloInps|numeroDocumento|conto|idDomandaWeb|idComunicazione|identificativoSap|denominazione|note|codiceFiscaleOperatore|partitaIva)$/;

const personalIn = (canonical: unknown): string[] => {
  const { estensioni: _, ...record } = canonical as Record<string, unknown>;
  const found = leaves(record).filter(([path, text]) => PERSONAL.test(path) && text.trim().length > 3);
  return [...new Set(found.map(([, text]) => text.trim()))].filter((text) => !/^0+$/.test(text));
};

const fixtures = fixturesOf().filter(
  // A record read out of another one's document has none of its own to make a case from.
  ({ direction, expect: wanted, source, partOf }) =>
    direction !== 'out' && wanted === 'ok' && source !== undefined && partOf === undefined,
);
const titled = fixtures.map(
  (one) => [`${one.side} ${one.record}/${one.event} ${one.revision} ${one.name}`, one] as const,
);

describe.each(titled)('a case made from %s', (_title, { side, record, event, revision, source, canonical, folder }) => {
  let one: Scaffold;
  beforeAll(() => {
    one = made(sideOf(side), record, event, [source as Buffer], 'seed', revision)[0] as Scaffold;
  });

  it('holds no personal value of the document it was made from', () => {
    const everything = [...one.files.values()].join('\n');
    expect(personalIn(canonical).filter((value) => everything.includes(value))).toEqual([]);
  });

  it('is a case that holds', () => {
    const { revision: written, direction, expect: wanted, warnings = [] } = fileOf(one, 'case.yaml') as Fixture;
    const fixture: Fixture = {
      side,
      record,
      event,
      folder,
      revision: written,
      name: 'case',
      shows: 'a case',
      direction,
      expect: wanted,
      problems: [],
      warnings,
      source: Buffer.from(sourceOf(one)),
      canonical: fileOf(one, 'canonical.json'),
    };
    expect(written).toBe(revision);
    expect(checkFixture(sideOf(side), fixture)).toEqual([]);
  });
});

const anpal = sideOf('anpal');
const idOf = (text: string): string => /<codicefiscale>([^<]+)/.exec(text)?.[1] ?? '';

describe('what belongs together', () => {
  const first = Buffer.from(sapOf(1));
  const second = Buffer.from(sapOf(2));

  it('leaves a code that another record reads as nothing of its own', () => {
    const [one = ''] = made(anpal, 'sap', 'invio', [first]).map(sourceOf);
    const kind = /<tipovariazione>([^<]+)/;
    expect(kind.exec(one)?.[1]).toBe(kind.exec(first.toString('utf8'))?.[1]);
  });

  it('stays together in documents given at once, and two people stay two', () => {
    const [a, b, c] = made(anpal, 'sap', 'invio', [first, second, first]).map(sourceOf) as [string, string, string];
    expect(a).toBe(c);
    expect(idOf(a)).not.toBe(idOf(b));
  });

  it('is another person in another run', () => {
    const [a] = made(anpal, 'sap', 'invio', [first], 'one').map(sourceOf) as [string];
    const [b] = made(anpal, 'sap', 'invio', [first], 'two').map(sourceOf) as [string];
    expect(idOf(a)).not.toBe(idOf(b));
  });

  it('is a codice fiscale that is valid, of the same sex and about the same age, and goes with name and date of birth', () => {
    const one = made(anpal, 'sap', 'invio', [first])[0] as Scaffold;
    const { anagrafica } = fileOf(one, 'canonical.json') as { anagrafica: { persona: Record<string, string> } };
    const {
      codiceFiscale = '',
      cognome = '',
      nome = '',
      sesso,
      dataNascita = '',
      luogoNascita = '',
    } = anagrafica.persona;
    const before = parseCodiceFiscale(person(1).codiceFiscale);
    const after = parseCodiceFiscale(codiceFiscale);
    if (before?.kind !== 'person' || after?.kind !== 'person') throw new Error('no codes of persons');
    expect(after).toMatchObject({ checkCorrect: true, sex: before.sex });
    const years = (dates: readonly string[]) => Number(dates[0]?.slice(0, 4));
    expect(Math.abs(years(after.birthDates) - years(before.birthDates))).toBeLessThanOrEqual(1);
    expect(codiceFiscale).toBe(
      makeCodiceFiscale({ cognome, nome, sesso: sesso as 'M' | 'F', dataNascita, luogoNascita }),
    );
  });

  it('keeps the order of dates and the days between them', () => {
    const of = (record: unknown) =>
      leaves(record)
        .filter(([path, text]) => /(^|\.)data[A-Z]?\w*$/.test(path) && /^\d{4}-\d{2}-\d{2}$/.test(text))
        .map(([, text]) => Date.parse(text) / 86_400_000);
    const full = fixtures.find((one) => one.side === 'anpal' && one.record === 'sap' && one.name === 'full') as Fixture;
    const one = made(anpal, 'sap', 'invio', [full.source as Buffer])[0] as Scaffold;
    const before = of(full.canonical);
    const after = of(fileOf(one, 'canonical.json'));
    expect(before.length).toBeGreaterThan(5);
    const moved = new Set(after.map((day, i) => day - (before[i] as number)));
    expect([...moved]).toHaveLength(1);
    expect([...moved][0]).toBeLessThan(0);
  });
});

describe('a bad document', () => {
  it('stays exactly as bad, and becomes a case that expects it', () => {
    const bad = fixturesOf('anpal').find((one) => one.name === 'bad-data-inesistente') as Fixture;
    const one = made(anpal, bad.record, bad.event, [bad.source as Buffer])[0] as Scaffold;
    expect(fileOf(one, 'case.yaml')).toMatchObject({ direction: 'in', expect: 'problems', problems: bad.problems });
  });

  it('keeps a false check character false', () => {
    const true1 = person(1).codiceFiscale;
    const false1 = true1.slice(0, 15) + (true1.endsWith('A') ? 'B' : 'A');
    const one = made(anpal, 'sap', 'invio', [Buffer.from(sapOf(1).replaceAll(true1, false1))])[0] as Scaffold;
    expect(one.problems.map(({ rule }) => rule)).toContain('codice-fiscale.check-character');
    expect(sourceOf(one)).not.toContain(false1);
  });

  const full = fixturesOf('anpal').find(({ record, name }) => record === 'sap' && name === 'full') as Fixture;

  it.each([
    ['an e-mail without its sign', 'email', 'zenobia.lanterna.example.org'],
    ['a telephone in words', 'telefono', 'casa della nonna'],
    ['a postcode that is too long', 'cap', '10100 BORGO ALTO'],
    ['a surname that is too long', 'cognome', 'LANTERNA'.repeat(40)],
    ['a date that is none', 'datanascita', 'tre novembre'],
  ])('keeps what is wrong with %s, and nothing of the value', (_title, element, value) => {
    const written = new RegExp(`(<(?:\\w+:)?${element}>)[^<]+(</)`, 'g');
    const text = (full.source as Buffer).toString('utf8').replace(written, `$1${value}$2`);
    const { findings } = anpal.receive('sap', 'invio', Buffer.from(text), { revision: full.revision });
    const errors = findings.filter(({ severity }) => severity === 'error').map(({ path, rule }) => ({ path, rule }));
    expect(errors.length).toBeGreaterThan(0);
    const one = made(anpal, 'sap', 'invio', [Buffer.from(text)], 'seed', full.revision)[0] as Scaffold;
    expect(fileOf(one, 'case.yaml')).toMatchObject({ expect: 'problems', problems: errors });
    expect(sourceOf(one)).not.toContain(value);
  });

  it('that cannot be read at all cannot be made anonymous', () => {
    const result = scaffold({
      ...{ side: anpal, record: 'sap', event: 'invio', names: ['x'], shows: 'x', seed: 'x' },
      documents: [Buffer.from('<lavoratore><oops>')],
    });
    expect(result).toMatchObject({ outcome: 'impossible', document: 0 });
  });
});

describe('a value that no mapping names', () => {
  const silp = sideOf('silp');
  const minimal = fixturesOf('silp').find(({ name }) => name === 'minimal') as Fixture;

  it('is replaced, whatever it is, and its path is told', () => {
    const document = JSON.parse((minimal.source as Buffer).toString('utf8'));
    document.soprannome = 'Nino lo Svelto';
    document.tessera = 4711234;
    document.delega = { da: 'RSSMRA80A01H501U', scrive: 'nino@posta.example.it', dal: '2001-02-03' };
    const one = made(silp, 'sap', 'invio', [Buffer.from(JSON.stringify(document))])[0] as Scaffold;
    const text = sourceOf(one);
    for (const gone of ['Nino', 'Svelto', '4711234', 'RSSMRA80A01H501U', 'nino@posta', '2001-02-03'])
      expect(text).not.toContain(gone);
    expect(one.unknown).toEqual(expect.arrayContaining(['soprannome', 'tessera']));
    const { delega } = JSON.parse(text) as { delega: Record<string, string> };
    expect(parseCodiceFiscale(delega.da ?? '')).toMatchObject({ kind: 'person', checkCorrect: true });
  });
});

it('knows what every field of every record is, or replaces it', () => {
  const unknown = RECORD_DEFINITIONS.flatMap(({ record, event }) => {
    const samples = fixturesOf().filter((one) => one.record === record && one.event === event);
    const paths = samples.flatMap(({ canonical }) => {
      const { estensioni: _, ...rest } = (canonical ?? {}) as Record<string, unknown>;
      return leaves(rest).map(([path]) => path);
    });
    return [...new Set(paths)]
      .filter((path) => kindOf(record, event, path) === 'unknown')
      .map((path) => `${record}/${event} ${path}`);
  });
  expect(unknown).toEqual([]);
});
