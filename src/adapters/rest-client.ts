/**
 * The client of a described JSON service: a record is posted with its idempotency key, the answer's outcome is read. How
 * statuses are meant follows the national REST guidelines: errors come as problem+json, "not now" with Retry-After.
 */

import { type JsonDocumentType, jsonDocumentType, readJson } from '../contract/json-contract.js';
import { contractFile } from '../contract/location.js';
import { openApiSchema } from '../contract/openapi.js';
import type { PostedQuestion, RestOperation, RestService } from '../contract/rest-service.js';
import { judge, textAt } from '../contract/soap-service.js';
import { accountHeader } from '../foundation/account.js';
import { hasErrors } from '../foundation/finding.js';
import type { Answer, ExchangeAnswer, Failed } from './adapter.js';
import type { HttpAnswer, HttpClient } from './http.js';
import { garbled, httpStatus, judgedAnswer } from './soap-client.js';

export interface RestClientOptions {
  readonly addressOf: (service: RestService) => string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** How failures name the other end. */
  readonly named: string;
  readonly laterSeconds: number;
}

/** Statuses of a service that has taken the document in. */
const TAKEN: ReadonlySet<number> = new Set([200, 201, 202]);
/** Statuses under which the service may say in an outcome document of its own what it has against the document. */
const OUTCOME_ERRORS: ReadonlySet<number> = new Set([409, 422, 429, 503]);
/** Statuses that say that the service is called too often, or is not able to work now. */
const TOO_MANY: ReadonlySet<number> = new Set([429, 503]);
/** Statuses by which, in a problem of its own, the service refuses the document: it would do so again. */
const REFUSING: ReadonlySet<number> = new Set([400, 404, 409, 413, 415, 422]);
/** A side cannot make us wait longer than this for one document. */
const LONGEST_PAUSE_SECONDS = 3600;

export class RestClient {
  readonly #answers = new Map<string, JsonDocumentType>();

  constructor(
    private readonly options: RestClientOptions,
    private readonly http: HttpClient,
  ) {}

