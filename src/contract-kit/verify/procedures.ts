/**
 * Procedures over an interface that is described in OpenAPI, as `contracts/<side>/verify.yaml` has them: calls in their order, each
 * about what the calls before it have brought about.
 */
import type { DocumentTree } from '../../contract/contract.js';
import type { EventName, RecordName } from '../../foundation/names.js';

/**
 * Where a value stands: the name of what is held, and a dotted path in it; an item of a list by its number. Held are `known` by
 * its names, the documents of `with`, the `document` that a procedure is played for, what answers have `keep`, and `today`.
 * `number` or `text` in front makes one of it.
 */
export type Place = string;

/** One call. */
export interface Step {
  readonly operation: string;
  /** What it is about, in the report. */
  readonly about?: string;
  /** Parameters of path and query, as they are. */
  readonly params?: Readonly<Record<string, string>>;
  /** The body, as it is; who calls is added where the operation wants it. */
  readonly document?: DocumentTree;
  /** Path in the body (`.`: the body itself), or `{parameter}` → the value that it gets; where there is none, nothing. */
  readonly set?: Readonly<Record<string, Place>>;
  /** The outcome must be that of the document which the procedure is played for; the rest follows only if it was accepted. */
  readonly judged?: true;
  /** What is wrong with it, for one that must be refused. */
  readonly bad?: string;
  /** Codes with which it may be refused; `*`: any. */
  readonly refusals?: readonly string[];
  readonly because?: string;
  /** Path in the answer → what must stand there: of an object, all that it says; of a date, its day. */
  readonly holds?: Readonly<Record<string, Place>>;
  readonly equals?: Readonly<Record<string, unknown>>;
  /** Paths in the answer at which nothing may stand. */
  readonly lacks?: readonly string[];
  /** Name → path in the answer of what later calls need. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Left out where something is held there, or where nothing is. */
  readonly unless?: Place;
  readonly where?: Place;
  /** Name of the `known` that it asks for: where the system has it not, the procedure ends. */
  readonly asks?: string;
}

export interface Steps {
  /** Name → a fixture, about somebody invented for this procedure. */
  readonly with?: Readonly<Record<string, NamedCase>>;
  readonly steps: readonly Step[];
}

export interface NamedCase {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision?: string;
  readonly case: string;
}

/** Once for each fixture of a record. */
export interface Each {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  /** By name; absent: every one but those of `but`. */
  readonly cases?: readonly string[];
  readonly but?: readonly string[];
  /** Path of the part that counts; fixtures without it are left aside. */
  readonly part?: string;
  /** Members that are not told: keys that the side gives itself. */
  readonly without?: readonly string[];
  /** Path in the document → the value that takes the place of what stands there; where nothing does, nothing is put. */
  readonly set?: Readonly<Record<string, Place>>;
}

export interface Procedure extends Steps {
  readonly name: string;
  readonly each?: Each;
  /** Names of `preparations` that come first. They are reported where they go wrong. */
  readonly before?: readonly string[];
}
