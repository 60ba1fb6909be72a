/** What a side is put together from: one definition for each, in the file of its name. */
import type { Adapter, DocumentKind } from '../adapters/adapter.js';
import type { DocumentContract } from '../contract/contract.js';
import type { RestService } from '../contract/rest-service.js';
import type { SoapService } from '../contract/soap-service.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { Settings } from '../foundation/settings/load.js';
import type { Table } from '../mappings/engine/index.js';
import type { CodiceFiscaleCheck } from '../translation.js';

export interface SideDefinition {
  readonly name: SideName;
  readonly contracts: (settings: Settings) => readonly DocumentContract[];
  readonly tables: readonly Table[];
  readonly services: readonly SoapService[];
  /** JSON services that can be asked questions. */
  readonly restServices?: readonly RestService[];
  /** Revisions to try when reading, most likely first, where the document itself tells; given the raw bytes. Default: all, in the order of the tables. */
  readonly readingOrder?: (record: RecordName, event: EventName, body: Buffer) => readonly string[] | undefined;
  /** The revision that is written, where the configuration names one. Default: the first table's. */
  readonly writes: (settings: Settings, record: RecordName, event: EventName, canonical: unknown) => string | undefined;
  /** Whether the side takes such a document when it is sent there; one without a document has the revision `''`. */
  readonly takes: (what: DocumentKind) => boolean;
  readonly adapter: (settings: Settings) => Adapter | undefined;
  readonly codiceFiscaleCheck: (settings: Settings) => CodiceFiscaleCheck;
}

export interface RevisionChoice {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
}

/** The revision that the configuration names for a record of a side. */
export const chosen = (choices: readonly RevisionChoice[], record: RecordName, event: EventName): string | undefined =>
  choices.find((choice) => choice.record === record && choice.event === event)?.revision;
