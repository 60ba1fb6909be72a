/** The answer of the national node is lost after it has acted: whatever form the record came in, it acts once. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type AnpalSandbox, sampleWorkers, startSandbox } from '../../src/sandbox/index.js';
import { push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';

interface Thief {
  readonly url: string;
  /** Answers to invioSAP that it will still swallow. */
  left: number;
  close(): void;
}

/** Stands before the national node, passes every call on, and swallows answers to invioSAP. */
async function thiefBefore(node: AnpalSandbox): Promise<Thief> {
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

let raccordo: TestGateway;
let node: AnpalSandbox;
let thief: Thief;
afterEach(async () => {
  await raccordo.stop();
  thief.close();
  await node.close();
});

const workers = sampleWorkers();
const delivered = async (file: string) => {
  const { id } = await push(raccordo.url, 'silp', file);
  return (await settledMessage(raccordo.url, id)).deliveries[0];
};

describe.each([0, 1, 2])('worker file %i of SILP', (i) => {
  it.each([1, 2])('has one effect although %i answers are lost, the first time and as an update', async (times) => {
    node = await startSandbox('anpal');
    thief = await thiefBefore(node);
    raccordo = await startTestGateway({ env: { RACCORDO_SIDES_ANPAL_URL: thief.url } });
    const file = JSON.stringify(workers[i]?.scheda);

    thief.left = times;
    expect(await delivered(file)).toMatchObject({
      status: 'acknowledged',
      answer: { identificativoSap: expect.any(String) },
    });
    expect(node.state.effects).toHaveLength(1);

    thief.left = times;
    const changed = file.replace(/"cellulare":"[^"]*"/, '"cellulare":"3470000000"');
    expect(await delivered(changed)).toMatchObject({ status: 'acknowledged' });
    expect(node.state.effects).toHaveLength(2);
    expect(thief.left).toBeLessThan(times);
  });
});
