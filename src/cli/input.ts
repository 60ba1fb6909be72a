import { readFile } from 'node:fs/promises';
import { RECORDS, type RecordName, SIDES, type SideName } from '../foundation/names.js';
import { loadSettings, type Settings } from '../foundation/settings/load.js';
import { cliError } from './errors.js';

/** The bytes of a file, or of standard input for `-`. */
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

/** Settings from `--config FILE` and the environment. */
export function settingsFrom(options: { config?: string }, overrides: Partial<NodeJS.ProcessEnv> = {}): Settings {
  const env = { ...process.env, ...overrides };
  return loadSettings(options.config === undefined ? { env } : { env, file: options.config }).settings;
}

export const sideName = (text: string): SideName => oneOf(text, SIDES, 'side');
export const recordName = (text: string): RecordName => oneOf(text, RECORDS, 'record');

function oneOf<T extends string>(text: string, names: readonly T[], what: string): T {
  const found = names.find((name) => name === text);
  if (found === undefined) throw cliError('unknown-name', `${what} ${text}; known: ${names.join(', ')}`);
  return found;
}
