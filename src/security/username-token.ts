/**
 * WS-Security UsernameToken Profile 1.0: a caller says who it is in a header of the message. PasswordText shows the password,
 * PasswordDigest a SHA-1 over nonce, time and password, which holds for one message only.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type SoapHeaderBlock, WSSE_NAMESPACE } from '../contract/soap.js';
import { textAt } from '../contract/soap-service.js';
import { readTree } from '../contract/xml-tree.js';
import { escapeText } from '../contract/xml-writer.js';

const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const UTILITY = `${WSS}-wssecurity-utility-1.0.xsd`;
const PROFILE = `${WSS}-username-token-profile-1.0`;
const BASE64 = `${WSS}-soap-message-security-1.0#Base64Binary`;

export type PasswordType = 'text' | 'digest';
const TYPES: Readonly<Record<PasswordType, string>> = {
  text: `${PROFILE}#PasswordText`,
  digest: `${PROFILE}#PasswordDigest`,
};

export interface TokenAccount {
  readonly username: string;
  readonly password: string;
}

const digestOf = (nonce: Uint8Array, created: string, password: string): string =>
  createHash('sha1').update(nonce).update(created, 'utf8').update(password, 'utf8').digest('base64');

/** The header that names the caller, for one message. */
export function usernameToken({ username, password }: TokenAccount, type: PasswordType, now: Date): SoapHeaderBlock {
  const nonce = randomBytes(16);
  const created = now.toISOString();
  const shown = type === 'digest' ? digestOf(nonce, created, password) : password;
  const inside = [
    `<wsse:Username>${escapeText(username)}</wsse:Username>`,
    `<wsse:Password Type="${TYPES[type]}">${escapeText(shown)}</wsse:Password>`,
    `<wsse:Nonce EncodingType="${BASE64}">${nonce.toString('base64')}</wsse:Nonce>`,
    `<wsu:Created>${created}</wsu:Created>`,
  ].join('');
  const xml = `<wsse:Security xmlns:wsse="${WSSE_NAMESPACE}" xmlns:wsu="${UTILITY}" soapenv:mustUnderstand="1"><wsse:UsernameToken>${inside}</wsse:UsernameToken></wsse:Security>`;
  return { name: 'Security', namespace: WSSE_NAMESPACE, attributes: {}, xml };
}

export interface GivenToken {
  readonly username: string;
  /** The password as it is shown, or the digest in its place. */
  readonly password: string;
  readonly type: PasswordType;
  readonly nonce: string;
  readonly created: string;
}

const securityIn = (headers: readonly SoapHeaderBlock[]): SoapHeaderBlock | undefined =>
  headers.find(({ name, namespace }) => name === 'Security' && namespace === WSSE_NAMESPACE);

/** Whether a message says in its header who sends it, rightly or not. */
export const namesSender = (headers: readonly SoapHeaderBlock[]): boolean => securityIn(headers) !== undefined;

/** The token in the headers of a message; undefined where there is none that can be read. */
export function tokenIn(headers: readonly SoapHeaderBlock[]): GivenToken | undefined {
  const block = securityIn(headers);
  if (block?.xml === undefined) return undefined;
  const { tree } = readTree(block.xml);
  const at = (name: string): string => {
    const plain = textAt(tree, `UsernameToken.${name}`);
    return plain === '' ? textAt(tree, `UsernameToken.${name}.#text`) : plain;
  };
  // Without a type the password is shown as it is (UsernameToken Profile 1.1); one that is not known proves nothing.
  const stated = textAt(tree, 'UsernameToken.Password.@Type') || TYPES.text;
  const type = stated === TYPES.digest ? 'digest' : stated === TYPES.text ? 'text' : undefined;
  const username = at('Username');
  if (username === '' || type === undefined) return undefined;
  return { username, password: at('Password'), type, nonce: at('Nonce'), created: at('Created') };
}

/** How far the clock of a caller may be away from ours, and for how long a nonce is remembered. */
const FRESH_MS = 5 * 60_000;

/** Checks tokens. A digest is good for one message: its nonce is remembered as long as its time is fresh. */
export class TokenChecker {
  readonly #seen = new Map<string, number>();

  constructor(private readonly clock: () => Date = () => new Date()) {}

  /** Whether the token proves that its sender knows the account's password. */
  proves(token: GivenToken, account: TokenAccount): boolean {
    if (token.username !== account.username) return false;
    if (token.type === 'text') return same(token.password, account.password);
    const nonce = Buffer.from(token.nonce, 'base64');
    const right = same(token.password, digestOf(nonce, token.created, account.password));
    return right && nonce.length > 0 && this.#isFresh(token);
  }

  #isFresh({ nonce, created }: GivenToken): boolean {
    const now = this.clock().getTime();
    const at = Date.parse(created);
    if (Number.isNaN(at) || Math.abs(now - at) > FRESH_MS) return false;
    for (const [old, until] of this.#seen) if (until < now) this.#seen.delete(old);
    if (this.#seen.has(nonce)) return false;
    this.#seen.set(nonce, now + 2 * FRESH_MS);
    return true;
  }
}

/** Compared by their digests, so that how long it takes says nothing. */
function same(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(hash(one), hash(other));
}
