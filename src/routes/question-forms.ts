/** What a side can be asked, whichever way its interface is described: XML of a SOAP service, or JSON. */

import type { DocumentTree } from '../contract/contract.js';
import { readJsonTree } from '../contract/json-tree.js';
import type { RestQuestion } from '../contract/rest-question.js';
import { judge, type SoapOperation } from '../contract/soap-service.js';
import type { Finding } from '../foundation/finding.js';
import type { Side } from '../sides.js';

export interface Question {
  readonly service: string;
  readonly operation: string;
  /** Where the question exists in several revisions. */
  readonly revision?: string;
  readonly requestName: string;
  readonly answerName: string;
  /** The side itself may not ask it. */
  readonly byRegionsOnly: boolean;
  /** The revision in which the side is told, for a question that exists in several. */
  usualRevision(side: Side | undefined): string | undefined;
  /** What a caller asks as the side's document, with every breach of its contract. */
  write(body: unknown): { readonly document: Buffer; readonly findings: readonly Finding[] };
  /** The code by which an answer says "later"; undefined for any other answer. */
  later(answer: DocumentTree): string | undefined;
  /** The answer as a caller gets it. */
  plain(answer: DocumentTree): unknown;
}

/** In the order of the side's services, the newest revision first. */
export function questionsOf(side: Side | undefined): readonly Question[] {
  const inXml = (side?.services ?? []).flatMap(({ name, operations }) =>
    operations
      .filter(({ carries, calledBy }) => carries === undefined && calledBy !== 'nation')
      .map((operation) => soapQuestion(name, operation)),
  );
  const inJson = (side?.questions ?? []).flatMap(({ name, questions }) =>
    questions.map((question) => jsonQuestion(name, question)),
  );
  return [...inXml, ...inJson];
}

function soapQuestion(service: string, operation: SoapOperation): Question {
  const { asksIn, request, answer, esito, calledBy } = operation;
  return {
    service,
    operation: operation.name,
    ...(asksIn === undefined ? {} : { revision: asksIn.revision }),
    requestName: request.document.root,
    answerName: answer.document.root,
    byRegionsOnly: calledBy === 'region',
    usualRevision: (side) => asksIn && side?.writing(asksIn.as.record, asksIn.as.event)?.contract.revision,
    write(body) {
      const given = readJsonTree(body, service);
      const document = request.document.write(given.tree);
      return { document, findings: [...given.findings, ...request.document.read(document).findings] };
    },
    later(tree) {
      const verdict = judge(esito, tree);
      return verdict.says === 'later' ? verdict.codice : undefined;
    },
    plain: (tree) => answer.document.plain(tree),
  };
}

function jsonQuestion(service: string, { name, requestName, answerName, request }: RestQuestion): Question {
  return {
    service,
    operation: name,
    requestName,
    answerName,
    byRegionsOnly: false,
    usualRevision: () => undefined,
    write(body) {
      const document = Buffer.from(JSON.stringify(body ?? null), 'utf8');
      return { document, findings: request.read(document).findings };
    },
    later: () => undefined,
    plain: (tree) => tree,
  };
}
