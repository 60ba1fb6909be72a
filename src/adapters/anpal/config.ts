/** What the adapter needs to know to reach the national SAP service. */
import type { Waits } from '../http.js';

export interface AnpalConfig extends Waits {
  /** Address of the service, usually a port of the regional PDD. Absent: the side is not configured. */
  readonly url?: string | undefined;
  /** HTTP Basic account, where the way to the service asks for one; sent with the first request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Namespace of the service; Umbria's gateway uses another than the national one. */
  readonly namespace: string;
  /** Address under which the other services stand, each under its own name. */
  readonly servicesUrl?: string | undefined;
  /** The field in which checkUtenteYG takes its document; publications of the service differ. */
  readonly checkUtenteField?: string | undefined;
  /** Services that stand elsewhere. */
  readonly services: readonly { readonly service: string; readonly url: string }[];
  /** Services that a gateway republishes under a namespace of its own. */
  readonly namespaces?: readonly { readonly service: string; readonly namespace: string }[];
}

/** Address of a service: its own where it has one, else its name under the common one. */
export function addressOf(
  config: Pick<AnpalConfig, 'servicesUrl' | 'services'>,
  { name }: { readonly name: string },
): string | undefined {
  const own = config.services.find(({ service }) => service === name)?.url;
  if (own !== undefined || config.servicesUrl === undefined) return own;
  return `${config.servicesUrl.replace(/\/$/, '')}/${name}`;
}

/** Namespace under which a service is reached, where it is not its own. */
export function namespaceOf(
  { namespaces = [] }: Pick<AnpalConfig, 'namespaces'>,
  { name }: { readonly name: string },
): string | undefined {
  return namespaces.find(({ service }) => service === name)?.namespace;
}
