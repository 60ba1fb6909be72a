/** The client of a described JSON service: a record is posted with its idempotency key, the answer's outcome is read. */

import { type JsonDocumentType, jsonDocumentType } from '../contract/json-contract.js';
import { contractFile } from '../contract/location.js';
import { loadOpenApiSchema } from '../contract/openapi.js';
import type { RestOperation, RestService } from '../contract/rest-service.js';
import { hasErrors } from '../foundation/finding.js';
import type { Answer } from './adapter.js';
import { basicAuth, type HttpClient } from './http.js';
import { garbled, httpStatus, judgedAnswer } from './soap-client.js';

export interface RestClientOptions {
  readonly addressOf: (service: RestService) => string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** How failures name the other end. */
  readonly named: string;
  readonly laterSeconds: number;
}

/** Statuses under which the service answers with its own outcome document. */
const ANSWERED: ReadonlySet<number> = new Set([200, 201, 202, 409, 422]);

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
    const { named, username, password } = this.options;
    const address = this.options.addressOf(service);
    if (address === undefined) {
      const detail = `the service ${service.name} has no address; see sides.${service.side}.services in the configuration`;
      return { outcome: 'failed', reason: 'unreachable', detail, ambiguous: false };
    }
    const answer = await this.http.call({
      method: 'POST',
      url: `${address.replace(/\/$/, '')}${operation.path}`,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        accept: 'application/json',
        'idempotency-key': idempotencyKey,
        ...(username === undefined ? {} : { authorization: basicAuth(username, password ?? '') }),
      },
      body: document,
      signal,
    });
    if ('reason' in answer) return { outcome: 'failed', ...answer };
    if (!ANSWERED.has(answer.status)) return httpStatus(answer.status, named);
    const { tree, findings } = this.#answerOf(operation).read(answer.body, { mode: 'lenient' });
    if (tree === undefined || hasErrors(findings)) {
      return garbled(`the answer of ${named} to ${operation.name} breaks its contract`);
    }
    return judgedAnswer(operation, { tree, document: answer.body }, this.options);
  }

  #answerOf({ answer }: RestOperation): JsonDocumentType {
    const key = `${answer.file}#${answer.schema}`;
    let type = this.#answers.get(key);
    if (type === undefined) {
      type = jsonDocumentType({ source: key, ...loadOpenApiSchema(contractFile(answer.file), answer.schema) });
      this.#answers.set(key, type);
    }
    return type;
  }
}
