/** WS-Security UsernameToken: what we write is what we read, and nothing else proves a caller. */
import { describe, expect, it } from 'vitest';
import { readSoapDocument, WSSE_NAMESPACE, writeDocument } from '../../src/contract/soap.js';
import { type GivenToken, TokenChecker, tokenIn, usernameToken } from '../../src/security/username-token.js';

const ACCOUNT = { username: 'sil & portale', password: 'pà<ss>' };
const NOW = new Date('2026-11-27T10:00:00Z');

/** The token as it arrives in a message. */
function sent(type: 'text' | 'digest', account = ACCOUNT, now = NOW): GivenToken {
  const message = writeDocument(Buffer.from('<a xmlns="urn:a"/>'), [usernameToken(account, type, now)]);
  const read = readSoapDocument(message, () => undefined, { understands: [WSSE_NAMESPACE] });
  const token = tokenIn(read.message?.headers ?? []);
  if (token === undefined) throw new Error('no token');
  return token;
}

describe.each(['text', 'digest'] as const)('a token with the password as %s', (type) => {
  it('proves that its sender knows the password, whatever signs it has', () => {
    expect(sent(type).username).toBe(ACCOUNT.username);
    expect(new TokenChecker(() => NOW).proves(sent(type), ACCOUNT)).toBe(true);
  });

  it('proves nothing with another password or for another account', () => {
    const checker = new TokenChecker(() => NOW);
    expect(checker.proves(sent(type, { ...ACCOUNT, password: 'altra' }), ACCOUNT)).toBe(false);
    expect(checker.proves(sent(type), { ...ACCOUNT, username: 'altro' })).toBe(false);
  });
});

describe('a digest', () => {
  it('does not show the password, and is another in each message', () => {
    const [one, other] = [sent('digest'), sent('digest')];
    expect(one.password).not.toContain(ACCOUNT.password);
    expect(one.password).not.toBe(other.password);
  });

  it('is good once', () => {
    const checker = new TokenChecker(() => NOW);
    const token = sent('digest');
    expect([checker.proves(token, ACCOUNT), checker.proves(token, ACCOUNT)]).toEqual([true, false]);
  });

  it.each([
    ['five minutes old', 300, true],
    ['older', 301, false],
    ['of a clock that is five minutes ahead', -300, true],
    ['of a clock that is further ahead', -301, false],
  ])('%s: %s seconds', (_what, seconds, good) => {
    const made = new Date(NOW.getTime() - seconds * 1000);
    expect(new TokenChecker(() => NOW).proves(sent('digest', ACCOUNT, made), ACCOUNT)).toBe(good);
  });

  it('is remembered as long as its time is fresh anywhere', () => {
    let now = new Date(NOW);
    const checker = new TokenChecker(() => now);
    const ahead = sent('digest', ACCOUNT, new Date(NOW.getTime() + 300_000));
    expect(checker.proves(ahead, ACCOUNT)).toBe(true);
    now = new Date(NOW.getTime() + 599_000);
    expect(checker.proves(ahead, ACCOUNT)).toBe(false);
  });

  it('without nonce or time proves nothing', () => {
    const checker = new TokenChecker(() => NOW);
    expect(checker.proves({ ...sent('digest'), nonce: '' }, ACCOUNT)).toBe(false);
    expect(checker.proves({ ...sent('digest'), created: 'ieri' }, ACCOUNT)).toBe(false);
  });
});

it('finds none in other headers, nor one without a name', () => {
  expect(tokenIn([])).toBeUndefined();
  expect(tokenIn([{ name: 'Security', namespace: WSSE_NAMESPACE, attributes: {} }])).toBeUndefined();
  expect(tokenIn([{ ...usernameToken({ ...ACCOUNT, username: '' }, 'text', NOW) }])).toBeUndefined();
});

it('proves nothing with a type of password that nobody knows', () => {
  const block = usernameToken({ username: 'sil', password: 'parola' }, 'text', new Date());
  const xml = block.xml?.replace(/Type="[^"]*#PasswordText"/, 'Type="#Pippo"') ?? '';
  expect(xml).toContain('#Pippo');
  expect(tokenIn([{ ...block, xml }])).toBeUndefined();
  expect(tokenIn([{ ...block, xml: xml.replace(' Type="#Pippo"', '') }])?.type).toBe('text');
});
