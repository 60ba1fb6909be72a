/** Where the services of a side stand. */

interface Placed {
  readonly mainService?: string | undefined;
  readonly servicesUnder?: true | undefined;
}

interface Given {
  /** Address of the side, as `sides.<side>.url` has it. */
  readonly url: string;
  /** Address under which the other services stand; by default the folder of `url`. */
  readonly servicesUrl?: string;
}

export function serviceAddress(
  { mainService, servicesUnder }: Placed,
  service: string,
  { url, servicesUrl }: Given,
): string {
  const own = url.replace(/\/$/, '');
  if (service === mainService) return own;
  const folder = servicesUnder ? own : own.slice(0, own.lastIndexOf('/'));
  return `${(servicesUrl ?? folder).replace(/\/$/, '')}/${service}`;
}
