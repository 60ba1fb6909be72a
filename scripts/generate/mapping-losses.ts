/**
 * What a mapping loses in each direction: fields of the side's document that the canonical record has no place for (they are
 * kept in its extension), and fields of the canonical record that the side's document has no place for (they are lost there).
 * Made from the contract and the definition of the record on the one hand, and the rows of the table on the other.
 */
import { z } from 'zod';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import type { DocumentContract } from '../../src/contract/contract.js';
import { readContractFile } from '../../src/contract/location.js';
import { jsonSchemaContract } from '../../src/contract-kit/diff/json.js';
import { loadContract } from '../../src/contract-kit/diff/load.js';
import type { Document } from '../../src/contract-kit/diff/shape.js';
import { documentsOf } from '../../src/contract-kit/diff/xsd.js';
import type { Table } from '../../src/mappings/engine/index.js';

export interface Losses {
  /** Paths of the side, dotted; undefined where the contract is not described field by field. */
  readonly ofTheSide: readonly string[] | undefined;
  /** Paths of the canonical record. */
  readonly ofTheRecord: readonly string[];
}

const plain = (path: string): string => path.replaceAll('[]', '');

/** Paths of values: what holds other paths is not one of its own. */
function leavesOf(document: Document): string[] {
  const paths = [...document.members.keys()].map((path) => path.replaceAll('/', '.')).filter((path) => path !== '');
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
}

/** Whether a row is about a path: it names it, or something around it as one value, or something inside of it. */
const covered = (path: string, named: readonly string[]): boolean =>
  named.some((one) => path === one || path.startsWith(`${one}.`) || one.startsWith(`${path}.`));

export function lossesOf(table: Table, contract: DocumentContract | undefined): Losses {
  const rows = table.rows.filter((row) => row.kind === 'field' || (row.kind === 'list' && row.item !== undefined));
  const read = rows.filter((row) => row.kind !== 'field' || row.direction !== 'out').map(({ side }) => plain(side));
  const written = rows
    .filter((row) => row.kind === 'group' || row.direction !== 'in')
    .map((row) =>
      plain(row.kind === 'list' && row.share !== undefined ? `${row.canonical}.${row.share}` : row.canonical),
    );
  const described = contract && documentOf(contract);
  return {
    ofTheSide: described && leavesOf(described).filter((path) => !covered(path, read)),
    ofTheRecord: canonicalLeaves(table).filter((path) => !covered(path, written)),
  };
}

const IMPORTED = /<xs:import\b[^>]*schemaLocation="([^"]+)"/g;

function documentOf({ schema, described, partial }: DocumentContract): Document | undefined {
  // What such a table does not name belongs to the record whose document it is.
  if (partial === true) return undefined;
  if (schema === undefined) return described && loadContract(described.file).documents.get(described.name);
  const folder = schema.file.slice(0, schema.file.lastIndexOf('/') + 1);
  const text = readContractFile(schema.file);
  const imported = [...text.toString('utf8').matchAll(IMPORTED)].map(([, file = '']) =>
    readContractFile(`${folder}${file}`),
  );
  return documentsOf([text, ...imported]).get(schema.root);
}

function canonicalLeaves({ record, event }: Table): string[] {
  const definition = RECORD_DEFINITIONS.find((one) => one.record === record && one.event === event);
  if (definition === undefined) return [];
  const schema = z.toJSONSchema(definition.schema, { reused: 'inline' }) as Record<string, unknown>;
  const document = jsonSchemaContract('record', schema).documents.get('record');
  return document === undefined ? [] : leavesOf(document).filter((path) => !path.startsWith('estensioni'));
}
