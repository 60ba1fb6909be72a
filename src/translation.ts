/**
 * One document type of one side, whole: its contract, its mapping table and the canonical checks, in both directions.
 * Bytes come in and a checked canonical record goes out, or the reverse; what is wrong is in the findings.
 */
import { type CanonicalRecord, checkRecord } from './canonical/check.js';
import type { DocumentContract, DocumentTree, ReadOptions } from './contract/contract.js';
import { senderPath } from './contract/sender-path.js';
import { type Finding, hasErrors, type Severity } from './foundation/finding.js';
import {
  compile,
  type Decoded,
  decode,
  decodePart,
  type Encoded,
  encode,
  encodeOnto,
  type HeldNode,
  type LineageEntry,
  type Plan,
  partPlaces,
  type ReportEntry,
  type Table,
} from './mappings/engine/index.js';
import { SenderWords, type SentPath } from './sender-words.js';

/** The records that a document of another record holds beside its own. */
export class PartReader {
  readonly #plan: Plan;

  constructor(readonly table: Table) {
    this.#plan = compile(table);
  }

  /** Each record found, checked like any other; one with errors has no `canonical`. `sent` names the paths of the whole document. */
  read(
    tree: DocumentTree,
    sent: SentPath,
    options: Pick<ReceiveOptions, 'traced' | 'codiceFiscaleCheck'> = {},
  ): Received[] {
    return partPlaces(this.#plan, tree).map((place) => {
      const words = new SenderWords(this.#plan, place.found, (path) => sent(place.inDocument(path)));
      return received(this.table, this.#plan, decodePart(this.#plan, place, options), words, options);
    });
  }
}

/** What was mapped, checked by the rules of its record, with every finding in the sender's words. */
function received(
  { record, event }: Pick<Table, 'record' | 'event'>,
  plan: Plan,
  mapped: Decoded,
  words: SenderWords,
  { codiceFiscaleCheck = 'error' }: Pick<ReceiveOptions, 'codiceFiscaleCheck'>,
): Received {
  const { report, lineage } = mapped;
  const checked = checkRecord(record, event, mapped.record, {
    codiceFiscaleSeverity: codiceFiscaleCheck,
    holds: (path) => plan.told.has(path),
  });
  const findings = words.all(mapped, checked.findings);
  if (checked.value === undefined || hasErrors(findings)) return { findings, report, lineage };
  return { canonical: checked.value, findings, report, lineage, words };
}

/** Severity of a false check character in a codice fiscale; test systems use false ones. */
export type CodiceFiscaleCheck = Severity | 'off';

export interface ReceiveOptions extends ReadOptions {
  /** Also collect lineage and translated fields. */
  readonly traced?: boolean;
  /** Stop after the contract. */
  readonly contractOnly?: boolean;
  readonly codiceFiscaleCheck?: CodiceFiscaleCheck;
}

export interface Received {
  /** Present only when there is no error. */
  readonly canonical?: CanonicalRecord;
  readonly findings: readonly Finding[];
  readonly report: readonly ReportEntry[];
  readonly lineage: readonly LineageEntry[];
  /** What names the fields of the record as its sender does, for what is found later; absent like `canonical`. */
  readonly words?: SenderWords;
  /** The document as it was read, for the other records in it, and how its sender writes a path of it. */
  readonly document?: { readonly tree: DocumentTree; readonly sent: SentPath };
}

export interface Produced {
  /** Present only when the document keeps the side's contract. */
  readonly body?: Buffer;
  readonly tree: DocumentTree;
  readonly findings: readonly Finding[];
  readonly report: readonly ReportEntry[];
  readonly lineage: readonly LineageEntry[];
}

export class Translation {
  readonly #plan: Plan;
  readonly #writtenOnto: boolean;

  constructor(
    readonly contract: DocumentContract,
    table: Table,
  ) {
    this.#plan = compile(table);
    this.#writtenOnto = table.rows.some((row) => row.kind !== 'group' && row.readOnly);
  }

  get table(): Table {
    return this.#plan.table;
  }

  /** Native bytes → checked canonical record. */
  receive(body: Uint8Array, options: ReceiveOptions = {}): Received {
    const read = this.contract.read(body, options);
    if (read.tree === undefined || hasErrors(read.findings) || options.contractOnly) {
      return { findings: read.findings, report: [], lineage: [] };
    }
    const sent: SentPath = (path) => senderPath(this.contract, read, path);
    const words = new SenderWords(this.#plan, read.tree, sent);
    const made = received(this.contract, this.#plan, decode(this.#plan, read.tree, options), words, options);
    const all = read.findings.length === 0 ? made : { ...made, findings: [...read.findings, ...made.findings] };
    return made.canonical === undefined ? all : { ...all, document: { tree: read.tree, sent } };
  }

  /** Canonical record → native bytes that keep the side's contract. */
  produce(canonical: unknown, options: { traced?: boolean } = {}): Produced {
    return this.#checked(encode(this.#plan, canonical, options));
  }

  /**
   * What a delivery of the record does: a side that takes no changes of some fields gets its documents written onto, so
   * those fields do not arrive there. The document described is the one of a side that holds nothing yet.
   */
  describe(canonical: unknown): Pick<Produced, 'findings' | 'report' | 'lineage'> {
    const traced = { traced: true };
    const { findings, report, lineage } = this.#checked(
      this.#writtenOnto ? encodeOnto(this.#plan, canonical, undefined, traced) : encode(this.#plan, canonical, traced),
    );
    return { findings, report, lineage };
  }

  /** The bytes of a mapped document, if the contract finds no error in them. */
  #checked(mapped: Encoded): Produced {
    const body = this.contract.write(mapped.document);
    const read = this.contract.read(body);
    const written = mapped.findings.map((one) => ({
      ...one,
      path: senderPath(this.contract, { tree: mapped.document }, one.path),
    }));
    const findings = [...written, ...read.findings];
    return {
      tree: mapped.document,
      findings,
      report: mapped.report,
      lineage: mapped.lineage,
      ...(hasErrors(findings) ? {} : { body }),
    };
  }

  /** The canonical fields about which the side has the word: its form holds them, and it takes changes in them. */
  get stated(): HeldNode {
    return this.#plan.stated;
  }

  /** Canonical record written onto the document the side holds now. */
  onto(canonical: unknown, present: unknown): { document: DocumentTree; changed: readonly string[] } {
    return encodeOnto(this.#plan, canonical, present);
  }
}
