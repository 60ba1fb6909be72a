/** The national SAP service, simulated: SOAP 1.1 in front of the register. */
import { isOperation, OPERATIONS, type OperationName, TYPES_NAMESPACE, wsdl } from '../../contract/servizicoap.js';
import { readEnvelope, type SoapFault, writeFault, writeResponse } from '../../contract/soap.js';
import { carriesAccount, type SideAnswer, type SideRequest, type SideRoute } from '../server.js';
import { type Fields, LIMITED, type NationalNode, REFUSED, RUN, Unanswerable } from './operations.js';

export const ANPAL_PATH = '/servizicoap';
/** Regional ports publish the service under paths of their own, which end in its name. */
const PUBLISHED = /(^|\/)servizicoap(SAP)?\/?$/;

export interface AnpalOptions extends NationalNode {
  /** HTTP Basic account of the callers; without it anyone may call. */
  readonly account?: { readonly username: string; readonly password: string };
  log(line: string): void;
}

export function anpalRoutes(options: AnpalOptions): SideRoute[] {
  const published = (handler: SideRoute['answer']): SideRoute['answer'] => {
    return (request) => (PUBLISHED.test(request.params['*'] ?? '') ? handler(request) : plain(404, 'no such service'));
  };
  return [
    { method: 'POST', url: '/*', answer: published((request) => answer(options, request)) },
    { method: 'GET', url: '/*', answer: published(description) },
  ];
}

const plain = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): SideAnswer => ({
  status,
  type: 'text/plain; charset=utf-8',
  body,
  headers,
});

function description({ params, query, origin }: SideRequest): SideAnswer {
  if (!Object.keys(query).some((name) => name.toLowerCase() === 'wsdl')) {
    return plain(405, 'POST a SOAP message, or GET ?wsdl', { allow: 'POST' });
  }
  return { status: 200, type: 'text/xml; charset=utf-8', body: wsdl(`${origin}/${params['*']}`) };
}

function answer(options: AnpalOptions, request: SideRequest): SideAnswer {
  if (options.account !== undefined && !carriesAccount(request, options.account)) {
    return plain(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="servizicoap"' });
  }
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
