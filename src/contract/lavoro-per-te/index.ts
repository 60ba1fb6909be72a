/** Everything that SIL and portal of Emilia-Romagna say and hear. */
import type { DocumentContract } from '../contract.js';
import type { SoapService } from '../soap-service.js';
import { busContracts, busService } from './bus.js';
import { didContracts, stipulaDid } from './did.js';
import { domande } from './domande.js';
import { formazione } from './formazione.js';
import { movimenti } from './movimenti.js';
import { agenda, cambioStato, statoAdesione, utenti } from './national.js';
import { pattoContracts, pattoOnline, trasmettiPatto } from './patto.js';
import { sapContracts } from './sap.js';

export { BUS_DELIVERIES, type BusDelivery, busService } from './bus.js';
export { stipulaDid } from './did.js';
export { domande, getStatoOccupazionale } from './domande.js';
export { formazione } from './formazione.js';
export { movimenti } from './movimenti.js';
export { agenda, cambioStato, statoAdesione, utenti } from './national.js';
export { INVIO_PATTO, pattoOnline, trasmettiPatto } from './patto.js';

/** All documents of its own. A schema compiles when its first document is read. */
export const lavoroPerTeContracts = (): readonly DocumentContract[] => [
  ...sapContracts(),
  ...busContracts,
  ...didContracts,
  ...pattoContracts,
];

/** Services that only this side has: for them a door here stands in. */
export const lavoroPerTeServices: readonly SoapService[] = [
  stipulaDid,
  pattoOnline,
  trasmettiPatto,
  ...domande,
  ...movimenti,
  ...formazione,
];

/** Everything that is called at SIL and portal, the services that the nation describes among them. */
export const calledServices: readonly SoapService[] = [
  ...lavoroPerTeServices,
  busService,
  agenda,
  utenti,
  cambioStato,
  statoAdesione,
];

/** Services of the portal; all others are the SIL's. */
export const PORTAL_SERVICES: ReadonlySet<SoapService> = new Set([pattoOnline, utenti, cambioStato, statoAdesione]);
