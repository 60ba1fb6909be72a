import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarDate } from '../../../src/canonical/rome-day.js';
import type { DocumentContract, DocumentTree } from '../../../src/contract/contract.js';
import { silpContracts } from '../../../src/contract/silp/index.js';
import { compile, decode, encode, type Table } from '../../../src/mappings/engine/index.js';
import { silpTables } from '../../../src/mappings/silp/index.js';
import { holdableSap, scheda } from '../../support/silp.js';

const table = silpTables[0] as Table;
const plan = compile(table);
const contract = silpContracts()[0] as DocumentContract;

/** As SILP would get it: only what survives being written and read. */
const overTheWire = (tree: DocumentTree): unknown => JSON.parse(contract.write(tree).toString('utf8'));

/** Path → value of everything that says something. */
function leaves(value: unknown, path = '', into = new Map<string, unknown>()): Map<string, unknown> {
  if (value === null || value === undefined) return into;
  if (Array.isArray(value)) for (const [i, item] of value.entries()) leaves(item, `${path}[${i}]`, into);
  else if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) leaves(inner, path === '' ? name : `${path}.${name}`, into);
  } else into.set(path, value);
  return into;
}

/** A place that names a comune and denies being in Italy: the comune is taken, the rest is named in the report. */
const CONTRADICTION = /\.(flgLuogoItalia|stato\.idSilTNazione)$/;

const template = (path: string): string => path.replace(/\[\d+\]/g, '[]');
const rowsWith = (codec: string): Set<string> =>
  new Set(table.rows.flatMap((row) => (row.kind === 'field' && row.codec.name === codec ? [row.side] : [])));
const dates = rowsWith('silp-date');
const lines = rowsWith('address-line');
const taxCodes = rowsWith('codice-fiscale');

/** Whether what came back says what SILP had written: in SILP's other way to write dates, and an address with its parts. */
function sameMeaning(path: string, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  const place = template(path);
  if (dates.has(place)) return calendarDate(before) === calendarDate(after);
  if (lines.has(place)) return String(after).includes(String(before).trim());
  if (taxCodes.has(place)) return String(before).trim().toUpperCase() === after;
  return false;
}

/** Without the extension; the annex's last list sorted, because SILP's three lists stand in the order of its members. */
function inOneOrder(record: Record<string, unknown>): unknown {
  const { estensioni: _, ...rest } = structuredClone(record);
  const { allegato } = rest as { allegato?: { altreInformazioni?: unknown[] } };
  allegato?.altreInformazioni?.sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return rest;
}

describe('the mapping of SILP', () => {
  it('gives a canonical SAP back as it was, for all that SILP can hold', () => {
    fc.assert(
      fc.property(holdableSap, (sap) => {
        const encoded = encode(plan, sap);
        expect(encoded.report.filter(({ kind }) => kind === 'lost')).toEqual([]);
        const decoded = decode(plan, overTheWire(encoded.document));
        expect(decoded.findings).toEqual([]);
        const { estensioni: _, ...record } = decoded.record;
        expect(record).toEqual(sap);
      }),
      { numRuns: 300 },
    );
  });

  it('writes what SILP takes', () => {
    fc.assert(
      fc.property(holdableSap, (sap) => {
        expect(contract.read(contract.write(encode(plan, sap).document)).findings).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('loses nothing that SILP had written, on the way to the canonical record and back', () => {
    let compared = 0;
    fc.assert(
      fc.property(scheda, (document) => {
        expect(contract.read(contract.write(document)).findings).toEqual([]);
        const { record } = decode(plan, document);
        const encoded = encode(plan, record);
        const after = leaves(overTheWire(encoded.document));
        const notedAsLost = new Set(encoded.report.filter(({ kind }) => kind === 'lost').map(({ side }) => side));
        for (const [path, before] of leaves(document)) {
          compared += 1;
          if (notedAsLost.has(path) && CONTRADICTION.test(path)) continue;
          if (!sameMeaning(path, before, after.get(path))) {
            expect.fail(`${path}: ${JSON.stringify(before)} came back as ${JSON.stringify(after.get(path))}`);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(5000);
  });

  it('says the same canonical record once more after a way through SILP', () => {
    fc.assert(
      fc.property(scheda, (document) => {
        const first = decode(plan, document).record;
        const again = decode(plan, overTheWire(encode(plan, first).document)).record;
        expect(inOneOrder(again)).toEqual(inOneOrder(first));
      }),
      { numRuns: 200 },
    );
  });
});