  /** Posts a document. The key is the same for every attempt at the same delivery, so a repetition has no second effect. */
  async deliver(
    service: RestService,
    operation: RestOperation,
    document: Buffer,
    idempotencyKey: string,
    signal: AbortSignal,
  ): Promise<Answer> {
    const answer = await this.#call(service, operation.path, signal, {
      body: document,
      headers: { 'idempotency-key': idempotencyKey },
    });
    if ('outcome' in answer) return answer;
    if (TAKEN.has(answer.status)) return this.#outcome(operation, answer);
    const isOutcome = OUTCOME_ERRORS.has(answer.status) && mediaType(answer) === 'application/json';
    return isOutcome ? this.#outcome(operation, answer) : this.#error(answer);
  }

  /** Puts a question. Nothing is changed by it, however far it came. */
  async ask(
    service: RestService,
    question: PostedQuestion,
    document: Buffer,
    signal: AbortSignal,
  ): Promise<ExchangeAnswer> {
    const { named } = this.options;
    const answer = await this.#call(service, question.path, signal, { body: document });
    if ('outcome' in answer) return { ...answer, ambiguous: false };
    if (answer.status === 200) {
      const { tree, findings } = question.answer.read(answer.body, { mode: 'lenient' });
      if (tree !== undefined && !hasErrors(findings)) return { outcome: 'answered', document: answer.body, tree };
      return { ...garbled(`the answer of ${named} to ${question.name} breaks its contract`), ambiguous: false };
    }
    const { tree } = mediaType(answer) === 'application/json' ? readJson(answer.body, question.name) : {};
    const judged = tree === undefined ? undefined : judge(question.esito, tree);
    if (judged?.says === 'refused') {
      const { says: _, ...esito } = judged;
      return { outcome: 'refused', esito };
    }
    if (answer.status === 503) return this.#later(answer, `${named} answered ${question.name} with: later`);
    const error = this.#error(answer);
    return error.outcome === 'failed' ? { ...error, ambiguous: false } : error;
  }

  /** Why the service is not there, or does not let us in; undefined when it is well. */
  async absence(service: RestService, signal: AbortSignal): Promise<Failed | undefined> {
    const answer = await this.#call(service, service.status ?? '', signal);
    if ('outcome' in answer) return answer;
    if (answer.status === 200 && mediaType(answer) === 'application/json') return undefined;
    return answer.status === 200
      ? garbled(`${this.options.named} does not answer as its service does`)
      : httpStatus(answer.status, this.options.named);
  }

  /** One call under the service's address: a post where there is a body. */
  async #call(
    service: RestService,
    path: string,
    signal: AbortSignal,
    { body, headers = {} }: { readonly body?: Buffer; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<HttpAnswer | Failed> {
    const { addressOf } = this.options;
    const address = addressOf(service);
    if (address === undefined) {
      const detail = `the service ${service.name} has no address; see sides.${service.side}.services in the configuration`;
      return { outcome: 'failed', reason: 'unreachable', detail, ambiguous: false };
    }
    const answer = await this.http.call({
      method: body === undefined ? 'GET' : 'POST',
      url: `${address.replace(/\/$/, '')}${path}`,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        accept: 'application/json, application/problem+json',
        ...headers,
        ...accountHeader(this.options),
      },
      ...(body === undefined ? {} : { body }),
      signal,
    });
    return 'reason' in answer ? { outcome: 'failed', ...answer } : answer;
  }

  /** The verdict of an outcome document. A document that says "done" under an error status contradicts itself. */
  #outcome(operation: RestOperation, answer: HttpAnswer): Answer {
    const { named, laterSeconds } = this.options;
    const { tree, findings } = this.#typeOf(operation.answer).read(answer.body, { mode: 'lenient' });
    if (tree === undefined || hasErrors(findings)) {
      return garbled(`the answer of ${named} to ${operation.name} breaks its contract`);
    }
    const document = operation.answer.outcomeOnly ? {} : { document: answer.body };
    const pause = retryAfter(answer) ?? laterSeconds;
    const judged = judgedAnswer(operation, { tree, ...document }, { named, laterSeconds: pause });
    if (judged.outcome === 'failed' && TOO_MANY.has(answer.status)) return { ...judged, tooMany: pauseAsked(answer) };
    return judged.outcome === 'acknowledged' && !TAKEN.has(answer.status)
      ? garbled(`the answer of ${named} to ${operation.name} says done under HTTP status ${answer.status}`)
      : judged;
  }

  /** The service is called too often, or is not able to work now: nothing has happened. */
  #later(answer: HttpAnswer, detail: string): Failed {
    const retryAfterSeconds = retryAfter(answer) ?? this.options.laterSeconds;
    return {
      outcome: 'failed',
      reason: 'call-limit',
      tooMany: pauseAsked(answer),
      detail,
      ambiguous: false,
      retryAfterSeconds,
    };
  }

  /** An error without an outcome: final only where the service itself says so, in a problem of its own. */
  #error(answer: HttpAnswer): Exclude<Answer, { outcome: 'acknowledged' }> {
    const { named } = this.options;
    const { status } = answer;
    const pause = retryAfter(answer);
    if (status === 429) return this.#later(answer, `${named} answered with HTTP status 429: too many calls`);
    if (status === 409 && pause !== undefined) {
      const detail = `${named} is still at work on an earlier attempt`;
      return { outcome: 'failed', reason: 'conflict', detail, ambiguous: true, retryAfterSeconds: pause };
    }
    if (REFUSING.has(status) && mediaType(answer) === 'application/problem+json') {
      const messaggio = problemText(answer);
      return { outcome: 'refused', esito: { codice: `HTTP-${status}`, ...(messaggio === '' ? {} : { messaggio }) } };
    }
    const failed: Failed = httpStatus(status, named);
    return pause === undefined ? failed : { ...failed, retryAfterSeconds: pause };
  }

  #typeOf({ file, schema }: RestOperation['answer']): JsonDocumentType {
    const key = `${file}#${schema}`;
    let type = this.#answers.get(key);
    if (type === undefined) {
      type = jsonDocumentType({ source: key, ...openApiSchema(contractFile(file), schema) });
      this.#answers.set(key, type);
    }
    return type;
  }
}

const mediaType = ({ headers }: HttpAnswer): string =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Seconds to wait, which a service may also give as a date; undefined where it says nothing that can be read. */
function retryAfter({ headers }: HttpAnswer): number | undefined {
  const said = headers['retry-after']?.trim() ?? '';
  if (said === '') return undefined;
  const seconds = /^\d+$/.test(said) ? Number(said) : Math.ceil((Date.parse(said) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_PAUSE_SECONDS);
}

/** How long the service wants no call at all. */
const pauseAsked = (answer: HttpAnswer): NonNullable<Failed['tooMany']> => ({ pauseSeconds: retryAfter(answer) ?? 0 });

function problemText({ body }: HttpAnswer): string {
  const { tree } = readJson(body, 'RFC 9457');
  if (tree === undefined) return '';
  return [textAt(tree, 'title'), textAt(tree, 'detail')].filter((part) => part !== '').join(': ');
}
