/** Who is calling: HTTP Basic accounts of the systems that may, each belonging to one side. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { SoapHeaderBlock } from '../contract/soap.js';
import type { SideName } from '../foundation/names.js';
import { TokenChecker, tokenIn } from '../security/username-token.js';
import { httpError } from './errors.js';

export interface CallerAccount {
  readonly name: string;
  readonly username: string;
  readonly password: string;
  readonly side: SideName;
}

export interface Caller {
  readonly name: string;
  /** Absent when calls are taken without an account. */
  readonly side?: SideName;
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Finds the account of a request. Without accounts in the configuration everyone is let in as `anonymous`. */
export class Callers {
  readonly #accounts: readonly { account: CallerAccount; hash: Buffer }[];
  readonly #tokens = new TokenChecker();
  readonly #known = new WeakMap<FastifyRequest, Caller>();

  constructor(accounts: readonly CallerAccount[]) {
    this.#accounts = accounts.map((account) => ({ account, hash: hash(`${account.username}:${account.password}`) }));
  }

  get open(): boolean {
    return this.#accounts.length === 0;
  }

  identify(request: FastifyRequest): Caller {
    if (this.open) return { name: 'anonymous' };
    const known = this.#known.get(request);
    if (known !== undefined) return known;
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    const given = hash(scheme?.toLowerCase() === 'basic' && token ? Buffer.from(token, 'base64').toString('utf8') : '');
    const found = this.#accounts.find((candidate) => timingSafeEqual(candidate.hash, given));
    if (!found) throw httpError('unauthorized', 'the Authorization header holds no account known here');
    return this.#letIn(request, found.account);
  }

  /** Finds the account that a message names in its WS-Security header. */
  identifyByToken(request: FastifyRequest, headers: readonly SoapHeaderBlock[]): Caller {
    if (this.open) return { name: 'anonymous' };
    const token = tokenIn(headers);
    const found = token && this.#accounts.find(({ account }) => this.#tokens.proves(token, account))?.account;
    if (!found) throw httpError('unauthorized', 'the message names no account known here in its UsernameToken');
    return this.#letIn(request, found);
  }

  /** Name of the account under which a request was let in; undefined when it was asked for none. */
  nameOf(request: FastifyRequest): string | undefined {
    return this.#known.get(request)?.name;
  }

  #letIn(request: FastifyRequest, { name, side }: CallerAccount): Caller {
    const caller = { name, side };
    this.#known.set(request, caller);
    return caller;
  }
}
