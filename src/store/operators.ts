/** What operators do, on the database: each change one statement, or one transaction, with its entry. */

import type { DeliveryId, MessageId } from '../foundation/brand.js';
import { uuid7 } from '../foundation/ids.js';
import type { SelectedState, SideName } from '../foundation/names.js';
import { actingRow } from './acting.js';
import { type Database, type Param, type Query, type Sql, textArray, uuidArray } from './database.js';
import { storeError } from './errors.js';
import type {
  Acting,
  ActionFilter,
  ActionView,
  Chosen,
  Ended,
  Held,
  Hold,
  OperatorStore,
  Selection,
  SelectionCounts,
} from './operating.js';
import { lockPersons, separate } from './persons.js';
import { REPLAY_CHOSEN, REPLAY_MESSAGE } from './queries/delivery.js';
import * as queries from './queries/operators.js';
import { CHOOSE, COUNT_SELECTED } from './queries/selection.js';
import { type ActionRow, actionOf } from './rows.js';
import { countsOf, type SelectedRow } from './selected.js';
import type { Woken } from './waking.js';

/** A hold that another operator ends at the same instant may be missed once. */
const HOLD_TRIES = 3;

interface ChosenRow {
  readonly id: string;
  readonly message: string;
  readonly quarantined: boolean;
}

export class Operators implements OperatorStore {
  readonly #database: Database;
  readonly #query: Query;

  constructor(database: Database) {
    this.#database = database;
    this.#query = database.query;
  }

  async hold({ scope, name }: Held, acting: Acting): Promise<{ hold: Hold; waiting: number }> {
    const params = [scope, name, acting.reason ?? '', acting.actor];
    for (let left = HOLD_TRIES; left > 0; left -= 1) {
      const [row] = await this.#query<Hold & { waiting: number }>(queries.HOLD, [...params, actingRow(acting)]);
      if (row === undefined) continue;
      const { waiting, ...hold } = row;
      return { hold, waiting };
    }
    throw storeError('store-failed', `hold: ${scope} ${name} is held and released at the same time`);
  }

  async endHold(
    { scope, name }: Held,
    acting: Acting,
    limit: number,
  ): Promise<{ released: boolean; waiting: number; woken: readonly Woken[] }> {
    const [row] = await this.#query<{ released: boolean; waiting: number }>(queries.END_HOLD, [
      scope,
      name,
      actingRow(acting),
    ]);
    const { released = false, waiting = 0 } = row ?? {};
    const woken = released ? await this.#query<Woken>(queries.RELEASED_NOW, [scope, name, limit]) : [];
    return { released, waiting, woken };
  }

  async holds(): Promise<readonly Hold[]> {
    return await this.#query<Hold>(queries.HOLDS);
  }

  async countSelected(selection: Selection, among: readonly SelectedState[]): Promise<SelectionCounts> {
    return countsOf(await this.#query<SelectedRow>(COUNT_SELECTED, selected(selection, among)));
  }

  async choose(selection: Selection, among: readonly SelectedState[]): Promise<Chosen> {
    const rows = await this.#query<ChosenRow>(CHOOSE, selected(selection, among));
    const ids = (quarantined: boolean): string[] =>
      rows.filter((row) => row.quarantined === quarantined).map(({ id }) => id);
    return {
      messages: new Set(rows.map(({ message }) => message)).size,
      deliveries: ids(false) as DeliveryId[],
      quarantined: ids(true) as MessageId[],
    };
  }

  async replay(which: Parameters<OperatorStore['replay']>[0], acting: Acting): Promise<readonly Woken[]> {
    return 'message' in which
      ? await this.#query<Woken>(REPLAY_MESSAGE, [which.message, which.to ?? null, actingRow(acting)])
      : await this.#query<Woken>(REPLAY_CHOSEN, [uuidArray(which.deliveries), actingRow(acting)]);
  }

  async cancel(
    deliveries: readonly DeliveryId[],
    acting: Acting & { readonly reason: string },
    givers: readonly SideName[],
  ): Promise<Ended> {
    const params = endingParams(deliveries, acting);
    const joined = await this.#query<{ id: DeliveryId }>(queries.JOINED_BY, [
      uuidArray(deliveries),
      JSON.stringify(givers),
    ]);
    if (joined.length === 0) return await end(this.#query, queries.CANCEL, params);
    return await this.#database.transaction(async (query) => {
      await lockPersons(query);
      const done = await end(query, queries.CANCEL, params);
      for (const { id } of joined) await separate(query, id);
      return done;
    });
  }

  confirm(deliveries: readonly DeliveryId[], acting: Acting & { readonly reason: string }): Promise<Ended> {
    return end(this.#query, queries.CONFIRM, endingParams(deliveries, acting));
  }

  async actions(filter: ActionFilter): Promise<{ items: readonly ActionView[]; next?: string }> {
    const { action, actor, run, concerning, cursor, limit } = filter;
    const params = [action, actor, run, concerning, cursor].map((value) => value ?? null);
    // One row more than asked for tells whether there is another page.
    const rows = await this.#query<ActionRow>(queries.ACTIONS, [...params, limit + 1]);
    const items = rows.slice(0, limit).map(actionOf);
    const last = items.at(-1);
    return rows.length > limit && last !== undefined ? { items, next: last.id } : { items };
  }
}

const endingParams = (deliveries: readonly DeliveryId[], acting: Acting): Param[] => [
  uuidArray(deliveries),
  uuidArray(deliveries.map(() => uuid7())),
  actingRow(acting),
];

async function end(query: Query, how: Sql, params: readonly Param[]): Promise<Ended> {
  const [row] = await query<Ended>(how, params);
  return row ?? { deliveries: 0, woken: [] };
}

/** The parameters of the statements that select. */
function selected(selection: Selection, among: readonly SelectedState[]): Param[] {
  const { destination, source, record, event, route, reason, sparing, since, until, messages, concerning } = selection;
  const states: readonly SelectedState[] = ['pending', 'parked', 'not-writable', 'quarantined'];
  return [
    ...[destination, source, record, event, route, reason].map((value) => value ?? null),
    since?.toISOString() ?? null,
    until?.toISOString() ?? null,
    messages === undefined ? null : uuidArray(messages),
    concerning ?? null,
    ...states.map((state) => among.includes(state)),
    textArray(sparing ?? []),
  ];
}
