/** Settings of Toscana Lavoro. */
import type { Setting } from '../setting.js';
import { ownInterface } from './shared.js';

export const TOSCANA_SETTINGS = ownInterface(
  'sides.toscana-lavoro',
  'Toscana Lavoro',
  'contracts/toscana-lavoro/idol',
) satisfies readonly Setting[];
