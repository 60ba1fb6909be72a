/** Questions that are answered from the national node, live; where configured, from our last known copy, which says so. */
import type { AskAnswer } from '../../adapters/adapter.js';
import { type Sap, shapeOf } from '../../canonical/sap.js';
import { checkQuestion, IDENTIFICATIVO_SAP, isLater, LATER, type OperationName } from '../../contract/servizicoap.js';
import { payloadOf } from '../../contract/soap.js';
import type { Gateway } from '../../gateway/gateway.js';
import { filled, refuseBadQuestion, type SoapAnswer, type SoapCall } from './answer.js';

/** Namespace of the header block that marks an answer given from a copy. */
const COPY_NAMESPACE = 'urn:raccordo:copia:1';

export interface Live {
  question(operation: OperationName, call: SoapCall): Promise<SoapAnswer>;
  richiestaSAP(call: SoapCall): Promise<SoapAnswer>;
}

export function answerLive(gateway: Gateway): Live {
  const { settings, store, sides, clock } = gateway.context;

  async function ask(operation: OperationName, call: SoapCall): Promise<AskAnswer> {
    refuseBadQuestion(checkQuestion(operation, call.fields));
    return gateway.asking.ask('anpal', operation, call.fields, settings.soap.waitSeconds);
  }

  async function question(operation: OperationName, call: SoapCall): Promise<SoapAnswer> {
    const answer = await ask(operation, call);
    return answer.outcome === 'answered' ? { fields: filled(operation, answer.fields) } : later(operation);
  }

  async function richiestaSAP(call: SoapCall): Promise<SoapAnswer> {
    const answer = await ask('richiestaSAP', call);
    if (answer.outcome === 'answered') {
      const document = answer.fields.SAP ?? '';
      return { fields: filled('richiestaSAP', { SAP: inRevisionOf(call, document) }) };
    }
    return (settings.soap.lastKnownCopy ? await lastKnownCopy(call) : undefined) ?? later('richiestaSAP');
  }

  /** The document in the revision that the calling side gets; untouched when that is the one it has. */
  function inRevisionOf(call: SoapCall, document: string): string {
    const wanted = call.source === 'silp' ? settings.sides.silp.soapSapRevision : settings.sides.anpal.sapRevision;
    if (document.trim() === '' || isLater(document)) return document;
    const national = sides.get('anpal');
    const translation = national?.writing('sap', 'invio', wanted);
    const received = national?.receive('sap', 'invio', payloadOf(document), {
      mode: 'lenient',
      codiceFiscaleCheck: 'warning',
    });
    if (!translation || !received?.canonical || received.revision === wanted) return document;
    return translation.produce(received.canonical).body?.toString('utf8') ?? document;
  }

  async function lastKnownCopy(call: SoapCall): Promise<SoapAnswer | undefined> {
    const id = IDENTIFICATIVO_SAP.exec(payloadOf(call.fields.CodiceSAP ?? '').toString('utf8'))?.[0];
    const copy = id === undefined ? undefined : await store.latestSap(id, 'anpal');
    const sap = copy?.canonical as Sap | undefined;
    // Policies that were sent alone were merged by the node with what it holds: what came of it we do not know.
    if (copy === undefined || sap === undefined || id === undefined || shapeOf(sap) === 'policies-only')
      return undefined;
    const translation = sides.get('anpal')?.writing('sap', 'invio', settings.sides.silp.soapSapRevision);
    const body = translation?.produce({ ...sap, invio: { ...sap.invio, identificativoSap: id } }).body;
    if (!body) return undefined;
    const del = copy.receivedAt.toISOString();
    return {
      fields: filled('richiestaSAP', { SAP: body.toString('utf8') }),
      soapHeader: { name: 'copia', namespace: COPY_NAMESPACE, attributes: { del, chiestaIl: clock().toISOString() } },
      httpHeaders: { 'raccordo-copia': del },
    };
  }

  return { question, richiestaSAP };
}

/** The national "later": X001 at the head of the answer’s first value. Why is in our log; addresses inside are nobody’s. */
function later(operation: OperationName): SoapAnswer {
  const empty = filled(operation, {});
  const [first] = Object.keys(empty);
  return {
    fields: { ...empty, ...(first === undefined ? {} : { [first]: `${LATER} the national node does not answer now` }) },
  };
}
