/** MiAttivo, the portal of Liguria, as an employment centre's system calls it. */
import { portale } from '../../contract/miattivo/index.js';
import type { Adapter } from '../adapter.js';
import { type RestSideConfig, restSideAdapter } from '../rest-side.js';

/** The adapter, or undefined when the side has no address. */
export const miattivoAdapter = (config: RestSideConfig): Adapter | undefined =>
  restSideAdapter(portale, 'MiAttivo', config);
