/**
 * The table of routes in force. The file is looked at now and then; a changed one that can be used takes effect at once, one that
 * cannot leaves the table in force and is reported until it is mended.
 */
import { readFile, stat } from 'node:fs/promises';
import { RaccordoError } from '../../foundation/errors.js';
import { digest } from '../../foundation/ids.js';
import type { Settings } from '../../foundation/settings/load.js';
import type { Side } from '../../sides.js';
import type { RouteWorld } from './checks.js';
import { DEFAULT_ROUTES_FILE, parseRoutes, readRouteFile } from './file.js';
import { type RouteTable, tableName } from './route.js';

type RouteSettings = Pick<Settings, 'routes' | 'broker'>;

interface BookLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

/** What routes are checked against under these settings. */
export const routeWorld = (
  { broker }: Pick<Settings, 'broker'>,
  sides: ReadonlyMap<Side['name'], Side>,
): RouteWorld => ({
  sides,
  tellsEvents: broker.url !== undefined,
});

/** The file that the settings name, or that of the program. */
export const routesFileOf = ({ routes }: Pick<Settings, 'routes'>): string => routes.file ?? DEFAULT_ROUTES_FILE;

export class RouteBook {
  readonly #file: string;
  readonly #world: RouteWorld;
  readonly #log: BookLog;
  readonly #everyMs: number;
  #table: RouteTable;
  /** Of the file in force, and of the one looked at last. */
  #inForce: string;
  #lookedAt: string;
  /** Time, size and place of the file looked at last; while these stay the same its bytes are not read. */
  #mark = '';
  #problem: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #ended = false;

  /** Throws `routes-unreadable` or `routes-invalid`. */
  constructor(settings: RouteSettings, sides: ReadonlyMap<Side['name'], Side>, log: BookLog) {
    this.#file = routesFileOf(settings);
    this.#world = routeWorld(settings, sides);
    this.#log = log;
    this.#everyMs = settings.routes.reloadSeconds * 1000;
    const read = readRouteFile(this.#file, this.#world);
    this.#table = read.table;
    this.#inForce = read.digest;
    this.#lookedAt = read.digest;
    this.#remark(read.remarks);
  }

  get table(): RouteTable {
    return this.#table;
  }

  /** The table in force, and what is wrong with the file where that cannot be used. */
  get standing(): { readonly ok: boolean; readonly detail: string } {
    const inForce = tableName(this.#table);
    return this.#problem === undefined
      ? { ok: true, detail: inForce }
      : { ok: false, detail: `${inForce} stays in force: ${this.#problem}` };
  }

  /** Begins to look at the file every `routes.reloadSeconds`. Keeps no process alive. */
  start(): void {
    if (this.#ended) return;
    this.#timer = setTimeout(() => {
      this.#running = this.look().finally(() => this.start());
    }, this.#everyMs).unref();
  }

  async stop(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Looks at the file once. Never rejects. */
  async look(): Promise<void> {
    try {
      const found = await stat(this.#file, { bigint: true });
      // Of a pipe, the reading may never end.
      if (!found.isFile()) return this.#unreadable('not a regular file');
      const { mtimeNs, ctimeNs, size, ino } = found;
      const mark = [mtimeNs, ctimeNs, size, ino].join(' ');
      if (mark === this.#mark) return;
      const bytes = await readFile(this.#file);
      this.#mark = mark;
      this.#take(bytes);
    } catch (error) {
      this.#unreadable((error as NodeJS.ErrnoException).code ?? 'unreadable');
    }
  }

  #unreadable(why: string): void {
    this.#mark = '';
    this.#lookedAt = '';
    this.#complain(`${this.#file}: ${why}`);
  }

  #take(bytes: Buffer): void {
    const found = digest(bytes);
    if (found === this.#lookedAt) return;
    this.#lookedAt = found;
    if (found === this.#inForce) {
      this.#problem = undefined;
      this.#log.info({ routes: tableName(this.#table) }, 'the file of the routes is again the one in force');
      return;
    }
    try {
      const { table, remarks } = parseRoutes(bytes.toString('utf8'), this.#file, this.#world);
      this.#table = table;
      this.#inForce = found;
      this.#problem = undefined;
      const { length } = this.#table.routes;
      this.#log.info({ routes: tableName(this.#table), rules: length }, 'a new table of routes is in force');
      this.#remark(remarks);
    } catch (error) {
      this.#complain(error instanceof RaccordoError ? error.message : String(error));
    }
  }

  #remark(remarks: readonly string[]): void {
    for (const remark of remarks) this.#log.warn({ routes: tableName(this.#table), remark }, 'a route may hold a slip');
  }

  #complain(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    const inForce = tableName(this.#table);
    this.#log.warn({ routes: inForce, problem }, 'the file of the routes cannot be used; the table in force stays');
  }
}
