/** One call of the national SAP service: fields out, a verdict or the fields of the answer back. */
import type { HttpAnswer } from '../../adapters/http.js';
import {
  IDENTIFICATIVO_SAP,
  isLater,
  OPERATIONS,
  type OperationName,
  SERVICE_DOCUMENTS,
  TYPES_NAMESPACE,
} from '../../contract/servizicoap.js';
import { payloadOf, readEnvelope, writeRequest } from '../../contract/soap.js';
import { hasErrors } from '../../foundation/finding.js';
import { breaches, broken, quoted, type Target, type Verdict, wrongStatus } from './wire.js';

export type Fields = Readonly<Record<string, string>>;
type Answered = { readonly fields: Fields } | { readonly fault: Verdict } | { readonly wrong: Verdict };

export interface OnTarget {
  readonly target: Target;
}

/** A call that has an outcome. */
export async function send(played: OnTarget, operation: OperationName, fields: Fields): Promise<Verdict> {
  const answer = await call(played, operation, fields);
  if (!('fields' in answer)) return 'fault' in answer ? answer.fault : answer.wrong;
  const { Esito = '', MessaggioErrore = '', CodiceSAP = '' } = answer.fields;
  const esito = Esito.trim();
  if (isLater(esito)) return { broken: [], said: 'later', outcome: esito };
  if (esito === 'OK') {
    if (operation !== 'invioSAP') return { broken: [], said: 'accepted', outcome: 'OK' };
    const id = CodiceSAP.trim();
    const sound = IDENTIFICATIVO_SAP.exec(id)?.[0] === id;
    return sound
      ? { broken: [], said: 'accepted', outcome: `OK ${id}` }
      : broken(`CodiceSAP: expected the id of the SAP, found ${quoted(id) || 'nothing'}`);
  }
  if (esito !== 'KO') return broken(`Esito: expected OK, KO or X001, found ${quoted(esito) || 'nothing'}`);
  const list = MessaggioErrore.indexOf('<ListaAnomalie');
  const wrong =
    list < 0
      ? []
      : breaches(
          'MessaggioErrore',
          SERVICE_DOCUMENTS.ListaAnomalie.read(payloadOf(MessaggioErrore.slice(list))).findings,
        );
  return wrong.length > 0
    ? broken(...wrong)
    : { broken: [], said: 'refused', outcome: `KO ${quoted(MessaggioErrore)}` };
}

export async function call({ target }: OnTarget, operation: OperationName, fields: Fields): Promise<Answered> {
  const body = writeRequest(operation, fields, { namespace: TYPES_NAMESPACE });
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };
  const reply = await target.post(target.addressOf('servizicoap'), headers, body);
  return 'missing' in reply ? { wrong: broken(reply.missing) } : read(operation, reply.answer);
}

function read(operation: OperationName, answer: HttpAnswer): Answered {
  const { envelope, findings } = readEnvelope(answer.body);
  if (envelope === undefined || hasErrors(findings)) {
    return { wrong: broken('expected a SOAP 1.1 message, found something else', ...breaches('answer', findings)) };
  }
  if (envelope.fault !== undefined) {
    if (answer.status !== 500)
      return { wrong: broken(`expected HTTP status 500 with a SOAP fault, found ${answer.status}`) };
    const { code, string } = envelope.fault;
    const said = code === 'Server' ? 'faulty' : 'refused';
    return { fault: { broken: [], said, outcome: `SOAP fault ${code}: ${quoted(string)}` } };
  }
  if (answer.status !== 200) return { wrong: wrongStatus('200, or 500 with a SOAP fault', answer) };
  const wanted = `risposta_${operation}`;
  if (envelope.operation !== wanted && envelope.operation !== `${operation}Response`)
    return { wrong: broken(`expected the element ${wanted} in the Body, found ${envelope.operation}`) };
  if (envelope.namespace !== TYPES_NAMESPACE)
    return {
      wrong: broken(
        `expected ${envelope.operation} in the namespace ${TYPES_NAMESPACE}, found ${envelope.namespace || 'none'}`,
      ),
    };
  const missing = OPERATIONS[operation].response.filter((name) => envelope.fields[name] === undefined);
  return missing.length > 0
    ? { wrong: broken(...missing.map((name) => `${name}: expected in the answer, found nothing`)) }
    : { fields: envelope.fields };
}
