/** What is wrong with a configuration: one line each, for the person who has to mend it. */
import { cut } from '../cut.js';
import { nearest } from '../nearest.js';
import type { Setting } from './setting.js';

export interface Problem {
  /** `raccordo.yaml:12`, or the name of the environment variable. */
  readonly where: string;
  /** Dotted name of the setting. */
  readonly field: string;
  /** What is wrong, and the mend. */
  readonly text: string;
}

export const problemLine = ({ where, field, text }: Problem): string => `${where}: ${field}: ${text}`;

/** How many there are, and each on a line of its own. */
export function problemLines(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return [count, ...problems.map((problem) => `  ${problemLine(problem)}`)].join('\n');
}

/** Name of the part of a setting at a path: `callers[1].side`. */
export const fieldAt = (name: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}.${String(step)}`),
    name,
  );

/** Of YAML 1.1: takes over the members of another group. */
const MERGE = '<<';

export function unknownName(where: string, field: string, known: readonly string[], name = field): Problem {
  if (name.endsWith(MERGE)) return { where, field, text: 'merge keys are not read; write out what is meant' };
  const meant = nearest(name, known);
  const text = meant === undefined ? 'no such setting; remove it' : `no such setting; did you mean ${meant}?`;
  return { where, field, text };
}

/** What was found, for the message; nothing of a secret, and nothing that may carry a password inside an address. */
export function foundText(value: unknown, setting: Setting): string {
  if (setting.secret || (typeof value === 'string' && value.includes('@'))) return 'the value cannot be used';
  if (typeof value === 'string') {
    const short = cut(value, 40);
    return `found "${short}${short === value ? '' : '…'}"`;
  }
  if (typeof value === 'number' || typeof value === 'boolean') return `found ${value}`;
  return `found ${Array.isArray(value) ? 'a list' : 'a group'}`;
}
