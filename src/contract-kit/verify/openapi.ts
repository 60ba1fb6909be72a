/** The answers of an interface that is described in OpenAPI, judged by that description: status, media type, schema. */
import type { HttpAnswer } from '../../adapters/http.js';
import type { DocumentTree } from '../../contract/contract.js';
import { type JsonDocumentType, jsonDocumentType } from '../../contract/json-contract.js';
import { contractFile } from '../../contract/location.js';
import { openApiDocument, schemaAt } from '../../contract/openapi.js';
import { breaches, mediaTypeOf } from './wire.js';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export interface DescribedOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** With its parameters in braces. */
  readonly path: string;
  /** Path of its own server, where it has one. */
  readonly server?: string;
}

/** Address, values of the parameters in path and query. */
export interface Located {
  readonly url: string;
  readonly servicesUrl?: string;
  readonly params?: Readonly<Record<string, string>>;
}

/** Path of the first server of a description, or of a part of it. */
function serverPath({ servers }: Json): string | undefined {
  const first: unknown = Array.isArray(servers) ? servers[0] : undefined;
  return isObject(first) && typeof first.url === 'string' ? new URL(first.url).pathname.replace(/\/+$/, '') : undefined;
}

const types = new Map<string, JsonDocumentType>();

export class Interface {
  readonly #document: Json;

  constructor(private readonly file: string) {
    this.#document = openApiDocument(contractFile(file));
  }

  get operations(): readonly DescribedOperation[] {
    const paths = isObject(this.#document.paths) ? this.#document.paths : {};
    return Object.entries(paths).flatMap(([path, item]) =>
      (['get', 'post'] as const).flatMap((method) => {
        const found = isObject(item) ? item[method] : undefined;
        if (!isObject(found)) return [];
        const id = typeof found.operationId === 'string' ? found.operationId : `${method} ${path}`;
        const server = serverPath(item as Json);
        return [
          {
            id,
            path,
            method: method === 'get' ? ('GET' as const) : ('POST' as const),
            ...(server === undefined ? {} : { server }),
          },
        ];
      }),
    );
  }

  /**
   * Where an operation is called: under `url`, or, where the description gives it a server of its own, at `servicesUrl`; without
   * that at the same place beside `url` at which the described servers stand beside each other.
   */
  addressOf(
    { path, server }: Pick<DescribedOperation, 'path' | 'server'>,
    { url, servicesUrl, params = {} }: Located,
  ): string {
    const main = serverPath(this.#document) ?? '';
    const plain = url.replace(/\/+$/, '');
    const beside = plain.endsWith(main) ? plain.slice(0, plain.length - main.length) : plain;
    const base = server === undefined ? plain : (servicesUrl?.replace(/\/+$/, '') ?? `${beside}${server}`);
    const inPath = path.replace(/\{(\w+)\}/g, (whole, name: string) =>
      params[name] === undefined ? whole : encodeURIComponent(params[name]),
    );
    const query = Object.entries(params).filter(([name]) => !path.includes(`{${name}}`));
    return `${base}${inPath}${query.length === 0 ? '' : `?${new URLSearchParams(query)}`}`;
  }

  /** Whether the body of an operation has a member of that name. */
  hasMember({ path, method }: DescribedOperation, member: string): boolean {
    const at = this.#place(['paths', path, method.toLowerCase(), 'requestBody']);
    return (
      this.#at([...this.#place([...at, 'content', 'application/json', 'schema']), 'properties', member]) !== undefined
    );
  }

  /** What in an answer is not as the description has it, and its document. */
  check(
    operation: DescribedOperation,
    answer: HttpAnswer,
  ): { readonly wrong: readonly string[]; readonly tree?: DocumentTree } {
    const pointer = ['paths', operation.path, operation.method.toLowerCase(), 'responses'];
    const responses = this.#at(pointer);
    const status = String(answer.status);
    const key = isObject(responses) && status in responses ? status : 'default';
    const response = this.#at([...pointer, key]);
    if (!isObject(responses) || !isObject(response)) {
      const known = isObject(responses) ? Object.keys(responses).join(', ') : 'none';
      return { wrong: [`expected HTTP status ${known}, found ${status}`] };
    }
    const content = isObject(response.content) ? response.content : {};
    const types = Object.keys(content);
    if (types.length === 0) return { wrong: [] };
    const type = mediaTypeOf(answer);
    if (!types.includes(type))
      return { wrong: [`expected ${types.join(' or ')} with HTTP status ${status}, found ${type || 'no media type'}`] };
    if (!/json$/.test(type)) return { wrong: [] };
    const schema = [...this.#place([...pointer, key]), 'content', type, 'schema'];
    const { tree, findings } = this.#typeAt(schema).read(answer.body, { mode: 'lenient' });
    const wrong = breaches('answer', findings);
    return tree === undefined ? { wrong } : { wrong, tree };
  }

  /** What is wrong with the answer to a question: its form, or that one which breaks the contract was not refused. */
  judge(operation: DescribedOperation, answer: HttpAnswer, bad: boolean): readonly string[] {
    const { status } = answer;
    if (status >= 500) return [`expected an answer, found HTTP status ${status}`];
    const refused = status >= 400;
    if (bad && !refused) return [`expected it to be refused, found HTTP status ${status}`];
    if (!bad && (status === 400 || status === 415)) return [`expected it to be answered, found HTTP status ${status}`];
    return this.check(operation, answer).wrong;
  }

  /** A schema takes longer to compile than an answer to come. */
  #typeAt(pointer: readonly string[]): JsonDocumentType {
    const key = [this.file, ...pointer].join(' ');
    const known = types.get(key);
    const type = known ?? jsonDocumentType({ source: this.file, ...schemaAt(contractFile(this.file), pointer) });
    if (known === undefined) types.set(key, type);
    return type;
  }

  /** Where something stands, references followed. */
  #place(pointer: readonly string[]): readonly string[] {
    const value = pointer.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), this.#document);
    const reference = isObject(value) && typeof value.$ref === 'string' ? value.$ref : undefined;
    return reference === undefined ? pointer : this.#place(reference.replace(/^#\//, '').split('/'));
  }

  #at(pointer: readonly string[]): unknown {
    return this.#place(pointer).reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), this.#document);
  }
}
