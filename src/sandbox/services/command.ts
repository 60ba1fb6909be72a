/** Makes a running sandbox send something, from outside: `POST /sandbox/<name>` with the document. */
import type { DocumentTree } from '../../contract/contract.js';
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
          (error: unknown) => [502, { error: error instanceof Error ? error.message : String(error) }] as const,
        );
      log(`${name}: ${status}`);
      return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(answer) };
    },
  }));
}
