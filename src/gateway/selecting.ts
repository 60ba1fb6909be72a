/** Selections: what an operator means by a filter, counted before anything is done to it. */
import type { MessageId } from '../foundation/brand.js';
import { uuid7 } from '../foundation/ids.js';
import type { OperatorAction, SelectedState, SideName } from '../foundation/names.js';
import type { Acting, Chosen, Selection, SelectionCounts } from '../store/operating.js';
import type { Store } from '../store/store.js';
import { gatewayError } from './errors.js';

/** Who does it, and why. */
export interface By {
  readonly actor: string;
  /** The side that the actor speaks for. */
  readonly side?: SideName;
  readonly reason?: string;
}

export type WithReason<Given> = Given & { readonly reason: string };

/** A filter as an operator gives it; without `status` it looks among all states that the action can be done to. */
export type Asked = Selection & { readonly status?: SelectedState };

export interface Preview extends SelectionCounts {
  /** Deliveries and quarantined messages: what `expected` is held against. */
  readonly total: number;
}

/** How many deliveries change in one commit: some tens of milliseconds, for which nobody else waits. */
export const BATCH = 500;

/** A codice fiscale, substitutions for equal codes included (DM 23-12-1976, art. 6). */
const CODICE_FISCALE = /[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]/i;

/** What operators write is kept for good and shown to others: it names no person. */
function refuseNames(...texts: readonly unknown[]): void {
  // Written in groups, too. What joins the parts of ids stays: their digits could look like one.
  if (!CODICE_FISCALE.test(JSON.stringify(texts).replaceAll(' ', ''))) return;
  throw gatewayError('person-named', 'a reason or a filter holds a codice fiscale');
}

/** What an action on one message is done to: all of its deliveries, or those to one side. */
export const ofMessage = (id: MessageId, { to: destination }: { readonly to?: SideName }): Asked => ({
  messages: [id],
  ...(destination === undefined ? {} : { destination }),
});

/** The entry that an action leaves; its id is the one of the action. */
export function actingFor<Who extends By>(
  { actor, side, reason }: Who,
  action: OperatorAction,
  target: Acting['target'],
): Acting & Pick<Who, 'reason'> {
  refuseNames(reason, target);
  return {
    run: uuid7(),
    actor,
    action,
    target,
    ...(side === undefined ? {} : { side }),
    ...(reason === undefined ? {} : { reason }),
  } as Acting & Pick<Who, 'reason'>;
}

const among = ({ status }: Asked, possible: readonly SelectedState[]): readonly SelectedState[] =>
  status === undefined ? possible : possible.filter((state) => state === status);

/** What an action would be done to, among the states that it can be done to. */
export async function preview(store: Store, asked: Asked, possible: readonly SelectedState[]): Promise<Preview> {
  refuseNames(asked);
  const counts = await store.countSelected(asked, among(asked, possible));
  return { total: counts.deliveries + counts.quarantined, ...counts };
}

/**
 * What a selection means now.
 * @throws `selection-changed` when it is another number than expected.
 */
export async function chosen(
  store: Store,
  asked: Asked,
  possible: readonly SelectedState[],
  expected?: number,
): Promise<Chosen> {
  const found = await store.choose(asked, among(asked, possible));
  const total = found.deliveries.length + found.quarantined.length;
  if (expected !== undefined && expected !== total) {
    throw gatewayError('selection-changed', `${expected} were expected, ${total} are selected now; nothing was done`);
  }
  return found;
}

/** The id under which the entries of an action stand; nothing where it has done nothing, because it then has left none. */
export const actionOf = ({ run }: Acting, done: number): { readonly action?: string } =>
  done === 0 ? {} : { action: run };

/** The pieces of a list that are worked on one after the other. */
export function inBatches<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / BATCH);
  return Array.from({ length: count }, (_, n) => items.slice(n * BATCH, (n + 1) * BATCH));
}
