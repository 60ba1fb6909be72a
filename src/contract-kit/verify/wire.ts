/** The system that is verified: where its services stand, how it is called, and what an answer is judged by. */

import type { HttpAnswer, HttpClient } from '../../adapters/http.js';
import type { DocumentTree } from '../../contract/contract.js';
import type { SoapHeaderBlock } from '../../contract/soap.js';
import type { SoapService } from '../../contract/soap-service.js';
import { accountHeader } from '../../foundation/account.js';
import { type Finding, findingLine } from '../../foundation/finding.js';
import { type PasswordType, type TokenAccount, usernameToken } from '../../security/username-token.js';
import { serviceAddress } from '../../sides/address.js';
import type { Side } from '../../sides.js';

export interface TargetOptions {
  /** Address of the side, as `sides.<side>.url` has it. */
  readonly url: string;
  /** Address under which the other services stand; by default the folder of `url`. */
  readonly servicesUrl?: string;
  readonly username?: string;
  readonly password?: string;
  /** Account in the WS-Security header of the services that want one. */
  readonly token?: TokenAccount & { readonly type: PasswordType };
}

type Placed = Pick<Side, 'mainService' | 'servicesUnder'>;

export type Reply =
  | { readonly answer: HttpAnswer }
  /** No answer came; a line for the report. */
  | { readonly missing: string };

export class Target {
  readonly #account: Readonly<Record<string, string>>;

  constructor(
    private readonly options: TargetOptions,
    private readonly side: Placed,
    private readonly http: HttpClient,
  ) {
    this.#account = accountHeader(options);
  }

  /** Address of a service. */
  addressOf(service: string): string {
    return serviceAddress(this.side, service, this.options);
  }

  /** What a message of a service carries beside its document; `password`: another one than the account's. */
  headersFor({ security }: SoapService, password?: string): readonly SoapHeaderBlock[] {
    const { token } = this.options;
    if (security === undefined || token === undefined) return [];
    return [usernameToken({ ...token, password: password ?? token.password }, token.type, new Date())];
  }

  get hasToken(): boolean {
    return this.options.token !== undefined;
  }

  /** Where the system stands. */
  get address(): Pick<TargetOptions, 'url' | 'servicesUrl'> {
    return this.options;
  }

  async post(url: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Reply> {
    return this.#call('POST', url, headers, body);
  }

  async get(url: string): Promise<Reply> {
    return this.#call('GET', url, { accept: 'application/json' });
  }

  async #call(
    method: 'GET' | 'POST',
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: Buffer,
  ): Promise<Reply> {
    const called = {
      method,
      url,
      headers: { ...headers, ...this.#account },
      signal: new AbortController().signal,
    } as const;
    const answer = await this.http.call(body === undefined ? called : { ...called, body });
    if (!('reason' in answer)) return { answer };
    return { missing: `expected an answer, found none: ${answer.detail} (${answer.reason})` };
  }
}

/** What the answer to one call comes to. */
export interface Verdict {
  /** What is wrong with it whatever was asked; a line each. */
  readonly broken: readonly string[];
  /** `accepted`, `refused`: the side's decision. `later`, `faulty`: it made none. Absent where the answer is broken. */
  readonly said?: 'accepted' | 'refused' | 'later' | 'faulty';
  /** The outcome as the side writes it: `E100`, `SOAP fault Client`, `HTTP 400`. */
  readonly outcome: string;
  /** The document of the answer, where it has one that keeps the contract. */
  readonly tree?: DocumentTree;
}

export const broken = (...lines: readonly string[]): Verdict => ({ broken: lines, outcome: '' });

/** The lines of those findings that break a contract. */
export const breaches = (what: string, findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ severity }) => severity === 'error').map((one) => `${what}: ${findingLine(one)}`);

/** Where a status is not one that the contract knows. */
export const wrongStatus = (expected: string, { status }: HttpAnswer): Verdict =>
  broken(`expected HTTP status ${expected}, found ${status}`);

export const mediaTypeOf = ({ headers }: HttpAnswer): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Words of a side, short enough for a line. */
export const quoted = (words: string): string => (words.length > 160 ? `${words.slice(0, 160)}…` : words);
