import { NOT_WRITABLE } from '../foundation/names.js';
import type { JourneyEvent } from '../gateway/context.js';

const WORDS: Readonly<Record<JourneyEvent['step'], string>> = {
  accepted: 'stored and routed',
  repeated: 'came before; first outcome counts',
  quarantined: 'in quarantine',
  sent: 'sent to',
  acknowledged: 'acknowledged by',
  refused: 'refused by',
  failed: 'failed for now at',
  postponed: 'postponed, called too often:',
  parked: 'parked for',
  told: 'esito told to',
};

/** One step of a message as a line: `12:00:01  0198…c4  sap/invio from silp: acknowledged by anpal (OK)`. */
export function journeyLine(event: JourneyEvent): string {
  const { at, message, side, record, event: what, destination, detail } = event;
  const target = destination === undefined ? '' : ` ${destination}`;
  const words = wordsOf(event);
  const why = detail === undefined ? '' : ` (${detail})`;
  return `${at.toISOString().slice(11, 23)}  ${message.slice(-12)}  ${record}/${what} from ${side}: ${words}${target}${why}`;
}

function wordsOf({ step, detail, destination }: JourneyEvent): string {
  if (step === 'refused' && detail === NOT_WRITABLE) return 'cannot be written for';
  return step === 'parked' && destination === undefined ? 'parked, no route takes it' : WORDS[step];
}
