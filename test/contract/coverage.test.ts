/**
 * Over the fixtures of a document that must be read, each element of its schema stands somewhere, with each of its codes; and
 * over all fixtures, each code of each list that a canonical field names.
 */
import { describe, expect, it } from 'vitest';
import { codeList } from '../../src/canonical/codes/index.js';
import { EVENTS, RECORDS } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { buildSides } from '../../src/sides.js';
import { codesInUse } from '../support/code-fields.js';
import { fixturesOf } from '../support/fixtures.js';
import { everyElement, readSchemaModel } from '../support/schema-model.js';

const sound = fixturesOf().filter(
  ({ expect: wanted, source, partOf }) => wanted === 'ok' && source !== undefined && partOf === undefined,
);

/** Adds each path of a tree, with the texts that stand there. */
function collect(part: unknown, path: string, into: Map<string, Set<string>>): void {
  if (Array.isArray(part)) {
    for (const one of part) collect(one, path, into);
    return;
  }
  const texts = into.get(path) ?? new Set();
  into.set(path, texts);
  if (typeof part !== 'object' || part === null) texts.add(String(part));
  else for (const [name, inside] of Object.entries(part)) collect(inside, path === '' ? name : `${path}.${name}`, into);
}

const documents = [...buildSides(loadSettings({ env: {} }).settings).values()].flatMap((side) =>
  RECORDS.flatMap((record) =>
    EVENTS.flatMap((event) =>
      side.revisions(record, event).flatMap((revision) => {
        const contract = side.writing(record, event, revision)?.contract;
        return contract?.schema === undefined || contract.partial
          ? []
          : [[`${side.name} ${record}/${event} ${revision}`, contract, contract.schema] as const];
      }),
    ),
  ),
);

describe.each(documents)('the fixtures of %s', (_title, contract, { file, root }) => {
  const stood = new Map<string, Set<string>>();
  for (const { side, record, event, source } of sound) {
    if (side !== contract.side || record !== contract.record || event !== contract.event) continue;
    collect(contract.read(source ?? Buffer.alloc(0)).tree ?? {}, '', stood);
  }
  const elements = everyElement(readSchemaModel(file, root));

  it('hold every element', () => {
    expect(elements.filter(({ path }) => !stood.has(path)).map(({ path }) => path)).toEqual([]);
  });

  it('hold every code of a closed list', () => {
    const codes = elements.flatMap(({ path, facets }) => (facets?.enumeration ?? []).map((code) => ({ path, code })));
    expect(codes.filter(({ path, code }) => !stood.get(path)?.has(code))).toEqual([]);
  });
});

/**
 * A longer list is data of its own (comuni, titles of study, citizenships, provinces, the CPIs of Emilia-Romagna): a code more of
 * it shows nothing new.
 */
const LONGEST_LIST = 60;
/** Codes that no record can have. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  // The answer tells of nobody, and a record is about somebody.
  'rdc-esito': ['E101'],
};

describe('the fixtures', () => {
  const used = codesInUse(fixturesOf());
  const lists = [...used.keys()].flatMap((name) => codeList(name) ?? []);

  it('name lists that exist', () => {
    expect(lists.map(({ about }) => about.name)).toEqual([...used.keys()]);
  });

  it('leave out long lists only', () => {
    const long = lists.filter(({ entries }) => entries.size > LONGEST_LIST).map(({ about }) => about.name);
    expect(long.sort()).toEqual(['cittadinanza', 'comune', 'cpi-regionale', 'provincia', 'titolo-studio']);
  });

  it.each(lists.filter(({ entries }) => entries.size <= LONGEST_LIST).map((list) => [list.about.name, list] as const))(
    'hold each code of the list %s',
    (name, { entries }) => {
      const never = NEVER[name] ?? [];
      const missing = [...entries.keys()].filter((code) => !used.get(name)?.has(code));
      expect(missing).toEqual(never);
    },
  );
});
