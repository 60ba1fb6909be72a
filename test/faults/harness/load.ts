/**
 * The systems of a region that send: many people at once, of each person one document after the other. A sender that
 * hears nothing, or is told to come again, sends the same document again, as the real ones do.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ShownMessage, showMessage } from '../../support/gateway.js';
import { nameOf, type Sent } from './account.js';
import { type Heard, type Kind, SAPS } from './kinds.js';
import type { Random } from './random.js';

export interface LoadOptions {
  readonly random: Random;
  /** Addresses under which the gateway can be called now; may be empty for a while. */
  readonly doors: () => readonly string[];
  readonly kind?: Kind;
  /** Number of the first person, where several loads share a world. */
  readonly first?: number;
  /** Senders that work at the same time. */
  readonly senders?: number;
  /** Of how many documents, from 0 to 1, the same is sent once more although it was acknowledged. */
  readonly repeat?: number;
  /** How long an answer is waited for. */
  readonly patienceSeconds?: number;
}

/** How long a sender goes on with one document. A gateway that is not back by then has failed the run. */
const GIVES_UP_AFTER_MS = 150_000;

export class Load {
  readonly kind: Kind;
  readonly attempted: Sent[] = [];
  /** Message ids of what was acknowledged. */
  readonly acknowledged: { readonly sent: Sent; readonly message: string }[] = [];
  /** What no document of the load deserves: a refusal, another message for the same document. */
  readonly surprises: string[] = [];
  /** Calls after which the sender knew nothing: no answer, or one that broke off. */
  unheard = 0;
  /** Calls that were told to come again, and those of them that were also told when. */
  later = 0;
  laterWithTime = 0;
  readonly #ids = new Map<number, string>();
  readonly #numbers = new Map<number, number>();
  /** What is in work of each person: a sender begins nothing new of one before the last is through. */
  readonly #turns = new Map<number, Promise<void>>();
  #people: number;

  constructor(private readonly options: LoadOptions) {
    this.kind = options.kind ?? SAPS;
    this.#people = options.first ?? 0;
  }

  get people(): readonly number[] {
    return [...this.#numbers.keys()];
  }

  /** Whether the other side has told the id of this person, so that there can be updates. */
  isOpen(person: number): boolean {
    return !this.kind.learns || this.#ids.has(person);
  }

  /**
   * New people, each with a first document.
   * @param oneShot a third of the senders never sends again when it has heard nothing
   */
  async open(count: number, { oneShot = false } = {}): Promise<readonly number[]> {
    const opened = Array.from({ length: count }, () => this.#people++);
    await this.#inParallel(opened, async (person) => {
      await this.#send(person, oneShot && person % 3 === 2);
      if (!oneShot) await this.#learn(person);
    });
    return opened;
  }

  /** So many more documents of each of these people, one after the other without waiting until they are delivered. */
  async update(people: readonly number[], each: number, pauseMs = 0): Promise<void> {
    await this.#inParallel(people, async (person) => {
      for (let n = 0; n < each; n += 1) {
        await this.#send(person, false);
        if (pauseMs > 0) await sleep(pauseMs);
      }
    });
  }

  /** Counts a document that was sent in another way and taken in as this message. */
  count(sent: Sent, message: string): void {
    this.#numbers.set(sent.person, sent.number + 1);
    this.attempted.push(sent);
    this.acknowledged.push({ sent, message });
  }

  async #inParallel(people: readonly number[], work: (person: number) => Promise<void>): Promise<void> {
    const queue = [...people];
    const sender = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await this.#inTurn(next, work);
    };
    await Promise.all(Array.from({ length: this.options.senders ?? 8 }, sender));
  }

  async #inTurn(person: number, work: (person: number) => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(person) ?? Promise.resolve()).then(() => work(person));
    this.#turns.set(person, turn);
    await turn;
  }

  async #send(person: number, oneShot: boolean): Promise<void> {
    const number = this.#numbers.get(person) ?? 0;
    this.#numbers.set(person, number + 1);
    const sent = { person, number };
    const until = Date.now() + GIVES_UP_AFTER_MS;
    // Where nobody listens nothing is sent.
    while (this.options.doors().length === 0 && Date.now() < until) await sleep(50);
    this.attempted.push(sent);
    do {
      const heard = await this.#once(sent);
      if (heard !== undefined) {
        if ('message' in heard) {
          this.acknowledged.push({ sent, message: heard.message });
          if (this.options.random.next() < (this.options.repeat ?? 0)) await this.#again(sent, heard.message);
          return;
        }
        if ('refused' in heard) {
          this.surprises.push(`${person}/${number} was refused: ${heard.refused}`);
          return;
        }
      }
      if (oneShot) return;
      await sleep(this.options.random.between(50, 150));
    } while (Date.now() < until);
    this.surprises.push(`${person}/${number} was never answered`);
  }

  async #again(sent: Sent, message: string): Promise<void> {
    const heard = await this.#once(sent);
    if (heard === undefined || 'later' in heard) return;
    if ('message' in heard && heard.message === message) return;
    this.surprises.push(`${sent.person}/${sent.number} sent again: ${JSON.stringify(heard)} instead of ${message}`);
  }

  /** What the sender heard; undefined when it was nothing. */
  async #once(sent: Sent): Promise<Heard | undefined> {
    const doors = this.options.doors();
    if (doors.length === 0) return undefined;
    const signal = AbortSignal.timeout((this.options.patienceSeconds ?? 10) * 1000);
    try {
      const heard = await this.kind.call(this.options.random.pick(doors), sent, this.#ids.get(sent.person), signal);
      if ('later' in heard) {
        this.later += 1;
        if (heard.retryAfter) this.laterWithTime += 1;
      }
      return heard;
    } catch {
      this.unheard += 1;
      return undefined;
    }
  }

  /** Waits for the id that the other side gives; without it a person has no updates. */
  async #learn(person: number): Promise<void> {
    if (!this.kind.learns) return;
    const message = this.acknowledged.findLast(({ sent }) => sent.person === person)?.message;
    if (message === undefined) return;
    const until = Date.now() + GIVES_UP_AFTER_MS;
    while (Date.now() < until) {
      const id = (await this.shown(message))?.deliveries?.[0]?.answer?.identificativoSap;
      if (typeof id === 'string') {
        this.#ids.set(person, id);
        return;
      }
      await sleep(100);
    }
    this.surprises.push(`the first document of ${person} was never delivered`);
  }

  /** Every message about the person of a document that this load has sent, whether its sender has heard of it or not. */
  async allOf(name: string): Promise<readonly (ShownMessage | undefined)[]> {
    const sent = this.attempted.find((one) => nameOf(one) === name);
    const [door] = this.options.doors();
    if (sent === undefined || door === undefined) return [];
    const codiceFiscale = this.kind.codiceFiscale(sent.person);
    const answer = await fetch(`${door}/rest/v1/records/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ codiceFiscale, limit: 100 }),
    });
    const { items = [] } = (await answer.json()) as { readonly items?: readonly { readonly message: string }[] };
    return await Promise.all(items.map(({ message }) => this.shown(message)));
  }

  /** A message as the gateway shows it; undefined while it cannot be asked. */
  async shown(message: string): Promise<ShownMessage | undefined> {
    const [door] = this.options.doors();
    return door === undefined ? undefined : await showMessage(door, message).catch(() => undefined);
  }
}
