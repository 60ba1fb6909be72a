/** What the rest of the house knows of a contract: how to read a document of it, and how to write one. */
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';

/** A document as nested plain objects: for XML an element's name → text, group, or array where it is repeated. */
export type DocumentTree = { [key: string]: unknown };

export interface ReadDocument {
  /** Absent when the bytes could not be read as a document at all. */
  readonly tree?: DocumentTree;
  readonly findings: readonly Finding[];
  /** Where the tree is sorted otherwise than the document: the document as it stood, and a path of the tree in it. */
  readonly placed?: (path: string) => { readonly tree: DocumentTree; readonly path: string };
}

export interface ReadOptions {
  /**
   * `strict`: what the contract forbids is an error; for what a side sends us, and for what we send.
   * `lenient`: elements that a later revision may have added travel as warnings; for answers of the national node,
   * which has moved on past its last published schema.
   */
  readonly mode?: 'strict' | 'lenient';
}

/** One document type of one version of a side's interface. */
export interface DocumentContract {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  /** Revision of the interface, as the side names it: `Rev009`, `v1`. */
  readonly revision: string;
  /** Where its XML Schema stands under `contracts/`, and which element of it is the root. */
  readonly schema?: { readonly file: string; readonly root: string };
  /** Where its description stands that is no XML Schema: the file, and the name of the schema or layout in it. */
  readonly described?: { readonly file: string; readonly name: string };
  /** The document is that of another record, of which this one uses a part: a pact travels as a row of a SAP. */
  readonly partial?: boolean;
  /** The side is sent it and never sends it: as a document of the side's it would prove nothing. */
  readonly onlyWritten?: true;
  readonly mediaType: 'application/xml' | 'application/json' | 'text/csv';
  /** Bytes → tree, with every breach of the contract. Never throws for what bytes may hold. */
  read(bytes: Uint8Array, options?: ReadOptions): ReadDocument;
  /** Tree → bytes, members in the order given. Does not check: read the result back to check it. */
  write(tree: DocumentTree): Buffer;
  /** For a document that may be about several persons: the same as one document each, in order. Undefined when it cannot be taken apart. */
  split?(bytes: Uint8Array): readonly Buffer[] | undefined;
}
