/** Toscana Lavoro, as another system calls it. */
import { idol } from '../../contract/toscana-lavoro/index.js';
import type { Adapter } from '../adapter.js';
import { type RestSideConfig, restSideAdapter } from '../rest-side.js';

/** The adapter, or undefined when the side has no address. */
export const toscanaAdapter = (config: RestSideConfig): Adapter | undefined =>
  restSideAdapter(idol, 'Toscana Lavoro', config);
