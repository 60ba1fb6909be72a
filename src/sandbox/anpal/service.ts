/** The national SAP service, simulated: SOAP 1.1 in front of the register. */
import { isOperation, OPERATIONS, type OperationName, TYPES_NAMESPACE, wsdl } from '../../contract/servizicoap.js';
import { readEnvelope, type SoapFault, writeFault, writeResponse } from '../../contract/soap.js';
import { carriesAccount, type SideAnswer, type SideRequest, type SideRoute } from '../server.js';
import { answerRest, pathInside } from '../services/rest.js';
import { answerSoap, describeSoap } from '../services/soap.js';
import type { AnpalNode } from './node.js';
import { type Fields, LIMITED, REFUSED, RUN, Unanswerable } from './operations.js';
import { SIMULATED_REST, SIMULATED_SERVICES } from './services.js';

export const ANPAL_PATH = '/servizicoap';
/** Regional ports publish the service under paths of their own, which end in its name. */
const PUBLISHED = /(^|\/)servizicoap(SAP)?\/?$/;

export interface AnpalOptions extends AnpalNode {
  /** HTTP Basic account of the callers; without it anyone may call. */
  readonly account?: { readonly username: string; readonly password: string };
  log(line: string): void;
}

export function anpalRoutes(options: AnpalOptions): SideRoute[] {
  return [
    { method: 'POST', url: '/*', answer: (request) => called(options, request) },
    { method: 'GET', url: '/*', answer: (request) => described(request) },
  ];
}

/** The last step of a path names the service, whatever stands before it. */
const serviceAt = (path: string) =>
  SIMULATED_SERVICES.find(({ service }) => path === service.name || path.endsWith(`/${service.name}`));

function called(options: AnpalOptions, request: SideRequest): SideAnswer {
  const path = request.params['*'] ?? '';
  if (options.account !== undefined && !carriesAccount(request, options.account)) {
    return plain(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="servizicoap"' });
  }
  if (PUBLISHED.test(path)) return answer(options, request);
  const soap = serviceAt(path);
  if (soap) return answerSoap(soap, options, request, options.log);
  for (const rest of SIMULATED_REST) {
    const inside = pathInside(rest.service, path);
    const given = inside === undefined ? undefined : answerRest(rest, options, inside, request, options.log);
    if (given) return given;
  }
  return plain(404, 'no such service');
}

function described(request: SideRequest): SideAnswer {
  const path = request.params['*'] ?? '';
  if (SIMULATED_REST.some(({ service }) => pathInside(service, path) === '/status')) return statusAnswer;
  const soap = serviceAt(path);
  if (!PUBLISHED.test(path) && soap === undefined) return plain(404, 'no such service');
  if (!Object.keys(request.query).some((name) => name.toLowerCase() === 'wsdl')) {
    return plain(405, 'POST a SOAP message, or GET ?wsdl', { allow: 'POST' });
  }
  if (soap) return describeSoap(soap.service, `${request.origin}/${path}`);
  return { status: 200, type: 'text/xml; charset=utf-8', body: wsdl(`${request.origin}/${path}`) };
}

/** The JSON services say that they are there in the form of their errors, as the national guidelines have it. */
const statusAnswer: SideAnswer = {
  status: 200,
  type: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'Il servizio risponde', status: 200 }),
};

const plain = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): SideAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body,
  headers,
});

function answer(options: AnpalOptions, request: SideRequest): SideAnswer {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(String(request.headers['content-type'] ?? ''))?.[1];
  const { envelope, fault } = readEnvelope(request.body, charset === undefined ? {} : { charset });
  if (fault !== undefined || envelope === undefined) {
    return faulty(fault ?? { code: 'Client', string: 'no SOAP message', detail: [] });
  }
  const { operation, namespace, fields } = envelope;
  if (!isOperation(operation)) return client('unknown operation');
  if (namespace !== TYPES_NAMESPACE) return client(`${operation} must stand in ${TYPES_NAMESPACE}`);
  const wrong = fieldsComplaint(operation, fields);
  if (wrong !== undefined) return client(wrong);
  return run(options, operation, fields, request.fault);
}

function fieldsComplaint(operation: OperationName, fields: Fields): string | undefined {
  const wanted: readonly string[] = OPERATIONS[operation].request;
  const missing = wanted.find((name) => fields[name] === undefined);
  if (missing !== undefined) return `${operation}: element ${missing} is missing`;
  return Object.keys(fields).every((name) => wanted.includes(name)) ? undefined : `${operation}: unexpected element`;
}

function run(options: AnpalOptions, operation: OperationName, fields: Fields, fault: SideRequest['fault']): SideAnswer {
  options.ledger.called(operation);
  try {
    const answered = forced(operation, fault) ?? RUN[operation](options, fields);
    if (answered.Esito === 'KO') options.ledger.refused(operation);
    options.log(`${operation}: ${answered.Esito ?? 'answered'}`);
    const body = writeResponse(operation, answered, { namespace: TYPES_NAMESPACE });
    return { status: 200, type: 'text/xml; charset=utf-8', body };
  } catch (error) {
    if (!(error instanceof Unanswerable)) throw error;
    options.ledger.refused(operation);
    options.log(`${operation}: fault`);
    return client(error.message);
  }
}

function forced(operation: OperationName, fault: SideRequest['fault']): Fields | undefined {
  if (fault === 'x001') return LIMITED[operation];
  return fault === 'ko' ? REFUSED[operation] : undefined;
}

const client = (string: string): SideAnswer => faulty({ code: 'Client', string, detail: [] });

/** The node says what is wrong in words only; lists of findings are the gateway's own habit. */
function faulty({ code, string }: SoapFault): SideAnswer {
  return { status: 500, type: 'text/xml; charset=utf-8', body: writeFault({ code, string, detail: [] }) };
}
