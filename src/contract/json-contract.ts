/** JSON documents that have a schema: the same contract as for XML, with the same kind of findings. */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { type Finding, mask } from '../foundation/finding.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import { rememberedOf } from '../foundation/remembered.js';
import type { DocumentContract, DocumentTree, ReadDocument, ReadOptions } from './contract.js';
import { contractError } from './errors.js';
import { jsonFlaws, jsonPath } from './json-text.js';
import type { ComponentSchema } from './openapi.js';

export interface JsonDefinition {
  /** JSON Schema (2020-12) of the document, or where to find it; keywords it does not know are left alone, as OpenAPI has some. */
  readonly schema: object | (() => ComponentSchema);
  /** The file that `schema` refers to, as one schema with its `$id`. */
  readonly file?: object;
  /** How findings name the contract. */
  readonly source: string;
  /** How it is read where the reader does not say. Default `strict`. */
  readonly reading?: NonNullable<ReadOptions['mode']>;
  readonly described?: NonNullable<DocumentContract['described']>;
}

/** A kind of JSON document, apart from any record. */
export interface JsonDocumentType {
  read(bytes: Uint8Array, options?: ReadOptions): ReadDocument;
  write(tree: DocumentTree): Buffer;
}

export interface JsonContractDefinition extends Omit<JsonDefinition, 'source'> {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
}

const MOST_FINDINGS = 100;

/** A JSON document type. The schema compiles at first use; throws `contract-file-invalid` then. */
export function jsonDocumentType(definition: JsonDefinition): JsonDocumentType {
  const { source, reading } = definition;
  let compiled: ValidateFunction | undefined;
  return {
    read(bytes, options = {}) {
      const read = readJson(bytes, source);
      if (read.tree === undefined) return read;
      compiled ??= compileJson(definition);
      if (compiled(read.tree)) return read;
      const breaches = schemaFindings(compiled.errors ?? [], source, (options.mode ?? reading) === 'lenient');
      return { tree: read.tree, findings: [...read.findings, ...breaches] };
    },
    write: (tree) => Buffer.from(JSON.stringify(tree), 'utf8'),
  };
}

/** The contract of a record's JSON document. */
export function jsonContract(definition: JsonContractDefinition): DocumentContract {
  const { side, record, event, revision, described } = definition;
  const type = jsonDocumentType({ ...definition, source: `${side} ${record} ${revision}` });
  const where = described === undefined ? {} : { described };
  return { side, record, event, revision, mediaType: 'application/json', ...where, ...type };
}

function compiler(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: true, validateSchema: false, logger: false });
  formats.default(ajv);
  return ajv;
}

/** Types out of one file share a compiler, and with it what their schemas have in common. */
const compilerOf = rememberedOf((file: object) => compiler().addSchema(file));

function compileJson(definition: JsonDefinition): ValidateFunction {
  const { schema, file } = typeof definition.schema === 'function' ? definition.schema() : definition;
  try {
    return (file === undefined ? compiler() : compilerOf(file)).compile(schema);
  } catch (cause) {
    throw contractError('contract-file-invalid', `the schema of ${definition.source} does not compile`, { cause });
  }
}

const refused = (rule: string, message: string, path = ''): Finding => ({
  path,
  rule,
  source: 'RFC 8259',
  severity: 'error',
  message,
});

/** Bytes → tree. UTF-8 only, an object at the root, nothing that a JSON reader would silently lose. */
export function readJson(bytes: Uint8Array, source: string): ReadDocument {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { findings: [refused('json.encoding', 'bytes that do not exist in UTF-8')] };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const where = at === undefined ? '' : ` at character ${at}`;
    return { findings: [refused('json.not-well-formed', `the document is not JSON${where}`)] };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { findings: [{ ...refused('json.root', 'expected an object'), source }] };
  }
  const flaws = jsonFlaws(text);
  // A tree with such a member is not handed on: whoever copies it would be struck.
  const struck = flaws.some((flaw) => flaw.rule === 'json.forbidden-member');
  const findings = flaws.slice(0, MOST_FINDINGS).map(({ rule, message, path, source: text }) => ({
    ...refused(rule, message, path),
    ...(text === undefined ? {} : { source: text }),
  }));
  return struck ? { findings } : { tree: value as DocumentTree, findings };
}

function schemaFindings(errors: readonly ErrorObject[], source: string, lenient: boolean): Finding[] {
  return oneForEachFault(errors)
    .slice(0, MOST_FINDINGS)
    .map(({ error, alternatives }) => {
      const { path, message } = described(error);
      const tolerated = lenient && error.keyword === 'additionalProperties';
      return {
        path,
        rule: `schema.${error.keyword}`,
        source,
        severity: tolerated ? 'warning' : 'error',
        message: alternatives.length === 0 ? message : alternatives.join(', or '),
        ...(isScalar(error.data) ? { masked: mask(String(error.data)) } : {}),
      };
    });
}

interface Fault {
  readonly error: ErrorObject;
  /** For a choice: what each of its forms would have wanted of the same value. */
  readonly alternatives: readonly string[];
}

const CHOICES = new Set(['anyOf', 'oneOf']);

/**
 * A failed choice tells of every form it tried. Where the forms failed on the value itself that is one fault; where they
 * failed on something inside, that has its own line and the choice adds nothing. Nor do `if` and `allOf` ever.
 */
function oneForEachFault(errors: readonly ErrorObject[]): Fault[] {
  const choices = new Map(
    errors.filter((error) => CHOICES.has(error.keyword)).map((error) => [error.instancePath, error]),
  );
  const said = new Set<string>();
  const faults: Fault[] = [];
  for (const error of errors) {
    const choice = choices.get(error.instancePath);
    if (choice === undefined) {
      if (error.keyword !== 'if' && error.keyword !== 'allOf') faults.push({ error, alternatives: [] });
      continue;
    }
    const inside = errors.some((other) => other.instancePath.startsWith(`${choice.instancePath}/`));
    if (inside || said.has(choice.instancePath)) continue;
    said.add(choice.instancePath);
    const forms = errors.filter((other) => other.instancePath === choice.instancePath && !CHOICES.has(other.keyword));
    faults.push({ error: choice, alternatives: [...new Set(forms.map((form) => described(form).message))] });
  }
  return faults;
}

const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** A JSON Pointer as steps; a step of digits only is a position. */
const stepsOf = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step.replaceAll('~1', '/').replaceAll('~0', '~')));

function described(error: ErrorObject): { path: string; message: string } {
  const steps = stepsOf(error.instancePath);
  const path = jsonPath(steps);
  const inside = (name: unknown): string => jsonPath([...steps, String(name)]);
  const params = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return { path: inside(params.missingProperty), message: 'is missing' };
    case 'additionalProperties':
      return { path: inside(params.additionalProperty), message: 'is not a member that the contract knows' };
    case 'type':
      return { path, message: `expected ${String(params.type).replaceAll(',', ' or ')}` };
    case 'enum':
      return { path, message: `expected one of ${(params.allowedValues as unknown[]).map(String).join(', ')}` };
    case 'format':
      return { path, message: `expected the format ${String(params.format)}` };
    case 'pattern':
      return { path, message: `expected text of the form ${String(params.pattern)}` };
    default:
      return { path, message: error.message ?? 'does not keep the schema' };
  }
}
