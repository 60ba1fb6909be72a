/** What the adapter needs to know to reach SILP. */
import type { Waits } from '../http.js';

export interface SilpConfig extends Waits {
  /** Address with base path, `https://…/silpapi/api/v1`. Absent: the side is not configured. */
  readonly url?: string | undefined;
  /** Address of the older REST side, `https://…/silprest/api`: notices of SFL go there. */
  readonly olderUrl?: string | undefined;
  /** SILP's key of the service under which the meetings of an assegno di ricollocazione stand in its agenda. */
  readonly adrService?: number | undefined;
  /** Technical account, one for each calling application. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** The person whom SILP records as the caller; SILP takes it at its word. */
  readonly callerCodiceFiscale?: string | undefined;
  readonly callerCognome?: string | undefined;
  readonly callerNome?: string | undefined;
  /** Code under which SILP knows the calling application. */
  readonly callerApplication: string;
  /** Which of its two equal operations makes SILP fetch a SAP from the national node. */
  readonly acquire: 'acquisire-sap' | 'ricevi-sap';
}
