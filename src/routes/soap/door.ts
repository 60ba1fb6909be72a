/**
 * The national SOAP services as the regions' systems already call them: a region points at this address instead of at
 * the national node and notices no difference.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { TYPES_NAMESPACE, wsdl } from '../../contract/servizicoap.js';
import { type SoapFault, writeFault, writeResponse } from '../../contract/soap.js';
import type { RaccordoError } from '../../foundation/errors.js';
import type { Finding } from '../../foundation/finding.js';
import { findingLine } from '../../foundation/finding.js';
import type { Caller } from '../callers.js';
import type { RouteOptions } from '../intake.js';
import { asRaccordoError } from '../problem.js';
import type { SoapAnswer } from './answer.js';
import { readCall } from './call.js';
import { handlers } from './operations.js';

const PATH = '/soap/v1/servizicoapSAP';
const XML = 'text/xml; charset=utf-8';
/** Statuses that say something about the HTTP call itself; every other fault travels as 500, as SOAP 1.1 asks. */
const HTTP_LEVEL: ReadonlySet<number> = new Set([401, 403, 413, 415, 503]);

export const soapRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { http, soap } = gateway.context.settings;
  const answer = handlers(gateway);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler((error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const known = asRaccordoError(error, http.bodyLimit);
    if (known.status >= 500) request.log.error({ err: known.cause ?? known, code: known.code }, 'SOAP call failed');
    if (known.status === 401) reply.header('www-authenticate', 'Basic realm="raccordo", charset="UTF-8"');
    if (known.retryAfter !== undefined) reply.header('retry-after', String(known.retryAfter));
    return sendFault(reply, HTTP_LEVEL.has(known.status) ? known.status : 500, faultOf(known));
  });

  app.get<{ Querystring: Record<string, string> }>(PATH, { schema: { hide: true } }, async (request, reply) => {
    if (!Object.keys(request.query).some((key) => key.toLowerCase() === 'wsdl')) {
      return sendFault(reply, 405, {
        code: 'Client',
        string: `SOAP calls are POSTed here; the interface is at ${PATH}?wsdl`,
        detail: [],
      });
    }
    return reply.type(XML).send(wsdl(`${baseOf(request, http.publicUrl)}${PATH}`));
  });

  app.post(PATH, { schema: { hide: true } }, async (request, reply) => {
    const caller = callers.identify(request);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const call = readCall(body, request.headers);
    if ('fault' in call) {
      if (call.keep) await keepUnreadable(body, caller, call.fault.detail);
      return sendFault(reply, call.status, call.fault);
    }
    const { operation, fields, namespace } = call;
    const given: SoapAnswer = await answer[operation]({ fields, caller, source: caller.side ?? soap.defaultSide });
    for (const [name, value] of Object.entries(given.httpHeaders ?? {})) reply.header(name, value);
    return reply.type(XML).send(
      writeResponse(operation, given.fields, {
        namespace: namespace || TYPES_NAMESPACE,
        ...(given.soapHeader === undefined ? {} : { headers: [given.soapHeader] }),
      }),
    );
  });

  /** A message that cannot be read as SOAP is still what somebody sent: it is kept where the operators find it. */
  async function keepUnreadable(body: Buffer, caller: Caller, findings: readonly Finding[]): Promise<void> {
    if (body.length === 0) return;
    await gateway.intake.keep(
      {
        source: caller.side ?? soap.defaultSide,
        format: 'anpal',
        record: 'sap',
        event: 'invio',
        channel: 'soap',
        contentType: 'text/xml',
        body,
      },
      findings,
    );
  }
};

/** Where callers reach us: as configured, or as they say, unless what they say is no address. */
function baseOf(request: FastifyRequest, publicUrl?: string): string {
  const said = `${request.protocol}://${request.host}`;
  return (publicUrl ?? (URL.canParse(said) ? said : '')).replace(/\/$/, '');
}

function sendFault(reply: FastifyReply, status: number, fault: SoapFault): FastifyReply {
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
