/** The values that are given, by the kinds of the settings. */
import { asWritten, kindAt } from './kinds.js';
import { defaultText } from './manifest.js';
import { fieldAt, foundText, type Problem, unknownName } from './problem.js';
import type { Setting } from './setting.js';
import type { Given } from './sources.js';

/** The value as the program has it; or, with a problem noted, the default. */
export function checked(setting: Setting, given: Given, problems: Problem[]): unknown {
  const result = setting.kind.schema.safeParse(given.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const field = fieldAt(setting.name, issue.path);
    const kind = kindAt(setting.kind, issue.path);
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) {
        const where = given.where([...issue.path, key]);
        problems.push(unknownName(where, `${field}.${key}`, Object.keys(kind.parts ?? {}), key));
      }
    else problems.push({ where: given.where(issue.path), field, text: wrongValue(setting, given.value, issue.path) });
  }
  return setting.default;
}

function wrongValue(setting: Setting, whole: unknown, path: readonly PropertyKey[]): string {
  const kind = kindAt(setting.kind, path);
  const value = path.reduce<unknown>(
    (around, step) => (around as Record<string, unknown> | undefined)?.[step as string],
    whole,
  );
  if (path.length > 0 && (value === undefined || value === null)) return `missing; add it: ${kind.expected}`;
  const quote = typeof value === 'number' && kind.fromText === asWritten ? ' (put it in quotes)' : '';
  const keep = setting.default === undefined ? '' : ` to keep ${defaultText(setting)}`;
  const mend = path.length > 0 ? 'correct it' : `correct it, or remove it${keep}`;
  return `${foundText(value, setting)}, expected ${kind.expectedOf?.(value) ?? kind.expected}${quote}; ${mend}`;
}
