/** The questions that change nothing at the node, each with its answer. */
import { domande } from '../../contract/anpal/domande.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import { coPerLavoratore, getRapportiAttivi } from './lavoro.js';
import { verificaCondizioni } from './neet.js';
import type { AnpalNode } from './node.js';

const run: Readonly<Record<string, SimulatedOperation<AnpalNode>>> = {
  OpenSPCoop_PD: verificaCondizioni,
  getRapportiAttivi,
  COPerLavoratore: coPerLavoratore,
};

export const domandeSimulated: readonly SimulatedService<AnpalNode>[] = domande.map((service) => ({ service, run }));
