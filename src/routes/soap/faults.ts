/** What every SOAP door answers alike: faults, and the description of its service. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type SoapFault, writeFault } from '../../contract/soap.js';
import type { RaccordoError } from '../../foundation/errors.js';
import { findingLine } from '../../foundation/finding.js';
import { asRaccordoError } from '../problem.js';

export const XML = 'text/xml; charset=utf-8';
/** A call that is turned away before it is read as SOAP has HTTP's own status; every other fault travels as 500 (SOAP 1.1, 6.2). */
const TURNED_AWAY: ReadonlySet<string> = new Set([
  'unauthorized',
  'forbidden-side',
  'not-found',
  'method-not-allowed',
  'body-too-large',
  'unsupported-media-type',
  'too-many-in-work',
]);

/** Answers an error of ours as a fault. */
export function faultHandler(bodyLimit: number) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    return answerFault(request, reply, asRaccordoError(error, bodyLimit));
  };
}

/** Logs what a call is refused with and answers it as a fault. */
export function answerFault(request: FastifyRequest, reply: FastifyReply, known: RaccordoError): FastifyReply {
  if (known.status >= 500) request.log.error({ err: known.cause ?? known, code: known.code }, 'SOAP call failed');
  if (known.status === 401) reply.header('www-authenticate', 'Basic realm="raccordo", charset="UTF-8"');
  if (known.retryAfter !== undefined) reply.header('retry-after', String(known.retryAfter));
  return sendFault(reply, TURNED_AWAY.has(known.code) ? known.status : 500, faultOf(known));
}

/** `?wsdl` gives the description; any other GET is told how to call. */
export function describe(
  request: FastifyRequest<{ Querystring: Record<string, string> }>,
  reply: FastifyReply,
  path: string,
  description: () => string,
): FastifyReply {
  if (Object.keys(request.query).some((key) => key.toLowerCase() === 'wsdl')) {
    return reply.type(XML).send(description());
  }
  const string = `SOAP calls are POSTed here; the interface is at ${path}?wsdl`;
  return sendFault(reply, 405, { code: 'Client', string, detail: [] });
}

/** Where callers reach us: as configured, or as they say, unless what they say is no address. */
export function baseOf(request: FastifyRequest, publicUrl?: string): string {
  const said = `${request.protocol}://${request.host}`;
  return (publicUrl ?? (URL.canParse(said) ? said : '')).replace(/\/$/, '');
}

export function sendFault(reply: FastifyReply, status: number, fault: SoapFault): FastifyReply {
  return reply.code(status).type(XML).send(writeFault(fault));
}

/** Our errors as SOAP 1.1 faults: the sender’s mistakes are Client, ours are Server. */
function faultOf(error: RaccordoError): SoapFault {
  const server = error.status >= 500;
  return {
    code: server ? 'Server' : 'Client',
    string: `${error.title}: ${error.message}${error.findings.length > 0 ? ` (${error.findings.map(findingLine).join('; ')})` : ''}`,
    detail: error.findings,
  };
}
