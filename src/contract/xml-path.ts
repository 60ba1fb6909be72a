/** Names the elements of a path that libxml2 gives by position, as it does where they stand in a default namespace. */
import { XmlElement, type XmlTreeNode } from 'libxml2-wasm';

const STEP = /^(?:[^:]+:)?([^[]+)(?:\[(\d+)\])?$/;

/** A path in which `*[2]` stands for the second child element, with the elements' own names; one without stars as it is. */
export function namedPath(root: XmlElement, xpath: string): string {
  if (!xpath.includes('*')) return xpath;
  const named = [root.name];
  let at: XmlElement | undefined = root;
  for (const step of xpath.split('/').slice(2)) {
    const [, name = '', position = '1'] = STEP.exec(step) ?? [];
    const children: readonly XmlElement[] = at === undefined ? [] : childElements(at);
    const candidates = children.flatMap((child, i) => (name === '*' || child.name === name ? [i] : []));
    const index = candidates[Number(position) - 1] ?? -1;
    at = children[index];
    named.push(at === undefined ? step : stepOf(at.name, index, children));
  }
  return `/${named.join('/')}`;
}

function stepOf(name: string, index: number, children: readonly XmlElement[]): string {
  const alike = children.flatMap((child, i) => (child.name === name ? [i] : []));
  return alike.length === 1 ? name : `${name}[${alike.indexOf(index) + 1}]`;
}

/** The elements directly inside an element. */
export function childElements(element: XmlElement): XmlElement[] {
  const children: XmlElement[] = [];
  let node: XmlTreeNode | null = element.firstChild;
  while (node !== null) {
    if (node instanceof XmlElement) children.push(node);
    node = node.next;
  }
  return children;
}

/** The path of an element as findings write it: without the root, a position where elements of one name stand beside each other. */
export function pathTo(element: XmlElement): string {
  const { name, parent } = element;
  if (parent === null) return '';
  const alike = (direction: 'prev' | 'next'): number => {
    let count = 0;
    for (let at = element[direction]; at !== null; at = at[direction])
      if (at instanceof XmlElement && at.name === name) count += 1;
    return count;
  };
  const before = alike('prev');
  const step = before + alike('next') === 0 ? name : `${name}[${before + 1}]`;
  const above = pathTo(parent);
  return above === '' ? step : `${above}/${step}`;
}
