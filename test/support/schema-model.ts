/** Reads one of our XSDs into a tree of elements, to walk every path of a contract and to make documents that keep it. */
import { posix } from 'node:path';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { readContractFile } from '../../src/contract/location.js';

export interface ElementModel {
  readonly name: string;
  /** Names from below the root, joined with dots: `datiinvio.dataultimoagg`; empty for the root. */
  readonly path: string;
  readonly min: number;
  readonly max: number;
  /** May be empty although it must be there. */
  readonly nillable: boolean;
  /** Facets of a simple type, name → values; `base` is its built-in type. Absent for groups. */
  readonly facets?: Readonly<Record<string, readonly string[]>>;
  /** Children in order; those of a choice carry the same `choice`. Empty for a simple element. */
  readonly children: readonly ElementModel[];
  readonly choice?: number;
}

function childrenOf(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) if (node instanceof XmlElement) found.push(node);
  return found;
}

const attribute = (element: XmlElement, name: string): string => element.attr(name)?.value ?? '';

/** A schema and those that it imports: their documents, and all that stands at their top, its own first. */
function opened(file: string): { readonly documents: readonly XmlDocument[]; readonly top: readonly XmlElement[] } {
  const document = XmlDocument.fromBuffer(readContractFile(file));
  const top = childrenOf(document.root);
  const others = top
    .filter(({ name }) => name === 'import' || name === 'include')
    .map((element) => attribute(element, 'schemaLocation'))
    .filter((location) => location !== '')
    .map((location) => opened(posix.join(posix.dirname(file), location)));
  return {
    documents: [document, ...others.flatMap(({ documents }) => documents)],
    top: [...top, ...others.flatMap((other) => other.top)],
  };
}

/** A root element that the schema declares: the named one, or the first. */
export function readSchemaModel(file: string, root?: string): ElementModel {
  const { documents, top } = opened(file);
  const named = (kind: string, name: string): XmlElement | undefined =>
    top.find((element) => element.name === kind && attribute(element, 'name') === name);
  let choices = 0;

  function facetsOf(type: string): Record<string, string[]> {
    const simple = named('simpleType', type);
    if (!simple) return { base: [type] };
    const restriction = childrenOf(simple).find((element) => element.name === 'restriction') as XmlElement;
    const facets: Record<string, string[]> = { base: [attribute(restriction, 'base')] };
    for (const facet of childrenOf(restriction)) {
      facets[facet.name] = [...(facets[facet.name] ?? []), attribute(facet, 'value')];
    }
    return facets;
  }

  function modelOf(element: XmlElement, parent: string | undefined, choice?: number): ElementModel {
    const name = attribute(element, 'name');
    const path = parent === undefined ? '' : parent === '' ? name : `${parent}.${name}`;
    const type = attribute(element, 'type').replace(/^(?!xs:|xsd:)[^:]+:/, '');
    const complex = named('complexType', type) ?? childrenOf(element).find((inner) => inner.name === 'complexType');
    const most = attribute(element, 'maxOccurs');
    return {
      name,
      path,
      min: Number(attribute(element, 'minOccurs') || 1),
      nillable: attribute(element, 'nillable') === 'true',
      max: most === 'unbounded' ? Number.POSITIVE_INFINITY : Number(most || 1),
      children: complex === undefined ? [] : partsOf(complex, path),
      ...(complex === undefined ? { facets: facetsOf(type) } : {}),
      ...(choice === undefined ? {} : { choice }),
    };
  }

  function partsOf(parent: XmlElement, path: string, choice?: number): ElementModel[] {
    return childrenOf(parent).flatMap((part) => {
      if (part.name === 'element') return [modelOf(part, path, choice)];
      if (part.name === 'choice') return partsOf(part, path, ++choices);
      if (part.name === 'group') {
        const group = named('group', attribute(part, 'ref').replace(/^[^:]+:/, ''));
        return group === undefined ? [] : partsOf(group, path, choice);
      }
      return part.name === 'sequence' || part.name === 'all' ? partsOf(part, path, choice) : [];
    });
  }

  const isRoot = (element: XmlElement): boolean =>
    element.name === 'element' && (root === undefined || attribute(element, 'name') === root);
  const model = modelOf(top.find(isRoot) as XmlElement, undefined);
  for (const document of documents) document.dispose();
  return model;
}

/** The element and everything below it, in document order. */
export function everyElement(model: ElementModel): ElementModel[] {
  return [model, ...model.children.flatMap(everyElement)];
}
