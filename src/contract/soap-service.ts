/**
 * A SOAP service of a side as data: its operations, the documents that go and come, and what the outcome codes mean. The
 * client, the door and the simulated side all work from the same description.
 */
import { wordsOf } from '../canonical/codes/index.js';
import type { EventName, RecordName, SideName } from '../foundation/names.js';
import type { DocumentTree } from './contract.js';
import type { Echoes } from './echo.js';
import { codeFor, type OutcomeTable, type Refusal } from './outcomes.js';
import { textAt } from './tree-path.js';
import type { XmlDocumentType } from './xml-contract.js';

/**
 * How the messages of a service are built where it is not document/literal: the body's element has the name of the operation
 * and stands in the namespace of the service, its parameters stand in none. `rpc-encoded` also says the type of each. A value
 * that stands apart from where it is referred to is read in both: callers that know rpc/encoded alone send such a message to
 * a service of either.
 */
export type SoapStyle = 'rpc-literal' | 'rpc-encoded';

export { textAt } from './tree-path.js';

/** How a document travels in a message: as the body's element itself, or as text in one field of that element. */
export interface MessagePart {
  readonly document: XmlDocumentType;
  /** The element of the body and the field in it that carries the document as text; absent where the document is the body. */
  readonly wrapped?: {
    readonly element: string;
    readonly namespace: string;
    readonly field: string;
    /** Another name of the field, which some publications of the service have. */
    readonly alsoRead?: string;
    /** The field stands in no namespace, as the schema of some services has it. */
    readonly unqualified?: boolean;
    /** Absent: document/literal. */
    readonly style?: SoapStyle;
  };
}

/** Where the outcome code of an answer stands, and what the codes mean. A code in neither list is a refusal, and final. */
export interface EsitoRule {
  /** Dotted path in the answer's document. */
  readonly code: string;
  readonly text?: string;
  readonly acknowledged: readonly string[];
  /** Codes that say "not now": nothing has happened, and the document is sent again. */
  readonly later: readonly string[];
  /** The code list in which the outcomes stand: its words are given where the answer has none. */
  readonly list?: string;
  /** Codes of a fault inside the side: whether the document had its effect is not known. */
  readonly faulty?: readonly string[];
}

export interface SoapOperation {
  readonly name: string;
  readonly soapAction: string;
  readonly request: MessagePart;
  readonly answer: MessagePart;
  /** The record that the request brings; absent for a question, which changes nothing. */
  readonly carries?: {
    readonly record: RecordName;
    readonly event: EventName;
    /** Absent: the document is in any of the record's revisions, and tells which. */
    readonly revision?: string;
    /** A notice that bears its own moment: the same one again is the same message. */
    readonly dated?: boolean;
    /** Dotted path of the id that the sender gives each communication: the same id with another document is an error. */
    readonly key?: string;
  };
  /**
   * Of a question that exists in several revisions: which one it is of, and the record in whose configured revision the
   * side is asked unless the caller says another.
   */
  readonly asksIn?: {
    readonly revision: string;
    readonly as: { readonly record: RecordName; readonly event: EventName };
  };
  /**
   * Who calls it. `nation`: the other end calls a region, and is answered as soon as the record is kept, unless `regionAnswers`.
   * `any`: it is answered by the service's side whoever calls, be it another system of the same side.
   */
  readonly calledBy: 'region' | 'nation' | 'both' | 'any';
  /**
   * What the region itself answers is given back to the other end, which hears of nothing as done that no region has: a booking has
   * its hour only then.
   */
  readonly regionAnswers?: true;
  readonly esito?: EsitoRule;
  /** The answer is no document of the record's event `esito`, which the side has in another form: it is not taken in. */
  readonly outcomeOnly?: true;
  /** What the answer repeats of the request. */
  readonly echoes?: Echoes;
  /** The answer, in the service's own form, to a call of the other end (`nation`): the record is stored. */
  readonly taken?: (request: DocumentTree) => DocumentTree;
  /**
   * The answer to what the other end asks of a region (`nation`), where no side here does it: a question that nobody answers, a
   * record that nobody takes.
   */
  readonly unserved?: (request: DocumentTree) => DocumentTree;
  /** The codes of the answers that a door of ours gives where there is none of the side; absent where only a fault can say so. */
  readonly outcomes?: OutcomeTable;
  /** Such an answer in the service's own form; undefined where the request leaves nothing to answer with. */
  readonly refusal?: (
    request: DocumentTree | undefined,
    why: { codice: string; words: string },
  ) => DocumentTree | undefined;
}

