/**
 * What the outcome of a good document turns on beside itself: `contracts/<side>/verify.yaml`. Either what must have come
 * before is sent first, or the refusals are named with which a system may answer that does not hold what it would need.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { DocumentTree } from '../../contract/contract.js';
import type { Fixture } from '../../contract/fixtures.js';
import { contractFile } from '../../contract/location.js';
import type { EventName, RecordName, SideName } from '../../foundation/names.js';
import type { Procedure, Steps } from './procedures.js';

/** A document that is sent first, about the same person. */
export interface Earlier {
  readonly record: RecordName;
  readonly event: EventName;
  /** Name of the fixture that it is made from. */
  readonly case: string;
  /** Its canonical field → the field of the later record whose value it gets. */
  readonly set: Readonly<Record<string, string>>;
}

export interface Depending {
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision?: string;
  /** Cases by name; absent: every one. */
  readonly cases?: readonly string[];
  /** Canonical field, dotted, without which a document does not depend on anything. */
  readonly having?: string;
  readonly before?: readonly Earlier[];
  /** Sent afterwards, whatever became of the document: what it took is free again. */
  readonly after?: readonly Earlier[];
  /**
   * `today`: what happened long ago is refused as late, so the document's last day becomes yesterday. `ahead`: what is over is
   * refused, so it becomes the same day of the week in two weeks. `back`: many are sent, so every date goes back by weeks of its
   * own, days of birth too: names alone would not keep the invented people apart.
   */
  readonly dates?: 'today' | 'ahead' | 'back';
  /** Name of what the system must hold for it; the document is about that. */
  readonly known?: string;
  /** Outcome codes with which it may be refused; where there are none, or what is `known` is held, it must be accepted. */
  readonly refusals?: readonly string[];
  readonly because: string;
}

/** A question as the tree of its elements. */
export interface Asked {
  readonly service: string;
  readonly operation: string;
  readonly document: DocumentTree;
  /** What is wrong with it, for one that must be refused. */
  readonly bad?: string;
  /** What it is about: a document that was sent before in this run, or what the system must hold. */
  readonly about?: { readonly record: RecordName; readonly event: EventName; readonly case: string };
  readonly known?: string;
  /** Path in the document → the field, of what it is about, whose value it gets; `$new`: an id of its own. */
  readonly set?: Readonly<Record<string, string>>;
  /** Path in the answer → the field whose value must stand there. */
  readonly holds?: Readonly<Record<string, string>>;
  /** Outcome codes with which it may be refused; where there are none, and it is about something, it must be answered. */
  readonly refusals?: readonly string[];
}

/** What no document of the contract can bring about: the system must hold it from the start. */
export interface Known {
  readonly what: string;
  /** Canonical field, dotted → its value. */
  readonly values: Readonly<Record<string, string>>;
  /** The question that tells whether it is held; nothing else is looked at where there is none. */
  readonly asked?: Omit<Asked, 'about' | 'known' | 'bad'>;
}

export type KnownValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface About {
  /** In order: the first entry that fits a document counts. */
  readonly depending: readonly Depending[];
  readonly questions: readonly Asked[];
  readonly known: Readonly<Record<string, Known>>;
  readonly procedures: readonly Procedure[];
  readonly preparations: Readonly<Record<string, Steps>>;
}

/** What a side's file says; empty where it has none. `given`: values of the caller's own in place of ours. */
export function verifyingOf(side: SideName, given: KnownValues = {}): About {
  const path = contractFile(`${side}/verify.yaml`);
  const read = existsSync(path) ? (parse(readFileSync(path, 'utf8'), { merge: true }) as Partial<About> | null) : null;
  const known = Object.entries(read?.known ?? {}).map(([name, one]): readonly [string, Known] => [
    name,
    { ...one, values: { ...one.values, ...given[name] } },
  ]);
  const { depending = [], questions = [], procedures = [], preparations = {} } = read ?? {};
  return { depending, questions, known: Object.fromEntries(known), procedures, preparations };
}

export const valueAt = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
      value,
    );

/** A copy with a value at a dotted path. */
export function withValue(value: unknown, path: string, given: unknown): Record<string, unknown> {
  const [name = '', ...rest] = path.split('.');
  const around = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return { ...around, [name]: rest.length === 0 ? given : withValue(around[name], rest.join('.'), given) };
}

export function fits({ record, event, revision, cases, having }: Depending, fixture: Fixture): boolean {
  if (record !== fixture.record || event !== fixture.event) return false;
  if (revision !== undefined && revision !== fixture.revision) return false;
  if (cases !== undefined && !cases.includes(fixture.name)) return false;
  return having === undefined || valueAt(fixture.canonical, having) !== undefined;
}
