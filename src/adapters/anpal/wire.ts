/** One call of the national SAP service: envelope out, fields or failure back. */

import { OPERATIONS, type OperationName, typesNamespaceOf } from '../../contract/servizicoap.js';
import { readEnvelope, writeRequest } from '../../contract/soap.js';
import { accountHeader } from '../../foundation/account.js';
import { hasErrors } from '../../foundation/finding.js';
import type { Answer, Failed } from '../adapter.js';
import type { HttpClient } from '../http.js';
import { faultAnswer, garbled, httpStatus } from '../soap-client.js';
import type { AnpalConfig } from './config.js';
import { NODE } from './errors.js';

export type Fields = Readonly<Record<string, string>>;
export type WireAnswer =
  | { readonly outcome: 'answered'; readonly fields: Fields }
  | Exclude<Answer, { outcome: 'acknowledged' }>;

export class Wire {
  readonly #headers: Record<string, string>;

  constructor(
    private readonly config: AnpalConfig & { readonly url: string },
    private readonly http: HttpClient,
  ) {
    this.#headers = {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: '""',
      ...accountHeader(config),
    };
  }

  async call(operation: OperationName, fields: Fields, signal: AbortSignal): Promise<WireAnswer> {
    const body = writeRequest(operation, fields, { namespace: typesNamespaceOf(this.config.namespace) });
    const answer = await this.http.call({ method: 'POST', url: this.config.url, headers: this.#headers, body, signal });
    if ('reason' in answer) return { outcome: 'failed', ...answer };
    const read = readEnvelope(answer.body);
    if (read.envelope?.fault) return faultAnswer(read.envelope.fault.code, read.envelope.fault.string);
    if (read.envelope === undefined || hasErrors(read.findings)) return notSoap(answer.status);
    if (answer.status !== 200) return httpStatus(answer.status, NODE);
    const missing = OPERATIONS[operation].response.filter((name) => read.envelope?.fields[name] === undefined);
    if (missing.length > 0) return garbled(`the answer to ${operation} lacks ${missing.join(', ')}`);
    return { outcome: 'answered', fields: read.envelope.fields };
  }
}

const notSoap = (status: number): Failed =>
  status === 200 ? garbled('the answer of the national node is not a SOAP message') : httpStatus(status, NODE);
