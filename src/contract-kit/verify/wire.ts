/** The system that is verified: where its services stand, how it is called, and what an answer is judged by. */
import { basicAuth, type HttpAnswer, type HttpClient } from '../../adapters/http.js';
import { type Finding, findingLine } from '../../foundation/finding.js';

export interface TargetOptions {
  /** Address of the side, as `sides.<side>.url` has it. */
  readonly url: string;
  /** Address under which the other services stand; by default the folder of `url`. */
  readonly servicesUrl?: string;
  /** The service that stands at `url` itself. */
  readonly mainService?: string | undefined;
  readonly username?: string;
  readonly password?: string;
}

export type Reply =
  | { readonly answer: HttpAnswer }
  /** No answer came; a line for the report. */
  | { readonly missing: string };

export class Target {
  readonly #account: Readonly<Record<string, string>>;
  readonly #never = new AbortController().signal;

  constructor(
    private readonly options: TargetOptions,
    private readonly http: HttpClient,
  ) {
    const { username, password = '' } = options;
    this.#account = username === undefined ? {} : { authorization: basicAuth(username, password) };
  }

  /** Address of a service. */
  addressOf(service: string): string {
    const { url, servicesUrl, mainService } = this.options;
    const own = url.replace(/\/$/, '');
    if (service === mainService) return own;
    const base = servicesUrl ?? own.slice(0, own.lastIndexOf('/'));
    return `${base.replace(/\/$/, '')}/${service}`;
  }

  get url(): string {
    return this.options.url.replace(/\/$/, '');
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
    const called = { method, url, headers: { ...headers, ...this.#account }, signal: this.#never } as const;
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
