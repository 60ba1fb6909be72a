/** Tells the source what became of its message, at the address it gave in X-ReplyTo (ModI, NONBLOCK_PUSH_REST). */
import type { Answer } from '../adapters/adapter.js';
import { httpClient } from '../adapters/http.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { Context } from './context.js';

/** Whether an address may be called: loopback, or a host that the configuration names. Anything else could be made to reach inside our network. */
export function mayCall(address: string, allowedHosts: readonly string[]): boolean {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return false;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  if (url.username !== '' || url.password !== '') return false;
  if (allowedHosts.length > 0) return allowedHosts.includes(url.hostname);
  return ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}

export async function tellSource(context: Context, claimed: ClaimedDelivery, signal: AbortSignal): Promise<Answer> {
  const { allowedHosts, timeoutSeconds } = context.settings.callback;
  const address = claimed.replyTo;
  if (address === undefined || !mayCall(address, allowedHosts)) {
    return {
      outcome: 'refused',
      esito: {
        codice: 'INDIRIZZO',
        messaggio: 'the address in X-ReplyTo may not be called; see callback.allowedHosts',
      },
    };
  }
  const answer = await httpClient({ timeoutSeconds }).call({
    method: 'POST',
    url: address,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': claimed.id,
      'x-correlation-id': claimed.correlationId ?? claimed.messageId,
    },
    body: Buffer.from(JSON.stringify(claimed.told)),
    signal,
  });
  if ('reason' in answer) return { outcome: 'failed', ...answer };
  if (answer.status >= 200 && answer.status < 300) {
    return { outcome: 'acknowledged', esito: { codice: String(answer.status) } };
  }
  const detail = `the address in X-ReplyTo answered with status ${answer.status}`;
  if (answer.status === 404 || answer.status === 410) {
    return { outcome: 'refused', esito: { codice: String(answer.status), messaggio: detail } };
  }
  return { outcome: 'failed', reason: 'http-status', detail, ambiguous: false };
}
