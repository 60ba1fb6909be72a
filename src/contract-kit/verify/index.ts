/** Plays the contract of a side against a running system, operation by operation. */
import type { HttpClient } from '../../adapters/http.js';
import type { Fixture } from '../../contract/fixtures.js';
import { restOperationFor } from '../../contract/rest-service.js';
import { operationFor } from '../../contract/soap-service.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import { type Addressed, Documents } from './documents.js';
import { callRest, playRest } from './rest.js';
import { playServizicoap, sendSap } from './servizicoap.js';
import { playSilp } from './silp.js';
import { type Caller, callSoap, playSoap } from './soap.js';
import { Target, type TargetOptions } from './wire.js';

export type { Caller } from './soap.js';

export interface VerifyOptions extends TargetOptions {
  readonly side: Side;
  readonly fixtures: readonly Fixture[];
  readonly caller: Caller;
  readonly http: HttpClient;
  /** Different for each run: everybody in it is invented anew. */
  readonly run: string;
}

/** The cases as they come. Never throws for what the system may do. */
export async function* verify(options: VerifyOptions): AsyncGenerator<Case> {
  const { side, fixtures, caller, http, run } = options;
  const target = new Target({ ...options, mainService: side.mainService }, http);
  const documents = new Documents(side, fixtures, run);
  const deliver = ({ record, event, revision, bytes }: Addressed): Promise<unknown> => {
    if (side.name === 'anpal' && record === 'sap') return sendSap({ target }, bytes);
    const soap = operationFor(side.services, { record, event, revision });
    if (soap) return callSoap(soap.service, soap.operation, bytes, target);
    const rest = restOperationFor(side.restServices, { record, event, revision });
    return rest ? callRest(rest.service, rest.operation, bytes, target) : Promise.resolve();
  };
  const played = { side, target, documents, deliver };
  if (side.name === 'anpal') yield* named(side, playServizicoap(caller, played));
  if (side.name === 'silp' && caller === 'region') yield* named(side, playSilp(played));
  for (const service of side.services) yield* named(side, playSoap(service, caller, played));
  if (caller === 'region') for (const service of side.restServices) yield* named(side, playRest(service, played));
}

async function* named({ name }: Side, cases: AsyncGenerator<Case>): AsyncGenerator<Case> {
  for await (const one of cases) yield { ...one, group: `${name} ${one.group}` };
}
