/** Loads the settings: environment over file over default. Start-up stops on anything that is wrong, with all of it named. */
import { settingsError } from './errors.js';
import { SETTINGS } from './manifest.js';
import { fieldAt, type Problem, problemLines } from './problem.js';
import { SETTINGS_RULES, type SettingsRule } from './rules.js';
import type { Setting } from './setting.js';
import { type Given, readEnvironment, readFileSource } from './sources.js';
import type { Settings } from './types.js';
import { checked } from './values.js';

export type { Settings } from './types.js';

export interface LoadOptions {
  /** YAML or JSON. Default: the file that RACCORDO_CONFIG names, if any. */
  readonly file?: string;
  readonly env: NodeJS.ProcessEnv;
  /** What must hold besides, for whoever knows more than the settings alone tell. */
  readonly rules?: readonly SettingsRule[];
}

/**
 * Throws `settings-unreadable` for a missing file and `settings-invalid` with one line for each problem: where, which
 * setting, what is wrong, what was expected, which known name is near. Values of secrets are never in a message.
 */
export function loadSettings({ file, env, rules = [] }: LoadOptions): { readonly settings: Settings } {
  const path = file ?? (env.RACCORDO_CONFIG || undefined);
  const fromFile = path === undefined ? undefined : readFileSource(path);
  const fromEnvironment = readEnvironment(env);
  const problems: Problem[] = [...(fromFile?.problems ?? []), ...fromEnvironment.problems];
  const given = new Map<string, Given>([...(fromFile?.given ?? []), ...fromEnvironment.given]);

  const tree: Tree = {};
  for (const setting of SETTINGS as readonly Setting[]) {
    const one = given.get(setting.name);
    const value = one?.value === undefined ? setting.default : checked(setting, one, problems);
    place(tree, setting.name.split('.'), value);
  }
  const settings = freeze(tree) as unknown as Settings;
  problems.push(...brokenRules([...SETTINGS_RULES, ...rules], settings, given, problems));
  if (problems.length > 0) throw settingsError('settings-invalid', problemLines(problems));
  return { settings };
}

type Tree = { [name: string]: unknown };

/** Puts a value at its place. The groups around it are there even when no setting of theirs has a value. */
function place(tree: Tree, path: readonly string[], value: unknown): void {
  const [head = '', ...rest] = path;
  if (rest.length === 0) {
    if (value !== undefined) tree[head] = value;
  } else {
    tree[head] ??= {};
    place(tree[head] as Tree, rest, value);
  }
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}

function brokenRules(
  rules: readonly SettingsRule[],
  settings: Settings,
  given: ReadonlyMap<string, Given>,
  problems: readonly Problem[],
): Problem[] {
  const wrong = new Set(problems.map((problem) => problem.field.replace(/\[.*$/, '')));
  return rules.flatMap(({ fields, check }) => {
    if (fields.some((field) => wrong.has(field))) return [];
    const field = fields.find((name) => given.has(name)) ?? (fields[0] as string);
    const found = check(settings) ?? [];
    return (typeof found === 'string' ? [{ at: [], text: found }] : found).map(({ at, text }) => ({
      where: given.get(field)?.where(at) ?? 'defaults',
      field: fieldAt(field, at),
      text,
    }));
  });
}
