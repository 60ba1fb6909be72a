/**
 * The processes that work on one store: this one says again and again that it lives, and learns which others do. A job that one
 * process alone should do goes by a lease, so that a process that dies costs time and nothing else.
 */
import { hostname } from 'node:os';
import { uuid7 } from '../foundation/ids.js';
import { packageVersion } from '../foundation/package.js';
import type { ProcessCard, SidesSeen } from '../store/members.js';
import type { Store } from '../store/store.js';
import type { Log } from './context.js';

/** What a process does: everything, doors only, deliveries and jobs, jobs only. */
export const ROLES = ['all', 'api', 'worker', 'sync'] as const;
export type Role = (typeof ROLES)[number];

export const hasDoors = (role: Role): boolean => role === 'all' || role === 'api';
export const delivers = (role: string): boolean => role === 'all' || role === 'worker';
export const doesJobs = (role: string): boolean => delivers(role) || role === 'sync';

/** Which of the workers this process is, in an order that all of them see alike. */
export interface Share {
  readonly rank: number;
  readonly of: number;
}

export interface MembershipOptions {
  readonly beatSeconds: number;
  /** How this process sees the sides. */
  readonly sides: () => SidesSeen;
  /** Called at the start and whenever the number of workers, or this one's place among them, has changed. */
  readonly onShare: (share: Share) => void;
}

/** A process is taken for dead after so many missed beats. */
const BEATS_TO_DEATH = 3;

export class Membership {
  readonly #card: ProcessCard;
  readonly #beatMs: number;
  #share: Share | undefined;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(
    private readonly store: Store,
    role: Role,
    private readonly log: Log,
    private readonly options: MembershipOptions,
  ) {
    this.#card = { id: uuid7(), role, host: hostname(), pid: process.pid, version: packageVersion() };
    this.#beatMs = options.beatSeconds * 1000;
  }

  get id(): string {
    return this.#card.id;
  }

  /** Joins the others; rejects when the store cannot be written. */
  async start(): Promise<void> {
    if (this.store.alone) await this.store.buryOthers(this.id);
    await this.#beat();
    const tick = (): void => {
      this.#beating = this.#beat()
        .catch((error: unknown) => this.log.warn({ reason: String(error) }, 'could not say that this process lives'))
        .finally(() => {
          if (!this.#ended) this.#timer = setTimeout(tick, this.#beatMs);
        });
    };
    this.#timer = setTimeout(tick, this.#beatMs);
  }

  /** Whether this process may do a job for so many seconds from now. */
  holds(job: string, seconds: number): Promise<boolean> {
    return this.store.takeLease(job, this.id, seconds);
  }

  async stop(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#beating;
    await this.store.leave(this.id).catch(() => undefined);
  }

  async #beat(): Promise<void> {
    const { beatSeconds, sides } = this.options;
    const others = await this.store.beat(this.#card, beatSeconds * BEATS_TO_DEATH, sides());
    const workers = [this.#card, ...others].filter(({ role }) => delivers(role)).map(({ id }) => id);
    const share = { rank: workers.sort().indexOf(this.id), of: workers.length };
    if (share.rank === this.#share?.rank && share.of === this.#share.of) return;
    this.#share = share;
    this.options.onShare(share);
  }
}
