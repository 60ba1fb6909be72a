/**
 * Looks up the codes of a record in their lists. Which field belongs to which list is said once, in the metadata of
 * the zod definition; it is compiled here into plain functions that visit only the fields with a list, because every
 * record passes.
 */
import { z } from 'zod';
import { type Finding, mask } from '../foundation/finding.js';
import { type CodeList, codeList } from './codes/index.js';

interface Walk {
  /** Positions in the lists that enclose the present field, outermost first. */
  readonly at: number[];
  /** The day on which codes in current use must be valid, `YYYY-MM-DD`. */
  readonly day: string | undefined;
  readonly findings: Finding[];
}

type Visit = (value: unknown, walk: Walk) => void;

/** Compiled code checks of one record: adds a warning for each unknown or expired code. */
export type CodeChecks = (value: unknown, day: string | undefined, findings: Finding[]) => void;

/** The record must be valid by `schema` already. */
export function compileCodeChecks(schema: z.ZodType): CodeChecks {
  const visit = compileNode(schema, '');
  return (value, day, findings) => visit?.(value, { at: [], day, findings });
}

/** `unless` in the metadata of a field: values of a field beside it with which its code is of another list. */
type Unless = Readonly<Record<string, readonly string[]>>;

/** Whether a field's code is to be looked up, by what stands beside it. */
function lookedUp(schema: z.ZodType): ((group: Readonly<Record<string, unknown>>) => boolean) | undefined {
  const unless = Object.entries((schema.meta()?.unless as Unless | undefined) ?? {});
  if (unless.length === 0) return undefined;
  return (group) => !unless.some(([field, values]) => values.includes(String(group[field])));
}

function compileNode(schema: z.ZodType, path: string): Visit | undefined {
  const name = schema.meta()?.codeList;
  if (typeof name === 'string') return compileCode(name, path, schema.meta()?.current === true);
  if (schema instanceof z.ZodOptional) return compileNode(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodArray) return compileList(schema.element as z.ZodType, path);
  if (schema instanceof z.ZodObject) return compileGroup(schema, path);
  return undefined;
}

function compileGroup(schema: z.ZodObject, path: string): Visit | undefined {
  const members: { key: string; visit: Visit; wanted: ReturnType<typeof lookedUp> }[] = [];
  for (const [key, member] of Object.entries(schema.shape)) {
    const visit = compileNode(member as z.ZodType, path === '' ? key : `${path}.${key}`);
    if (visit) members.push({ key, visit, wanted: lookedUp(member as z.ZodType) });
  }
  if (members.length === 0) return undefined;
  return (value, walk) => {
    const group = value as Readonly<Record<string, unknown>>;
    for (const { key, visit, wanted } of members) {
      const held = group[key];
      if (held !== undefined && wanted?.(group) !== false) visit(held, walk);
    }
  };
}

function compileList(element: z.ZodType, path: string): Visit | undefined {
  const visit = compileNode(element, `${path}[]`);
  if (!visit) return undefined;
  return (value, walk) => {
    const items = value as readonly unknown[];
    const depth = walk.at.length;
    for (let i = 0; i < items.length; i++) {
      walk.at[depth] = i;
      visit(items[i], walk);
    }
    walk.at.length = depth;
  };
}

function compileCode(name: string, path: string, current: boolean): Visit {
  // Loaded at the first record, not at start: most commands never look at a list.
  let list: CodeList | undefined;
  return (value, walk) => {
    // An element that is present and empty says "no code", and some lists allow exactly that.
    if (value === '') return;
    list ??= codeList(name);
    if (list === undefined) return;
    const found = list.lookup(value as string, current ? walk.day : undefined);
    if (found !== 'known') walk.findings.push(codeFinding(list, found, concrete(path, walk.at), value as string));
  };
}

function codeFinding(list: CodeList, found: 'unknown' | 'expired', path: string, value: string): Finding {
  const partial = list.about.complete === false ? ', of which codes are known to be missing' : '';
  return {
    path,
    rule: `code.${found}`,
    source: list.source,
    severity: 'warning',
    message:
      found === 'unknown'
        ? `the code is not in the list ${list.about.name}${partial}; it travels as written`
        : `the code of the list ${list.about.name} was not in use on the day of the record`,
    masked: mask(value),
  };
}

/** `esperienze[].luogo.comune` with the positions filled in. */
function concrete(path: string, at: readonly number[]): string {
  let next = 0;
  return path.replaceAll('[]', () => `[${at[next++] ?? 0}]`);
}
