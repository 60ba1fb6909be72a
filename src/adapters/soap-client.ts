/** The client of a described SOAP service: one call, one checked answer or one classified failure. */

import type { DocumentTree } from '../contract/contract.js';
import { strangerAt } from '../contract/echo.js';
import { renamed } from '../contract/republished.js';
import type { SoapHeaderBlock } from '../contract/soap.js';
import { readRelated, type SoapAttachment } from '../contract/soap-attachments.js';
import { readAnswer, readAnswerDocument, writeMessage } from '../contract/soap-exchange.js';
import { type EsitoRule, judge, type SoapOperation, type SoapService } from '../contract/soap-service.js';
import { readTree } from '../contract/xml-tree.js';
import { accountHeader } from '../foundation/account.js';
import { hasErrors } from '../foundation/finding.js';
import type { Answer, ExchangeAnswer, Failed } from './adapter.js';
import type { HttpClient } from './http.js';

export interface SoapClientOptions {
  /** Address of a service, or undefined when it has none in the configuration. */
  readonly addressOf: (service: SoapService) => string | undefined;
  /** Namespace under which a service is reached, where a gateway republishes it under another than its own. */
  readonly namespaceOf?: (service: SoapService) => string | undefined;
  /** HTTP Basic account, sent with the first request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Headers that every message to a service carries: who calls, where the service wants to be told so. */
  readonly headersOf?: (service: SoapService) => readonly SoapHeaderBlock[];
  /** How failures name the other end: `the national node`. */
  readonly named: string;
  /** How long to wait after an outcome code that says "not now". */
  readonly laterSeconds: number;
}

/** Statuses with which something on the way turns the call away before the service has seen it. */
const TURNED_AWAY: ReadonlySet<number> = new Set([401, 403, 404, 405, 407, 413, 415, 429, 503]);
/** Statuses of a side that does not let us in: no document of ours can pass before somebody mends the account. */
const NOT_ADMITTED: ReadonlySet<number> = new Set([401, 403, 407]);
/** Fault codes by which the message itself is refused; anything else may pass the next time. */
const REFUSING_FAULTS: ReadonlySet<string> = new Set(['Client', 'VersionMismatch', 'MustUnderstand']);

/** The failure that an HTTP status stands for. */
export function httpStatus(status: number, named: string): Failed {
  return {
    outcome: 'failed',
    reason: NOT_ADMITTED.has(status) ? 'not-admitted' : 'http-status',
    detail: `${named} answered with HTTP status ${status}`,
    ambiguous: !TURNED_AWAY.has(status),
  };
}

/** An answer that arrived and cannot be acted on: whether the call had its effect is not known. */
export const garbled = (detail: string): Failed => ({
  outcome: 'failed',
  reason: 'garbled-answer',
  detail,
  ambiguous: true,
});

/** A fault with code Client is a refusal of the message itself; anything else may pass the next time. */
export function faultAnswer(code: string, text: string): Exclude<Answer, { outcome: 'acknowledged' }> {
  if (REFUSING_FAULTS.has(code)) {
    return { outcome: 'refused', esito: { codice: `SOAP-${code}`, messaggio: text } };
  }
  return { outcome: 'failed', reason: 'fault', detail: `SOAP fault ${code}`, ambiguous: true };
}

export class SoapClient {
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    private readonly options: SoapClientOptions,
    private readonly http: HttpClient,
  ) {
    this.#headers = {
      'content-type': 'text/xml; charset=utf-8',
      ...accountHeader(options),
    };
  }

  /** Sends a document and reads what the service answers, whatever its outcome code. */
  async exchange(
    service: SoapService,
    operation: SoapOperation,
    document: Buffer,
    signal: AbortSignal,
  ): Promise<ExchangeAnswer> {
    const { named } = this.options;
    const url = this.options.addressOf(service);
    if (url === undefined) {
      const detail = `the service ${service.name} has no address; see sides.${service.side}.services in the configuration`;
      return { outcome: 'failed', reason: 'unreachable', detail, ambiguous: false };
    }
    const headers = { ...this.#headers, soapaction: `"${operation.soapAction}"` };
    const own = service.namespace;
    const theirs = this.options.namespaceOf?.(service) ?? own;
    const message = writeMessage(operation.request, document, this.options.headersOf?.(service));
    const body = theirs === own ? message : renamed(message, own, theirs);
    const answer = await this.http.call({ method: 'POST', url, headers, body, signal });
    if ('reason' in answer) return { outcome: 'failed', ...answer };
    const { message: answered, attachments } = readRelated(answer.headers['content-type'] ?? '', answer.body);
    const read = readAnswer(operation, theirs === own ? answered : renamed(answered, theirs, own));
    if (read.answeredFault) return faultAnswer(read.answeredFault.code, read.answeredFault.string);
    if (answer.status !== 200) return httpStatus(answer.status, named);
    if (read.document === undefined) return garbled(`the answer of ${named} is no answer to ${operation.name}`);
    const { tree, findings } = readAnswerDocument(operation, read.document);
    if (tree === undefined || hasErrors(findings)) {
      return garbled(`the answer of ${named} to ${operation.name} breaks its contract: ${firstOf(findings)}`);
    }
    const stranger = operation.echoes && strangerAt(operation.echoes, readTree(document.toString('utf8')).tree, tree);
    if (stranger !== undefined) {
      return garbled(`the answer of ${named} to ${operation.name} is one to another call: ${stranger} differs`);
    }
    const beside = attachments.length === 0 ? {} : { attachments };
    return { outcome: 'answered', document: read.document, tree, ...beside };
  }

  /** Sends a document that has an effect and says, by the outcome code, what became of it. */
  async deliver(
    service: SoapService,
    operation: SoapOperation,
    document: Buffer,
    signal: AbortSignal,
  ): Promise<Answer> {
    const answer = await this.exchange(service, operation, document, signal);
    return answer.outcome === 'answered' ? judgedAnswer(operation, answer, this.options) : answer;
  }
}

/** The outcome that an answer's code stands for; with the document where a door repeats it or a record is read from it. */
export function judgedAnswer(
  operation: { readonly name: string; readonly esito?: EsitoRule; readonly outcomeOnly?: true },
  {
    tree,
    document,
    attachments,
  }: { readonly tree: DocumentTree; readonly document?: Buffer; readonly attachments?: readonly SoapAttachment[] },
  { named, laterSeconds }: { readonly named: string; readonly laterSeconds: number },
): Answer {
  const verdict = judge(operation.esito, tree);
  if (verdict.says === 'nothing') return garbled(`the answer of ${named} to ${operation.name} has no outcome code`);
  const { says, codice, messaggio } = verdict;
  if (says === 'later') {
    const detail = `${named} answered ${codice}: later`;
    return { outcome: 'failed', reason: 'call-limit', detail, ambiguous: false, retryAfterSeconds: laterSeconds };
  }
  if (says === 'faulty') {
    return {
      outcome: 'failed',
      reason: 'fault',
      detail: `${named} answered ${codice}: a fault of its own`,
      ambiguous: true,
    };
  }
  const esito = {
    codice,
    ...(messaggio === undefined ? {} : { messaggio }),
    ...(document === undefined ? {} : { document: document.toString('utf8') }),
    ...(attachments === undefined ? {} : { attachments }),
  };
  return { outcome: says, esito, ...(operation.outcomeOnly === undefined ? {} : { outcomeOnly: true }) };
}

const firstOf = (findings: readonly { path: string; rule: string; severity: string }[]): string => {
  const first = findings.find(({ severity }) => severity === 'error');
  return first === undefined ? '' : `${first.path || '(document)'} [${first.rule}]`;
};
