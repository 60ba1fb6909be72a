/** Messages of which a route did not want everything kept. */
import type { MessageSummary } from '../store/views.js';
import { gatewayError } from './errors.js';

/** Throws `message-trimmed` where what is asked for needs bytes that a route did not want kept. */
export function refuseTrimmed({ id, storage, trimmedAt }: Pick<MessageSummary, 'id' | 'storage' | 'trimmedAt'>): void {
  if (trimmedAt === undefined) return;
  throw gatewayError(
    'message-trimmed',
    `of message ${id} only ${storage} is kept since ${trimmedAt.toISOString()}, after all its deliveries had ended well`,
  );
}
