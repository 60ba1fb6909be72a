/** What a walk through a document meets. */
export interface Value {
  /** Dotted, without positions in lists. */
  readonly path: string;
  /** Positions in the lists around it, so that the values of one group find each other. */
  readonly at: string;
  readonly value: string | number | boolean;
}

/** What becomes of a value; `undefined` takes it out. */
export type Visit = (value: Value) => unknown;
