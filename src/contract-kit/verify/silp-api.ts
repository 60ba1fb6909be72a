/** The operations of SILP by their ids, with their answers judged by the description of the interface. */
import type { HttpAnswer } from '../../adapters/http.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { Case } from '../report.js';
import type { Expected } from './documents.js';
import { caseOf, compared } from './judge.js';
import { type DescribedOperation, Interface } from './openapi.js';
import { broken, type Reply, type Target, type Verdict } from './wire.js';

const FILE = 'silp/v1/openapi.yaml';

type Params = Readonly<Record<string, string>>;

export interface Answered extends Verdict {
  readonly tree?: DocumentTree;
}

export interface Called {
  readonly params?: Params;
  readonly body?: Buffer;
}

export class Api {
  readonly #described = new Interface(FILE);
  readonly #called = new Set<string>();

  constructor(private readonly target: Target) {}

  left(): readonly string[] {
    return this.#described.operations.map(({ id }) => id).filter((id) => !this.#called.has(id));
  }

  async case(id: string, name: string, expected: Expected, called: Called, because = ''): Promise<Case> {
    return caseOf(id, { name, bytes: called.body ?? Buffer.alloc(0), expected, because }, await this.call(id, called));
  }

  /** A question whose answer must hold what is known. */
  async holding(
    id: string,
    name: string,
    called: Called,
    check: (tree: DocumentTree) => readonly string[],
  ): Promise<Case> {
    const answer = await this.call(id, called);
    if (answer.said !== 'accepted' || answer.tree === undefined) {
      return caseOf(id, { name, bytes: Buffer.alloc(0), expected: 'accepted', because: '' }, answer);
    }
    return compared(id, name, check(answer.tree));
  }

  async call(id: string, { params = {}, body }: Called): Promise<Answered> {
    this.#called.add(id);
    const operation = this.#described.operations.find((one) => one.id === id);
    if (operation === undefined) return broken(`the contract has no operation ${id}`);
    const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => encodeURIComponent(params[name] ?? ''));
    const headers = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' };
    const url = `${this.target.url}${path}`;
    const reply: Reply =
      operation.method === 'GET'
        ? await this.target.get(url)
        : await this.target.post(url, headers, body ?? Buffer.from('{}'));
    return 'missing' in reply ? broken(reply.missing) : this.#verdict(operation, reply.answer);
  }

  #verdict(operation: DescribedOperation, answer: HttpAnswer): Answered {
    const { wrong, tree } = this.#described.check(operation, answer);
    if (wrong.length > 0) return broken(...wrong);
    if (answer.status !== 200)
      return { broken: [], said: answer.status < 500 ? 'refused' : 'faulty', outcome: `HTTP ${answer.status}` };
    if (typeof tree?.esitoPositivo !== 'boolean') return broken('esitoPositivo: expected true or false, found nothing');
    const outcome = tree.esitoPositivo ? '' : textAt(tree, 'apiMessages.code') || 'without a code';
    return { broken: [], said: tree.esitoPositivo ? 'accepted' : 'refused', outcome, tree };
  }
}
