/** How many requests are in work at once. */
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardLoad } from '../../src/routes/overload.js';
import { refuse, registerProblems } from '../../src/routes/problem.js';
import { eventually } from '../support/gateway.js';

const MOST = 2;
const app = { url: '', entered: 0, open: (): void => undefined, close: async (): Promise<void> => undefined };

beforeEach(async () => {
  const server = Fastify({ forceCloseConnections: true });
  registerProblems(server, 1000, () => refuse);
  guardLoad(server, MOST);
  app.entered = 0;
  const gate = new Promise<void>((resolve) => {
    app.open = resolve;
  });
  server.get('/work', async () => {
    app.entered += 1;
    await gate;
    return {};
  });
  for (const path of ['/quick', '/status', '/health/live', '/metrics']) server.get(path, async () => ({}));
  app.url = await server.listen({ port: 0, host: '127.0.0.1' });
  app.close = () => server.close();
});
afterEach(async () => {
  app.open();
  await app.close();
});

async function statusOf(path: string): Promise<number> {
  const response = await fetch(`${app.url}${path}`);
  await response.arrayBuffer();
  return response.status;
}
const entered = (count: number) =>
  eventually(
    async () => app.entered,
    (now) => now === count,
  );
const taken = () =>
  eventually(
    () => statusOf('/quick'),
    (status) => status === 200,
  );

describe('a gateway with as much in work as it takes', () => {
  it('turns the next away, says when to come again, and takes calls when there is room', async () => {
    const working = [statusOf('/work'), statusOf('/work')];
    await entered(MOST);
    const refused = await fetch(`${app.url}/quick`);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ type: '/problems/too-many-in-work' });
    app.open();
    expect(await Promise.all(working)).toEqual([200, 200]);
    await taken();
  });

  it('answers whoever looks how it is', async () => {
    const working = [statusOf('/work'), statusOf('/work')];
    await entered(MOST);
    for (const path of ['/status', '/status?verbose', '/health/live', '/metrics'])
      expect(await statusOf(path)).toBe(200);
    app.open();
    await Promise.all(working);
  });

  it('has room again when callers have gone away', async () => {
    const gone = new AbortController();
    const working = [1, 2].map(() => fetch(`${app.url}/work`, { signal: gone.signal }).catch(() => 'gone'));
    await entered(MOST);
    expect(await statusOf('/quick')).toBe(503);
    gone.abort();
    expect(await Promise.all(working)).toEqual(['gone', 'gone']);
    await taken();
  });

  it('does not count what it has turned away', async () => {
    const working = [statusOf('/work'), statusOf('/work')];
    await entered(MOST);
    for (let n = 0; n < 5; n++) expect(await statusOf('/quick')).toBe(503);
    app.open();
    await Promise.all(working);
    await taken();
  });
});
