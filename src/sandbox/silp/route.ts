/** One operation of the simulated SILP: who may call it, how it is counted, what a fault makes of it. */
import { carriesAccount, type SideAnswer, type SideRequest, type SideRoute } from '../server.js';
import type { Ledger } from '../state.js';
import { apiError, enveloped, refusal } from './answers.js';
import type { DateForm } from './dates.js';
import type { Json } from './json.js';

export const SILP_BASE = '/silpapi/api/v1';

export interface FrontOptions {
  readonly ledger: Ledger;
  readonly account: { readonly username: string; readonly password: string };
  readonly dates: DateForm;
  log(line: string): void;
}

export type Operation = (request: SideRequest) => Json | Promise<Json>;

export interface Described {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly run: Operation;
  /** SILP asks the national node for it. */
  readonly national?: boolean;
}

/** The operation's name is the last step of its address that is no key. */
const nameOf = (url: string): string =>
  url
    .split('/')
    .filter((step) => step !== '' && !step.startsWith(':'))
    .at(-1) ?? url;

export function operation(options: FrontOptions, { method, url, run, national = false }: Described): SideRoute {
  const name = nameOf(url);
  return {
    method,
    url: SILP_BASE + url,
    answer: async (request): Promise<SideAnswer> => {
      if (!carriesAccount(request, options.account)) return apiError(401, '401', 'Unauthorized');
      options.ledger.called(name);
      const body = await underFault(request, run, national);
      if (body.esitoPositivo !== true) options.ledger.refused(name);
      options.log(`${name}: ${body.esitoPositivo === true ? 'ok' : 'refused'}`);
      return enveloped(body, options.dates);
    },
  };
}

function underFault(request: SideRequest, run: Operation, national: boolean): Json | Promise<Json> {
  if (request.fault === 'ko') return refusal('SBX-99');
  if (request.fault === 'x001' && national) return refusal('GGP-S01');
  return run(request);
}
