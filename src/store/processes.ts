/** Which processes work on the store, and which of them has which job. */
import type { Database } from './database.js';
import type { ProcessCard, ProcessView, SidesSeen } from './members.js';
import * as queries from './queries/processes.js';

interface ProcessRow {
  readonly id: string;
  readonly role: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly started_at: Date;
  readonly sides: SidesSeen | null;
}

export class Processes {
  constructor(private readonly database: Database) {}

  /** Says that this process lives; the others that do. */
  async beat(
    { id, role, host, pid, version }: ProcessCard,
    leaseSeconds: number,
    sides: SidesSeen,
  ): Promise<readonly ProcessView[]> {
    const params = [id, role, host, pid, version, leaseSeconds, JSON.stringify(sides)];
    return (await this.#query(queries.BEAT, params)).map(viewOf);
  }

  async living(): Promise<readonly ProcessView[]> {
    return (await this.#query(queries.PROCESSES, [])).map(viewOf);
  }

  async leave(id: string): Promise<void> {
    await this.database.query(queries.LEAVE, [id]);
  }

  async buryOthers(id: string): Promise<void> {
    await this.database.query(queries.BURY_OTHERS, [id]);
  }

  async takeLease(job: string, holder: string, seconds: number): Promise<boolean> {
    return (await this.database.query(queries.TAKE_LEASE, [job, holder, seconds])).length > 0;
  }

  #query(...[sql, params]: Parameters<Database['query']>): Promise<ProcessRow[]> {
    return this.database.query<ProcessRow>(sql, params);
  }
}

/** A process of an older version says nothing of the sides. */
const viewOf = ({ started_at, sides, ...row }: ProcessRow): ProcessView => ({
  ...row,
  startedAt: started_at,
  resting: sides?.resting ?? [],
  slowed: sides?.slowed ?? [],
});
