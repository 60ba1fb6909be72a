/** What the adapter needs to know to reach SIL and portal. */

import { PORTAL_SERVICES } from '../../contract/lavoro-per-te/index.js';
import type { SoapService } from '../../contract/soap-service.js';
import type { PasswordType } from '../../security/username-token.js';
import type { Waits } from '../http.js';

export interface LavoroPerTeConfig extends Waits {
  /** Address under which the services of the SIL stand. Absent: the side is not configured. */
  readonly url?: string | undefined;
  /** Address under which the services of the portal stand; the SIL's where there is none. */
  readonly portalUrl?: string | undefined;
  /** Services that stand elsewhere. */
  readonly services: readonly { readonly service: string; readonly url: string }[];
  /** HTTP Basic account at both, sent with the first request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Account in the WS-Security header of the services that want one. */
  readonly tokenUsername?: string | undefined;
  readonly tokenPassword?: string | undefined;
  readonly tokenPasswordType: PasswordType;
  /** What the door of the bus is told beside the document. */
  readonly busSender: string;
  readonly busReceiver: string;
  readonly busToken?: string | undefined;
  /** Database of the province that is asked about a person. */
  readonly provincia?: number | undefined;
}

/** Address of a service: its own where it has one, else its name under the one of its system. */
export function addressOf(config: LavoroPerTeConfig, service: SoapService): string | undefined {
  const own = config.services.find((one) => one.service === service.name)?.url;
  if (own !== undefined) return own;
  const base = PORTAL_SERVICES.has(service) ? (config.portalUrl ?? config.url) : config.url;
  return base === undefined ? undefined : `${base.replace(/\/$/, '')}/${service.name}`;
}
