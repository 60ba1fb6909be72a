/** The eight operations of the national SAP service, answered in the national form. */
import type { Esito } from '../../adapters/adapter.js';
import { listaAnomalie } from '../../contract/anomalie.js';
import { LATER, type OperationName } from '../../contract/servizicoap.js';
import { payloadOf } from '../../contract/soap.js';
import type { Finding } from '../../foundation/finding.js';
import { type EventName, NATION, type SideName } from '../../foundation/names.js';
import { gatewayError } from '../../gateway/errors.js';
import type { Gateway } from '../../gateway/gateway.js';
import type { IntakeResult } from '../../gateway/intake.js';
import { outcomeOf, standingOf, unroutedWords } from '../../gateway/outcome.js';
import type { DeliveryView } from '../../store/views.js';
import { refuseOtherEnd } from '../access.js';
import { httpError } from '../errors.js';
import { filled, type SoapAnswer, type SoapCall } from './answer.js';
import { answerLive } from './live.js';

export type Handlers = Readonly<Record<OperationName, (call: SoapCall) => Promise<SoapAnswer>>>;

export function handlers(gateway: Gateway): Handlers {
  const live = answerLive(gateway);
  return {
    invioSAP: (call) => storedThenDelivered(gateway, call, 'invioSAP', 'invio', payloadOf(call.fields.SAP ?? '')),
    annullaSAP: (call) =>
      storedThenDelivered(gateway, call, 'annullaSAP', 'annullamento', payloadOf(call.fields.CodiceSAP ?? '')),
    notificaSAP: (call) => notified(gateway, call),
    richiestaSAP: (call) => live.richiestaSAP(call),
    verificaEsistenzaSAP: (call) => live.question('verificaEsistenzaSAP', call),
    richiestaCodSAPRegTitolare: (call) => live.question('richiestaCodSAPRegTitolare', call),
    recuperaListaSAPNonAttive: (call) => live.question('recuperaListaSAPNonAttive', call),
    richiestaSAP_N00_A02: (call) => live.question('richiestaSAP_N00_A02', call),
  };
}

/** Stored first, then delivered at once: the caller gets the national node's own answer when it comes in time. */
async function storedThenDelivered(
  gateway: Gateway,
  call: SoapCall,
  operation: 'invioSAP' | 'annullaSAP',
  event: EventName,
  body: Buffer,
): Promise<SoapAnswer> {
  if (call.source === 'anpal') {
    throw httpError('forbidden-side', `${operation} is called by the regions, not by the national node`);
  }
  const taken = await take(gateway, call.source, event, body);
  const httpHeaders = { 'raccordo-message': taken.id };
  if (taken.outcome === 'quarantined') {
    return { httpHeaders, fields: filled(operation, { Esito: 'KO', MessaggioErrore: anomalieOf(taken.findings) }) };
  }
  if (taken.outcome === 'parked') return { httpHeaders, fields: filled(operation, unroutedAnswer(taken)) };
  const { waitSeconds } = gateway.context.settings.soap;
  const deliveries = await outcomeOf(gateway.context, taken.id, waitSeconds);
  return { httpHeaders, fields: filled(operation, nationalAnswer(deliveries, taken)) };
}

function take(
  gateway: Gateway,
  source: SideName,
  event: EventName,
  body: Buffer,
  addressee?: SideName,
): Promise<IntakeResult> {
  return gateway.intake.receive({
    source,
    format: gateway.context.sides.get(source)?.sendsAs('sap', event) ?? 'anpal',
    record: 'sap',
    event,
    channel: 'soap',
    contentType: 'application/xml',
    body,
    ...(addressee === undefined ? {} : { addressee }),
  });
}

function nationalAnswer(deliveries: readonly DeliveryView[], taken: IntakeResult): Record<string, string> {
  const national = deliveries.find((delivery) => delivery.kind === 'record' && delivery.destination === 'anpal');
  const esito = national?.answer as Esito | null | undefined;
  if (national?.status === 'acknowledged' && esito) {
    return { Esito: 'OK', CodiceSAP: esito.identificativoSap ?? '', ...esito.native };
  }
  if (national?.status === 'refused' && esito) {
    return {
      Esito: 'KO',
      MessaggioErrore: listaAnomalie(esito.anomalie ?? [{ codice: esito.codice, descrizione: esito.messaggio ?? '' }]),
      ...esito.native,
    };
  }
  const answers = (destination: SideName): boolean => destination === NATION;
  const { status, words } = standingOf(taken.id, deliveries, { side: NATION, answers });
  const again = status !== undefined ? ', send the same document again for its outcome' : '';
  return { Esito: LATER, MessaggioErrore: `${LATER} ${words}${again}` };
}

/** Nothing is wrong with what came: it goes on once a route leads it, and its answer comes then. */
const unroutedAnswer = ({ id }: IntakeResult): Record<string, string> => ({
  Esito: LATER,
  MessaggioErrore: `${LATER} ${unroutedWords(id)}, send the same document again for its outcome`,
});

/** The national node tells us that something changed about a SAP; the notice is kept and passed on to the region concerned. */
async function notified(gateway: Gateway, call: SoapCall): Promise<SoapAnswer> {
  refuseOtherEnd(call.caller, [NATION], 'notificaSAP is called');
  const notice = gateway.context.sides.get('anpal')?.writing('sap', 'notifica');
  if (!notice) throw gatewayError('unsupported-document', 'anpal has no sap/notifica');
  const { CodiceSAP = '', MotivoNotifica = '' } = call.fields;
  const body = notice.contract.write({ CodiceSAP: CodiceSAP.trim(), MotivoNotifica: MotivoNotifica.trim() });
  const { id, outcome, findings } = await take(gateway, 'anpal', 'notifica', body, call.region);
  const refused = outcome === 'quarantined';
  return {
    httpHeaders: { 'raccordo-message': id },
    fields: filled('notificaSAP', {
      Esito: refused ? 'KO' : 'OK',
      MessaggioErrore: refused ? anomalieOf(findings) : '',
    }),
  };
}

const anomalieOf = (findings: readonly Finding[]): string =>
  listaAnomalie(
    findings
      .filter((finding) => finding.severity === 'error')
      .map(({ rule, message, path }) => ({ codice: rule, descrizione: message, campi: path })),
  );
