import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rdcContracts, splitHousehold } from '../../../src/contract/anpal/rdc.js';
import { loadSettings } from '../../../src/foundation/settings/load.js';
import { rdcTables } from '../../../src/mappings/anpal/rdc.js';
import { compile, decode, encode } from '../../../src/mappings/engine/index.js';
import { buildSides } from '../../../src/sides.js';
import { dateText, textOf } from '../../support/arbitrary-document.js';
import { fixturesOf } from '../../support/fixtures.js';
import { ADA, beneficiario, EVA } from '../../support/rdc.js';
import { everyElement, readSchemaModel } from '../../support/schema-model.js';

const side = (revision: string) => {
  const contract = rdcContracts.find((one) => one.revision === revision);
  const table = rdcTables.find((one) => one.revision === revision);
  if (!contract || !table) throw new Error(revision);
  return { contract, table, plan: compile(table) };
};

const words = (min = 1) => textOf(min, 30);
const codes = fc.stringMatching(/^[0A-Z][0-9A-Z]{0,8}$/);

/** What every version demands; texts may be empty. */
const DEMANDED: Readonly<Record<string, Arbitrary<string>>> = {
  codiceFiscale: codes,
  codiceFiscaleRichiedente: codes,
  ruolo: codes,
  'persona.cognome': words(0),
  'persona.nome': words(0),
  'persona.dataNascita': dateText,
  'residenza.cap': words(0),
  'residenza.comune': codes,
  'residenza.indirizzo': words(0),
  'residenza.nomeComune': words(0),
  'prestazione.stato': codes,
  'prestazione.protocollo': words(0),
  'prestazione.dataDomanda': dateText,
  'prestazione.dataRendicontazione': dateText,
};
const OPTIONAL: Readonly<Record<string, Arbitrary<string>>> = {
  'persona.sesso': codes,
  'persona.luogoNascita': codes,
  'persona.nomeLuogoNascita': words(),
  'persona.cittadinanza': codes,
  'domicilio.cap': words(),
  'domicilio.comune': codes,
  'domicilio.indirizzo': words(),
  'domicilio.nomeComune': words(),
  'recapiti.telefono': words(),
  'recapiti.email': words(),
  identificativoSap: codes,
};
const CPI = { cpi: codes };
const SINCE_1_2 = { fonte: codes, 'prestazione.dataTrasformazione': dateText };
const SINCE_1_3 = { 'prestazione.tipoDomanda': codes, 'prestazione.dataStato': dateText };
const SENT = { 'invio.idComunicazione': words(0), 'invio.data': dateText };
const ANSWERED = { 'invio.messaggio': words() };
/** What no version holds. */
const NOWHERE = {
  'recapiti.cellulare': words(),
  'prestazione.importoComplessivo': codes,
  'residenza.localita': words(),
};

type Fields = Readonly<Record<string, Arbitrary<string>>>;

/** For each revision: what else it demands, what it may hold besides, and what it has no place for. */
const REVISIONS: Readonly<Record<string, readonly [demanded: Fields, optional: Fields, lost: Fields]>> = {
  'notifica-1.3': [SENT, { ...CPI, ...SINCE_1_2, ...SINCE_1_3 }, ANSWERED],
  'notifica-1.2': [SENT, { ...CPI, ...SINCE_1_2 }, { ...SINCE_1_3, ...ANSWERED }],
  'notifica-1.0': [SENT, CPI, { ...SINCE_1_2, ...SINCE_1_3, ...ANSWERED }],
  'beneficiari-1.2': [{ 'invio.esito': codes }, { ...SINCE_1_2, ...SINCE_1_3, ...ANSWERED }, { ...CPI, ...SENT }],
  'beneficiari-1.1': [{ 'invio.esito': codes }, { ...SINCE_1_2, ...ANSWERED }, { ...CPI, ...SENT, ...SINCE_1_3 }],
  'beneficiari-1.0': [{ 'invio.esito': codes }, ANSWERED, { ...CPI, ...SENT, ...SINCE_1_2, ...SINCE_1_3 }],
  'beneficiari-1.0-eng': [{ 'invio.esito': codes }, ANSWERED, { ...CPI, ...SENT, ...SINCE_1_2, ...SINCE_1_3 }],
};

type Flat = Readonly<Record<string, string>>;

function nested(fields: Flat): Record<string, unknown> {
  const record: Record<string, Record<string, string> | string> = {};
  for (const [path, value] of Object.entries(fields)) {
    const [group = '', name] = path.split('.');
    if (name === undefined) record[group] = value;
    else record[group] = { ...(record[group] as Record<string, string> | undefined), [name]: value };
  }
  return record;
}

const optional = (fields: Fields): Arbitrary<Flat> => fc.record({ ...fields }, { requiredKeys: [] }) as Arbitrary<Flat>;
const demanded = (fields: Fields): Arbitrary<Flat> => fc.record({ ...fields }) as Arbitrary<Flat>;

