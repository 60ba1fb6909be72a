/** The record in a call of a described service, on its way into the store. */
import { type SoapOperation, textAt } from '../../contract/soap-service.js';
import type { Finding } from '../../foundation/finding.js';
import { digest } from '../../foundation/ids.js';
import type { NativeReceipt } from '../../gateway/receipt.js';
import type { Call } from './questions.js';

/** The key of the sender's own, where the document has one. */
function keyOf({ operation: { carries, request }, document }: Call): string | undefined {
  if (carries?.dated) return digest(document);
  const { tree } = carries?.key === undefined ? {} : request.document.read(document, { mode: 'lenient' });
  const key = tree && carries?.key ? textAt(tree, carries.key) : '';
  return key === '' ? undefined : key;
}

/** What is said of a key that came before with another document. */
export const keyReused = ({ operation: { carries } }: Call, clash: string): Finding => ({
  path: carries?.key ?? '',
  rule: 'message.key-reused',
  source: 'the first message with this key',
  severity: 'error',
  message: `this id came before with another document (${clash}); give a changed document an id of its own`,
});

/** The record that a call carries, as it is taken in. */
export function receiptOf(call: Call): NativeReceipt {
  const { service, operation, document, source, addressee } = call;
  const { record, event, revision } = operation.carries as NonNullable<SoapOperation['carries']>;
  const key = keyOf(call);
  return {
    source,
    format: service.side,
    record,
    event,
    ...(revision === undefined ? {} : { revision }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(addressee === undefined ? {} : { addressee }),
    channel: 'soap',
    contentType: 'application/xml',
    body: document,
  };
}
