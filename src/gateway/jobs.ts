/**
 * Work that comes round again and again, and that one process at a time does: looking for what is due, letting go of what need
 * not be kept. Whoever has the lease of a job does it; when that process dies, another one takes it over as the lease ends.
 */
import type { Context } from './context.js';
import type { Membership } from './membership.js';

export interface Job {
  readonly name: string;
  readonly everySeconds: number;
  /**
   * One round; may be done twice without harm, and may look whether the work is to end. A rejection is logged, and the next round
   * comes all the same.
   */
  readonly round: (ended: () => boolean) => Promise<void>;
}

/** Longer than a round takes; so long a job rests when the process that had it has died. */
const LEASE_SECONDS = 5;

export class Jobs {
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #running = new Map<string, Promise<void>>();
  #ended = false;

  constructor(
    private readonly context: Context,
    private readonly membership: Membership,
  ) {}

  /** Begins with a job: its first round comes at once. */
  start(job: Job): void {
    const lease = new Lease(this.membership, job);
    const tick = (): void => {
      const round = this.#round(job, lease).finally(() => {
        if (!this.#ended) this.#timers.set(job.name, setTimeout(tick, job.everySeconds * 1000));
      });
      this.#running.set(job.name, round);
    };
    tick();
  }

  async stop(): Promise<void> {
    this.#ended = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all(this.#running.values());
  }

  async #round(job: Job, lease: Lease): Promise<void> {
    try {
      if (await lease.isOurs()) await job.round(() => this.#ended);
    } catch (error) {
      this.context.log.warn({ job: job.name, reason: String(error) }, 'a job failed; it is tried again');
    }
  }
}

/** Asks the store for the lease anew only when half of it is over. */
class Lease {
  readonly #seconds: number;
  #until = 0;

  constructor(
    private readonly membership: Membership,
    private readonly job: Job,
  ) {
    this.#seconds = Math.max(LEASE_SECONDS, job.everySeconds * 2);
  }

  async isOurs(): Promise<boolean> {
    const asked = performance.now();
    if (this.#until - asked > (this.#seconds * 1000) / 2) return true;
    if (!(await this.membership.holds(this.job.name, this.#seconds))) return false;
    this.#until = asked + this.#seconds * 1000;
    return true;
  }
}
