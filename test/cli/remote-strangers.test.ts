/** What answers where a gateway is expected, and is none or never ends: on real sockets. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Ended, linesOf, raccordo } from './command.js';

const ID = '00000000-0000-7000-8000-000000000000';
const ASKING = [
  ['messages', 'list'],
  ['messages', 'show', ID],
  ['holds'],
  ['actions'],
  ['replay', '--select', '--record', 'sap'],
];
const CHANGING = [
  ['replay', ID],
  ['replay', '--parked', '--side', 'silp'],
  ['replay', '--select', '--record', 'sap', '--yes', '--reason', 'x'],
  ['cancel', ID, '--reason', 'x'],
  ['cancel', '--select', '--record', 'sap', '--yes', '--reason', 'x'],
  ['hold', '--side', 'anpal', '--reason', 'x'],
  ['release', '--side', 'anpal'],
];
const LOOK =
  'it is not known whether this took effect: look with raccordo actions, raccordo holds or raccordo messages show';

let server: Server | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  server?.closeAllConnections();
  server?.close();
});

/** The address of a server that answers so. */
async function stranger(answer: RequestListener): Promise<string> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

const said = (body: string): Promise<string> => stranger((_request, response) => response.end(body));

/** The time is over at once; which one was asked for is told. */
function hurry(): { readonly given: () => readonly number[] } {
  const { timeout } = AbortSignal;
  const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 100));
  return { given: () => spy.mock.calls.map(([ms]) => ms) };
}

/** Nothing on standard output; one line that says it, and under it what mends it. */
function expectLine({ code, stdout, stderr }: Ended, line: string): void {
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(linesOf(stderr)).toEqual([`raccordo: ${line}`, expect.stringMatching(/^ {2}Check --url/)]);
}

describe('an answer that no gateway gives', () => {
  it.each(['<html>hi</html>', '{"items":[', ''])('%j is not taken for one', async (body) => {
    const url = await said(body);
    for (const args of ASKING)
      expectLine(
        await raccordo([...args, '--url', url]),
        `What answers is no Raccordo: at ${url}: the answer is not JSON`,
      );
  });

  it.each(['{"foo":1}', '5', 'null', '[]', '{"items":[{}]}'])('%s is not taken for one either', async (body) => {
    const url = await said(body);
    for (const args of ASKING)
      for (const as of [[], ['--json']]) {
        const ended = await raccordo([...args, ...as, '--url', url]);
        const line = linesOf(ended.stderr)[0]?.replace(/^raccordo: /, '') ?? '';
        expectLine(ended, line);
        expect(line).toMatch(
          /^What answers is no Raccordo: at \S+: the answer is not what a gateway says \([\w. ]+\)$/,
        );
      }
  });

  it.each(CHANGING)('does not let %s %s say that it was done', async (...args) => {
    for (const body of ['<html>hi</html>', '{"foo":1}', '{"items":[', '5']) {
      const ended = await raccordo([...args, '--url', await said(body)]);
      const line = linesOf(ended.stderr)[0]?.replace(/^raccordo: /, '') ?? '';
      expectLine(ended, line);
      expect(line).toMatch(/^What answers is no Raccordo: at /);
      expect(line.endsWith(`; ${LOOK}`)).toBe(true);
      server?.close();
    }
  });

  it('keeps members that the command does not know', async () => {
    const answer = { next: 'n', items: [], later: { than: 'this' } };
    const { stdout } = await raccordo(['messages', 'list', '--json', '--url', await said(JSON.stringify(answer))]);
    expect(stdout).toBe(`${JSON.stringify(answer, null, 2)}\n`);
  });

  it.each([
    '<html>Not Found</html>',
    'null',
    '5',
    '{"title":5,"detail":{}}',
    '{"type":"about:blank","title":"Not Found","status":404,"detail":"no such page"}',
  ])('is not taken for one because it is an error: %s', async (body) => {
    const url = await stranger((_request, response) => response.writeHead(404).end(body));
    const said = `What answers is no Raccordo: at ${url}: it answers with status 404`;
    for (const args of ASKING) expectLine(await raccordo([...args, '--url', url]), said);
    for (const args of CHANGING) expectLine(await raccordo([...args, '--url', url]), `${said}; ${LOOK}`);
  });
});

describe('an answer that does not come', () => {
  const SILENT: readonly (readonly [string, RequestListener])[] = [
    ['at all', () => undefined],
    ['to its end', (_request, response) => void response.writeHead(200).write('{"items":[')],
  ];

  it.each(SILENT)('%s is waited for 30 s', async (_what, answer) => {
    const { given } = hurry();
    const url = await stranger(answer);
    for (const args of ASKING)
      expectLine(await raccordo([...args, '--url', url]), `The gateway has not answered in time: at ${url}, in 30 s`);
    expect(given()).toEqual(ASKING.map(() => 30_000));
  });

  it.each(CHANGING)('leaves open what became of %s %s', async (...args) => {
    hurry();
    for (const [, answer] of SILENT) {
      const url = await stranger(answer);
      expectLine(
        await raccordo([...args, '--url', url]),
        `The gateway has not answered in time: at ${url}, in 30 s; ${LOOK}`,
      );
      server?.closeAllConnections();
      server?.close();
    }
  });

  it('because the connection broke leaves that open too, but not where there was none', async () => {
    const url = await stranger((request) => request.socket.destroy());
    const hold = ['hold', '--side', 'anpal', '--reason', 'x', '--url', url];
    const broken = await raccordo(hold);
    expect(broken.code).toBe(3);
    expect(linesOf(broken.stderr)[0]).toBe(`raccordo: No gateway answers: at ${url}; ${LOOK}`);
    await new Promise((closed) => server?.close(closed));
    const absent = await raccordo(hold);
    expect(absent.code).toBe(3);
    expect(linesOf(absent.stderr)[0]).toBe(`raccordo: No gateway answers: at ${url}`);
  });
});