describe('canonical → XML → canonical', () => {
  test.each(Object.keys(REVISIONS))('%s gives back what it holds and names the rest', (revision) => {
    const { contract, plan } = side(revision);
    const [wanted, more, lost] = REVISIONS[revision] as (typeof REVISIONS)[string];
    const held = fc.tuple(demanded({ ...DEMANDED, ...wanted }), optional({ ...OPTIONAL, ...more }));
    fc.assert(
      fc.property(held, optional({ ...lost, ...NOWHERE }), ([must, may], beyond) => {
        const fields = { ...must, ...may, 'prestazione.tipo': 'RDC' };
        const encoded = encode(plan, nested({ ...fields, ...beyond }));
        const read = contract.read(contract.write(encoded.document));
        expect(read.findings).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        expect(decoded.record).toEqual(nested(fields));
        expect(encoded.report.map(({ kind, canonical }) => [kind, canonical]).sort()).toEqual(
          Object.keys(beyond)
            .map((path) => ['lost', path])
            .sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('every revision is tried here', () => {
    expect(rdcTables.map(({ revision }) => revision)).toEqual(Object.keys(REVISIONS));
    expect(rdcContracts.map(({ revision }) => revision)).toEqual(Object.keys(REVISIONS));
  });
});

describe('the rows', () => {
  const SCHEMAS: Readonly<Record<string, string>> = {
    'beneficiari-1.0-eng': 'anpal/rdc/1.0/rdc-eng.xsd',
  };
  const schemaOf = (revision: string): string =>
    SCHEMAS[revision] ??
    (revision.startsWith('notifica-')
      ? `anpal/invia-notifica-rdc/${revision.slice('notifica-'.length)}/invia-notifica-rdc.xsd`
      : `anpal/rdc/${revision.slice('beneficiari-'.length)}/rdc.xsd`);

  test.each(Object.keys(REVISIONS).filter((revision) => revision !== 'beneficiari-1.0-eng'))(
    'of %s are the elements of its schema, in order, and say which are demanded',
    (revision) => {
      const leaves = everyElement(readSchemaModel(schemaOf(revision))).filter(({ facets }) => facets !== undefined);
      const rows = side(revision).table.rows.map((row) => [row.side, row.kind === 'field' && row.required]);
      expect(rows).toEqual(leaves.map(({ path, min }) => [path, min > 0]));
    },
  );

  test('of the first version are those of its variant, which takes any order and needs no message', () => {
    const strip = (revision: string) =>
      side(revision).table.rows.filter(
        (row) => row.kind === 'field' && row.direction === 'both' && !row.side.startsWith('esito'),
      );
    expect(strip('beneficiari-1.0-eng')).toEqual(strip('beneficiari-1.0'));
  });
});

describe('a document', () => {
  const anpal = buildSides(loadSettings({ env: {} }).settings).get('anpal');
  /** Versions that are valid in a newer one are read as that. */
  const READ_AS: Readonly<Record<string, string>> = {
    'notifica-1.2': 'notifica-1.3',
    'notifica-1.0': 'notifica-1.3',
    'beneficiari-1.1': 'beneficiari-1.2',
  };
  const good = fixturesOf('anpal').filter(
    (one) => one.record === 'percettore' && one.direction !== 'out' && one.expect === 'ok',
  );

  test.each(good.map((fixture) => [fixture.name, fixture] as const))(
    '%s is read whatever its revision',
    (_n, fixture) => {
      const received = anpal?.receive('percettore', 'invio', fixture.source as Buffer);
      expect(received?.canonical).toEqual(fixture.canonical);
      const { revision } = fixture;
      const inAnyOrder = revision === 'beneficiari-1.0-eng' && !fixture.name.includes('any-order');
      expect(received?.revision).toBe(inAnyOrder ? 'beneficiari-1.0' : (READ_AS[revision] ?? revision));
    },
  );

  test('that is of none is refused, and told which are spoken', () => {
    const received = anpal?.receive('percettore', 'invio', Buffer.from('<altro/>'));
    expect(received?.canonical).toBeUndefined();
    const [last] = received?.findings.slice(-1) ?? [];
    expect(last).toMatchObject({ rule: 'contract.revision-unknown', message: expect.stringContaining('notifica-1.3') });
  });

  test.each([
    ['first', 'bad-beneficiari-date', ['dtt_domanda', 'dtt_nascita', 'dtt_rendicontazione']],
    ['later', 'beneficiari-1.0', ['dtt_rendicontazione', 'dtt_domanda', 'dtt_nascita']],
  ])('with a mistake is told what it misses of its own version, not of another (%s)', (_which, name) => {
    const fixture = fixturesOf('anpal').find((one) => one.name === name && one.record === 'percettore');
    const source = String(fixture?.source).replace(/<des_nome>[^<]*<\/des_nome>/, '');
    const { findings } = anpal?.receive('percettore', 'invio', Buffer.from(source)) ?? { findings: [] };
    expect(findings.map(({ path }) => path)).toEqual(['beneficiari/beneficiario/des_telefono']);
  });
});

test('a household is taken apart in order, and each part is a document of its own', () => {
  const { contract, plan } = side('beneficiari-1.2');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(ADA, EVA), words(0)), { minLength: 2, maxLength: 6 }), (people) => {
      const esito = { codEsito: 'E100' };
      const order = side('beneficiari-1.2').table.rows.map((row) => row.side.replace('beneficiari.beneficiario.', ''));
      const persons = people.map(([codiceFiscale, nome]) => {
        const fields: Readonly<Record<string, string>> = beneficiario(codiceFiscale, { des_nome: nome });
        return Object.fromEntries(order.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
      });
      const whole = contract.write({ beneficiari: { beneficiario: [...persons, {}] }, esito });
      const parts = splitHousehold(whole) ?? [];
      const read = parts.map((part) => contract.read(part));
      expect(read.flatMap(({ findings }) => findings)).toEqual([]);
      const records = read.map(({ tree }) => decode(plan, tree).record);
      expect(records.map(({ codiceFiscale, persona }) => [codiceFiscale, (persona as { nome: string }).nome])).toEqual(
        people,
      );
    }),
    { numRuns: 40 },
  );
  expect(splitHousehold(Buffer.from('<altro/>'))).toBeUndefined();
  expect(splitHousehold(Buffer.from('no document'))).toBeUndefined();
});
