/** A document's tree as callers write it in JSON. */
import type { Finding } from '../foundation/finding.js';
import type { DocumentTree } from './contract.js';
import { jsonPath } from './json-text.js';

export interface ReadJsonTree {
  readonly tree: DocumentTree;
  readonly findings: readonly Finding[];
}

/** Deeper than any document of ours. */
const DEEPEST = 20;
/** Names become elements: only what is a name may pass, or a caller could write XML of its own into a document. */
const NAME = /^[A-Za-z_][\w.-]{0,99}$/;

/**
 * The tree in the form that writers of XML take: numbers and booleans as text, null as absent. What no element can be
 * named, or hold, is a finding and is left out. `source` names the contract in the findings.
 */
export function readJsonTree(value: unknown, source: string): ReadJsonTree {
  const findings: Finding[] = [];
  const wrong = (steps: readonly (string | number)[], rule: string, message: string): undefined => {
    findings.push({ path: jsonPath(steps), rule, source, severity: 'error', message });
    return undefined;
  };
  const plain = (held: unknown, steps: readonly (string | number)[]): unknown => {
    if (held === null || held === undefined) return undefined;
    if (typeof held === 'string' || typeof held === 'boolean') return String(held);
    if (typeof held === 'number') {
      return Number.isSafeInteger(held)
        ? String(held)
        : wrong(steps, 'json.number', 'write numbers like this one as text');
    }
    if (steps.length >= DEEPEST) return wrong(steps, 'json.depth', 'nested deeper than any document');
    if (Array.isArray(held)) {
      const isList = (item: unknown): boolean => Array.isArray(item);
      if (held.some(isList)) return wrong(steps, 'json.list', 'a list may not hold lists');
      return held.map((item, i) => plain(item, [...steps, i])).filter((item) => item !== undefined);
    }
    return members(held, steps);
  };
  const members = (held: object, steps: readonly (string | number)[]): DocumentTree => {
    const tree: DocumentTree = {};
    for (const [name, inner] of Object.entries(held)) {
      if (NAME.test(name) && name !== '__proto__') tree[name] = plain(inner, [...steps, name]);
      else wrong(steps, 'json.name', 'holds a member whose name no element can have');
    }
    return tree;
  };
  const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
  const tree = isGroup ? members(value, []) : {};
  if (!isGroup) wrong([], 'json.type', 'expected an object');
  return { tree, findings };
}
