/** What an operation of the national service is called with, and what it answers. */
import { OPERATIONS, type OperationName } from '../../contract/servizicoap.js';
import type { SoapHeaderBlock } from '../../contract/soap.js';
import type { Finding } from '../../foundation/finding.js';
import { hasErrors } from '../../foundation/finding.js';
import type { SideName } from '../../foundation/names.js';
import { gatewayError } from '../../gateway/errors.js';
import type { Caller } from '../callers.js';

export interface SoapCall {
  readonly fields: Readonly<Record<string, string>>;
  readonly caller: Caller;
  /** The side that calls: the account's, or the configured one where calls are taken without an account. */
  readonly source: SideName;
  /** The region at whose address the call came. */
  readonly region?: SideName;
}

export interface SoapAnswer {
  readonly fields: Readonly<Record<string, string>>;
  readonly soapHeader?: SoapHeaderBlock;
  readonly httpHeaders?: Readonly<Record<string, string>>;
}

/** The answer’s fields in the order of the contract: the mandatory ones always, the optional ones where there is a value. */
export function filled(operation: OperationName, values: Readonly<Record<string, string>>): Record<string, string> {
  const { response, optional } = OPERATIONS[operation];
  return Object.fromEntries([
    ...response.map((name) => [name, values[name] ?? '']),
    ...optional.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  ]);
}

/** Refuses a question whose payload breaks the contract; the national form has no field to say so in. */
export function refuseBadQuestion(findings: readonly Finding[]): void {
  if (hasErrors(findings)) {
    throw gatewayError('document-refused', 'the payload of the request breaks its contract', { findings });
  }
}
