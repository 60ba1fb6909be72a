/**
 * Where a person's DID stands as far as is known here, whoever said so: the node in its answers (E100), the node in what it
 * shows (its short view, the row N00 of a SAP), INPS in its announcements.
 */
import type { Did, EsitoDid } from './did.js';
import { type DidState, didStateAfter } from './did-states.js';
import type { PastRecord } from './history.js';
import { didEventOf } from './politiche.js';
import type { PoliticaAttiva, Sap } from './sap.js';

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

/** What a record tells of the DID: nothing, one event, or of a SAP the event for which each of its rows N00 stands. */
function toldIn({ record, event, canonical }: PastRecord): readonly Told[] {
  if (record === 'sap' && event === 'invio') return ((canonical as Sap).politicheAttive ?? []).flatMap(toldByRow);
  if (record !== 'did') return [];
  const { evento, dataEvento, dataDid } = canonical as Did | EsitoDid;
  const told = { evento, dataEvento, dataDid };
  if (event === 'esito') return (canonical as EsitoDid).esito === DONE ? [{ ...told, by: 'answer' }] : [];
  const { fonte } = canonical as Did;
  return fonte === undefined ? [] : [{ ...told, by: fonte === 'INPS' ? 'inps' : 'view' }];
}

function toldByRow(row: PoliticaAttiva): readonly Told[] {
  const { tipoAttivita, dataProposta, ultimoEvento, identificativoPresaInCarico } = row;
  if (tipoAttivita !== 'N00') return [];
  const evento = didEventOf(ultimoEvento?.evento) ?? (identificativoPresaInCarico ? 'C' : 'I');
  return [{ evento, dataEvento: ultimoEvento?.data ?? dataProposta, dataDid: dataProposta, by: 'view' }];
}

const received = ({ receivedAt }: PastRecord): number => receivedAt?.getTime() ?? 0;

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

/** Undefined where nothing is known. `past` is newest first, of each record by itself; with `before`, only events before that day count. */
export function knownDid(past: readonly PastRecord[], before?: string): KnownDid | undefined {
  const told = past
    .toReversed()
    .toSorted((a, b) => received(a) - received(b))
    .flatMap(toldIn)
    .filter(({ dataEvento }) => before === undefined || dataEvento < before);
  const held = last(told);
  if (held === undefined) return undefined;
  const state = stateOf(held);
  const atNode = held.by === 'inps' ? [stateOf(last(told.filter(({ by }) => by !== 'inps')))] : [];
  return { state, dataEvento: held.dataEvento, states: [state, ...atNode] };
}
