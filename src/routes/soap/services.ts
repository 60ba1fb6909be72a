/**
 * The doors of the described services: a region points at this address instead of at the national service, and the nation
 * calls here what it would call at a region. A record is stored first; a question is answered live.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Esito } from '../../adapters/adapter.js';
import type { DocumentTree } from '../../contract/contract.js';
import { writeRelated } from '../../contract/soap-attachments.js';
import { readAnswerDocument, readCallOf, writeMessage } from '../../contract/soap-exchange.js';
import { refusalOf, type SoapOperation, type SoapService } from '../../contract/soap-service.js';
import { wsdlOf } from '../../contract/soap-wsdl.js';
import type { MessageId } from '../../foundation/brand.js';
import { type Finding, findingLine, hasErrors } from '../../foundation/finding.js';
import type { SideName } from '../../foundation/names.js';
import { gatewayError } from '../../gateway/errors.js';
import type { IntakeResult } from '../../gateway/intake.js';
import { outcomeOf, type Standing, standingOf, unroutedWords } from '../../gateway/outcome.js';
import { namesSender } from '../../security/username-token.js';
import type { DeliveryView } from '../../store/views.js';
import { mayBring, refuseOtherRegion, refuseServiceStranger } from '../access.js';
import type { Caller } from '../callers.js';
import { httpError } from '../errors.js';
import type { RouteOptions } from '../intake.js';
import { type Address, addressesOf } from './addresses.js';
import { readHeaders } from './call.js';
import { baseOf, describe, faultHandler, sendFault, XML } from './faults.js';
import { answerQuestions, type Call, type Given } from './questions.js';
import { keyReused, receiptOf } from './receipt.js';

export const serviceRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { context } = gateway;
  const { http, soap } = context.settings;
  const questions = answerQuestions(gateway);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(faultHandler(http.bodyLimit));

  for (const service of [...context.sides.values()].flatMap((side) => side.services)) {
    for (const address of addressesOf(service.name)) {
      const { path } = address;
      app.get<{ Querystring: Record<string, string> }>(path, { schema: { hide: true } }, async (request, reply) =>
        describe(request, reply, path, () => wsdlOf(service, `${baseOf(request, http.publicUrl)}${path}`)),
      );
      app.post(path, { schema: { hide: true } }, (request, reply) => take(service, address, request, reply));
    }
  }

  async function take(
    service: SoapService,
    address: Address,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { region } = address;
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = readHeaders(request.headers);
    // Where a service has the caller name itself in the message, it is read before anybody is let in; else afterwards.
    const byToken = service.security === 'username-token' && request.headers.authorization === undefined;
    const known = byToken ? undefined : callers.identify(request);
    if ('fault' in headers) return sendFault(reply, headers.status, headers.fault);
    const soapAction = String(request.headers.soapaction ?? '').replaceAll('"', '');
    const read = readCallOf(service, body, { ...headers, soapAction });
    const { operation, document, findings, fault } = read;
    const named = read.headers ?? [];
    // Whoever names himself in the message as well must do so rightly: that name is the one that counts.
    const byMessage = known === undefined || (service.security === 'username-token' && namesSender(named));
    const caller = byMessage ? callers.identifyByToken(request, named) : known;
    refuseOtherRegion(caller, region);
    refuseServiceStranger(caller, service, operation);
    if (operation === undefined || document === undefined) {
      const source = caller.side ?? region ?? soap.defaultSide;
      if (mayBring(caller, service)) await keepUnreadable(service, body, source, findings);
      return sendFault(reply, 500, fault ?? { code: 'Client', string: 'no call of this service', detail: findings });
    }
    const source = sourceOf(service, operation, caller, region);
    const meant = region !== undefined && source === service.side ? { addressee: region } : {};
    const call = { service, operation, document, caller, source, ...meant };
    const given = operation.carries === undefined ? await questions(call) : await stored(call);
    if (given.message !== undefined) reply.header('raccordo-message', given.message);
    const { contentType, body: answered } = writeRelated(
      writeMessage(operation.answer, given.document),
      XML,
      given.attachments,
    );
    return reply.type(contentType).send(answered);
  }

  /** Who speaks: the account's side, or where calls are taken without one, the side that calls such an operation. */
  function sourceOf(
    service: SoapService,
    { name, calledBy }: SoapOperation,
    caller: Caller,
    region: SideName | undefined,
  ): SideName {
    const own = calledBy === 'nation' ? service.side : calledBy === 'any' ? (region ?? service.side) : undefined;
    const source = caller.side ?? own ?? region ?? soap.defaultSide;
    if (calledBy === 'region' && source === service.side) {
      throw httpError('forbidden-side', `${name} is called by the regions, not by ${service.side}`);
    }
    if (calledBy === 'nation' && source !== service.side && !offers(source, service)) {
      throw httpError('forbidden-side', `${name} is called by ${service.side}, not by ${source}`);
    }
    return source;
  }

  /** Whether a side has such a service of its own: its own systems call it there, and here in its place. */
  function offers(side: SideName, { name }: SoapService): boolean {
    return context.sides.get(side)?.adapter?.services?.some((own) => own.name === name && own.side === side) ?? false;
  }

  /** Whether a delivery goes to where the caller's answer comes from. */
  function answersTo({ service, source }: Call, destination: SideName): boolean {
    if (source === service.side && destination !== source) return offers(destination, service);
    return destination === service.side || (destination === source && offers(source, service));
  }

  async function stored(call: Call): Promise<Given> {
    const { operation } = call;
    const taken = await gateway.intake.receive(receiptOf(call));
    const { tree } = operation.request.document.read(call.document);
    if (taken.outcome === 'quarantined') return refusal(call, taken, tree);
    if (taken.clash !== undefined) return refusal(call, { ...taken, findings: [keyReused(call, taken.clash)] }, tree);
    const told = await toldNation(call, taken, tree);
    if (told) return told;
    const deliveries = await outcomeOf(context, taken.id, soap.waitSeconds);
    const own = deliveries.find(({ kind, destination }) => kind === 'record' && answersTo(call, destination));
    const esito = own?.answer as Esito | null | undefined;
    const settled = own?.status === 'acknowledged' || own?.status === 'refused';
    if (settled && esito?.document !== undefined) {
      const document = inItsRevision(call, Buffer.from(esito.document));
      return { document, message: taken.id, ...beside(esito) };
    }
    if (own?.status === 'refused') return refusal(call, { ...taken, findings: anomaliesOf(esito) }, tree);
    return unanswered(call, deliveries, taken, tree);
  }

  /** The side's own answer is not there: it has not come, was lost, or nothing goes to where it would come from. */
  function unanswered(
    call: Call,
    deliveries: readonly DeliveryView[],
    taken: IntakeResult,
    tree: DocumentTree | undefined,
  ): Given {
    const answers = (destination: SideName): boolean => answersTo(call, destination);
    const standing = standingOf(taken.id, deliveries, { side: call.service.side, answers });
    return asItStands(call, taken.id, tree, taken.outcome === 'parked' ? { words: unroutedWords(taken.id) } : standing);
  }

  /** The code that says how a message stands, in the service's own form; a fault where the service has none. */
  function asItStands(
    { operation }: Call,
    id: MessageId,
    tree: DocumentTree | undefined,
    { status, words }: Standing,
  ): Given {
    const answer = refusalOf(operation, tree, {
      kind: status === 'acknowledged' ? status : 'later',
      findings: [],
      words,
    });
    if (answer) return { document: operation.answer.document.write(answer), message: id };
    if (status === undefined) throw gatewayError('not-routed', words);
    throw gatewayError('side-unavailable', words, { retryAfter: 5 });
  }

  /** What the other end hears of a record that it brings to a region: that it is kept, or what the region says where that counts. */
  async function toldNation(
    call: Call,
    taken: IntakeResult,
    tree: DocumentTree | undefined,
  ): Promise<Given | undefined> {
    const { operation, service, source } = call;
    if (source !== service.side || tree === undefined) return undefined;
    if (operation.regionAnswers) return toldByRegion(call, taken, tree);
    const answer = operation.taken?.(tree);
    return answer && { document: operation.answer.document.write(answer), message: taken.id };
  }

  /**
   * The region's own answer where it comes in time. Until a region has it the caller must not believe it done: he hears that it
   * is not known yet, or that nobody takes it, because no route leads anywhere, whoever it leads to has refused, or it was called off.
   * In the last case the same words may come again when somebody does.
   */
  async function toldByRegion(
    call: Call,
    { id, outcome }: IntakeResult,
    tree: DocumentTree,
  ): Promise<Given | undefined> {
    const { operation } = call;
    const waiting = { throughRetries: true };
    const all = outcome === 'parked' ? [] : await outcomeOf(context, id, soap.waitSeconds, waiting);
    const records = all.filter(({ kind }) => kind === 'record');
    const own = records.find(({ destination }) => answersTo(call, destination));
    const document = (own?.answer as Esito | null | undefined)?.document;
    if (document !== undefined) return { document: Buffer.from(document), message: id };
    const open = records.filter(({ status }) => status !== 'refused' && status !== 'cancelled');
    const deciding = open.find((one) => one === own) ?? open.find(({ status }) => status === 'acknowledged') ?? open[0];
    if (deciding !== undefined) {
      const awaited = { side: deciding.destination, answers: () => true };
      return asItStands(call, id, tree, standingOf(id, [deciding], awaited));
    }
    if (outcome !== 'parked') await context.store.free(id);
    const answer = operation.unserved?.(tree);
    return answer && { document: operation.answer.document.write(answer), message: id };
  }

  /** The side's answer in the revision that the caller speaks, which may be another than the one the side was told in. */
  function inItsRevision({ operation, service }: Call, answer: Buffer): Buffer {
    if (!hasErrors(readAnswerDocument(operation, answer).findings)) return answer;
    const side = context.sides.get(service.side);
    const { record, revision } = operation.carries as NonNullable<SoapOperation['carries']>;
    const canonical = side?.speaks(record, 'esito')
      ? side.receive(record, 'esito', answer, { mode: 'lenient' }).canonical
      : undefined;
    const written = canonical && side?.writing(record, 'esito', revision)?.produce(canonical).body;
    if (written === undefined) {
      throw gatewayError('side-refused', `${service.side} has answered, in words that ${revision} does not have`);
    }
    return written;
  }

  function refusal({ operation }: Call, { id, findings }: IntakeResult, tree: DocumentTree | undefined): Given {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const words = errors.map(findingLine).join('; ');
    const answer = refusalOf(operation, tree, { kind: 'invalid', findings: errors, words });
    if (answer) return { document: operation.answer.document.write(answer), message: id };
    throw gatewayError('document-refused', `message ${id}`, { findings: errors });
  }

  /** A message that is no call of the service is still what somebody sent: it is kept where the operators find it. */
  async function keepUnreadable(
    service: SoapService,
    body: Buffer,
    source: SideName,
    findings: readonly Finding[],
  ): Promise<void> {
    const carried = service.operations.find(({ carries }) => carries !== undefined)?.carries;
    if (body.length === 0 || carried === undefined) return;
    await gateway.intake.keep(
      {
        source,
        format: service.side,
        record: carried.record,
        event: carried.event,
        channel: 'soap',
        contentType: 'text/xml',
        body,
      },
      findings,
    );
  }
};

/** What the side's answer brought beside its document. */
const beside = ({ attachments }: Pick<Esito, 'attachments'>): Pick<Given, 'attachments'> =>
  attachments === undefined ? {} : { attachments };

const anomaliesOf = (esito: Esito | null | undefined): Finding[] =>
  (esito?.anomalie ?? [{ codice: esito?.codice ?? '', descrizione: esito?.messaggio ?? '' }]).map(
    ({ codice, descrizione = '', campi = '' }) => ({
      path: campi,
      rule: codice,
      source: 'our own check before sending',
      severity: 'error',
      message: descrizione,
    }),
  );
