/** PostgreSQL 15 or later over a pool of connections. */
import pg from 'pg';
import { RaccordoError } from '../foundation/errors.js';
import { type Database, isCollision, type Param, type Query, type Sql, storeErrorOf } from './database.js';

const CONNECT_TIMEOUT_MS = 5_000;
/** Every statement is short; one that is not has met a lock or a sick disk, and its caller should hear of it. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** The server counts the time of a statement: one that has stopped, or a network that has forgotten us, does not. */
const ANSWER_GRACE_MS = 5_000;
/** A migration takes as long as its tables are large. */
const NO_LIMIT_MS = 2 ** 31 - 1;
/**
 * Our statements touch few rows; compiling one because its cost was overestimated takes 400 ms, running it 1 ms. And what is
 * acknowledged is on the disk, also on that of a synchronous standby, whatever others on this server may be content with.
 */
const SESSION_OPTIONS = '-c jit=off -c synchronous_commit=on';
/** A collision with another transaction clears up by itself; three in a row do not happen by chance. */
const COLLISION_TRIES = 3;

type Runner = Pick<pg.Pool, 'query'>;

interface StatementTimes {
  /** How long the server works on one. */
  readonly statementMs?: number;
  /** How long the answer to one is waited for. */
  readonly answerMs?: number;
}

/**
 * A pool on the database that `url` names. Connects at the first statement, so it does not fail itself.
 * @param poolSize connections at most.
 */
export function openPostgres(url: string, poolSize: number, times: StatementTimes = {}): Database {
  const { statementMs = STATEMENT_TIMEOUT_MS, answerMs = statementMs + ANSWER_GRACE_MS } = times;
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: 'raccordo',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: statementMs,
    query_timeout: answerMs,
    options: SESSION_OPTIONS,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced at the next statement; without a listener it would end the process.
  pool.on('error', () => undefined);
  const sessions = new Sessions(pool);
  const runners = new WeakMap<Query, Runner>();
  const queryOn = (runner: Runner, tries: number, collided?: { yet: boolean }): Query => {
    const query: Query = async <Row>(sql: Sql, params: readonly Param[] = []) => {
      try {
        return await run<Row>(runner, sql, params, tries);
      } catch (error) {
        if (collided !== undefined && isCollision(error)) collided.yet = true;
        throw storeErrorOf(error, sql.name);
      }
    };
    runners.set(query, runner);
    return query;
  };

  return {
    alone: false,
    query: <Row>(sql: Sql, params?: readonly Param[]) =>
      sessions.writing((take) => inSession(take, (client) => queryOn(client, COLLISION_TRIES)<Row>(sql, params))),
    session: (work) => sessions.writing((take) => inSession(take, (client) => work(queryOn(client, COLLISION_TRIES)))),
    async transaction(work) {
      for (let left = COLLISION_TRIES - 1; ; left -= 1) {
        const collided = { yet: false };
        try {
          return await sessions.writing((take) => inTransaction(take, (client) => work(queryOn(client, 1, collided))));
        } catch (error) {
          if (left === 0 || !collided.yet) throw storeErrorOf(error, 'transaction');
        }
      }
    },
    async script(query, { name, text }) {
      const whole: pg.QueryConfig & { query_timeout: number } = { text, query_timeout: NO_LIMIT_MS };
      await (runners.get(query) ?? pool).query(whole).catch((error: unknown) => {
        throw storeErrorOf(error, name);
      });
    },
    end: () => pool.end(),
  };
}

type Take = () => Promise<pg.PoolClient>;

const isReadOnly = (error: unknown): boolean => error instanceof RaccordoError && error.code === 'store-read-only';

/** The connections of a pool, by when they were opened. */
class Sessions {
  readonly #opened = new WeakMap<object, number>();

  constructor(private readonly pool: pg.Pool) {
    pool.on('connect', (client) => {
      this.#opened.set(client, performance.now());
      // One that breaks between two statements of its holder would end the process; its next statement says so.
      client.on('error', () => undefined);
    });
  }

  /**
   * Runs `work`, and once more on a connection opened since where it is refused for being read-only. A session keeps whether it may
   * write from its start, and one to a former primary knows of no other: what an older one says is nothing about the database now.
   */
  async writing<T>(work: (take: Take) => Promise<T>): Promise<T> {
    try {
      return await work(() => this.#any());
    } catch (error) {
      if (!isReadOnly(error)) throw error;
      const since = performance.now();
      return await work(() => this.#openedSince(since));
    }
  }

  #any(): Promise<pg.PoolClient> {
    return this.pool.connect().catch((error: unknown) => {
      throw storeErrorOf(error, 'connect');
    });
  }

  async #openedSince(since: number): Promise<pg.PoolClient> {
    for (;;) {
      const client = await this.#any();
      if ((this.#opened.get(client) ?? 0) >= since) return client;
      client.release(true);
    }
  }
}

/** What `work` rejects with rolls back; the connection is given up where even that fails, or where it cannot write. */
async function inTransaction<T>(take: Take, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await take();
  let broken: Error | boolean = false;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    broken = isReadOnly(error);
    await client.query('rollback').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function inSession<T>(take: Take, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await take();
  let broken = true;
  try {
    const result = await work(client);
    broken = false;
    return result;
  } finally {
    client.release(broken);
  }
}

async function run<Row>(runner: Runner, sql: Sql, params: readonly Param[], tries: number): Promise<Row[]> {
  const config = { text: sql.text, values: [...params], ...(sql.prepared ? { name: sql.name } : {}) };
  for (let left = tries - 1; ; left -= 1) {
    try {
      return (await runner.query(config)).rows as Row[];
    } catch (error) {
      if (left === 0 || !isCollision(error)) throw error;
    }
  }
}
