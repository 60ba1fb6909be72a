/**
 * The door of a region's bus: the nation and INPS push their documents through one operation, and the document's root says
 * which record it is. What is taken is stored before the bus hears 101; what is not taken is kept in quarantine, and the bus
 * hears 999 with the reasons.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import {
  BUS_DOCUMENTS,
  type BusDocument,
  busAnswer,
  busPayload,
  readExecute,
  silerService,
} from '../../contract/anpal/siler.js';
import { readCallOf, writeMessage } from '../../contract/soap-exchange.js';
import { type SoapOperation, textAt } from '../../contract/soap-service.js';
import { wsdlOf } from '../../contract/soap-wsdl.js';
import { type Finding, findingLine, hasErrors } from '../../foundation/finding.js';
import { NATION, type SideName } from '../../foundation/names.js';
import type { IntakeResult } from '../../gateway/intake.js';
import { unroutedWords } from '../../gateway/outcome.js';
import type { NativeReceipt } from '../../gateway/receipt.js';
import { refuseOtherEnd } from '../access.js';
import type { Caller } from '../callers.js';
import type { RouteOptions } from '../intake.js';
import { addressesOf } from './addresses.js';
import { readHeaders } from './call.js';
import { baseOf, describe, faultHandler, sendFault, XML } from './faults.js';

const [EXECUTE] = silerService.operations as [SoapOperation];

/** Where a document of no known kind is kept for the operators. */
const STRANGER: BusDocument = { side: 'anpal', record: 'percettore', event: 'invio' };
/** Who brings documents on the bus. */
const SPEAKERS: readonly SideName[] = [...new Set(Object.values(BUS_DOCUMENTS).map(({ side }) => side))];

interface Given {
  readonly answer: Buffer;
  /** The message that the call became. */
  readonly message: string;
}

export const busRoutes: FastifyPluginAsync<RouteOptions> = async (app, { gateway, callers }) => {
  const { sides, settings } = gateway.context;
  const { http } = settings;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(faultHandler(http.bodyLimit));

  for (const { path, region } of addressesOf(silerService.name)) {
    app.get<{ Querystring: Record<string, string> }>(path, { schema: { hide: true } }, async (request, reply) =>
      describe(request, reply, path, () => wsdlOf(silerService, `${baseOf(request, http.publicUrl)}${path}`)),
    );
    app.post(path, { schema: { hide: true } }, (request, reply) => take(region, request, reply));
  }

  async function take(
    region: SideName | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const caller = callers.identify(request);
    refuseOtherEnd(caller, SPEAKERS, 'the bus is called');
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = readHeaders(request.headers);
    if ('fault' in headers) return sendFault(reply, headers.status, headers.fault);
    const { document, findings, fault } = readCallOf(silerService, body, headers);
    if (document === undefined) {
      if (body.length > 0) await gateway.intake.keep(receiptOf(STRANGER, body), findings);
      return sendFault(reply, 500, fault ?? { code: 'Client', string: 'no call of this service', detail: findings });
    }
    const { answer, message } = await executed(document, body, caller, region);
    return reply.header('raccordo-message', message).type(XML).send(writeMessage(EXECUTE.answer, answer));
  }

  async function executed(call: Buffer, body: Buffer, caller: Caller, region: SideName | undefined): Promise<Given> {
    const { tree, findings } = readExecute(call);
    if (tree === undefined || hasErrors(findings)) return kept(STRANGER, body, findings);
    const payload = busPayload(textAt(tree, 'dati'));
    const { root } = payload;
    const known = root !== undefined && Object.hasOwn(BUS_DOCUMENTS, root) ? BUS_DOCUMENTS[root] : undefined;
    if (known === undefined) return kept(STRANGER, payload.bytes, [unknownDocument(root === undefined)]);
    // The nation brings on the bus what others send through it; another side brings its own documents only.
    refuseOtherEnd(caller, [...new Set<SideName>([known.side, NATION])], `a ${known.record} comes on the bus`);
    const side = sides.get(known.side);
    if (!side?.speaks(known.record, known.event)) return kept(known, payload.bytes, [notSpoken(known)]);
    const rewritten = payload.tree && known.rewritten?.(payload.tree);
    const written = rewritten && side.writing(known.record, known.event)?.contract.write(rewritten);
    const receipt = receiptOf(known, written ?? payload.bytes);
    return answerTo(
      known,
      await gateway.intake.receive(region === undefined ? receipt : { ...receipt, addressee: region }),
    );
  }

  async function kept(what: BusDocument, bytes: Buffer, findings: readonly Finding[]): Promise<Given> {
    return answerTo(what, await gateway.intake.keep(receiptOf(what, bytes), findings));
  }
};

function answerTo({ answer }: BusDocument, { id, outcome, findings }: IntakeResult): Given {
  const taken = outcome === 'accepted' || outcome === 'repeated' || outcome === 'parked';
  const said = (wanted: Finding['severity']): string =>
    findings.flatMap((one) => (one.severity === wanted ? findingLine(one) : [])).join('; ');
  const warned = said('warning');
  const words = taken
    ? `${outcome === 'parked' ? unroutedWords(id) : `accepted as message ${id}`}${warned === '' ? '' : `; ${warned}`}`
    : `kept in quarantine as message ${id}: ${said('error')}`;
  return { answer: busAnswer(taken, words, answer?.(taken, taken ? '' : words)), message: id };
}

const receiptOf = ({ side, record, event }: BusDocument, body: Buffer): NativeReceipt => ({
  source: side,
  format: side,
  record,
  event,
  channel: 'soap',
  contentType: 'application/xml',
  body,
});

const finding = (path: string, rule: string, message: string): Finding => ({
  path,
  rule,
  source: silerService.name,
  severity: 'error',
  message,
});

const unknownDocument = (unreadable: boolean): Finding =>
  unreadable
    ? finding('dati', 'siler.unreadable', 'expected an XML document as text')
    : finding('dati', 'siler.document-unknown', `the bus brings one of: ${Object.keys(BUS_DOCUMENTS).join(', ')}`);

const notSpoken = ({ side, record }: BusDocument): Finding =>
  finding('dati', 'siler.side-not-spoken', `the documents of ${side} about a ${record} are not spoken here yet`);
