/** Settings of MiAttivo, the portal of Liguria. */
import type { Setting } from '../setting.js';
import { ownInterface } from './shared.js';

export const MIATTIVO_SETTINGS = ownInterface(
  'sides.miattivo',
  'MiAttivo',
  'contracts/miattivo/portale',
) satisfies readonly Setting[];
