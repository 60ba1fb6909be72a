/**
 * One kit over every side. Each case says what is expected of each side, or why the side has nothing of the kind; a side
 * that is put together without an entry here fails.
 */
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { SANDBOX_SIDES } from '../../src/sandbox/index.js';
import { buildSides } from '../../src/sides.js';
import { documentTests } from './document-tests.js';
import { KNOWN_SIDES } from './expected.js';
import { wireTests } from './wire-tests.js';

it('knows every side that is spoken, and no other; each can be simulated', () => {
  const spoken = [...buildSides(loadSettings({ env: {} }).settings).keys()];
  expect([...KNOWN_SIDES].sort()).toEqual(spoken.sort());
  expect([...SANDBOX_SIDES].sort()).toEqual(spoken.sort());
});

describe.each(KNOWN_SIDES)('documents of %s', documentTests);
describe.each(KNOWN_SIDES)('%s over HTTP', wireTests);
