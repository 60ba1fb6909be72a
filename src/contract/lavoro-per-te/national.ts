/** Services that the nation describes and the region offers: the agenda of the SIL, and the adesioni at the portal. */
import { getStatoAdesioneYG, notificaCambioStatoAdesioneYG, serviziUtentiYG } from '../anpal/adesione.js';
import { appuntamentoService } from '../anpal/appuntamento.js';
import type { SoapService } from '../soap-service.js';
import { SIDE } from './operation.js';

/** The same service, called at the region. */
const offered = (service: SoapService): SoapService => ({
  ...service,
  side: SIDE,
  operations: service.operations.map((operation) => ({ ...operation, calledBy: 'any' })),
});

export const agenda = offered(appuntamentoService);
export const utenti = offered(serviziUtentiYG);
export const cambioStato = offered(notificaCambioStatoAdesioneYG);
export const statoAdesione = offered(getStatoAdesioneYG);
