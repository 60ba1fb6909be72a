/** Plays one procedure: what it needs is brought about, then its calls are made, each judged and its answer kept for the next. */
import type { DocumentTree } from '../../contract/contract.js';
import { readJson } from '../../contract/json-contract.js';
import { hasErrors } from '../../foundation/finding.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import { type About, valueAt, withValue } from './depending.js';
import type { Documents, Sent } from './documents.js';
import { notHeld, valuesAt } from './held.js';
import { caseOf, compared, uncovered } from './judge.js';
import type { Each, Place, Procedure, Step, Steps } from './procedures.js';
import type { Api } from './silp-api.js';

export interface Playing {
  readonly api: Api;
  readonly side: Side;
  readonly documents: Documents;
  readonly verifying: About;
  /** Midnight of the day of the run, as the side writes a day. */
  readonly today: string;
  /** Operation → why no call came to it, as far as a procedure can tell. */
  readonly unreached: Map<string, string>;
}

type Held = Record<string, unknown>;

/** Every procedure of the side's `verify.yaml`, once or once for each document that it is for. */
export async function* playProcedures(playing: Playing): AsyncGenerator<Case> {
  for (const procedure of playing.verifying.procedures) {
    const { each } = procedure;
    if (each === undefined) yield* new Play(playing, procedure).run();
    else for (const sent of sentFor(each, playing.documents)) yield* new Play(playing, procedure, sent).run();
  }
}

function sentFor({ record, event, revision, cases, but = [], part }: Each, documents: Documents): readonly Sent[] {
  return documents
    .of(record, event, revision)
    .filter(({ name }) => (cases === undefined || cases.includes(name)) && !but.includes(name))
    .filter(({ bytes }) => part === undefined || valueAt(readJson(bytes, '').tree, part) !== undefined);
}

class Play {
  readonly #held: Held;
  readonly #whose: string;
  /** What a system makes of a document that it need not take is not read back. */
  #isReadBack = true;

  constructor(
    private readonly playing: Playing,
    private readonly procedure: Procedure,
    private readonly sent?: Sent,
  ) {
    const known = Object.entries(playing.verifying.known).map(([name, { values }]) => [name, values] as const);
    this.#held = { ...Object.fromEntries(known), today: playing.today };
    this.#whose = ` ${procedure.name} ${sent?.name ?? ''}`;
  }

  async *run(): AsyncGenerator<Case> {
    const { before = [], each } = this.procedure;
    for (const name of before) {
      const preparation = this.playing.verifying.preparations[name];
      if (preparation === undefined) throw new Error(`no preparation ${name}`);
      for await (const one of this.#steps(preparation)) {
        if (one.outcome === 'passed') continue;
        this.#leavesOut(this.procedure.steps, one.group);
        yield one;
        return;
      }
    }
    if (each !== undefined && this.sent !== undefined) this.#held.document = this.#document(each, this.sent);
    yield* this.#steps(this.procedure);
  }

