/** XML documents that have a schema: read, checked and written through one definition. */
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { DocumentContract, DocumentTree, ReadDocument, ReadOptions } from './contract.js';
import { openXml } from './xml-gate.js';
import { type ForeignNamespace, withPrefixes } from './xml-namespaces.js';
import { type NilGroups, withNil, XSI_NAMESPACE } from './xml-nil.js';
import { piecesOf, readTree } from './xml-tree.js';
import { DECLARATION, writeTree } from './xml-writer.js';
import { XsdSchema } from './xsd.js';
import { nilGroupsOf, type OutlinedElement, outlineOf, repeatedPathsOf } from './xsd-outline.js';

export interface XmlDefinition {
  /** Schema, as a path under `contracts/`. */
  readonly schema: string;
  /** The one element that may be the root. */
  readonly root: string;
  /** Namespace of the document's elements; absent for a document in none. */
  readonly namespace?: string;
  /** A second namespace in which some of its elements stand; absent where all are in one. */
  readonly foreign?: ForeignNamespace;
  /**
   * Groups in which a missing child is written as an empty element with `xsi:nil`, because the schema wants it present;
   * `schema`: as the schema itself says, which also brings the children into its order.
   */
  readonly nil?: NilGroups | 'schema';
  /**
   * The element directly under the root that stands once for each person: a file of several is taken apart where it is
   * received, and read one by one.
   */
  readonly each?: string;
  /** How findings name the contract: `ANPAL SAP Rev009`. */
  readonly source: string;
  /** Whether a breach only warns in lenient mode. */
  readonly tolerates?: (finding: Finding) => boolean;
}

/** A kind of XML document, apart from any record. */
export interface XmlDocumentType {
  /** Schema, as a path under `contracts/`. */
  readonly schema: string;
  readonly root: string;
  readonly namespace: string;
  read(bytes: Uint8Array, options?: ReadOptions): ReadDocument;
  write(tree: DocumentTree): Buffer;
  /** Only where a file of it may be about several persons (`each`). */
  split?(bytes: Uint8Array): readonly Buffer[] | undefined;
  /** The tree with every element that may be repeated as a list, also where it stands once or not at all. */
  plain(tree: DocumentTree): DocumentTree;
}

export function xmlDocumentType(definition: XmlDefinition): XmlDocumentType {
  const { root, source, tolerates, namespace = '', nil, foreign, each } = definition;
  const declarations = {
    ...(namespace === '' ? {} : { '@xmlns': namespace }),
    ...(foreign === undefined ? {} : { [`@xmlns:${foreign.prefix}`]: foreign.namespace }),
    ...(nil === undefined ? {} : { '@xmlns:xsi': XSI_NAMESPACE }),
  };
  const schema = new XsdSchema(definition.schema, source);
  let outlined: OutlinedElement | undefined;
  const outline = (): OutlinedElement => {
    outlined ??= outlineOf(definition.schema, root);
    return outlined;
  };
  let groups = nil === 'schema' ? undefined : nil;
  const filled = (tree: DocumentTree): DocumentTree => {
    if (nil === undefined) return tree;
    groups ??= nilGroupsOf(outline());
    return withNil(tree, groups);
  };
  let repeated: ReadonlySet<string> | undefined;
  return {
    schema: definition.schema,
    root,
    namespace,
    read(bytes, options = {}) {
      const opened = openXml(bytes, (xml) => {
        const breaches = schema.check(xml.document);
        const read = readTree(xml.text());
        if (read.root !== root && !breaches.some((finding) => finding.rule === 'xsd.root')) {
          breaches.unshift({
            path: '',
            rule: 'xsd.root',
            source,
            severity: 'error',
            message: `expected the root element ${root}`,
          });
        }
        if (each !== undefined && breaches.length === 0) breaches.push(...notOne(read.tree[each], each, source));
        return { tree: read.tree, breaches };
      });
      if (!opened.value) return { findings: opened.findings };
      const { tree, breaches } = opened.value;
      const judged =
        options.mode === 'lenient' && tolerates ? breaches.map((finding) => asWarning(finding, tolerates)) : breaches;
      return { tree, findings: opened.findings.length === 0 ? judged : [...opened.findings, ...judged] };
    },
    write(tree) {
      const complete = filled(tree);
      return writeTree(root, {
        ...declarations,
        ...(foreign === undefined ? complete : withPrefixes(complete, foreign)),
      });
    },
    ...(each === undefined ? {} : { split: (bytes: Uint8Array) => takenApart(bytes, { root, namespace, each }) }),
    plain(tree) {
      repeated ??= repeatedPathsOf(outline());
      return withLists(tree, repeated);
    },
  };
}

