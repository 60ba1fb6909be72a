/** For tests under vitest: a database or virtual host that nothing else uses, on the servers of this run. */
import { inject } from 'vitest';

async function ask(path: string): Promise<string> {
  const answer = await fetch(new URL(path, inject('testServices')));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

/** URL of an empty database. */
export const freshPostgres = (): Promise<string> => ask('/postgres');

/** URL of an empty virtual host. */
export const freshRabbit = (): Promise<string> => ask('/rabbit');
