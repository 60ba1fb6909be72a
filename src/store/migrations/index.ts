import { firstTables } from './001-first-tables.js';
import { parts } from './002-parts.js';
import { policyIds } from './003-policy-ids.js';
import { recordsOfOthers } from './004-records-of-others.js';
import { addressee } from './005-addressee.js';
import { joinedCodes } from './006-joined-codes.js';
import { routes } from './007-routes.js';
import { operators } from './008-operators.js';
import { processes } from './009-processes.js';
import { trimming } from './010-trimming.js';
import { lanes } from './011-lanes.js';
import { sidesSeen } from './012-sides-seen.js';
import { orderOfReceipt } from './013-order-of-receipt.js';
import { claim } from './014-claim.js';
import type { Migration } from './migration.js';

/** In the order of application. Additions only: a migration that has left the house is not edited. */
export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  parts,
  policyIds,
  recordsOfOthers,
  addressee,
  joinedCodes,
  routes,
  operators,
  processes,
  trimming,
  lanes,
  sidesSeen,
  orderOfReceipt,
  claim,
];
