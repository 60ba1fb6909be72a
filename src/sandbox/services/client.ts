/** A caller of a described service: a region's system, or the nation, as the demo and the tests have them call. */
import type { DocumentTree } from '../../contract/contract.js';
import { readRelated } from '../../contract/soap-attachments.js';
import { readAnswer, writeMessage } from '../../contract/soap-exchange.js';
import type { SoapService } from '../../contract/soap-service.js';

export type ServiceAnswer =
  | { readonly outcome: 'answered'; readonly tree: DocumentTree; readonly document: string }
  | { readonly outcome: 'fault'; readonly status: number; readonly text: string }
  | { readonly outcome: 'unreachable'; readonly text: string };

export interface ServiceCall {
  /** Address of the service: the real one's, or a gateway's door in its place. */
  readonly url: string;
  readonly service: SoapService;
  readonly operation: string;
  /** Revision of the document, where the operation has several. */
  readonly revision?: string;
  readonly timeoutSeconds?: number;
}

/** Calls an operation with a document of the service. Never rejects for what a network may do. */
export async function callService(call: ServiceCall, document: DocumentTree): Promise<ServiceAnswer> {
  const { url, service, timeoutSeconds = 60, revision } = call;
  const operation = service.operations.find(
    ({ name, carries }) => name === call.operation && (revision === undefined || carries?.revision === revision),
  );
  if (operation === undefined) throw new Error(`${service.name} has no operation ${call.operation}`);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${operation.soapAction}"` },
      body: new Uint8Array(writeMessage(operation.request, operation.request.document.write(document))),
      signal: AbortSignal.timeout(timeoutSeconds * 1000),
    });
    const body = Buffer.from(await response.arrayBuffer());
    const { message } = readRelated(response.headers.get('content-type') ?? '', body);
    const read = readAnswer(operation, message);
    const tree = read.document && operation.answer.document.read(read.document).tree;
    if (read.document === undefined || tree === undefined) {
      return {
        outcome: 'fault',
        status: response.status,
        text: read.answeredFault?.string ?? 'no answer of the service',
      };
    }
    return { outcome: 'answered', tree, document: read.document.toString('utf8') };
  } catch (error) {
    return { outcome: 'unreachable', text: error instanceof Error ? error.name : String(error) };
  }
}
