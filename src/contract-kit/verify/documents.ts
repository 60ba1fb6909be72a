/**
 * The documents that a system is called with: the fixtures of its contract, each about people who are invented anew for the
 * run, so that a system that remembers can be verified again.
 */
import type { Fixture } from '../../contract/fixtures.js';
import { hasErrors } from '../../foundation/finding.js';
import { digest } from '../../foundation/ids.js';
import type { EventName, RecordName, SideName } from '../../foundation/names.js';
import type { Side } from '../../sides.js';
import type { Translation } from '../../translation.js';
import { invented, latestDay, readInto } from '../invent/document.js';
import { editable } from '../invent/edit.js';
import { kindOf } from '../invent/fields.js';
import { Inventor } from '../invent/inventor.js';
import { type About, type Depending, type Earlier, fits, valueAt, withValue } from './depending.js';
import type { NamedCase } from './procedures.js';

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
  /** What gives back what it took. */
  readonly after?: readonly Addressed[];
}

const ORDER: readonly Expected[] = ['accepted', 'answered', 'refused'];
const DAY_MS = 86_400_000;
const WEEK = 7;

/** Up to twenty years, so that those who are invented are rarely born on the same day. */
const MOST_WEEKS = 1043;
const daysBack = (seed: string): number => -WEEK * (Number.parseInt(digest(seed, 'days').slice(0, 8), 16) % MOST_WEEKS);

export interface DocumentsOptions {
  /** Who reads and writes the documents: the side, and those whose forms it adopts. */
  readonly sides: ReadonlyMap<SideName, Side>;
  readonly fixtures: readonly Fixture[];
  /** Those that are sent for their own sake; by default all. The others are sent where one of these depends on them. */
  readonly sends?: (fixture: Fixture) => boolean;
  /** What the outcome of a document turns on. */
  readonly verifying: About;
  /** Different for each run. */
  readonly run: string;
  readonly now?: Date;
}

export class Documents {
  /** What the system said that it does not hold, by name. */
  readonly #absent = new Set<string>();

  constructor(private readonly options: DocumentsOptions) {}

  /** Notes that the system holds nothing of that name. */
  lacks(known: string): void {
    this.#absent.add(known);
  }

  /** Those of one record, good ones first. */
  of(record: RecordName, event: EventName, revision?: string): readonly Sent[] {
    return this.options.fixtures
      .filter(
        (one) =>
          // The document of a part is that of another record.
          one.partOf === undefined &&
          one.record === record &&
          one.event === event &&
          (revision === undefined || one.revision === revision) &&
          this.options.sends?.(one) !== false,
      )
      .flatMap((fixture) => {
        const sent = this.#sent(fixture);
        return sent === undefined ? [] : [revision === undefined ? this.#inAnyRevision(fixture, sent) : sent];
      })
      .sort((a, b) => ORDER.indexOf(a.expected) - ORDER.indexOf(b.expected));
  }

  /** Where every revision is taken, a document that breaks its own may keep another one. */
  #inAnyRevision({ side: name, record, event }: Fixture, sent: Sent): Sent {
    const side = this.options.sides.get(name);
    if (sent.expected !== 'refused' || side === undefined) return sent;
    const keeps = side
      .revisions(record, event)
      .find((one) => !hasErrors(side.writing(record, event, one)?.contract.read(sent.bytes).findings ?? []));
    return keeps === undefined ? sent : { ...sent, expected: 'answered', because: `${keeps} allows it` };
  }

  /** The record that a document of this run is about; undefined where there is no such case. */
  recordOf(record: RecordName, event: EventName, name: string): unknown {
    const fixture = this.#named({ record, event, case: name });
    const sent = fixture && this.#sent(fixture);
    return sent && fixture && this.#translation(fixture)?.receive(sent.bytes).canonical;
  }

  /** The document of a case about people of its own, different for each `whose`; undefined where there is no such case. */
  anew({ revision, ...what }: NamedCase, whose: string): Buffer | undefined {
    const fixture = this.#named(what, revision);
    return fixture?.source === undefined ? undefined : this.#about(fixture, fixture.source, whose);
  }

  /** The values under a name, as the caller or the side's file has them. */
  known(name: string): Readonly<Record<string, string>> {
    return this.options.verifying.known[name]?.values ?? {};
  }

  holds(name: string): boolean {
    return !this.#absent.has(name);
  }

