/** Writes into the log what happens to messages: what an operator may have to act on as a warning, the rest for the curious. */
import type { Journey, JourneyEvent, Log } from './context.js';

const TO_ACT_ON: ReadonlySet<JourneyEvent['step']> = new Set(['quarantined', 'refused', 'failed', 'parked']);

const TEXT: Readonly<Record<JourneyEvent['step'], string>> = {
  accepted: 'message accepted',
  repeated: 'message came before',
  quarantined: 'message quarantined',
  sent: 'delivery sent',
  acknowledged: 'delivery acknowledged',
  refused: 'delivery refused',
  failed: 'delivery failed for now',
  postponed: 'delivery postponed: the side is called too often',
  parked: 'delivery parked',
  told: 'esito told',
};

/** Of a message, not of a delivery of it. */
const UNROUTED = 'message parked: the table of routes has no way for it';

/** Returns the function that ends the writing. */
export function journalInto(log: Log, journey: Journey): () => void {
  return journey.listen(({ at: _, step, ...event }) => {
    const text = step === 'parked' && event.delivery === undefined ? UNROUTED : TEXT[step];
    if (TO_ACT_ON.has(step)) log.warn(event, text);
    else log.debug(event, text);
  });
}
