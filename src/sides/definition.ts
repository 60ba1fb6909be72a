/** What a side is put together from: one definition for each, in the file of its name. */
import type { Adapter, DocumentKind } from '../adapters/adapter.js';
import type { DocumentContract } from '../contract/contract.js';
import type { QuestionService } from '../contract/rest-question.js';
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
  /** What its JSON interface can be asked, beside the questions of its services. */
  readonly questions?: readonly QuestionService[];
  /** JSON services of the side, and their questions. */
  readonly restServices?: readonly RestService[];
  /** The service that stands at the side's own address; the others stand beside it, each under its name. */
  readonly mainService?: string;
  /** The services stand under the side's address, each under its name. */
  readonly servicesUnder?: true;
  /** Services that another side describes and this one answers too. */
  readonly alsoAnswers?: readonly SoapService[];
  /** Revisions to try when reading, most likely first, where the document itself tells; given the raw bytes. Default: all, in the order of the tables. */
  readonly readingOrder?: (record: RecordName, event: EventName, body: Buffer) => readonly string[] | undefined;
  /**
   * The revision that is written, where the configuration names one or the record itself asks for it. Default: the first
   * table's. `null`: the side has no document for what this record tells.
   */
  readonly writes: (
    settings: Settings,
    record: RecordName,
    event: EventName,
    canonical: unknown,
  ) => string | null | undefined;
  /** Whether the side takes such a document when it is sent there; one without a document has the revision `''`. */
  readonly takes: (what: DocumentKind) => boolean;
  /** Where the side gets a record in the form of another one: whose, and in which revision of it. */
  readonly adopts?: (record: RecordName, event: EventName, canonical: unknown) => Form | undefined;
  /**
   * Whether the side writes the national document of a record in a way of its own, so that what it sends through a national
   * door is read in its own form.
   */
  readonly writesNational?: (settings: Settings, record: RecordName, event: EventName) => boolean;
  readonly adapter: (settings: Settings) => Adapter | undefined;
  readonly codiceFiscaleCheck: (settings: Settings) => CodiceFiscaleCheck;
}

/** The form of a document: whose contract it keeps, and in which revision. */
export interface Form {
  readonly side: SideName;
  readonly revision: string;
}

export interface RevisionChoice {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
}

/** The revision that the configuration names for a record of a side. */
export const chosen = (choices: readonly RevisionChoice[], record: RecordName, event: EventName): string | undefined =>
  choices.find((choice) => choice.record === record && choice.event === event)?.revision;