  async *#steps({ with: named = {}, steps }: Steps): AsyncGenerator<Case> {
    for (const [name, what] of Object.entries(named)) {
      const bytes = this.playing.documents.anew(what, this.#whose);
      if (bytes === undefined) {
        yield uncovered(this.procedure.name, `${what.record} ${what.case} is not among the documents that are sent`);
        return;
      }
      this.#held[name] = readJson(bytes, name).tree;
    }
    for (const [i, step] of steps.entries()) {
      const { unless, where, judged } = step;
      if (!this.#isReadBack && judged === undefined) continue;
      if (unless !== undefined && this.#at(unless) !== undefined) continue;
      if (where !== undefined && this.#at(where) === undefined) {
        if (step.because !== undefined) yield uncovered(step.operation, step.because);
        continue;
      }
      const [reported, goesOn] = await this.#play(step);
      if (reported.outcome !== 'passed') this.#leavesOut(steps.slice(i + 1), reported.group);
      yield reported;
      if (!goesOn) return;
    }
  }

  #leavesOut(steps: readonly Step[], after: string): void {
    for (const { operation } of steps)
      this.playing.unreached.set(operation, `${after} comes before it, and did not hold`);
  }

  /** The case of a call, and whether the calls after it can be made. */
  async #play(step: Step): Promise<readonly [Case, boolean]> {
    const { operation, holds = {}, equals = {}, lacks = [], keep = {}, asks } = step;
    const answer = await this.playing.api.call(operation, this.#called(step));
    const sent = this.#expecting(step);
    const judged = caseOf(operation, sent, answer);
    const isAccepted = judged.outcome === 'passed' && answer.said === 'accepted';
    const isWanting =
      answer.said === 'refused' && step.refusals?.some((code) => answer.outcome.startsWith(code)) === true;
    if (asks !== undefined && isWanting) return [this.#absent(asks), false];
    if (step.judged && sent.expected === 'answered') this.#isReadBack = false;
    if (!isAccepted) return [judged, judged.outcome === 'passed' && step.judged === undefined];
    const { tree = {} } = answer;
    const details = [
      ...Object.entries(holds).flatMap(([path, place]) => notHeld(tree, path, this.#at(place))),
      ...Object.entries(equals).flatMap(([path, value]) => notHeld(tree, path, value)),
      ...lacks.flatMap((path) => (present(tree, path) ? [`${path}: expected nothing, found something`] : [])),
    ];
    if (asks !== undefined && details.length > 0) return [this.#absent(asks), false];
    for (const [name, path] of Object.entries(keep)) this.#held[name] = path === '.' ? tree : valueAt(tree, path);
    return [details.length === 0 ? judged : compared(operation, sent.name, details), details.length === 0];
  }

  #absent(name: string): Case {
    this.playing.documents.lacks(name);
    const { what = '', values = {} } = this.playing.verifying.known[name] ?? {};
    const told = Object.entries(values).map(([field, value]) => `${field} ${value}`);
    return uncovered(
      `known ${name}`,
      `${what}: the system has nothing with ${told.join(', ')}; enter it, or say --known`,
    );
  }

  #expecting({ about = this.procedure.name, judged, bad, refusals, because }: Step): Sent {
    const bytes = Buffer.alloc(0);
    const name = [this.sent?.name, bad ?? (judged ? undefined : about)].filter((one) => one !== undefined).join(': ');
    if (judged && this.sent) return { ...this.sent, name };
    if (bad !== undefined) return { name, bytes, expected: 'refused', because: '' };
    if (refusals === undefined) return { name, bytes, expected: 'accepted', because: '' };
    const codes = refusals.includes('*') ? {} : { refusals };
    return { name, bytes, expected: 'answered', because: because ?? '', ...codes };
  }

  #called({ params = {}, document = {}, set = {} }: Step) {
    const given = { ...params };
    let body: DocumentTree = document;
    for (const [path, place] of Object.entries(set)) {
      const value = this.#at(place);
      if (value === undefined || value === null) continue;
      const [, parameter] = /^\{(\w+)\}$/.exec(path) ?? [];
      if (parameter !== undefined) given[parameter] = String(value);
      else body = path === '.' ? { ...(value as DocumentTree), ...body } : withValue(body, path, value);
    }
    return { params: given, document: body };
  }

  /** The document about the people of this procedure. What is wrong with one stays wrong. */
  #document({ record, event, revision, part, without = [], set = {} }: Each, { bytes }: Sent): unknown {
    const translation = this.playing.side.writing(record, event, revision);
    const isBad = (tree: DocumentTree): boolean =>
      hasErrors(translation?.receive(Buffer.from(JSON.stringify(tree))).findings ?? []);
    const tree = Object.entries(set).reduce<DocumentTree>((made, [path, place]) => {
      const given = this.#at(place);
      if (valueAt(made, path) === undefined || given === undefined) return made;
      const changed = withValue(made, path, given);
      return isBad(made) && !isBad(changed) ? made : changed;
    }, readJson(bytes, record).tree ?? {});
    const told = Object.fromEntries(Object.entries(tree).filter(([name]) => !without.includes(name)));
    return part === undefined ? told : valueAt(told, part);
  }

  #at(place: Place): unknown {
    const [, form, path = place] = /^(number|text) (.+)$/.exec(place) ?? [];
    const value = valueAt(this.#held, path) ?? undefined;
    if (form === undefined || value === undefined) return value;
    return form === 'number' ? Number(value) : String(value);
  }
}

const present = (tree: DocumentTree, path: string): boolean =>
  valuesAt(tree, path).some((value) => value !== null && value !== '');
