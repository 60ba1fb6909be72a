/** The fixtures of the house, read once: there are more than a thousand, and nobody changes them while tests run. */
import { type Fixture, loadFixtures } from '../../src/contract/fixtures.js';
import type { SideName } from '../../src/foundation/names.js';

let read: readonly Fixture[] | undefined;

/** All of them, or those of one side, in the order of their folders. */
export function fixturesOf(only?: SideName): readonly Fixture[] {
  read ??= loadFixtures();
  return only === undefined ? read : read.filter(({ side }) => side === only);
}
