/** How the answers of INPS to a question are told apart. */
import type { Esito, Failed } from '../adapter.js';
import type { HttpAnswer } from '../http.js';
import { garbled, httpStatus } from '../soap-client.js';

/** How failures name the side. */
export const INPS = 'INPS';
/** How long to wait after an answer that says "later". */
export const LATER_SECONDS = 30;

const LATER = 503;
const REFUSED: ReadonlySet<number> = new Set([400, 422]);

/** Why a question has no answer: later, refused by the rules of INPS, or something on the way. A question changes nothing. */
export function unanswered({ status, body }: HttpAnswer): Failed | { outcome: 'refused'; esito: Esito } {
  if (status === LATER) {
    const detail = `${INPS} answered 503: later`;
    return {
      outcome: 'failed',
      reason: 'call-limit',
      tooMany: { pauseSeconds: 0 },
      detail,
      ambiguous: false,
      retryAfterSeconds: LATER_SECONDS,
    };
  }
  if (REFUSED.has(status)) return { outcome: 'refused', esito: esitoIn(body, status) };
  return { ...httpStatus(status, INPS), ambiguous: false };
}

function esitoIn(body: Buffer, status: number): Esito {
  const fallback = { codice: `HTTP-${status}` };
  try {
    const { codice, messaggio } = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
    if (typeof codice !== 'string') return fallback;
    return { codice, ...(typeof messaggio === 'string' ? { messaggio } : {}) };
  } catch {
    return fallback;
  }
}

/** An answer to a question that is not what the contract says. */
export const strange = (what: string): Failed => ({ ...garbled(`the answer of ${INPS} ${what}`), ambiguous: false });
