/**
 * What an adapter is: it speaks one side's protocol and nothing else. It never translates; it gets and gives documents
 * in the side's own form. Differences between sides are declared in `capabilities` and the core acts on those, never
 * on a side's name.
 */
import type { DocumentTree } from '../contract/contract.js';
import type { SoapAttachment } from '../contract/soap-attachments.js';
import type { SoapService } from '../contract/soap-service.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';

export interface Capabilities {
  /** What is done when an answer was lost, by operation. */
  readonly inDoubt: Doubts;
  /** Records of which the side keeps one whole document per person and replaces parts of it: the core hands over `Outbound.onto` for the adapter to call on what it has just read. */
  readonly readMergeWrite: readonly RecordName[];
  /**
   * Records that the side takes only as part of another record's document, and holds in there: it replaces whole what a
   * body has in that part, so the core sends along what the body holds already.
   */
  readonly within?: Readonly<Partial<Record<RecordName, RecordName>>>;
  /** The side can be asked for a person's present record (`Adapter.pull`). */
  readonly pull: boolean;
  /** Operations that can be asked and answered synchronously, by their name at the side. */
  readonly operations: readonly string[];
  /** Largest document the side takes, in bytes; a larger one is refused here and not sent. */
  readonly largestBody: number;
}

/**
 * What is done with a document that was sent and whose answer is not known. `repeat`: it is sent again with the same key, because
 * the side knows a repetition, or takes it without a second effect. `ask`: the side is asked first whether it has it
 * (`Adapter.arrived`). `decide`: neither is possible, and a person has to look; sent again by her, it is repeated.
 */
export type Doubt = 'repeat' | 'ask' | 'decide';

/** By `record/event`, or `record/event revision` where revisions differ; `*` for every other operation of the side. */
export type Doubts = Readonly<Record<string, Doubt>> & { readonly '*': Doubt };

/** The policy for a document. */
export const doubtOf = (doubts: Doubts, { record, event, revision }: DocumentKind): Doubt =>
  doubts[`${record}/${event} ${revision}`] ?? doubts[`${record}/${event}`] ?? doubts['*'];

/** What a side answered about a delivery. Travels back to the side the message came from. */
export interface Esito {
  /** The side's own outcome code: `OK`, `KO`, `X001`, a SILP message code. */
  readonly codice: string;
  readonly messaggio?: string;
  /** National id that the answer assigned or confirmed. */
  readonly identificativoSap?: string;
  readonly anomalie?: readonly Anomalia[];
  /** The answer's fields exactly as the side wrote them, by their names at the side, for a door that must repeat them. */
  readonly native?: Readonly<Record<string, string>>;
  /** The answer's document exactly as the side wrote it, for a door that must repeat it and a record that is read from it. */
  readonly document?: string;
  /** What came beside that document, such as a print. */
  readonly attachments?: readonly SoapAttachment[];
}

export interface Anomalia {
  readonly codice: string;
  readonly descrizione?: string;
  readonly campi?: string;
}

interface Judged {
  readonly esito: Esito;
  /** The answer's document is repeated to a caller, and is no record of what became of this one. */
  readonly outcomeOnly?: true;
}

export type Answer =
  | ({ readonly outcome: 'acknowledged' } & Judged)
  /** Final by the side's rules. */
  | ({ readonly outcome: 'refused' } & Judged)
  /** To be tried again. */
  | Failed;

export interface Failed {
  readonly outcome: 'failed';
  /**
   * Stable word for the reason: `unreachable`, `not-admitted` (the side does not let us in), `call-limit`, `timeout`,
   * `http-status`, `fault`, `garbled-answer`, `too-large`, `conflict`, `national-node`, `internal`.
   */
  readonly reason: string;
  readonly detail: string;
  /** The document may have arrived although no answer came. */
  readonly ambiguous: boolean;
  /** The side asked to wait this long before the next try. */
  readonly retryAfterSeconds?: number;
  /** It is not tried again before a person has decided: the policy of an operation of which the answer was lost (`decide`). */
  readonly forPerson?: true;
  /**
   * The side has said that it is called too often: that concerns all calls to it, and is no failure of this one. It is called less
   * often for a while, and not at all for as long as it asks.
   */
  readonly tooMany?: { readonly pauseSeconds: number };
}

