/** The national services beside the one of the SAP, simulated: each in a file of its own, all on the same register. */
import type { SimulatedRest } from '../services/rest.js';
import type { SimulatedService } from '../services/soap.js';
import { simulatedAdr, simulatedEnti } from './adr-services.js';
import type { AnpalNode } from './node.js';

export const SIMULATED_SERVICES: readonly SimulatedService<AnpalNode>[] = [];

export const SIMULATED_REST: readonly SimulatedRest<AnpalNode>[] = [simulatedAdr, simulatedEnti];
