/** Reads a SOAP 1.1 call of the national service out of an HTTP request, or says with which fault to refuse it. */
import type { IncomingHttpHeaders } from 'node:http';
import { isOperation, OPERATIONS, type OperationName } from '../../contract/servizicoap.js';
import { readEnvelope, type SoapFault } from '../../contract/soap.js';
import { type Finding, hasErrors } from '../../foundation/finding.js';

export interface ReadCall {
  readonly operation: OperationName;
  readonly fields: Readonly<Record<string, string>>;
  /** Namespace of the call, which the answer repeats. */
  readonly namespace: string;
}

export interface RefusedCall {
  readonly status: number;
  readonly fault: SoapFault;
  /** What arrived was a document of somebody: it is kept, with these reasons. */
  readonly keep: boolean;
}

const refused = (status: number, fault: SoapFault, keep = false): RefusedCall => ({ status, fault, keep });
const client = (string: string, detail: readonly Finding[] = []): SoapFault => ({ code: 'Client', string, detail });

/** The encoding that the header declares, or with which fault to refuse a call that is no SOAP 1.1 over HTTP. */
export function readHeaders(headers: IncomingHttpHeaders): { readonly charset?: string } | RefusedCall {
  const contentType = headers['content-type'] ?? '';
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type === 'application/soap+xml') {
    return refused(500, { code: 'VersionMismatch', string: 'this service speaks SOAP 1.1 (text/xml)', detail: [] });
  }
  if (type !== 'text/xml' && type !== 'application/xml') {
    return refused(415, client('expected Content-Type text/xml (SOAP 1.1)'));
  }
  const encoding = headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity') return refused(415, client('send the message without Content-Encoding'));
  const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1];
  return charset === undefined ? {} : { charset };
}

export function readCall(body: Buffer, headers: IncomingHttpHeaders): ReadCall | RefusedCall {
  const read = readHeaders(headers);
  if ('fault' in read) return read;
  const { envelope, findings, fault } = readEnvelope(body, read);
  if (envelope === undefined || hasErrors(findings)) {
    return refused(500, fault ?? client('the SOAP message cannot be read', findings), true);
  }
  const { operation, fields, namespace } = envelope;
  if (!isOperation(operation)) {
    const known = `this service has: ${Object.keys(OPERATIONS).join(', ')}`;
    return refused(500, broken('soap.operation-unknown', '', `unknown operation; ${known}`), true);
  }
  const missing = OPERATIONS[operation].request.filter((name) => fields[name] === undefined);
  if (missing.length > 0) {
    const lacks = `${operation} lacks ${missing.join(', ')}`;
    return refused(500, broken('soap.field-missing', missing[0] ?? '', lacks), true);
  }
  return { operation, fields, namespace };
}

const broken = (rule: string, path: string, message: string): SoapFault =>
  client(message, [{ path, rule, source: 'ANPAL servizicoap 1.0', severity: 'error', message }]);
