/** Reads one of our XSDs into a tree of elements, to walk every path of a contract and to make documents that keep it. */
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { readContractFile } from '../../src/contract/location.js';

export interface ElementModel {
  readonly name: string;
  /** Names from below the root, joined with dots: `datiinvio.dataultimoagg`; empty for the root. */
  readonly path: string;
  readonly min: number;
  readonly max: number;
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

/** The root element that the schema declares. */
export function readSchemaModel(file: string): ElementModel {
  const document = XmlDocument.fromBuffer(readContractFile(file));
  const top = childrenOf(document.root);
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
    const type = attribute(element, 'type').replace(/^tns:/, '');
    const complex = named('complexType', type) ?? childrenOf(element).find((inner) => inner.name === 'complexType');
    const most = attribute(element, 'maxOccurs');
    return {
      name,
      path,
      min: Number(attribute(element, 'minOccurs') || 1),
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
      return part.name === 'sequence' ? partsOf(part, path, choice) : [];
    });
  }

  const model = modelOf(top.find((element) => element.name === 'element') as XmlElement, undefined);
  document.dispose();
  return model;
}

/** The element and everything below it, in document order. */
export function everyElement(model: ElementModel): ElementModel[] {
  return [model, ...model.children.flatMap(everyElement)];
}
