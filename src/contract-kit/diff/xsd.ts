/** The shape of the documents of an XML Schema, and of the operations of a WSDL. */
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import type { Document, Facets, Member } from './shape.js';

const XSD = 'http://www.w3.org/2001/XMLSchema';
const attribute = (element: XmlElement, name: string): string => element.attr(name)?.value ?? '';
const local = (qualified: string): string => qualified.slice(qualified.indexOf(':') + 1);

function partsOf(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
}

/** Schemas that belong together, so that one finds the types of another. */
export function documentsOf(schemas: readonly Buffer[]): ReadonlyMap<string, Document> {
  const opened = schemas.map((bytes) => XmlDocument.fromBuffer(bytes));
  try {
    return new Reader(opened.flatMap(({ root }) => schemasIn(root))).documents();
  } finally {
    for (const one of opened) one.dispose();
  }
}

/** A WSDL holds its schemas deeper. */
function schemasIn(element: XmlElement): XmlElement[] {
  if (element.name === 'schema' && element.namespaceUri === XSD) return [element];
  return partsOf(element).flatMap(schemasIn);
}

/** Operation → soapAction, as the bindings of a WSDL have them. */
export function operationsOf(wsdl: Buffer): ReadonlyMap<string, string> {
  const document = XmlDocument.fromBuffer(wsdl);
  try {
    const found = new Map<string, string>();
    const visit = (element: XmlElement): void => {
      if (element.name === 'operation' && attribute(element, 'name') !== '') {
        const action = partsOf(element).find(({ name }) => name === 'operation');
        const name = attribute(element, 'name');
        if (action !== undefined) found.set(name, attribute(action, 'soapAction'));
        else if (!found.has(name)) found.set(name, '');
      }
      for (const part of partsOf(element)) visit(part);
    };
    visit(document.root);
    return found;
  } finally {
    document.dispose();
  }
}

const FACET_OF: Readonly<Record<string, keyof Facets>> = {
  minLength: 'minLength',
  maxLength: 'maxLength',
  minInclusive: 'minimum',
  minExclusive: 'minimum',
  maxInclusive: 'maximum',
  maxExclusive: 'maximum',
};

class Reader {
  readonly #named = new Map<string, XmlElement>();

  constructor(private readonly schemas: readonly XmlElement[]) {
    for (const schema of schemas)
      for (const part of partsOf(schema)) this.#named.set(`${part.name} ${attribute(part, 'name')}`, part);
  }

  documents(): ReadonlyMap<string, Document> {
    const documents = new Map<string, Document>();
    for (const schema of this.schemas)
      for (const part of partsOf(schema).filter(({ name }) => name === 'element')) {
        const members = new Map<string, Member>();
        this.#inside(part, '', members, new Set());
        documents.set(attribute(part, 'name'), {
          namespace: attribute(schema, 'targetNamespace'),
          ordered: true,
          members,
        });
      }
    return documents;
  }

  #complexOf(element: XmlElement): XmlElement | undefined {
    const type = local(attribute(element, 'type'));
    return this.#named.get(`complexType ${type}`) ?? partsOf(element).find(({ name }) => name === 'complexType');
  }

  #inside(element: XmlElement, path: string, members: Map<string, Member>, within: ReadonlySet<XmlElement>): void {
    const complex = this.#complexOf(element);
    if (complex === undefined || within.has(complex)) return;
    this.#members(complex, path, members, new Set([...within, complex]), { optional: false, many: false });
  }

  #members(
    group: XmlElement,
    path: string,
    members: Map<string, Member>,
    within: ReadonlySet<XmlElement>,
    around: { readonly optional: boolean; readonly many: boolean },
  ): void {
    for (const part of partsOf(group)) {
      const most = attribute(part, 'maxOccurs');
      const many = around.many || (most !== '' && most !== '1' && most !== '0');
      const optional = around.optional || attribute(part, 'minOccurs') === '0';
      if (part.name === 'element') this.#member(part, path, members, within, { optional, many });
      else if (part.name === 'attribute') {
        const required = attribute(part, 'use') === 'required';
        members.set(join(path, `@${attribute(part, 'name')}`), { required, many: false, facets: this.#facets(part) });
      } else if (part.name === 'group') {
        const named = this.#named.get(`group ${local(attribute(part, 'ref'))}`);
        if (named) this.#members(named, path, members, within, { optional, many });
      } else if (part.name === 'extension') {
        const base = this.#named.get(`complexType ${local(attribute(part, 'base'))}`);
        if (base) this.#members(base, path, members, within, around);
        this.#members(part, path, members, within, around);
      } else if (part.name === 'choice') this.#members(part, path, members, within, { optional: true, many });
      else if (['sequence', 'all', 'complexContent', 'simpleContent'].includes(part.name))
        this.#members(part, path, members, within, { optional, many });
    }
  }

  #member(
    part: XmlElement,
    path: string,
    members: Map<string, Member>,
    within: ReadonlySet<XmlElement>,
    { optional, many }: { readonly optional: boolean; readonly many: boolean },
  ): void {
    const ref = local(attribute(part, 'ref'));
    const declared = ref === '' ? part : (this.#named.get(`element ${ref}`) ?? part);
    const at = join(path, attribute(declared, 'name') || ref);
    const complex = this.#complexOf(declared);
    const facets = complex === undefined ? this.#facets(declared) : {};
    members.set(at, { required: !optional, many, facets });
    this.#inside(declared, at, members, within);
  }

  /** What a simple value may be: its own restrictions and those of the types that it is made from. */
  #facets(element: XmlElement): Facets {
    const type = attribute(element, 'type');
    const simple =
      this.#named.get(`simpleType ${local(type)}`) ?? partsOf(element).find(({ name }) => name === 'simpleType');
    return simple === undefined ? { types: [local(type) || 'anyType'] } : this.#ofSimple(simple);
  }

  #ofSimple(simple: XmlElement): Facets {
    const restriction = partsOf(simple).find(({ name }) => name === 'restriction');
    if (restriction === undefined) return {};
    const base = local(attribute(restriction, 'base'));
    const named = this.#named.get(`simpleType ${base}`);
    const made: { -readonly [K in keyof Facets]: Facets[K] } = named
      ? { ...this.#ofSimple(named) }
      : { types: [base || 'string'] };
    const values: string[] = [];
    const patterns: string[] = [];
    for (const facet of partsOf(restriction)) {
      const value = attribute(facet, 'value');
      if (facet.name === 'enumeration') values.push(value);
      else if (facet.name === 'pattern') patterns.push(value);
      else if (facet.name === 'length') Object.assign(made, { minLength: Number(value), maxLength: Number(value) });
      else if (FACET_OF[facet.name] !== undefined)
        Object.assign(made, { [FACET_OF[facet.name] as string]: Number(value) });
    }
    if (values.length > 0) made.values = values;
    // Patterns of one step are alternatives of each other.
    if (patterns.length > 0) made.patterns = [...(made.patterns ?? []), patterns.join('|')];
    return made;
  }
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`);
