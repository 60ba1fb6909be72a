/** The fixtures of the house, read once: there are more than a thousand, and nobody may change what the next test gets. */
import { type Fixture, loadFixtures } from '../../src/contract/fixtures.js';
import type { SideName } from '../../src/foundation/names.js';

let read: readonly Fixture[] | undefined;

/** All of them, or those of one side, in the order of their folders. */
export function fixturesOf(only?: SideName): readonly Fixture[] {
  read ??= loadFixtures().map(frozen);
  return only === undefined ? read : read.filter(({ side }) => side === only);
}

/** With all that it holds, but for the bytes of documents, which cannot be frozen. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
