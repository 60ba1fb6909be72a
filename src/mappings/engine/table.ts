/**
 * A mapping is a table. One row says how one field of the canonical record and one field of a side's document
 * correspond, in both directions. The rows stand in the order of the side's document, because XML written from them
 * must follow its schema.
 *
 * Paths are dotted names; `[]` marks a list: `esperienze[].azienda.ateco` ↔
 * `esperienzelavoro_lst.esperienzalavoro[].azienda.codateco`.
 */
import type { EventName, RecordName, SideName } from '../../foundation/names.js';
import type { Run } from './run.js';

/** A named pair of functions that turn one value of a side into a canonical value and back. */
export interface Codec {
  readonly name: string;
  /** One line for the generated mapping page. */
  readonly description: string;
  /** Side → canonical; `undefined` when the value says nothing. Problems go to `run`, not into exceptions. */
  decode(value: unknown, run: Run): unknown;
  /** Canonical → side; `undefined` when nothing is to be written. */
  encode(value: unknown, run: Run): unknown;
  /** For a value that is an object at the side: the paths inside it that `encode` writes. What else the object holds is kept in the record's extension. */
  readonly writes?: readonly string[];
  /** Writes one value whatever the record holds, and reads nothing into it. */
  readonly constant?: true;
}

export type Direction = 'both' | 'in' | 'out';

export interface FieldRow {
  readonly kind: 'field';
  readonly canonical: string;
  readonly side: string;
  readonly codec: Codec;
  /** `in`: read only, never written to the side. `out`: written only. */
  readonly direction: Direction;
  /** The side's contract asks for it. */
  readonly required: boolean;
  /** Canonical value to write when the record has none; reported as defaulted, with its reason in `note`. */
  readonly otherwise?: unknown;
  /** The side's parent object is one value (a decode row with id and label): it is replaced whole when the code changes. */
  readonly whole: boolean;
  /** Members beside this one that say part of its value; the codec reads them from `run.around`. They are emptied when another value is written onto the side's document. */
  readonly clears: readonly string[];
  /** The side does not take changes of this field: it is never written onto a document of the side. */
  readonly readOnly: boolean;
  /** Canonical value that the side means where it leaves the field empty: such a field of its document stays empty. */
  readonly empty?: unknown;
  /** The side's name of the section the field belongs to, where the side is told which sections changed. */
  readonly section?: string;
  readonly note?: string;
}

/** A group whose presence is information of its own, even when it is empty. */
export interface GroupRow {
  readonly kind: 'group';
  readonly canonical: string;
  readonly side: string;
  readonly note?: string;
}

export interface ListRow {
  readonly kind: 'list';
  /** Ends in `[]`. */
  readonly canonical: string;
  /** Ends in `[]`. */
  readonly side: string;
  /** The side wraps the items in an element of their own (the last but one of `side`), which may be repeated or empty. */
  readonly container: boolean;
  /** For a list of plain values: how an item is translated. */
  readonly item?: Codec;
  /** Canonical fields of an item that tell two items apart, to find the item to change in a document of the side. */
  readonly key: readonly string[];
  /** `in`: read only, for a form of the document that is taken but not given. */
  readonly direction: Exclude<Direction, 'out'>;
  /** Several lists of the side stand for one canonical list: this one holds the items that have this canonical field. */
  readonly share?: string;
  /** The side does not take changes of this list: it is never written onto a document of the side. */
  readonly readOnly: boolean;
  /** Whether a document of the side already says this canonical item in a place that it does not let others write. */
  readonly heldElsewhere?: (item: unknown, present: Readonly<Record<string, unknown>>) => boolean;
  readonly section?: string;
  readonly note?: string;
}

export type Row = FieldRow | GroupRow | ListRow;

/** A canonical field that the side does not write, but that follows from what it writes. */
export interface Derived {
  readonly canonical: string;
  /** The value, or `undefined` when it does not follow. `kept` holds the side's fields that the canonical record has no place for. */
  readonly from: (record: Readonly<Record<string, unknown>>, kept: Readonly<Record<string, unknown>>) => unknown;
  readonly note: string;
}

/**
 * A record that a document holds beside its own: a SAP tells of a DID and of pacts, an INPS notification of a benefit. The
 * rows then start from `documento` (the whole document) and, where `each` is given, from `riga` (one item of that list).
 */
export interface PartOf {
  readonly record: RecordName;
  readonly event: EventName;
  /** The side itself has written what is read here, in whosever hands the document is: it is never told it back. */
  readonly sidesOwn?: boolean;
  /** List in the document, one record for each item: `politiche_attive_lst.politiche_attive[]`. */
  readonly each?: string;
  /** Whether the document, or the item, tells of such a record at all. */
  readonly when?: (found: {
    readonly documento: Readonly<Record<string, unknown>>;
    readonly riga?: Readonly<Record<string, unknown>>;
  }) => boolean;
}

export interface Table {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  /** The contract revision of the side's document. */
  readonly revision: string;
  /** The document belongs to another record: this table is only read, and what it does not name stays with that record. */
  readonly partOf?: PartOf;
  readonly rows: readonly Row[];
  /** Which kept fields may be written back into this side's document. Default: all. */
  readonly restores?: (path: string) => boolean;
  /** What is filled in after decoding, in this order; each that was needed is reported as defaulted. */
  readonly derived?: readonly Derived[];
}

/** Canonical path of what an item of a list of plain values says: the item, or the one field of it that the list holds. */
export const itemPath = ({ canonical, share }: ListRow): string =>
  share === undefined ? canonical : `${canonical}.${share}`;

type FieldOptions = Partial<Omit<FieldRow, 'kind' | 'canonical' | 'side' | 'codec'>>;

export function field(canonical: string, side: string, codec: Codec, options: FieldOptions = {}): FieldRow {
  return {
    kind: 'field',
    canonical,
    side,
    codec,
    direction: 'both',
    required: false,
    whole: false,
    clears: [],
    readOnly: false,
    ...options,
  };
}

export function group(canonical: string, side: string, note?: string): GroupRow {
  return { kind: 'group', canonical, side, ...(note === undefined ? {} : { note }) };
}

export function list(
  canonical: string,
  side: string,
  options: Partial<Omit<ListRow, 'kind' | 'canonical' | 'side'>> = {},
): ListRow {
  return { kind: 'list', canonical, side, container: false, key: [], direction: 'both', readOnly: false, ...options };
}
