/** kill -9 at every named instant: one process with the embedded store. */
import { anywhere, EMBEDDED, inTurn, thrice } from './harness/crash.js';
import { faults } from './harness/scenario.js';

faults('a process with the embedded store is killed', [inTurn(EMBEDDED), ...thrice(EMBEDDED), anywhere(EMBEDDED)]);
