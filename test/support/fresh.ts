/** For tests under vitest: a database, virtual host or folder that nothing else uses, from what this run has. */
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';

async function ask(path: string): Promise<string> {
  const answer = await fetch(new URL(path, inject('testServices')));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/** URL of an empty database. */
export const freshPostgres = (): Promise<string> => ask('/postgres');

/** URL of the database of a store that is up to date and empty. */
export const freshStore = (): Promise<string> => ask('/store');

/** URL of an empty virtual host. */
export const freshRabbit = (): Promise<string> => ask('/rabbit');

/** A new folder of an embedded store that is up to date and empty. */
export async function freshEmbedded(): Promise<string> {
  const template = await ask('/embedded');
  const directory = await mkdtemp(join(tmpdir(), 'raccordo-embedded-'));
  await cp(template, directory, { recursive: true });
  return directory;
}
