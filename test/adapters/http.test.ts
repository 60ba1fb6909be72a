import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpClient } from '../../src/adapters/http.js';
import { accountHeader } from '../../src/foundation/account.js';

const open: { close(): unknown; closeAllConnections?(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the HTTP client of the adapters', () => {
  it('sends method, headers and body, and gives back status, headers and bytes', async () => {
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        response.writeHead(418, { 'x-method': request.method ?? '', 'x-auth': request.headers.authorization ?? '' });
        response.end(Buffer.concat(chunks));
      });
    });
    const answer = await httpClient().call({
      method: 'POST',
      url: `${url}/a`,
      headers: accountHeader({ username: 'silp', password: 'pàss' }),
      body: Buffer.from('perché'),
    });
    expect(answer).toMatchObject({ status: 418, headers: { 'x-method': 'POST', 'x-auth': 'Basic c2lscDpww6Bzcw==' } });
    expect('body' in answer && answer.body.toString()).toBe('perché');
  });

  it('does not follow a redirect', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    expect(await httpClient().call({ method: 'GET', url })).toMatchObject({ status: 302 });
  });

  it('knows that nothing left when no one listens, and keeps the path out of the detail', async () => {
    const url = await serve((_, response) => response.end());
    for (const server of open.splice(0)) server.close();
    const answer = await httpClient().call({ method: 'GET', url: `${url}/find/RSSMRA80A01H501U` });
    expect(answer).toMatchObject({ reason: 'unreachable', ambiguous: false });
    expect(JSON.stringify(answer)).not.toContain('RSSMRA80A01H501U');
  });

  it('takes a connection that is cut after the request for ambiguous', async () => {
    const url = await serve((request) => request.socket.destroy());
    expect(await httpClient().call({ method: 'GET', url })).toMatchObject({ reason: 'unreachable', ambiguous: true });
  });

  it('takes a body that ends half way for ambiguous', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"half":', () => response.destroy());
    });
    expect(await httpClient().call({ method: 'GET', url })).toMatchObject({ reason: 'unreachable', ambiguous: true });
  });

  it('stops waiting for an answer that drips or never comes', async () => {
    const silent = await serve(() => undefined);
    const answer = await httpClient({ timeoutSeconds: 0.05 }).call({ method: 'GET', url: silent });
    expect(answer).toMatchObject({ reason: 'timeout', ambiguous: true });
    const dripping = await serve((_, response) => {
      const drip = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(drip));
    });
    const second = await httpClient({ timeoutSeconds: 0.05 }).call({ method: 'GET', url: dripping });
    expect(second).toMatchObject({ reason: 'timeout', ambiguous: true });
  });

  it('stops when it is cancelled, and does not begin when it already was', async () => {
    const cancel = new AbortController();
    let calls = 0;
    const url = await serve(() => {
      calls += 1;
      cancel.abort();
    });
    const client = httpClient();
    expect(await client.call({ method: 'GET', url, signal: cancel.signal })).toMatchObject({ ambiguous: true });
    expect(await client.call({ method: 'GET', url, signal: cancel.signal })).toMatchObject({ ambiguous: false });
    expect(calls).toBe(1);
  });

  it('does not read an answer beyond the limit', async () => {
    const url = await serve((_, response) => response.end(Buffer.alloc(2000)));
    const answer = await httpClient({ largestAnswer: 1000 }).call({ method: 'GET', url });
    expect(answer).toMatchObject({ reason: 'too-large', ambiguous: true });
  });

  it('names an answer that is not HTTP', async () => {
    const server = createSocketServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('SSH-2.0-OpenSSH\r\n\r\n');
    });
    open.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const answer = await httpClient().call({ method: 'GET', url });
    expect(answer).toMatchObject({ reason: 'garbled-answer', ambiguous: true });
  });

  it('refuses an address that is not a URL without throwing', async () => {
    const answer = await httpClient().call({ method: 'GET', url: 'not a url' });
    expect(answer).toMatchObject({ reason: 'unreachable', ambiguous: false });
  });
});
