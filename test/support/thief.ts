/** What loses the answers of the national node after it has acted. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnpalSandbox } from '../../src/sandbox/index.js';

export interface Thief {
  readonly url: string;
  /** Answers to invioSAP that it will still swallow. */
  left: number;
  close(): void;
}

/** Stands before the national node, passes every call on, and swallows answers to invioSAP. */
export async function thiefBefore(node: AnpalSandbox): Promise<Thief> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const body = Buffer.concat(parts);
      const headers = { 'content-type': 'text/xml' };
      const answer = await fetch(node.url, { method: 'POST', headers, body: new Uint8Array(body) });
      const text = await answer.text();
      if (thief.left > 0 && body.includes(':invioSAP')) {
        thief.left -= 1;
        request.socket.destroy();
      } else response.writeHead(answer.status, headers).end(text);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const thief: Thief = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/servizicoap`,
    left: 0,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return thief;
}
