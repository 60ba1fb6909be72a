import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdable, holdableJson, unholdableIn } from '../../src/foundation/characters.js';
import { mask } from '../../src/foundation/finding.js';

describe('a text that PostgreSQL cannot hold', () => {
  it.each([
    ['a\0b', 'U+0000', 'a\ufffdb'],
    ['a\ud83d', 'surrogate', 'a\ufffd'],
    ['\ude00\ud83d', 'surrogate', '\ufffd\ufffd'],
    ['a\ufffe', 'set aside', 'a\ufffe'],
    ['\u{1f600}\u0001\ufffd', undefined, '\u{1f600}\u0001\ufffd'],
  ])('%j', (text, why, held) => {
    const found = unholdableIn(text)?.message;
    expect(found === undefined ? why === undefined : found.includes(why ?? 'nothing')).toBe(true);
    expect(holdable(text)).toBe(held);
    expect(holdableJson({ text, [text]: [text] })).toBe(JSON.stringify({ text: held, [held]: [held] }));
  });

  it('is no escaped backslash', () => {
    const text = '\\u0000 \\\\ud83d \\';
    expect(holdableJson(text)).toBe(JSON.stringify(text));
    expect(holdableJson('\\\0')).toBe(JSON.stringify('\\\ufffd'));
  });

  it('is the same JSON otherwise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(holdableJson([text]))).toEqual([holdable(text)]);
      }),
    );
  });

  it('leaves no trace in a mask', () => {
    expect(mask('Rossi\0\ud800')).toBe('xxxxx\ufffd\ufffd');
  });
});
