/** Plays the operations of a described SOAP service. */
import { randomUUID } from 'node:crypto';
import type { HttpAnswer } from '../../adapters/http.js';
import type { SoapHeaderBlock } from '../../contract/soap.js';
import { readRelated } from '../../contract/soap-attachments.js';
import { readAnswer, writeMessage } from '../../contract/soap-exchange.js';
import { elementOf, judge, namespaceOf, type SoapOperation, type SoapService } from '../../contract/soap-service.js';
import type { Case } from '../report.js';
import type { Addressed, Sent } from './documents.js';
import { caseOf, questionCase, uncovered } from './judge.js';
import { type Asking, questionsOf } from './questions.js';
import { breaches, broken, quoted, type Target, type Verdict, wrongStatus } from './wire.js';

/** Who calls: a region calls a national service, the other end calls a region's. */
export type Caller = 'region' | 'nation';
/** Sends what must have come before; what becomes of it is not looked at, because the later document tells. */
export type Deliver = (what: Addressed) => Promise<unknown>;

interface Played extends Asking {
  readonly target: Target;
  readonly deliver: Deliver;
}

export async function* playSoap(service: SoapService, caller: Caller, played: Played): AsyncGenerator<Case> {
  const { target, documents, deliver } = played;
  let accepted: { readonly operation: SoapOperation; readonly bytes: Buffer } | undefined;
  for (const operation of service.operations) {
    const { name, carries, calledBy, asksIn } = operation;
    const revision = carries?.revision ?? asksIn?.revision;
    const group = `${service.name} ${name}${revision === undefined ? '' : ` ${revision}`}`;
    if (calledBy !== 'both' && calledBy !== 'any' && calledBy !== caller) {
      yield uncovered(group, `it is called by the ${calledBy}; verify whoever answers it with --caller ${calledBy}`);
      continue;
    }
    if (carries === undefined) {
      const questions = questionsOf(service, operation, played);
      if (questions.length === 0) yield uncovered(group, NOTHING);
      for (const one of questions)
        yield questionCase(group, one, await callSoap(service, operation, one.bytes, target));
      continue;
    }
    const sent = documents.of(carries.record, carries.event, carries.revision);
    if (sent.length === 0) yield uncovered(group, NOTHING);
    for (const one of sent) {
      for (const earlier of one.before ?? []) await deliver(earlier);
      yield caseOf(group, one, await callSoap(service, operation, one.bytes, target));
      for (const later of one.after ?? []) await deliver(later);
      if (one.expected === 'accepted') accepted ??= { operation, bytes: one.bytes };
    }
  }
  if (service.security !== undefined && accepted !== undefined) yield* strangers(service, target, accepted);
}

const NOTHING = 'the contract has no document for it, among fixtures and examples';

/** Whoever does not say who it is, or says it wrongly, is refused. */
async function* strangers(
  service: SoapService,
  target: Target,
  { operation, bytes }: { readonly operation: SoapOperation; readonly bytes: Buffer },
): AsyncGenerator<Case> {
  const group = `${service.name} UsernameToken`;
  if (!target.hasToken) {
    yield uncovered(group, 'no account was given for the WS-Security header; say --token-username');
    return;
  }
  const sent = (name: string): Sent => ({ name, bytes, expected: 'refused', because: 'WS-Security' });
  yield caseOf(group, sent('none at all'), await callSoap(service, operation, bytes, target, []));
  const wrong = target.headersFor(service, randomUUID());
  yield caseOf(group, sent('with another password'), await callSoap(service, operation, bytes, target, wrong));
}

export async function callSoap(
  service: SoapService,
  operation: SoapOperation,
  bytes: Buffer,
  target: Target,
  blocks: readonly SoapHeaderBlock[] = target.headersFor(service),
): Promise<Verdict> {
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${operation.soapAction}"` };
  const reply = await target.post(target.addressOf(service.name), headers, message(operation, bytes, blocks));
  return 'missing' in reply ? broken(reply.missing) : verdictOf(operation, reply.answer);
}

/** A document that is no XML at all can only stand in a message as it is. */
function message(operation: SoapOperation, bytes: Buffer, blocks: readonly SoapHeaderBlock[]): Buffer {
  try {
    return writeMessage(operation.request, bytes, blocks);
  } catch {
    return bytes;
  }
}

function verdictOf(operation: SoapOperation, answer: HttpAnswer): Verdict {
  // A print may come beside the answer.
  const { message: bytes } = readRelated(answer.headers['content-type'] ?? '', answer.body);
  const read = readAnswer(operation, bytes);
  if (read.answeredFault !== undefined) {
    const { code, string } = read.answeredFault;
    if (answer.status !== 500) return broken(`expected HTTP status 500 with a SOAP fault, found ${answer.status}`);
    const said = code === 'Server' ? 'faulty' : 'refused';
    return { broken: [], said, outcome: `SOAP fault ${code}: ${quoted(string)}` };
  }
  if (answer.status !== 200) return wrongStatus('200, or 500 with a SOAP fault', answer);
  if (read.document === undefined) {
    const wanted = `{${namespaceOf(operation.answer)}}${elementOf(operation.answer)}`;
    return broken(
      `expected ${wanted} in the Body of a SOAP 1.1 message, found something else`,
      ...breaches('answer', read.findings),
    );
  }
  const { tree, findings } = operation.answer.document.read(read.document, { mode: 'lenient' });
  const wrong = breaches(`answer ${operation.answer.document.root}`, findings);
  if (tree === undefined || wrong.length > 0) return broken(...wrong);
  const judged = judge(operation.esito, tree);
  // A question may be answered with nothing at all.
  if (judged.says === 'nothing' && operation.carries === undefined)
    return { broken: [], said: 'accepted', outcome: 'nothing found', tree };
  if (judged.says === 'nothing') {
    return broken(
      `answer ${operation.answer.document.root}: expected an outcome code at ${operation.esito?.code}, found none`,
    );
  }
  const { says, codice, messaggio = '' } = judged;
  const outcome = operation.esito === undefined ? '' : `${codice}${messaggio === '' ? '' : `: ${quoted(messaggio)}`}`;
  return { broken: [], said: says === 'acknowledged' ? 'accepted' : says, outcome, tree };
}
