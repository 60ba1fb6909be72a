/** The national services beside the one of the SAP, simulated: each in a file of its own, all on the same register. */
import type { SimulatedRest } from '../services/rest.js';
import type { SimulatedService } from '../services/soap.js';
import { conferimentoDidSimulated } from './did.js';
import { domandeSimulated } from './domande.js';
import type { AnpalNode } from './node.js';
import { ygProfilingSimulated } from './profiling.js';

export const SIMULATED_SERVICES: readonly SimulatedService<AnpalNode>[] = [
  conferimentoDidSimulated,
  ygProfilingSimulated,
  ...domandeSimulated,
];

export const SIMULATED_REST: readonly SimulatedRest<AnpalNode>[] = [];
