/** Reads what a configuration file and the environment say, by the names of the settings; values are not checked here. */
import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import { settingsError } from './errors.js';
import { environmentName, SETTINGS } from './manifest.js';
import { type Problem, unknownName } from './problem.js';
import type { Setting } from './setting.js';

export interface Given {
  readonly value: unknown;
  /** Where the value, or the part of it at a path, stands. */
  readonly where: (path: readonly PropertyKey[]) => string;
}

export interface Source {
  readonly given: ReadonlyMap<string, Given>;
  readonly problems: readonly Problem[];
}

/** The groups around settings of these names. */
const groupsAround = (names: readonly string[]): ReadonlySet<string> =>
  new Set(
    names.flatMap((name) => {
      const parts = name.split('.');
      return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join('.'));
    }),
  );

/** Reads a YAML (or JSON) file. Throws `settings-unreadable` when there is none to read. */
export function readFileSource(file: string): Source {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (cause) {
    throw settingsError('settings-unreadable', `${file}: ${(cause as NodeJS.ErrnoException).code ?? 'unreadable'}`, {
      cause,
    });
  }
  return parseSource(content, file);
}

/** Reads the text of a file that holds these settings; `file` is its name in the problems. */
export function parseSource(content: string, file: string, settings: readonly Setting[] = SETTINGS): Source {
  const known = settings.map(({ name }) => name);
  const groups = groupsAround(known);
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const at = (node: Node | null | undefined): string =>
    node?.range ? `${file}:${lines.linePos(node.range[0]).line}` : file;
  if (document.errors.length > 0) {
    // The parser's own messages quote the text, which may hold a secret.
    const problems = document.errors.map(({ code, pos }) => ({
      where: `${file}:${lines.linePos(pos[0]).line}`,
      field: '(file)',
      text: `not valid YAML: ${code.toLowerCase().replaceAll('_', ' ')}`,
    }));
    return { given: new Map(), problems };
  }
  const given = new Map<string, Given>();
  const problems: Problem[] = [];

  const take = (name: string, key: Node, value: Node | null): void => {
    if (given.has(name)) {
      problems.push({ where: at(key), field: name, text: 'given twice; keep one' });
      return;
    }
    const where = (path: readonly PropertyKey[]): string => at(path.length === 0 ? key : (nodeAt(value, path) ?? key));
    try {
      given.set(name, { value: value?.toJS(document) ?? undefined, where });
    } catch {
      // The one thing that a document without errors can do: aliases of aliases that multiply beyond all measure.
      problems.push({ where: at(key), field: name, text: 'its aliases (*) multiply beyond what is read' });
    }
  };
  const inGroup = (group: string): string => known.filter((name) => name.startsWith(`${group}.`)).join(', ');
  const walk = (map: YAMLMap, prefix: string): void => {
    for (const { key, value } of map.items as { key: Node; value: Node | null }[]) {
      const name = `${prefix}${isScalar(key) ? String(key.value) : '?'}`;
      if (known.includes(name)) take(name, key, value);
      else if (!groups.has(name)) problems.push(unknownName(at(key), name, isMap(value) ? [...groups] : known));
      else if (isMap(value)) walk(value, `${name}.`);
      else if (value !== null && !(isScalar(value) && value.value === null))
        problems.push({
          where: at(key),
          field: name,
          text: `holds settings of its own, not a value: ${inGroup(name)}`,
        });
    }
  };
  if (isMap(document.contents)) walk(document.contents, '');
  else if (document.contents !== null)
    problems.push({ where: file, field: '(file)', text: `expected settings by name, such as ${known[0]}` });
  return { given, problems };
}

/** The node at a path, or the nearest around it that is there. */
function nodeAt(value: Node | null, path: readonly PropertyKey[]): Node | undefined {
  let node: unknown = value ?? undefined;
  for (const step of path) {
    const inner = (node as { get?(key: PropertyKey, keep: true): unknown } | undefined)?.get?.(step, true);
    if (inner === undefined) break;
    node = inner;
  }
  return node as Node | undefined;
}

/** Variables with our prefix that are not settings. */
const NOT_SETTINGS = /^RACCORDO_(CONFIG|CRASH_AT|TEST_.*)$/;

/** Reads the environment. An empty variable counts as absent. */
export function readEnvironment(env: NodeJS.ProcessEnv): Source {
  const byVariable = new Map<string, Setting>(SETTINGS.map((setting) => [environmentName(setting.name), setting]));
  const given = new Map<string, Given>();
  const problems: Problem[] = [];
  for (const [variable, value] of Object.entries(env)) {
    if (!variable.startsWith('RACCORDO_') || NOT_SETTINGS.test(variable) || !value) continue;
    const setting = byVariable.get(variable);
    if (setting === undefined) {
      problems.push(unknownName(variable, '(environment)', [...byVariable.keys()], variable));
      continue;
    }
    try {
      given.set(setting.name, { value: setting.kind.fromText(value), where: () => variable });
    } catch {
      problems.push({ where: variable, field: setting.name, text: `not readable; expected ${setting.kind.expected}` });
    }
  }
  return { given, problems };
}
