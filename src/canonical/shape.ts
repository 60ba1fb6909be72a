/** Turns what zod has to say about a record into findings with stable rules and paths. */
import { z } from 'zod';
import { type Finding, mask } from '../foundation/finding.js';

type Issue = z.core.$ZodIssue;

/** The findings of a record that its definition refused; `source` is the name of the definition. */
export function shapeFindings(schema: z.ZodType, value: unknown, issues: readonly Issue[], source: string): Finding[] {
  return issues.flatMap((issue) => issueFindings(schema, value, issue, source));
}

function issueFindings(schema: z.ZodType, value: unknown, issue: Issue, source: string): Finding[] {
  const finding = (path: readonly PropertyKey[], rule: string, message: string, meta?: Meta): Finding => ({
    path: pathText(path),
    rule,
    source: meta?.source ?? source,
    severity: 'error',
    message,
    ...masked(valueAt(value, path)),
  });
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => finding([...issue.path, key], 'canonical.unknown-field', 'no such field here'));
  if (issue.code === 'invalid_type') {
    return valueAt(value, issue.path) === undefined
      ? [finding(issue.path, 'canonical.missing', 'required, and not there')]
      : [finding(issue.path, 'canonical.type', `expected ${issue.expected}`)];
  }
  const meta = metaAt(schema, issue.path);
  return [finding(issue.path, meta?.rule ?? `canonical.${issue.code.replaceAll('_', '-')}`, issue.message, meta)];
}

/** `['esperienze', 2, 'dataInizio']` → `esperienze[2].dataInizio` */
function pathText(path: readonly PropertyKey[]): string {
  let text = '';
  for (const step of path)
    text += typeof step === 'number' ? `[${step}]` : text === '' ? String(step) : `.${String(step)}`;
  return text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let held = value;
  for (const step of path) {
    if (held === null || typeof held !== 'object' || !Object.hasOwn(held, step)) return undefined;
    held = (held as Record<PropertyKey, unknown>)[step];
  }
  return held;
}

function masked(value: unknown): { masked?: string } {
  return typeof value === 'string' || typeof value === 'number' ? { masked: mask(String(value)) } : {};
}

interface Meta {
  readonly rule?: string;
  readonly source?: string;
}

/** The metadata of the field at a path: its definition's own, or that of what it wraps. */
function metaAt(schema: z.ZodType, path: readonly PropertyKey[]): Meta | undefined {
  let node: unknown = schema;
  for (const step of path) {
    while (node instanceof z.ZodOptional) node = node.unwrap();
    if (node instanceof z.ZodObject) node = node.shape[String(step)];
    else if (node instanceof z.ZodArray) node = node.element;
    else return undefined;
  }
  while (node instanceof z.ZodOptional) node = node.unwrap();
  return node instanceof z.ZodType ? (node.meta() as Meta | undefined) : undefined;
}