export interface SoapService {
  /** Whose service it is. */
  readonly side: SideName;
  /** Last step of its address: `ConferimentoDID`. */
  readonly name: string;
  readonly namespace: string;
  /** The service wants the caller named in a WS-Security header. */
  readonly security?: 'username-token';
  /**
   * Path under `contracts/`; the placeholder address inside is replaced by where the service stands. Absent where every
   * message has one field of text: then the description itself says all that a WSDL does.
   */
  readonly wsdl?: string;
  readonly operations: readonly SoapOperation[];
}

/** The operations of a service that a message's element may call: several where revisions differ by their namespace alone. */
export function operationsAt(service: SoapService, element: string): readonly SoapOperation[] {
  return service.operations.filter(({ request }) => elementOf(request) === element);
}

/** The operation of that name; of several, which are revisions of one, the one whose document it is. */
export function operationNamed(service: SoapService, name: string, document: Buffer): SoapOperation | undefined {
  const named = service.operations.filter((operation) => operation.name === name);
  if (named.length < 2) return named[0];
  const isOf = ({ request }: SoapOperation): boolean =>
    request.document.read(document).findings.every(({ rule }) => rule !== 'xsd.root');
  return named.find(isOf) ?? named[0];
}

/** The fields of a body's element that may carry its document as text; undefined where the element is the document. */
export const fieldsOf = ({ wrapped }: MessagePart): readonly string[] | undefined =>
  wrapped && [wrapped.field, ...(wrapped.alsoRead === undefined ? [] : [wrapped.alsoRead])];

/** The operation with its document in the other field, where that is the one wanted. */
export function inField(operation: SoapOperation, field: string | undefined): SoapOperation {
  const { wrapped } = operation.request;
  if (wrapped === undefined || field === undefined || wrapped.alsoRead !== field) return operation;
  return { ...operation, request: { ...operation.request, wrapped: { ...wrapped, field } } };
}

/** Namespace of the element that stands in the body. */
export const namespaceOf = (part: MessagePart): string => part.wrapped?.namespace ?? part.document.namespace;

/** The operation that takes a record to the side, in the revision asked for. */
export function operationFor(
  services: readonly SoapService[],
  what: { readonly record: RecordName; readonly event: EventName; readonly revision: string },
): { readonly service: SoapService; readonly operation: SoapOperation } | undefined {
  for (const service of services) {
    const operation = service.operations.find(
      ({ carries, calledBy }) =>
        calledBy !== 'nation' &&
        carries?.record === what.record &&
        carries.event === what.event &&
        (carries.revision ?? what.revision) === what.revision,
    );
    if (operation) return { service, operation };
  }
  return undefined;
}

/** How the messages of a service are built; undefined for document/literal. */
export const styleOf = ({ operations }: SoapService): SoapStyle | undefined =>
  operations.flatMap(({ request, answer }) => request.wrapped?.style ?? answer.wrapped?.style ?? [])[0];

/** Local name of the element that stands in the body. */
export const elementOf = (part: MessagePart): string => part.wrapped?.element ?? part.document.root;

/** What an answer's outcome code says. */
export type Judged =
  | {
      readonly says: 'acknowledged' | 'refused' | 'later' | 'faulty';
      readonly codice: string;
      readonly messaggio?: string;
    }
  | { readonly says: 'nothing' };

/** Reads the outcome of an answer. A rule-less answer that kept its contract is an acknowledgement. */
export function judge(rule: EsitoRule | undefined, answer: DocumentTree): Judged {
  if (rule === undefined) return { says: 'acknowledged', codice: 'OK' };
  const codice = textAt(answer, rule.code);
  if (codice === '') return { says: 'nothing' };
  const said = rule.text === undefined ? '' : textAt(answer, rule.text);
  const messaggio = said === '' ? wordsOf(rule.list, codice) : said;
  return { says: meaningOf(rule, codice), codice, ...(messaggio === '' ? {} : { messaggio }) };
}

function meaningOf({ acknowledged, later, faulty = [] }: EsitoRule, codice: string) {
  if (acknowledged.includes(codice)) return 'acknowledged';
  if (later.includes(codice)) return 'later';
  return faulty.includes(codice) ? 'faulty' : 'refused';
}

/** The answer in the service's own form to a call that the side has not answered; undefined where only a fault can say so. */
export function refusalOf(
  { outcomes, refusal }: SoapOperation,
  request: DocumentTree | undefined,
  why: Refusal,
): DocumentTree | undefined {
  const codice = outcomes && codeFor(outcomes, request, why);
  return codice === undefined ? undefined : refusal?.(request, { codice, words: why.words });
}
