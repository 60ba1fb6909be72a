/** What the command is given: files, settings, and the values of options. */
import { readFile } from 'node:fs/promises';
import { InvalidArgumentError, Option } from 'commander';
import { parseMessageId } from '../foundation/ids.js';
import { loadSettings, type Settings } from '../foundation/settings/load.js';
import type { SettingsRule } from '../foundation/settings/rules.js';
import { cliError } from './errors.js';

/** The bytes of a file, or of standard input for `-`. Throws `file-unreadable`. */
export async function readInput(path: string): Promise<Buffer> {
  if (path !== '-') {
    try {
      return await readFile(path);
    } catch (error) {
      throw cliError('file-unreadable', `${path}: ${(error as { code?: string }).code ?? 'unreadable'}`, {
        cause: error,
      });
    }
  }
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Settings from `--config FILE` and the environment, which `overrides` go before; `rules` must hold as well. */
export function settingsFrom(
  options: { config?: string },
  overrides: Partial<NodeJS.ProcessEnv> = {},
  rules: readonly SettingsRule[] = [],
): Settings {
  const env = { ...process.env, ...overrides };
  return loadSettings({ env, rules, ...(options.config === undefined ? {} : { file: options.config }) }).settings;
}

/** An option that takes one of a few names. */
export const choice = (flags: string, description: string, names: readonly string[]): Option =>
  new Option(flags, description).choices(names);

/** As `choice`; a name that only the option beside it takes is refused with the name of that. */
export function choiceBeside(
  flags: string,
  description: string,
  names: readonly string[],
  beside: { readonly option: string; readonly names: readonly string[] },
): Option {
  const option = choice(flags, description, names);
  return option.argParser((text: string) => {
    if (names.includes(text)) return text;
    const hint = beside.names.includes(text) ? ` Give it with ${beside.option} ${text}.` : '';
    throw new InvalidArgumentError(`Allowed choices are ${names.join(', ')}.${hint}`);
  });
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
}

/** A port to listen on; 0 stands for a free one. */
export const portNumber = (text: string): number => wholeNumber(text, 0, 65_535);

/** A port whose number is told to others before it is taken. */
export const demoPort = (text: string): number => wholeNumber(text, 1, 65_535);

/** How many items of a page are wanted. */
export const pageSize = (text: string): number => wholeNumber(text, 1, 200);

/** An instant with its offset from UTC, which none can be understood without. */
export function instant(text: string): string {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)))
    return text;
  throw new InvalidArgumentError('Expected an instant with its offset, such as 2026-11-01T08:00:00+01:00.');
}

/** A count, 0 among them. */
export const count = (text: string): number => wholeNumber(text, 0, 1_000_000_000);

/** The id of a message or of an action, as the gateway prints it. */
export function uuid(text: string): string {
  const id = parseMessageId(text.toLowerCase());
  if (id !== undefined) return id;
  throw new InvalidArgumentError(
    'Expected an id as the gateway prints it, such as 01939a2e-5b7c-7d21-8f3a-2c4e6a8b0d1f.',
  );
}

/** Ids of an option that takes several. */
export const uuids = (text: string, before: readonly string[] = []): readonly string[] => [...before, uuid(text)];

/** A text that says something. */
export function filled(text: string): string {
  if (text.trim() !== '') return text;
  throw new InvalidArgumentError('Expected a text that is not empty.');
}

/** Address of a server. */
export function httpAddress(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new InvalidArgumentError('Expected an address that starts with http:// or https://.');
}
