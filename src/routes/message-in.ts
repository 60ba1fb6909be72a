/** The message that a path names. */
import { parseMessageId } from '../foundation/ids.js';
import { gatewayError } from '../gateway/errors.js';
import type { Gateway } from '../gateway/gateway.js';
import type { MessageView } from '../store/views.js';

export interface MessageParams {
  readonly Params: { readonly id: string };
}

export const ID_PARAM = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } };

/** @throws `message-not-found` */
export async function messageIn({ context }: Gateway, text: string): Promise<MessageView> {
  const id = parseMessageId(text.toLowerCase());
  if (!id) throw gatewayError('message-not-found', 'the id in the path is not a message id');
  const message = await context.store.message(id);
  if (!message) throw gatewayError('message-not-found', `no message ${id}`);
  return message;
}
