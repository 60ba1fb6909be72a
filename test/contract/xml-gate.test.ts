import { describe, expect, test } from 'vitest';
import { MOST_ELEMENTS, openXml } from '../../src/contract/xml-gate.js';
import { readTree } from '../../src/contract/xml-tree.js';

const read = (bytes: Buffer, charset?: string) =>
  openXml(bytes, (xml) => readTree(xml.text()).tree, charset === undefined ? {} : { charset });
const rulesOf = (bytes: Buffer | string) => read(Buffer.from(bytes)).findings.map(({ rule }) => rule);

describe('what is no document is refused as a whole', () => {
  test.each([
    ['nothing', '', 'xml.not-well-formed'],
    ['white space', ' \n ', 'xml.not-well-formed'],
    ['JSON', '{"a":1}', 'xml.not-well-formed'],
    ['an element left open', '<a><b></a>', 'xml.not-well-formed'],
    ['two roots', '<a/><b/>', 'xml.not-well-formed'],
    ['text after the root', '<a/>x', 'xml.not-well-formed'],
    ['a raw ampersand', '<a>L & G</a>', 'xml.not-well-formed'],
    ['an entity of HTML', '<a>&nbsp;</a>', 'xml.not-well-formed'],
    ['a control character', '<a>\u0001</a>', 'xml.not-well-formed'],
    ['a reference to a control character', '<a>&#1;</a>', 'xml.not-well-formed'],
    ['an attribute written twice', '<a x="1" x="2"/>', 'xml.not-well-formed'],
    ['a prefix of nothing', '<a><p:b/></a>', 'xml.not-well-formed'],
    ['space before the declaration', ' <?xml version="1.0"?><a/>', 'xml.not-well-formed'],
    ['too deep', '<a>'.repeat(300) + '</a>'.repeat(300), 'xml.too-deep'],
    ['an unknown encoding', '<?xml version="1.0" encoding="x-acme"?><a/>', 'xml.encoding'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>', 'xml.doctype'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'xml.doctype'],
    ['an entity bomb', bomb(), 'xml.doctype'],
    ['a file of ours', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'xml.doctype'],
    ['a parameter entity', '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]><a/>', 'xml.doctype'],
    ['a DOCTYPE that is broken besides', '<!DOCTYPE a [<!ENTITY x "y"><a/>', 'xml.doctype'],
  ])('%s', (_name, text, rule) => {
    const { value, findings } = read(Buffer.from(text));
    expect(value).toBeUndefined();
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(findings[0]?.severity).toBe('error');
  });
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY x${i + 1} "${`&x${i};`.repeat(10)}">`);
  return `<!DOCTYPE a [<!ENTITY x0 "ha">${levels.join('')}]><a>&x9;</a>`;
}

test('a fault says where, and repeats nothing of the document', () => {
  const [finding] = read(Buffer.from('<a>\n<segreto>x</altro>\n</a>')).findings;
  expect(finding?.message).toMatch(/^line 2, column \d+: /);
  expect(JSON.stringify(finding)).not.toMatch(/segreto|altro/);
});

describe('encodings', () => {
  const text = 'Forlì è città €';

  test('a declared encoding is honoured, however long the text', () => {
    const long = 'perché '.repeat(3000);
    const latin = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?><a>${long}</a>`, 'latin1');
    expect(read(latin).value).toEqual({ '#text': long });
  });

  test.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff<?xml version="1.0"?><a>${text}</a>`)],
    [
      'UTF-16 with a byte order mark',
      Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?><a>${text}</a>`, 'utf16le'),
    ],
    ['no declaration at all', Buffer.from(`<a>${text}</a>`)],
  ])('%s', (_name, bytes) => {
    expect(read(bytes)).toEqual({ value: { '#text': text }, findings: [] });
  });

  test('bytes that the declared encoding does not have are refused', () => {
    expect(rulesOf(Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>Forl\xec</a>', 'latin1'))).toEqual([
      'xml.encoding',
    ]);
  });

  test('a declaration that the bytes contradict is a warning', () => {
    const bytes = Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-8"?><a>${text}</a>`, 'utf16le');
    const { value, findings } = read(bytes);
    expect(value).toEqual({ '#text': text });
    expect(findings).toMatchObject([{ rule: 'xml.encoding', severity: 'warning' }]);
  });

  test('a namespace that is no absolute address says nothing of the encoding', () => {
    expect(read(Buffer.from('<a xmlns="Schemas" xmlns:b="Altri">1</a>'))).toEqual({
      value: { '#text': '1' },
      findings: [],
    });
  });

  test('the encoding of the transport wins over the declaration', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>Forl\xec</a>', 'latin1');
    expect(read(bytes, 'ISO-8859-1')).toEqual({ value: { '#text': 'Forlì' }, findings: [] });
  });
});

test('a document with more elements than any real one is refused before the schema works on it', () => {
  const document = (elements: number) => Buffer.from(`<r>${'<abc></abc>'.repeat(elements - 1)}</r>`);
  expect(rulesOf(document(MOST_ELEMENTS))).toEqual([]);
  expect(rulesOf(document(MOST_ELEMENTS + 1))).toEqual(['xml.too-large']);
});
