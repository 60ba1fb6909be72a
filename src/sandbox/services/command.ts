/** Makes a running sandbox send something, from outside: `POST /sandbox/<name>` with the document. */
import type { DocumentTree } from '../../contract/contract.js';
import { RaccordoError } from '../../foundation/errors.js';
import type { SideRoute } from '../server.js';

export function onCommand(
  log: (line: string) => void,
  commands: Readonly<Record<string, (document: DocumentTree) => Promise<object>>>,
): SideRoute[] {
  return Object.entries(commands).map(([name, send]) => ({
    method: 'POST',
    url: `/sandbox/${name}`,
    async answer({ body }) {
      const [status, answer] = await Promise.resolve()
        .then(() => send(JSON.parse(body.toString('utf8') || '{}') as DocumentTree))
        .then(
          (heard) => [200, heard] as const,
          (error: unknown) => [isOfTheCaller(error) ? 400 : 502, { error: messageOf(error) }] as const,
        );
      log(`${name}: ${status}`);
      return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(answer) };
    },
  }));
}

/** What was handed in is wrong; anything else is between the sandbox and the gateway. */
const isOfTheCaller = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof RaccordoError && error.code === 'sandbox-seed-invalid');

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
