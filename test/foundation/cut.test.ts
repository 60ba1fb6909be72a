import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cut, cutWords } from '../../src/foundation/cut.js';
import { mask } from '../../src/foundation/finding.js';

it.each([
  ['', 3, ''],
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀', 3, 'ab😀'],
  ['ab😀c', 3, 'ab😀'],
  ['😀😀', 1, '😀'],
  ['😀', 0, ''],
])('%j cut after %i characters is %j', (text, most, expected) => expect(cut(text, most)).toBe(expected));

it('is a beginning of the text, of whole characters, as long as it may be', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(30), (text, most) => {
      const short = cut(text, most);
      expect(text.startsWith(short)).toBe(true);
      expect([...short]).toEqual([...text].slice(0, most));
    }),
  );
});

it('leaves no half of a character in what is masked', () => {
  expect(mask(`${'?'.repeat(23)}😀😀`)).toBe(`${'?'.repeat(23)}😀… (27 characters)`);
});

it.each([
  ['uno due', 7, 'uno due'],
  ['uno due tre', 10, 'uno due…'],
  ['no route [routing.none]', 14, 'no route…'],
  ['lunghissima', 5, 'lung…'],
  ['😀😀 😀😀', 4, '😀😀…'],
])('the words of %j in %i characters are %j', (text, most, expected) => expect(cutWords(text, most)).toBe(expected));
