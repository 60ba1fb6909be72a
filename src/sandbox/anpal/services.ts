/** The national services beside the one of the SAP, simulated: each in a file of its own, all on the same register. */
import type { SimulatedRest } from '../services/rest.js';
import type { SimulatedService } from '../services/soap.js';
import { ADESIONE_SIMULATED } from './adesione-services.js';
import { simulatedAdr, simulatedEnti } from './adr-services.js';
import { AGENDA_SIMULATED } from './agenda-services.js';
import { SIMULATED_BENEFITS } from './benefit-services.js';
import { conferimentoDidSimulated } from './did.js';
import { domandeSimulated } from './domande.js';
import type { AnpalNode } from './node.js';
import { ygProfilingSimulated } from './profiling.js';

export const SIMULATED_SERVICES: readonly SimulatedService<AnpalNode>[] = [
  conferimentoDidSimulated,
  ygProfilingSimulated,
  ...domandeSimulated,
  ...ADESIONE_SIMULATED,
  ...AGENDA_SIMULATED,
  ...SIMULATED_BENEFITS,
];

export const SIMULATED_REST: readonly SimulatedRest<AnpalNode>[] = [simulatedAdr, simulatedEnti];
