/** Documents that keep a schema, as trees: random presence, repetition and values of every element. */
import fc, { type Arbitrary } from 'fast-check';
import type { DocumentTree } from '../../src/contract/contract.js';
import type { ElementModel } from './schema-model.js';

/** Characters that XML can hold and that texts really have, some of which must be escaped. */
const SIGNS = [...'abcXYZ019 .,/\'"&<>-àèéìòù€ß\n\t😀'];

export const textOf = (min: number, max: number): Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...SIGNS), { minLength: min, maxLength: Math.max(min, Math.min(max, 30)) })
    .map((signs) => signs.join(''));

export const dateText: Arbitrary<string> = fc.oneof(
  fc.constantFrom('1900-01-01', '2100-01-01', '9999-12-31', '2024-02-29'),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);

/** Decimals in several of the forms that XML Schema allows. */
export const decimalText: Arbitrary<string> = fc.oneof(
  fc.constantFrom('0', '1', '.5', '0.000000000', '0.00', '1.'),
  fc.nat(999_999_999).map((n) => `0.${n}`),
);

function valueArbitrary(facets: Readonly<Record<string, readonly string[]>>): Arbitrary<string> {
  const base = facets.base?.[0] ?? '';
  if (base === 'xs:date') return dateText;
  if (base === 'xs:decimal') return decimalText;
  if (base === 'xs:int') return fc.integer({ min: -5, max: 2_147_483_647 }).map(String);
  if (facets.enumeration) return fc.constantFrom(...facets.enumeration);
  const most = Number(facets.maxLength?.[0] ?? facets.length?.[0] ?? 20);
  if (facets.pattern) {
    const anchored = new RegExp(`^(?:${facets.pattern.join('|')})$`.replaceAll('\\d', '[0-9]'), 'u');
    return fc
      .stringMatching(anchored, { size: 'small' })
      .filter((text) => text.length <= most && !/[\p{C}\ufffe\uffff]/u.test(text));
  }
  return textOf(Number(facets.minLength?.[0] ?? facets.length?.[0] ?? 0), most);
}

/** What stands in place of one element: its text, or a tree of its children. */
export function elementArbitrary(model: ElementModel): Arbitrary<string | DocumentTree> {
  if (model.facets) return valueArbitrary(model.facets);
  const parts = model.children.map((child) => {
    const most = child.max === 1 ? 1 : Math.max(child.min, 2);
    return fc.array(elementArbitrary(child), { minLength: child.min, maxLength: most });
  });
  return fc.tuple(fc.nat(), ...parts).map(([chosen, ...lists]) => {
    const tree: DocumentTree = {};
    model.children.forEach((child, i) => {
      const alternatives = model.children.filter((other) => other.choice === child.choice);
      if (child.choice !== undefined && alternatives[chosen % alternatives.length] !== child) return;
      const items = lists[i] as unknown[];
      if (items.length > 0) tree[child.name] = items.length === 1 ? items[0] : items;
    });
    return Object.keys(tree).length === 0 ? '' : tree;
  });
}
