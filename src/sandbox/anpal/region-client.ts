/** The national node as a client of the regions: it calls what each of them offers, at its address. */

import type { DocumentTree } from '../../contract/contract.js';
import { readAnswer, writeMessage } from '../../contract/soap-exchange.js';
import type { SoapService } from '../../contract/soap-service.js';
import { accountHeader } from '../../foundation/account.js';
import type { NotifyAddress } from './notifier.js';

/** What a region answered, or why there was no answer. */
export type RegionAnswer = { readonly tree: DocumentTree } | { readonly failed: string };

export interface CalledRegion {
  readonly operation: string;
  /** Ministry code of the region. */
  readonly region: string;
  /** Outcome code of the answer, or why there was none. */
  readonly esito: string;
}

const PATIENCE_MS = 10_000;

export class RegionClient {
  readonly #calls: CalledRegion[] = [];
  readonly #underway = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  constructor(
    private readonly address: NotifyAddress | undefined,
    private readonly account: { readonly username: string; readonly password: string } | undefined,
    private readonly log: (line: string) => void,
  ) {}

  /** Calls that were made, in the order of their answers. */
  get calls(): readonly CalledRegion[] {
    return [...this.#calls];
  }

  /** Calls an operation of a region's service. Resolves whatever happens. */
  async call(region: string, service: SoapService, name: string, document: DocumentTree): Promise<RegionAnswer> {
    const calling = this.#called(region, service, name, document);
    this.#underway.add(calling);
    const answer = await calling.finally(() => this.#underway.delete(calling));
    const esito = 'failed' in answer ? answer.failed : codeOf(answer.tree);
    this.#calls.push({ operation: name, region, esito });
    this.log(`${name} to region ${region || 'unknown'}: ${esito}`);
    return answer;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underway);
  }

  async #called(region: string, service: SoapService, name: string, document: DocumentTree): Promise<RegionAnswer> {
    const base = typeof this.address === 'string' ? this.address : this.address?.[region];
    const operation = service.operations.find((one) => one.name === name);
    if (base === undefined || operation === undefined) return { failed: 'no address' };
    try {
      const response = await fetch(`${base}/${service.name}`, {
        method: 'POST',
        headers: {
          'content-type': 'text/xml; charset=utf-8',
          soapaction: `"${operation.soapAction}"`,
          ...accountHeader(this.account),
        },
        body: new Uint8Array(writeMessage(operation.request, operation.request.document.write(document))),
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      const read = readAnswer(operation, Buffer.from(await response.arrayBuffer()));
      if (read.answeredFault) return { failed: `fault ${read.answeredFault.string}` };
      const tree = read.document && operation.answer.document.read(read.document, { mode: 'lenient' }).tree;
      return tree === undefined ? { failed: `HTTP ${response.status}` } : { tree };
    } catch (error) {
      return { failed: error instanceof Error ? error.name : String(error) };
    }
  }
}

/** `Esito` is the code itself or a group that holds it. */
function codeOf(tree: DocumentTree): string {
  const esito = tree.Esito;
  const code = typeof esito === 'object' && esito !== null ? (esito as DocumentTree).codice : esito;
  return typeof code === 'string' ? code : 'no outcome';
}
