/** Plays the contract of a side against a running system, operation by operation. */
import type { HttpClient } from '../../adapters/http.js';
import type { Fixture } from '../../contract/fixtures.js';
import { agenda, busService } from '../../contract/lavoro-per-te/index.js';
import { restOperationFor } from '../../contract/rest-service.js';
import { operationFor } from '../../contract/soap-service.js';
import type { SideName } from '../../foundation/names.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import { playAgenda } from './agenda.js';
import { playBus } from './bus.js';
import { type KnownValues, verifyingOf } from './depending.js';
import { type Addressed, Documents } from './documents.js';
import { askKnown } from './known.js';
import { callRest, playRest } from './rest.js';
import { playServizicoap, sendSap } from './servizicoap.js';
import { playSilp } from './silp.js';
import { type Caller, callSoap, playSoap } from './soap.js';
import { Target, type TargetOptions } from './wire.js';

export type { KnownValues } from './depending.js';
export type { Caller } from './soap.js';

export interface VerifyOptions extends TargetOptions {
  readonly side: Side;
  /** Those whose forms it adopts. */
  readonly sides?: ReadonlyMap<SideName, Side>;
  /** Of the side, and of those whose forms it adopts; others are left aside. */
  readonly fixtures: readonly Fixture[];
  /** Those of them that are sent for their own sake, and not only because another one depends on them. */
  readonly sends?: (fixture: Fixture) => boolean;
  readonly caller: Caller;
  readonly http: HttpClient;
  /** Different for each run: everybody in it is invented anew. */
  readonly run: string;
  /** What the system holds from the start, in place of what `verify.yaml` says. */
  readonly known?: KnownValues;
}

/** The cases as they come. Never throws for what the system may do. */
export async function* verify(options: VerifyOptions): AsyncGenerator<Case> {
  const { name } = options.side;
  for await (const one of play(options)) yield { ...one, group: `${name} ${one.group}` };
}

async function* play(options: VerifyOptions): AsyncGenerator<Case> {
  const { side, sides = [], caller, http, run } = options;
  const { name, restServices } = side;
  const target = new Target(options, side, http);
  const verifying = verifyingOf(name, options.known);
  const fixtures = options.fixtures.filter((one) => isSentTo(side, one));
  const documents = new Documents({
    sides: new Map([...sides, [name, side]]),
    fixtures,
    verifying,
    run,
    ...(options.sends === undefined ? {} : { sends: options.sends }),
  });
  const answered = [...side.services, ...side.alsoAnswers];
  const deliver = ({ record, event, revision, bytes }: Addressed): Promise<unknown> => {
    if (name === 'anpal' && record === 'sap') return sendSap({ target }, bytes);
    const soap = operationFor(answered, { record, event, revision });
    if (soap) return callSoap(soap.service, soap.operation, bytes, target);
    const rest = restOperationFor(restServices, { record, event, revision });
    return rest ? callRest(rest.service, rest.operation, bytes, target) : Promise.resolve();
  };
  const played = { side, target, documents, verifying, deliver };
  if (caller === 'region') yield* askKnown(played);
  if (name === 'anpal') yield* playServizicoap(caller, played);
  if (name === 'silp' && caller === 'region') yield* playSilp(played);
  for (const service of answered) {
    if (service === busService) yield* playBus(played);
    else yield* playSoap(service, caller, played);
    if (service === agenda) yield* playAgenda(played);
  }
  if (caller === 'region') for (const service of restServices) yield* playRest(service, played);
}

/** Fixtures of a side, and those of others in whose form it gets a record. */
const isSentTo = (side: Side, { side: whose, record, event, revision, canonical, partOf }: Fixture): boolean =>
  whose === side.name || (partOf === undefined && side.adopts(record, event, { side: whose, revision }, canonical));
