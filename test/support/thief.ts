/** What loses the answers of the national node after it has acted, or has calls reach it late. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AnpalSandbox } from '../../src/sandbox/index.js';

export interface Thief {
  readonly url: string;
  /** Answers to invioSAP that it will still swallow. */
  left: number;
  /** Calls of invioSAP that have come. */
  readonly calls: number;
  /** Holds the next call of invioSAP up. */
  hold(): Held;
  close(): void;
}

/** A call on its way to the node. */
export interface Held {
  /** Resolves when the call has come. */
  readonly come: Promise<void>;
  /** Breaks its sender's connection off. */
  cut(): void;
  /** Lets it reach the node. */
  pass(): void;
}

interface Holding extends Held {
  readonly passed: Promise<void>;
  came(cut: () => void): void;
}

/** Stands before the national node and passes every call on. */
export async function thiefBefore(node: AnpalSandbox): Promise<Thief> {
  let next: Holding | undefined;
  let calls = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const body = Buffer.concat(parts);
      const isSap = body.includes(':invioSAP');
      if (isSap) {
        calls += 1;
        const held = next;
        next = undefined;
        held?.came(() => request.socket.destroy());
        await held?.passed;
      }
      const headers = { 'content-type': 'text/xml' };
      const answer = await fetch(node.url, { method: 'POST', headers, body: new Uint8Array(body) });
      const text = await answer.text();
      if (thief.left > 0 && isSap) {
        thief.left -= 1;
        request.socket.destroy();
      } else response.writeHead(answer.status, headers).end(text);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const thief: Thief = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/servizicoap`,
    left: 0,
    get calls() {
      return calls;
    },
    hold() {
      next = holding();
      return next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return thief;
}

function holding(): Holding {
  let came: () => void = () => undefined;
  let pass: () => void = () => undefined;
  const held: Holding = {
    come: new Promise((resolve) => {
      came = resolve;
    }),
    passed: new Promise((resolve) => {
      pass = resolve;
    }),
    came(cut) {
      held.cut = cut;
      came();
    },
    cut: () => undefined,
    pass: () => pass(),
  };
  return held;
}
