import fc, { type Arbitrary } from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { openXml } from '../../src/contract/xml-gate.js';
import { piecesOf, type ReadTree, readTree } from '../../src/contract/xml-tree.js';
import { writeTree } from '../../src/contract/xml-writer.js';

const SIGNS = [...'ab 019.,\'"&<>]]>-àè€ß\n\t\r😀'];
const words = fc.array(fc.constantFrom(...SIGNS), { maxLength: 8 }).map((signs) => signs.join(''));
const name = fc.constantFrom('a', 'b', 'codice', 'x:c', 'x:codice', '__proto__', 'constructor', 'é-1.2');

const escaped = words.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
const references = fc.constantFrom(
  '&lt;',
  '&gt;',
  '&amp;',
  '&quot;',
  '&apos;',
  '&#38;',
  '&#x20AC;',
  '&#13;',
  '&#x1F600;',
);
const cdata = words.map((text) => `<![CDATA[${text.replaceAll(']]>', '')}]]>`);
const comment = fc.constantFrom('<!-- a > b <c> -->', '<!---->', '<!-- ]]> -->');
const instruction = fc.constantFrom('<?p?>', '<?p a="<b>"?>');
const space = fc.constantFrom('', ' ', '\n  ', '\r\n');
const attributes = fc.constantFrom(
  '',
  '',
  '',
  ' ',
  ' v="1"',
  ' v=\'a"b>c\' w="&lt;&#10;x"',
  ' xsi:nil = "true"',
  ' x:v="2\n3"',
  ' xmlns:y="urn:y"',
);

const { element } = fc.letrec<{ element: string; content: string }>((tie) => ({
  element: fc
    .tuple(
      name,
      attributes,
      space,
      fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 3, arbitrary: tie('content') }),
    )
    .map(([tag, inTag, before, inside]) =>
      inside === '' ? `<${tag}${inTag}${before}/>` : `<${tag}${inTag}>${inside}</${tag}${before}>`,
    ),
  content: fc
    .array(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        escaped,
        references,
        cdata,
        comment,
        instruction,
        space,
        tie('element') as Arbitrary<string>,
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('')),
}));

const NAMESPACES = 'xmlns:x="urn:x" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const document = fc
  .tuple(
    fc.constantFrom('', '<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- <a> -->\n<?p?>'),
    element,
    space,
  )
  .map(([head, root, tail]) => `${head}${root.replace(/^<([^\s/>]+)/, `<$1 ${NAMESPACES}`)}${tail}`);

/** The same reading, by a parser of someone else. */
function readBySaxes(text: string): ReadTree {
  type Open = { name: string; attributes: Record<string, string>; children: [string, unknown][]; text: string };
  const local = (full: string): string => full.slice(full.indexOf(':') + 1);
  const parser = new SaxesParser({ xmlns: false });
  const open: Open[] = [];
  let result: ReadTree | undefined;
  const valueIn = ({ attributes, children, text: held }: Open): unknown => {
    const names = Object.keys(attributes).filter((key) => !/^(xmlns$|xmlns:|xsi:)/.test(key));
    if (children.length === 0 && names.length === 0) return held;
    const entries = new Map<string, unknown>(names.map((key) => [`@${local(key)}`, attributes[key]]));
    for (const [key, value] of children) {
      if (!entries.has(key)) entries.set(key, value);
      else {
        const there = entries.get(key);
        entries.set(key, Array.isArray(there) ? [...there, value] : [there, value]);
      }
    }
    if (children.length === 0 ? held !== '' : /[^ \t\n\r]/.test(held)) entries.set('#text', held);
    return Object.fromEntries(entries);
  };
  parser.on('opentag', (tag) =>
    open.push({ name: local(tag.name), attributes: tag.attributes as Record<string, string>, children: [], text: '' }),
  );
  const addText = (more: string): void => {
    const top = open[open.length - 1];
    if (top) top.text += more;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop() as Open;
    const value = valueIn(closed);
    const parent = open[open.length - 1];
    if (parent) parent.children.push([closed.name, value]);
    else {
      const tree = typeof value === 'string' ? (value === '' ? {} : { '#text': value }) : value;
      result = { root: closed.name, tree: tree as ReadTree['tree'] };
    }
  });
  parser.write(text).close();
  return result as ReadTree;
}

test('a document taken apart under its root says in its pieces what it said', () => {
  fc.assert(
    fc.property(document, (text) => {
      const whole = openXml(Buffer.from(text), (xml) => readTree(xml.text())).value;
      fc.pre(whole !== undefined);
      const { open, close, children } = piecesOf(text);
      const together = readTree(`${open}${children.map((child) => child.text).join('')}${close}`);
      // Text of the root itself stands between the pieces.
      const elements = (tree: ReadTree['tree']) => Object.entries(tree).filter(([key]) => key !== '#text');
      expect(together.root).toBe(whole?.root);
      expect(elements(together.tree)).toEqual(elements(whole?.tree ?? {}));
      for (const { name: child, text: alone } of children) {
        const { tree } = readTree(`${open}${alone}${close}`);
        expect(elements(tree).filter(([key]) => !key.startsWith('@'))).toEqual([[child, expect.anything()]]);
      }
    }),
    { numRuns: 500 },
  );
});

test('reads every well-formed document as an independent parser does', () => {
  let read = 0;
  fc.assert(
    fc.property(document, (text) => {
      const opened = openXml(Buffer.from(text), (xml) => readTree(xml.text()));
      // An attribute that the generator wrote twice, say: what libxml2 refuses is never read.
      fc.pre(opened.value !== undefined);
      read += 1;
      expect(opened.value).toEqual(readBySaxes(text));
    }),
    { numRuns: 1500 },
  );
  expect(read).toBe(1500);
});

describe('a tree', () => {
  const tree = (text: string) => readTree(text).tree;

  test('has a string for a leaf, an object for a group, an array where a name is repeated', () => {
    expect(tree('<r><a>1</a><b><c/></b><d>x</d><d/><d>z</d></r>')).toEqual({ a: '1', b: { c: '' }, d: ['x', '', 'z'] });
  });

  test('keeps what looks like a number as it is', () => {
    expect(tree('<r><a>000</a><b>1e3</b><c>0x1F</c><d>+39051</d><e> 7 </e></r>')).toEqual({
      a: '000',
      b: '1e3',
      c: '0x1F',
      d: '+39051',
      e: ' 7 ',
    });
  });

  test('takes __proto__ as a name like any other', () => {
    const read = tree('<r><__proto__><polluted>1</polluted></__proto__></r>');
    expect(Object.keys(read)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('written and read again is the same tree', () => {
    const written = { a: 'x & <y> ]]> \r\n "z"', b: ['1', '', { '@v': '"\t\n\'', '#text': 't' }], c: { d: { e: '' } } };
    const opened = openXml(writeTree('r', written), (xml) => readTree(xml.text()));
    expect(opened).toEqual({ value: { root: 'r', tree: written }, findings: [] });
  });

  test('is written with a space for each character that XML cannot hold', () => {
    const text = writeTree('r', { a: 'x\u0000y\u0008\ufffez\ud800\u0085😀' }).toString('utf8');
    expect(text).toBe('<?xml version="1.0" encoding="UTF-8"?><r><a>x y  z \u0085😀</a></r>');
    expect(openXml(Buffer.from(text), () => true).findings).toEqual([]);
  });
});
