/** What the adapter needs to know to reach the national SAP service. */
export interface AnpalConfig {
  /** Address of the service, usually a port of the regional PDD. Absent: the side is not configured. */
  readonly url?: string | undefined;
  /** HTTP Basic account, where the way to the service asks for one; sent with the first request. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly timeoutSeconds: number;
  /** Namespace of the service; Umbria's gateway uses another than the national one. */
  readonly namespace: string;
  /** Address under which the other services stand, each under its own name. */
  readonly servicesUrl?: string | undefined;
  /** The field in which checkUtenteYG takes its document; publications of the service differ. */
  readonly checkUtenteField?: string | undefined;
  /** Services that stand elsewhere. */
  readonly services: readonly { readonly service: string; readonly url: string }[];
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