  #named(what: Pick<Earlier, 'record' | 'event' | 'case'>, revision?: string): Fixture | undefined {
    return this.options.fixtures.find(
      (one) =>
        one.partOf === undefined &&
        one.record === what.record &&
        one.event === what.event &&
        one.name === what.case &&
        (revision === undefined || one.revision === revision),
    );
  }

  #translation({ side, record, event, revision }: Fixture): Translation | undefined {
    return this.options.sides.get(side)?.writing(record, event, revision);
  }

  #depends = (fixture: Fixture): Depending | undefined =>
    this.options.verifying.depending.find((one) => fits(one, fixture));

  #sent(fixture: Fixture): Sent | undefined {
    const { source, direction, expect, name } = fixture;
    const contract = this.#translation(fixture)?.contract;
    if (source === undefined || contract === undefined) return undefined;
    if (direction === 'out' && expect === 'problems') return undefined;
    const { findings } = contract.read(source, { mode: 'strict' });
    const told = (expected: Expected, because: string): Sent => ({
      name,
      bytes: this.#about(fixture, source),
      expected,
      because,
    });
    if (hasErrors(findings)) {
      const first = findings.find(({ severity }) => severity === 'error');
      // Inside a message the encoding is the message's own, and nothing is wrong any more.
      if (first?.rule === 'xml.encoding') return undefined;
      return told('refused', `${first?.path || '(document)'} [${first?.rule}]`);
    }
    if (expect === 'problems') return told('answered', 'it breaks a rule, not the contract');
    if (direction === 'in') return told('answered', 'it is one that the side itself writes');
    const depends = this.#depends(fixture);
    return depends === undefined ? told('accepted', '') : this.#depending(fixture, source, depends);
  }

  #depending(fixture: Fixture, source: Buffer, depends: Depending): Sent {
    const { because, refusals, known, before = [], after = [] } = depends;
    const bytes = this.#about(fixture, source);
    const canonical = this.#translation(fixture)?.receive(bytes).canonical;
    const others = (list: readonly Earlier[]) => list.flatMap((one) => this.#other(one, canonical) ?? []);
    const mayBeRefused = refusals !== undefined && (known === undefined || this.#absent.has(known));
    return {
      name: fixture.name,
      bytes,
      expected: mayBeRefused ? 'answered' : 'accepted',
      because,
      ...(mayBeRefused ? { refusals } : {}),
      before: others(before),
      after: others(after),
    };
  }

  /** A document that goes before or after another one, about the same. */
  #other(what: Earlier, main: unknown): Addressed | undefined {
    const fixture = this.#named(what);
    const translation = fixture && this.#translation(fixture);
    if (fixture?.source === undefined || translation === undefined) return undefined;
    const about = translation.receive(this.#about(fixture, fixture.source)).canonical ?? fixture.canonical;
    const canonical = Object.entries(what.set).reduce<unknown>((made, [path, from]) => {
      const given = valueAt(main, from);
      return given === undefined ? made : withValue(made, path, given);
    }, about);
    const bytes = translation.produce(canonical).body;
    const { record, event, revision } = fixture;
    return bytes && { record, event, revision, bytes };
  }

  /** The document about people of this run; as it is where it cannot be read. */
  #about(fixture: Fixture, source: Buffer, whose = ''): Buffer {
    const { side, record, event, revision, name } = fixture;
    const contract = this.#translation(fixture)?.contract;
    const document = contract && editable(contract, source);
    if (contract === undefined || document === undefined) return source;
    const readers = this.options.sides.get(side)?.readers(record, event, revision) ?? [];
    const depends = this.#depends(fixture);
    const seed = `${this.options.run} ${name}${whose}`;
    const days =
      depends?.dates === 'back' ? daysBack(seed) : this.#daysTo(depends?.dates, latestDay(document, readers));
    const inventor = new Inventor({ seed, days });
    readInto(inventor, document, readers);
    for (const [path, given] of Object.entries(depends?.known === undefined ? {} : this.known(depends.known))) {
      const value = valueAt(fixture.canonical, path);
      if (typeof value === 'string') inventor.knows(kindOf(record, event, path), value, given);
    }
    const { bytes } = invented({ contract, document, readers }, inventor);
    // What is wrong with the form of a document does not outlive its being read and written.
    const isSame = hasErrors(contract.read(bytes).findings) === hasErrors(contract.read(source).findings);
    return isSame ? bytes : source;
  }

  #daysTo(dates: Depending['dates'], last: string | undefined): number {
    if (dates === undefined || last === undefined) return 0;
    const today = Math.floor((this.options.now ?? new Date()).getTime() / DAY_MS);
    const day = Date.parse(last) / DAY_MS;
    return dates === 'today' ? today - 1 - day : Math.ceil((today + 2 * WEEK - day) / WEEK) * WEEK;
  }
}
