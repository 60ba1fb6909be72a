/**
 * The documents that a system is called with: the fixtures of its contract, each about people who are invented anew for the
 * run, so that a system that remembers can be verified again.
 */
import type { Fixture } from '../../contract/fixtures.js';
import { hasErrors } from '../../foundation/finding.js';
import type { EventName, RecordName } from '../../foundation/names.js';
import type { Side } from '../../sides.js';
import { invented, latestDay, readInto } from '../invent/document.js';
import { editable } from '../invent/edit.js';
import { Inventor } from '../invent/inventor.js';
import { type Depending, type Earlier, fits, valueAt, verifyingOf, withValue } from './depending.js';

/**
 * `accepted`: the side takes it. `refused`: it breaks the contract. `answered`: what becomes of it turns on what the side
 * holds, or on rules of its own; the answer must have the service's form, whatever it says.
 */
export type Expected = 'accepted' | 'refused' | 'answered';

/** A document on its way. */
export interface Addressed {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision: string;
  readonly bytes: Buffer;
}

export interface Sent {
  readonly name: string;
  readonly bytes: Buffer;
  readonly expected: Expected;
  /** Why. */
  readonly because: string;
  /** The only codes with which it may be refused, where it may be. */
  readonly refusals?: readonly string[];
  /** What must have come before it. */
  readonly before?: readonly Addressed[];
}

const ORDER: readonly Expected[] = ['accepted', 'answered', 'refused'];
const DAY_MS = 86_400_000;

export class Documents {
  readonly #depending: readonly Depending[];

  constructor(
    private readonly side: Side,
    private readonly fixtures: readonly Fixture[],
    /** Different for each run. */
    private readonly run: string,
    private readonly now: Date = new Date(),
  ) {
    this.#depending = verifyingOf(side.name).depending;
  }

  /** Those of one record, good ones first. */
  of(record: RecordName, event: EventName, revision?: string): readonly Sent[] {
    return this.fixtures
      .filter(
        (one) =>
          // The document of a part is that of another record.
          one.partOf === undefined &&
          one.record === record &&
          one.event === event &&
          (revision === undefined || one.revision === revision),
      )
      .flatMap((fixture) => this.#sent(fixture) ?? [])
      .sort((a, b) => ORDER.indexOf(a.expected) - ORDER.indexOf(b.expected));
  }

  #sent(fixture: Fixture): Sent | undefined {
    const { source, direction, expect, name, record, event, revision } = fixture;
    const contract = this.side.writing(record, event, revision)?.contract;
    if (source === undefined || contract === undefined) return undefined;
    if (direction === 'out' && expect === 'problems') return undefined;
    const { findings } = contract.read(source, { mode: 'strict' });
    if (hasErrors(findings)) {
      const first = findings.find(({ severity }) => severity === 'error');
      // Inside a message the encoding is the message's own, and nothing is wrong any more.
      if (first?.rule === 'xml.encoding') return undefined;
      const because = `${first?.path || '(document)'} [${first?.rule}]`;
      return { name, bytes: this.#about(fixture, source), expected: 'refused', because };
    }
    if (expect === 'problems')
      return {
        name,
        bytes: this.#about(fixture, source),
        expected: 'answered',
        because: 'it breaks a rule, not the contract',
      };
    if (direction === 'in')
      return {
        name,
        bytes: this.#about(fixture, source),
        expected: 'answered',
        because: 'it is one that the side itself writes',
      };
    const depends = this.#depending.find((one) => fits(one, fixture));
    if (depends === undefined) return { name, bytes: this.#about(fixture, source), expected: 'accepted', because: '' };
    const { because, refusals, before = [] } = depends;
    const bytes = this.#about(fixture, source, depends.dates);
    const canonical = this.side.receive(record, event, bytes, { revision }).canonical;
    return {
      name,
      bytes,
      expected: refusals === undefined ? 'accepted' : 'answered',
      because,
      ...(refusals === undefined ? {} : { refusals }),
      before: before.flatMap((one) => this.#earlier(one, canonical) ?? []),
    };
  }

  #earlier({ record, event, case: name, set }: Earlier, later: unknown): Addressed | undefined {
    const fixture = this.fixtures.find((one) => one.record === record && one.event === event && one.name === name);
    const translation = fixture && this.side.writing(record, event, fixture.revision);
    if (fixture === undefined || translation === undefined) return undefined;
    const canonical = Object.entries(set).reduce<unknown>((made, [path, from]) => {
      const given = valueAt(later, from);
      return given === undefined ? made : withValue(made, path, given);
    }, fixture.canonical);
    const bytes = translation.produce(canonical).body;
    return bytes && { record, event, revision: fixture.revision, bytes };
  }

  /** The document about people of this run; as it is where it cannot be read. */
  #about({ record, event, revision, name }: Fixture, source: Buffer, dates?: 'today'): Buffer {
    const contract = this.side.writing(record, event, revision)?.contract;
    const document = contract && editable(contract, source);
    if (contract === undefined || document === undefined) return source;
    const readers = this.side.readers(record, event, revision);
    const last = dates === undefined ? undefined : latestDay(document, readers);
    const yesterday = Math.floor(this.now.getTime() / DAY_MS) - 1;
    const days = last === undefined ? 0 : yesterday - Date.parse(last) / DAY_MS;
    const inventor = new Inventor({ seed: `${this.run} ${name}`, days });
    readInto(inventor, document, readers);
    const { bytes } = invented({ contract, document, readers }, inventor);
    // What is wrong with the form of a document does not outlive its being read and written.
    const isSame = hasErrors(contract.read(bytes).findings) === hasErrors(contract.read(source).findings);
    return isSame ? bytes : source;
  }
}
