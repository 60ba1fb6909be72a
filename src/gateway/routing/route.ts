/** The table of routes: where records go, why, and what is kept of them. Read from a versioned file (docs/routes.md). */
import type { EventName, Lane, RecordName, SideName, StorageLevel } from '../../foundation/names.js';

export type Scalar = string | number | boolean;

/** What a record must say at a path; one of the tests. Through a list (`list[].field`) one item that passes is enough. */
export interface Condition {
  readonly path: string;
  readonly equals?: Scalar | undefined;
  readonly in?: readonly Scalar[] | undefined;
  readonly present?: true | undefined;
  readonly absent?: true | undefined;
  /** Not before, not less than. */
  readonly from?: string | number | undefined;
  /** Not after, not more than. */
  readonly until?: string | number | undefined;
}

/** The tests of a condition, by their names in the file. */
export const TESTS = ['equals', 'in', 'present', 'absent', 'from', 'until'] as const;

export interface Route {
  /** Names the rule: deliveries carry it. */
  readonly id: string;
  readonly record: RecordName;
  readonly event: readonly EventName[] | '*';
  readonly source: SideName;
  /** None: the record is kept here, to be looked up. */
  readonly destinations: readonly SideName[];
  /** The rule is for records that are read out of the document of another one; otherwise for those that come as themselves. */
  readonly parts: boolean;
  /** Revisions of the document it came in, where one record comes in forms that do not all go the same way. None: all. */
  readonly revisions: readonly string[];
  /** A destination that has no address is left out, where otherwise its deliveries wait for one. */
  readonly ifConfigured: boolean;
  /** The record may go to its source: from one system of the side (the office) to another one of it (the portal). */
  readonly own: boolean;
  /** All of them must hold. */
  readonly when: readonly Condition[];
  /** Regions, in the ministry's numbering, one of which must be that of the CPI that the record names. None: any. */
  readonly region: readonly string[];
  readonly lane: Lane;
  readonly storage: StorageLevel;
  readonly note?: string | undefined;
  /** Sides that hear of it as an event. */
  readonly events: readonly SideName[];
}

export interface RouteTable {
  readonly name: string;
  /** As the installation counts: `2026-11`. */
  readonly version: string;
  readonly routes: readonly Route[];
}

/** `default@2026-11`: what a message says of the table that decided. */
export const tableName = ({ name, version }: Pick<RouteTable, 'name' | 'version'>): string => `${name}@${version}`;
