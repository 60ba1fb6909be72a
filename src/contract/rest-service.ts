/**
 * A JSON service of a side as data: where a record is posted, what comes back, and what the outcome codes mean. For
 * services whose interface is not public and which we define ourselves; each says so in its `source.md`.
 */
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { RestQuestion } from './rest-question.js';
import type { EsitoRule } from './soap-service.js';

export interface RestOperation {
  readonly name: string;
  /** Path under the service's address; a record's key never stands in it. */
  readonly path: string;
  readonly carries: { readonly record: RecordName; readonly event: EventName; readonly revision: string };
  /** Path of the OpenAPI file under `contracts/` and the name of the answer's schema in it. */
  readonly answer: {
    readonly file: string;
    readonly schema: string;
    /** The answer is no document of the record's event `esito`: it is read for its outcome and not taken in. */
    readonly outcomeOnly?: true;
  };
  readonly esito: EsitoRule;
}

/** A question that is posted and answered at once; nothing is changed by it, so it has no key. */
export interface PostedQuestion extends RestQuestion {
  /** Path under the service's address; whom it is about stands in the body. */
  readonly path: string;
  /** What the codes of an answer that is no answer mean. */
  readonly esito: EsitoRule;
}

export interface RestService {
  readonly side: SideName;
  /** Last step of its address. */
  readonly name: string;
  readonly operations: readonly RestOperation[];
  readonly questions?: readonly PostedQuestion[];
  /** Where it says that it is there, for whoever has an account. */
  readonly status?: string;
}

/** The operation that takes a record to the side, in the revision asked for. */
export function restOperationFor(
  services: readonly RestService[],
  what: { readonly record: RecordName; readonly event: EventName; readonly revision: string },
): { readonly service: RestService; readonly operation: RestOperation } | undefined {
  for (const service of services) {
    const operation = service.operations.find(
      ({ carries }) =>
        carries.record === what.record && carries.event === what.event && carries.revision === what.revision,
    );
    if (operation) return { service, operation };
  }
  return undefined;
}
