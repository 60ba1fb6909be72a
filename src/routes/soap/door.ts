/**
 * The national SOAP services as the regions' systems already call them: a region points at this address instead of at
 * the national node and notices no difference.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { TYPES_NAMESPACE, wsdl } from '../../contract/servizicoap.js';
import { writeResponse } from '../../contract/soap.js';
import type { Finding } from '../../foundation/finding.js';
import type { SideName } from '../../foundation/names.js';
import { refuseOtherRegion } from '../access.js';
import type { RouteOptions } from '../intake.js';
import { type Address, addressesOf } from './addresses.js';
import type { SoapAnswer } from './answer.js';
import { readCall } from './call.js';
import { baseOf, describe, faultHandler, sendFault, XML } from './faults.js';
import { handlers } from './operations.js';

export const soapRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { http, soap } = gateway.context.settings;
  const answer = handlers(gateway);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler(faultHandler(http.bodyLimit));

  for (const address of addressesOf('servizicoapSAP')) {
    const { path } = address;
    app.get<{ Querystring: Record<string, string> }>(path, { schema: { hide: true } }, async (request, reply) =>
      describe(request, reply, path, () => wsdl(`${baseOf(request, http.publicUrl)}${path}`)),
    );
    app.post(path, { schema: { hide: true } }, (request, reply) => take(address, request, reply));
  }

  async function take(address: Address, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const caller = callers.identify(request);
    const { region } = address;
    refuseOtherRegion(caller, region);
    const source = caller.side ?? region ?? soap.defaultSide;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const call = readCall(body, request.headers);
    if ('fault' in call) {
      if (call.keep) await keepUnreadable(body, source, call.fault.detail);
      return sendFault(reply, call.status, call.fault);
    }
    const { operation, fields, namespace } = call;
    const given: SoapAnswer = await answer[operation]({
      fields,
      caller,
      source,
      ...(region === undefined ? {} : { region }),
    });
    for (const [name, value] of Object.entries(given.httpHeaders ?? {})) reply.header(name, value);
    return reply.type(XML).send(
      writeResponse(operation, given.fields, {
        namespace: namespace || TYPES_NAMESPACE,
        ...(given.soapHeader === undefined ? {} : { headers: [given.soapHeader] }),
      }),
    );
  }

  /** A message that cannot be read as SOAP is still what somebody sent: it is kept where the operators find it. */
  async function keepUnreadable(body: Buffer, source: SideName, findings: readonly Finding[]): Promise<void> {
    if (body.length === 0) return;
    await gateway.intake.keep(
      {
        source,
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