/** What is wrong with the number of persons that a document is about. */
function notOne(found: unknown, each: string, source: string): Finding[] {
  const count = found === undefined ? 0 : Array.isArray(found) ? found.length : 1;
  if (count === 1) return [];
  const message = `expected one ${each}, found ${count}; a file of several is taken apart where it is received`;
  return [{ path: '', rule: 'xml.documents', source, severity: 'error', message }];
}

/**
 * One document for each person, the root's tags around what stands there; undefined for a document that is not of this kind
 * as a whole. What is wrong with one of them is found when it is read.
 */
function takenApart(
  bytes: Uint8Array,
  { root, namespace, each }: { root: string; namespace: string; each: string },
): readonly Buffer[] | undefined {
  const { value: pieces } = openXml(
    bytes,
    ({ document, text }) =>
      document.root.name === root && document.root.namespaceUri === namespace ? piecesOf(text()) : undefined,
    { mostElements: Number.POSITIVE_INFINITY },
  );
  if (pieces === undefined || pieces.children.length === 0) return undefined;
  if (pieces.children.some(({ name }) => name !== each)) return undefined;
  return pieces.children.map(({ text }) => Buffer.from(`${DECLARATION}${pieces.open}${text}${pieces.close}`, 'utf8'));
}

/** Repeated elements as lists; a group that the document lacks stays absent, a list that a present group lacks is empty. */
function withLists(tree: DocumentTree, repeated: ReadonlySet<string>, path = ''): DocumentTree {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const inside = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? withLists(value as DocumentTree, repeated, at(name)) : value;
  const plain: DocumentTree = {};
  for (const [name, value] of Object.entries(tree)) {
    const items = Array.isArray(value) ? value : [value];
    const list = Array.isArray(value) || repeated.has(at(name));
    plain[name] = list ? items.map((item) => inside(item, name)) : inside(value, name);
  }
  for (const known of repeated) {
    const name = path === '' ? known : known.startsWith(`${path}.`) ? known.slice(path.length + 1) : '';
    if (name !== '' && !name.includes('.') && !(name in plain)) plain[name] = [];
  }
  return plain;
}

const asWarning = (finding: Finding, tolerates: (finding: Finding) => boolean): Finding =>
  tolerates(finding) ? { ...finding, severity: 'warning' } : finding;

export interface XmlContractDefinition extends XmlDefinition {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
}

/** The contract of a record's XML document. */
export function xmlContract(definition: XmlContractDefinition): DocumentContract {
  return recordContract(xmlDocumentType(definition), definition);
}

/** The contract of a record whose document a service carries: both read it with the same compiled schema. */
export function recordContract(
  type: XmlDocumentType,
  {
    side,
    record,
    event,
    revision,
    partial,
  }: Pick<DocumentContract, 'side' | 'record' | 'event' | 'revision' | 'partial'>,
): DocumentContract {
  const { root, schema: file, read, write, split } = type;
  const mapped = partial === undefined ? {} : { partial };
  return {
    side,
    record,
    event,
    revision,
    ...mapped,
    mediaType: 'application/xml',
    schema: { file, root },
    read,
    write,
    ...(split === undefined ? {} : { split }),
  };
}
