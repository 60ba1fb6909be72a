/** Questions to described services: asked live, of the nation for a region and of a region for the nation. */
import type { DocumentTree } from '../../contract/contract.js';
import type { SoapAttachment } from '../../contract/soap-attachments.js';
import { refusalOf, type SoapOperation, type SoapService } from '../../contract/soap-service.js';
import { type Finding, findingLine, hasErrors } from '../../foundation/finding.js';
import type { SideName } from '../../foundation/names.js';
import { unanswered } from '../../gateway/ask.js';
import { gatewayError } from '../../gateway/errors.js';
import type { Gateway } from '../../gateway/gateway.js';
import type { Side } from '../../sides.js';
import type { Caller } from '../callers.js';

/** One call of a described service. */
export interface Call {
  readonly service: SoapService;
  readonly operation: SoapOperation;
  readonly document: Buffer;
  readonly caller: Caller;
  readonly source: SideName;
  /** The region that the nation means, where it says so. */
  readonly addressee?: SideName;
}

/** The answer's document, and the message that the call became. */
export interface Given {
  readonly document: Buffer;
  readonly message?: string;
  /** What the side's answer brought beside it. */
  readonly attachments?: readonly SoapAttachment[];
}

export function answerQuestions(gateway: Gateway): (call: Call) => Promise<Given> {
  const { context } = gateway;
  const { soap } = context.settings;

  /** A question goes to whom the caller does not speak for: to the service's side, or from there to the region. */
  return async (call) => {
    const { service, operation, document } = call;
    const { tree, findings } = operation.request.document.read(document);
    if (hasErrors(findings)) {
      const answer = refusedAs(call, tree, 'invalid', findings);
      if (answer) return answer;
      throw gatewayError('document-refused', 'the request breaks its contract', { findings });
    }
    const asking = answererOf(call);
    if (asking === undefined) return unserved(call, tree ?? {});
    const answer = await gateway.asking.exchange(asking, service.name, operation.name, document, soap.waitSeconds);
    if (answer.outcome === 'answered') {
      const { document, attachments } = answer;
      return { document, ...(attachments === undefined ? {} : { attachments }) };
    }
    // After an answer that cannot be used, "not now" would have the caller repeat what cannot succeed.
    const away = answer.outcome === 'failed' && answer.reason !== 'garbled-answer';
    const later = away ? refusedAs(call, tree, 'later', []) : undefined;
    if (later) return later;
    throw unanswered(asking, answer);
  };

  /** Who answers: the service's side, be it another system of the caller's own; what the nation asks, a region. */
  function answererOf(call: Call): SideName | undefined {
    const { service, source, operation } = call;
    if (operation.calledBy === 'any') return service.side;
    if (source === service.side) return regionFor(call);
    return operation.calledBy === 'nation' ? source : service.side;
  }

  /** The region that the nation means: whose address it called, or that callers without an account speak for, else the first that answers such questions. */
  function regionFor({ service, operation, addressee }: Call): SideName | undefined {
    const answers = ({ name, adapter }: Side): boolean =>
      name !== service.side &&
      adapter?.exchange !== undefined &&
      (adapter.services ?? []).some(
        (own) => own.name === service.name && own.operations.some((one) => one.name === operation.name),
      );
    const offering = [...context.sides.values()].filter(answers).map(({ name }) => name);
    if (addressee !== undefined) return offering.find((name) => name === addressee);
    return offering.find((name) => name === soap.defaultSide) ?? offering[0];
  }

  function unserved({ operation }: Call, tree: DocumentTree): Given {
    const answer = operation.unserved?.(tree);
    if (answer) return { document: operation.answer.document.write(answer) };
    throw gatewayError('operation-not-supported', `no region connected here answers ${operation.name}`);
  }

  /** The service's own way to say that a question is wrong, or cannot be answered now. */
  function refusedAs(
    { operation, service }: Call,
    tree: DocumentTree | undefined,
    kind: 'invalid' | 'later',
    findings: readonly Finding[],
  ): Given | undefined {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const words = kind === 'invalid' ? errors.map(findingLine).join('; ') : `${service.name} does not answer now`;
    const answer = refusalOf(operation, tree, { kind, findings: errors, words });
    return answer && { document: operation.answer.document.write(answer) };
  }
}
