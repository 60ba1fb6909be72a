/** The operations of SILP by their ids, with their answers judged by the description of the interface. */
import type { HttpAnswer } from '../../adapters/http.js';
import { NATIONAL_NODE_AWAY } from '../../adapters/silp/errors.js';
import { NOTICE_TAKEN } from '../../adapters/silp/sfl.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { type DescribedOperation, Interface } from './openapi.js';
import { broken, type Reply, type Target, type Verdict } from './wire.js';

const FILE = 'silp/v1/openapi.yaml';

type Params = Readonly<Record<string, string>>;

export interface Answered extends Verdict {
  readonly tree?: DocumentTree;
}

export interface Called {
  /** Of path and query. */
  readonly params?: Params;
  /** The body; who calls is added. */
  readonly document?: DocumentTree;
  /** The body as it is, in place of a document. */
  readonly body?: Buffer;
}

/** Who calls: SILP takes it at its word. */
export const CALLER = { codFiscale: null, idAppChiamante: 'RACCORDO-VERIFY' };

export class Api {
  readonly #described = new Interface(FILE);
  readonly #called = new Set<string>();

  constructor(private readonly target: Target) {}

  left(): readonly string[] {
    return this.#described.operations.map(({ id }) => id).filter((id) => !this.#called.has(id));
  }

  async call(id: string, { params = {}, document = {}, body }: Called): Promise<Answered> {
    const operation = this.#described.operations.find((one) => one.id === id);
    if (operation === undefined) return broken(`the contract has no operation ${id}`);
    this.#called.add(id);
    const headers = { 'content-type': 'application/json; charset=utf-8', accept: 'application/json' };
    const url = this.#described.addressOf(operation, { ...this.target.address, params });
    const caller = this.#described.hasMember(operation, 'callInfo') ? { callInfo: CALLER } : {};
    const reply: Reply =
      operation.method === 'GET'
        ? await this.target.get(url)
        : await this.target.post(url, headers, body ?? Buffer.from(JSON.stringify({ ...caller, ...document })));
    return 'missing' in reply ? broken(reply.missing) : this.#verdict(operation, reply.answer);
  }

  #verdict(operation: DescribedOperation, answer: HttpAnswer): Answered {
    const { wrong, tree } = this.#described.check(operation, answer);
    if (wrong.length > 0) return broken(...wrong);
    if (answer.status !== 200)
      return { broken: [], said: answer.status < 500 ? 'refused' : 'faulty', outcome: `HTTP ${answer.status}` };
    const notice = tree?.esito === undefined ? '' : textAt(tree, 'esito.codEsito');
    if (tree !== undefined && notice !== '')
      return { broken: [], said: NOTICE_TAKEN.has(notice) ? 'accepted' : 'refused', outcome: notice, tree };
    if (typeof tree?.esitoPositivo !== 'boolean') return broken('esitoPositivo: expected true or false, found nothing');
    if (tree.esitoPositivo) return { broken: [], said: 'accepted', outcome: '', tree };
    const outcome = textAt(tree, 'apiMessages.code') || 'without a code';
    return { broken: [], said: outcome === NATIONAL_NODE_AWAY ? 'later' : 'refused', outcome, tree };
  }
}