export interface Onto {
  readonly document: Record<string, unknown>;
  /** The side's names of the sections that differ from the document read. */
  readonly changed: readonly string[];
}

/** A document of a record, in one of the revisions of a side. */
export type DocumentKind = Pick<Outbound, 'record' | 'event' | 'revision'>;

/** One delivery, handed to the adapter. */
export interface Outbound {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  /** Same for every attempt at the same delivery. */
  readonly idempotencyKey: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
  /** An earlier attempt may have had its effect: what the side says now may be said of that. */
  readonly repeats?: true;
  /** Codice fiscale of the person, where known. */
  readonly codiceFiscale?: string;
  readonly identificativoSap?: string;
  /** The document in the side's form, already checked against its contract; empty for the records of `readMergeWrite`. */
  readonly body: Buffer;
  /** For the records of `readMergeWrite`: the document written onto what the side holds now. */
  onto(present: unknown): Onto;
}

/** The esiti of the other messages of the same kind about the same person that the side has acknowledged. */
export type Others = () => Promise<readonly Esito[]>;

export interface Pulled {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  readonly body: Buffer;
}

export type PullAnswer =
  | { readonly outcome: 'found'; readonly documents: readonly Pulled[] }
  | { readonly outcome: 'absent'; readonly detail: string }
  | { readonly outcome: 'refused'; readonly esito: Esito }
  | Failed;

/** The answer to a synchronous operation: its fields by their names at the side. */
export type AskAnswer = { readonly outcome: 'answered'; readonly fields: Readonly<Record<string, string>> } | Failed;

/** The answer to a question put as a document. */
export type ExchangeAnswer =
  | {
      readonly outcome: 'answered';
      readonly document: Buffer;
      readonly tree: DocumentTree;
      /** What the answer brought beside its document, such as a print. */
      readonly attachments?: readonly SoapAttachment[];
    }
  | Exclude<Answer, { outcome: 'acknowledged' }>;

export interface ProbeResult {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly mend?: string;
}

export interface Adapter {
  readonly side: SideName;
  readonly capabilities: Capabilities;
  /** Sends one document and classifies the answer. Throws only for faults of ours. */
  send(outbound: Outbound, signal: AbortSignal): Promise<Answer>;
  /**
   * Whether a document sent earlier, whose answer was lost, is at the side: its answer, or undefined when it is not there.
   * @param others what the side has answered to others, for a side whose records do not say which document they came of
   */
  arrived?(outbound: Outbound, signal: AbortSignal, others?: Others): Promise<Answer | undefined>;
  /** For a side that gives each person's record an id of its own: the id, or undefined when the person has none there. */
  identify?(codiceFiscale: string, signal: AbortSignal): Promise<string | undefined | Failed>;
  /** The present record of one person. */
  pull?(
    record: RecordName,
    key: { codiceFiscale?: string; identificativoSap?: string },
    signal: AbortSignal,
  ): Promise<PullAnswer>;
  /** A synchronous operation of the side: request fields by name → answer fields by name. */
  ask?(operation: string, fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<AskAnswer>;
  /** The side's services that are described as data: what a question may be put to, and what a door of ours stands in for. */
  readonly services?: readonly SoapService[];
  /** A question of one of `services`, or of the side's JSON interface, put as a document. */
  exchange?(service: string, operation: string, document: Buffer, signal: AbortSignal): Promise<ExchangeAnswer>;
  /** Is the side there, and does it let us in? For `raccordo doctor`. */
  probe(signal: AbortSignal): Promise<readonly ProbeResult[]>;
  close(): Promise<void>;
}
