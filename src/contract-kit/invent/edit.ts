/** The values of a document, one by one, in whichever form it is written; and the document with some of them changed. */
import type { DocumentContract, DocumentTree } from '../../contract/contract.js';
import { readJson } from '../../contract/json-contract.js';
import { openXml } from '../../contract/xml-gate.js';
import type { Value, Visit } from './values.js';
import { editXml } from './xml-edit.js';

export interface Editable {
  edit(visit: Visit): Buffer;
}

/** Undefined when the bytes are no document of this kind. */
export function editable(contract: DocumentContract, bytes: Buffer): Editable | undefined {
  // A part of another record's document is read as something that does not look like it.
  if (contract.mediaType === 'application/xml' && !contract.partial) {
    const text = openXml(bytes, (xml) => xml.text()).value;
    return text === undefined ? undefined : { edit: (visit) => Buffer.from(editXml(text, visit), 'utf8') };
  }
  // A contract may add to what it reads what it found out about it.
  const { tree } = contract.mediaType === 'application/json' ? readJson(bytes, '') : contract.read(bytes);
  return tree && { edit: (visit) => written(contract, editTree(tree, visit)) };
}

/** JSON as people read it; the contract writes it for machines. */
const written = (contract: DocumentContract, tree: DocumentTree): Buffer =>
  contract.mediaType === 'application/json'
    ? Buffer.from(`${JSON.stringify(tree, null, 2)}\n`, 'utf8')
    : contract.write(tree);

function editTree(tree: DocumentTree, visit: Visit): DocumentTree {
  const each = (value: unknown, path: string, at: string): unknown => {
    if (value === null || value === undefined) return value;
    if (Array.isArray(value)) return value.map((item, i) => each(item, path, `${at}/${i}`));
    if (typeof value !== 'object') return visit({ path, at, value: value as Value['value'] });
    const made: DocumentTree = {};
    for (const [name, inside] of Object.entries(value)) {
      const given = each(inside, path === '' ? name : `${path}.${name}`, at);
      if (given !== undefined) made[name] = given;
    }
    return made;
  };
  return each(tree, '', '') as DocumentTree;
}
