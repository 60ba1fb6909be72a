/**
 * Where a person's DID stands as far as is known here, whoever said so: the node in its answers (E100), the node in what it
 * shows (its short view, the row N00 of a SAP), INPS in its announcements.
 */
import type { Did, EsitoDid } from './did.js';
import { type DidState, didStateAfter } from './did-states.js';
import type { PastRecord } from './history.js';

/** Where a DID stands. */
export interface KnownDid {
  readonly state: DidState;
  /** Day of the event that led there. */
  readonly dataEvento: string;
  /**
   * The states in which the node may see it: this one, and where INPS has the last word also the one that the node itself
   * has told, since what INPS announces makes nothing there by itself.
   */
  readonly states: readonly DidState[];
}

interface Told extends Pick<Did, 'evento' | 'dataEvento' | 'dataDid'> {
  readonly by: 'answer' | 'view' | 'inps';
}

interface Held extends Told {
  /** The day that a later word must not lie before. */
  readonly day: string;
}

const DONE = 'E100';

function toldBy({ record, event, canonical }: PastRecord): Told | undefined {
  if (record !== 'did') return undefined;
  if (event === 'esito') {
    const { esito, evento, dataEvento, dataDid } = canonical as EsitoDid;
    return esito === DONE ? { evento, dataEvento, dataDid, by: 'answer' } : undefined;
  }
  const { fonte, evento, dataEvento, dataDid } = canonical as Did;
  if (fonte === undefined) return undefined;
  return { evento, dataEvento, dataDid, by: fonte === 'INPS' ? 'inps' : 'view' };
}

/**
 * The newest word wins by day of event, then by receipt: a copy of a SAP may show what is long over. An answer of the node
 * is about the DID as it stands, and follows whatever was known before it: a confirmation has the day on which the pact
 * began, also when it ends a suspension. And a declaration of a later day is another DID.
 */
function next(held: Held | undefined, told: Told): Held {
  if (held === undefined) return { ...told, day: told.dataEvento };
  const newer = told.by === 'answer' || told.dataEvento >= held.day || told.dataDid > held.dataDid;
  if (!newer) return held;
  return { ...told, day: told.by === 'answer' && held.day > told.dataEvento ? held.day : told.dataEvento };
}

const last = (told: readonly Told[]): Held | undefined => told.reduce<Held | undefined>(next, undefined);

const stateOf = (held: Held | undefined): DidState => didStateAfter(held?.evento ?? '') ?? 'assente';

/** Undefined where nothing is known. `past` is newest first; with `before`, only events before that day count. */
export function knownDid(past: readonly PastRecord[], before?: string): KnownDid | undefined {
  const told = past
    .map(toldBy)
    .filter((one): one is Told => one !== undefined && (before === undefined || one.dataEvento < before))
    .reverse();
  const held = last(told);
  if (held === undefined) return undefined;
  const state = stateOf(held);
  const atNode = held.by === 'inps' ? [stateOf(last(told.filter(({ by }) => by !== 'inps')))] : [];
  return { state, dataEvento: held.dataEvento, states: [state, ...atNode] };
}
