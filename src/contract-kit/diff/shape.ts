/** What a contract asks of documents and calls, in the same words for XSD, JSON Schema and column layouts. */

/** What a value may be. */
export interface Facets {
  /** `string`, `date`, `decimal`, `integer`, `boolean`, …; several for a union. */
  readonly types?: readonly string[];
  readonly values?: readonly string[];
  readonly patterns?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export interface Member {
  readonly required: boolean;
  /** It may come more than once. */
  readonly many: boolean;
  readonly facets: Facets;
  /** Members that no name is given for may stand beside its own; absent where that cannot be said. */
  readonly open?: boolean;
  /** What is asked of it in some cases only, in words. */
  readonly conditions?: readonly string[];
}

export interface Document {
  /** Name of the file in which it stands; tells apart those that have the same root. */
  readonly file?: string;
  /** Namespace of its elements; empty for none, absent where there is no such thing. */
  readonly namespace?: string;
  /** Members follow the order in which they are listed. */
  readonly ordered: boolean;
  /** Path from the root, slashes between → what stands there; in the order of the contract. */
  readonly members: ReadonlyMap<string, Member>;
}

export interface Contract {
  /** Name → document: a root element, a schema, a layout. */
  readonly documents: ReadonlyMap<string, Document>;
  /** Name → what else makes a call go to it: a soapAction. */
  readonly operations: ReadonlyMap<string, string>;
}
