import { describe, expect, test } from 'vitest';
import type { Codec } from '../../../src/mappings/engine/index.js';
import { Run } from '../../../src/mappings/engine/run.js';
import { anyContent, email, filled, freeText } from '../../../src/mappings/engine/xml-codecs.js';

function written(codec: Codec, value: unknown): [unknown, string[]] {
  const run = new Run('test');
  const out = codec.encode(value, run);
  return [out, run.report.map(({ kind }) => kind)];
}

describe('free text', () => {
  test('is cut by characters, not by the halves of one', () => {
    expect(written(freeText({ max: 3 }), 'ab😀')).toEqual(['ab😀', []]);
    expect(written(freeText({ max: 3 }), 'ab😀c')).toEqual(['ab😀', ['lost']]);
  });

  test('has a space for what XML cannot hold, and says so', () => {
    expect(written(freeText({ max: 9 }), 'a\u0000b\tc')).toEqual(['a b\tc', ['lost']]);
    expect(written(freeText({}), `${'x'.repeat(80)}\u0007`)).toEqual([`${'x'.repeat(80)} `, ['lost']]);
  });

  test('that is empty is written, left out, or replaced, as the element asks', () => {
    expect(written(freeText({ max: 9 }), '')).toEqual(['', []]);
    expect(written(freeText({ max: 9, filled: true }), '')).toEqual([undefined, ['lost']]);
    expect(written(freeText({ max: 9, ifEmpty: 'n.d.' }), '')).toEqual(['n.d.', ['defaulted']]);
  });
});

test('an empty code is left out where it may not be empty', () => {
  expect(written(filled, '')).toEqual([undefined, ['lost']]);
  expect(written(filled, '007')).toEqual(['007', []]);
});

test.each([
  ['a@b.it', 'a@b.it'],
  ['nessuna', undefined],
  ['a@.it', undefined],
  [`${'x'.repeat(30)}@b.it`, undefined],
  ['', undefined],
])('the address %j is written as %j', (value, out) => {
  expect(written(email(/^[^@]+@[^.]+\..+$/su, 30), value)[0]).toBe(out);
});

test('content without a type keeps its text and hands on its markup', () => {
  const run = new Run('test');
  expect(anyContent.decode('07', run)).toBe('07');
  expect(anyContent.decode({ '#text': '07', nota: 'x' }, run)).toBe('07');
  expect(anyContent.decode({ nota: 'x' }, run)).toBe('');
  expect(written(anyContent, '07')).toEqual([{ '#text': '07' }, []]);
});
