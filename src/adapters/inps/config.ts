/** What the adapter needs to know to reach INPS. */
import type { Waits } from '../http.js';

export interface InpsConfig extends Waits {
  /** Address of the service that takes the communications of the employment centres. Absent: the side is not configured. */
  readonly url?: string | undefined;
  /** HTTP Basic account, sent with the first request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** Address under which the SOAP services stand, each under its own name. */
  readonly servicesUrl?: string | undefined;
  /** Services that stand elsewhere. */
  readonly services: readonly { readonly service: string; readonly url: string }[];
}

/** The JSON service, whose address is the side's own. */
const MAIN = 'comunicazioni-cpi';

const under = (base: string, path: string): string => `${base.replace(/\/$/, '')}${path}`;

/** Address of a service: its own where it has one, else the side's, or its name under the common address. */
export function addressOf(config: InpsConfig, { name }: { readonly name: string }): string | undefined {
  const own = config.services.find(({ service }) => service === name)?.url;
  if (own !== undefined) return own;
  if (name === MAIN) return config.url;
  return config.servicesUrl === undefined ? undefined : under(config.servicesUrl, `/${name}`);
}

/** Address of a path of the JSON service. */
export const mainAddress = (config: InpsConfig & { readonly url: string }, path: string): string =>
  under(addressOf(config, { name: MAIN }) ?? config.url, path);
