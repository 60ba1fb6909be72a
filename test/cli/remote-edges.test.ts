/** What may stand where a gateway is expected. No network: nock answers. */
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { type Ended, raccordo } from './command.js';

const GATEWAY = 'http://gateway.example.it:8080';

afterEach(() => {
  nock.cleanAll();
});

const called = (...args: string[]): Promise<Ended> => raccordo([...args, '--url', GATEWAY]);

describe('raccordo messages and replay', () => {
  it('print what a gateway says, with the account that was given', async () => {
    nock(GATEWAY, { reqheaders: { authorization: 'Basic c2lscDp4' } })
      .get('/rest/v1/messages')
      .query({ limit: '20', side: 'silp' })
      .reply(200, {
        items: [
          {
            id: 'm1',
            side: 'silp',
            record: 'sap',
            event: 'invio',
            status: 'quarantined',
            receivedAt: '2026-11-22T10:00:00Z',
            findings: [{ severity: 'error', rule: 'xsd.pattern' }],
          },
        ],
      });
    const { code, stdout } = await called('messages', 'list', '--side', 'silp', '--user', 'silp:x');
    expect(code).toBe(0);
    expect(stdout).toMatch(/m1 +silp +sap\/invio +quarantined \[xsd\.pattern\]/);
  });

  it('keep the path of an address, with or without slash at its end', async () => {
    for (const url of [`${GATEWAY}/raccordo`, `${GATEWAY}/raccordo/`]) {
      nock(GATEWAY).get('/raccordo/rest/v1/messages').query({ limit: '20' }).reply(200, { items: [] });
      expect((await raccordo(['messages', 'list', '--url', url])).stderr).toBe('');
    }
  });

  it.each<[string, () => void, number, RegExp]>([
    [
      'nobody',
      () => nock(GATEWAY).get(/.*/).replyWithError('connect ECONNREFUSED'),
      3,
      /No gateway answers.*gateway\.example\.it.*raccordo serve/s,
    ],
    [
      'a proxy whose gateway is away',
      () => nock(GATEWAY).get(/.*/).reply(502, '<html>Bad Gateway</html>'),
      3,
      /The gateway cannot do this now: .* status 502/,
    ],
    [
      'a gateway that wants an account',
      () =>
        nock(GATEWAY)
          .get(/.*/)
          .reply(401, { type: '/problems/not-authenticated', title: 'No valid account was given', detail: 'none' }),
      1,
      /No valid account was given/,
    ],
    [
      'a gateway whose store is away',
      () =>
        nock(GATEWAY)
          .get(/.*/)
          .reply(503, { type: '/problems/store-unreachable', title: 'The store does not answer', detail: 'later' }),
      3,
      /The store does not answer/,
    ],
  ])('tell in one line that there is %s', async (_what, answer, exitCode, line) => {
    answer();
    const { code, stderr } = await called('messages', 'show', '00000000-0000-7000-8000-000000000000');
    expect(code).toBe(exitCode);
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/at .*\.ts:/);
  });
});
