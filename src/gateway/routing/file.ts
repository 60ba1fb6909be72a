/** Files of routes: where they stand, and how one becomes a table. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { digest } from '../../foundation/ids.js';
import { packageRoot } from '../../foundation/package.js';
import { kindAt } from '../../foundation/settings/kinds.js';
import { fieldAt, type Problem, problemLine, problemLines } from '../../foundation/settings/problem.js';
import type { Breach } from '../../foundation/settings/rules.js';
import type { Setting } from '../../foundation/settings/setting.js';
import { type Given, parseSource } from '../../foundation/settings/sources.js';
import { checked } from '../../foundation/settings/values.js';
import { breachesOf, type RouteWorld, remarksOn } from './checks.js';
import { routesError } from './errors.js';
import { ROUTE_FILE, ROUTES } from './format.js';
import type { Route, RouteTable } from './route.js';

/** The routes of the program, which hold where the configuration names no file. */
export const DEFAULT_ROUTES_FILE = fileURLToPath(new URL('routes/default.yaml', packageRoot()));

export interface ReadRoutes {
  readonly table: RouteTable;
  /** What can be used, but is likely to be a slip: a line each. */
  readonly remarks: readonly string[];
}

export interface RouteFile extends ReadRoutes {
  /** SHA-256 of its bytes. */
  readonly digest: string;
}

/** Reads and checks a file. Throws `routes-unreadable` or `routes-invalid`, with every problem by file and line. */
export function readRouteFile(file: string, world: RouteWorld): RouteFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw routesError('routes-unreadable', `${file}: ${(cause as NodeJS.ErrnoException).code ?? 'unreadable'}`, {
      cause,
    });
  }
  return { ...parseRoutes(bytes.toString('utf8'), file, world), digest: digest(bytes) };
}

/** The table in the text of a file; `file` is its name in the problems. Throws `routes-invalid`. */
export function parseRoutes(content: string, file: string, world: RouteWorld): ReadRoutes {
  const { given, problems: unreadable } = parseSource(content, file, ROUTE_FILE);
  const problems: Problem[] = [...unreadable];
  const values = new Map(
    (ROUTE_FILE as readonly Setting[]).map((part) => [part.name, valueIn(part, given.get(part.name), file, problems)]),
  );
  const routes = given.get('routes');
  const inFile = ({ at, text }: Breach): Problem => ({
    where: routes?.where(at) ?? file,
    field: fieldAt('routes', at),
    text,
  });
  problems.push(...breachesOf(readable(routes), world).map(inFile));
  if (problems.length > 0) throw routesError('routes-invalid', problemLines(problems));
  const table = Object.fromEntries(values) as unknown as RouteTable;
  return {
    table: { name: table.name, version: table.version, routes: table.routes },
    remarks: remarksOn(table.routes).map((one) => problemLine(inFile(one))),
  };
}

/** The routes that have the right form, each at its place: what else is wrong with them is said at once, whatever the others are. */
function readable(given: Given | undefined): readonly (Route | undefined)[] {
  if (!Array.isArray(given?.value)) return [];
  const { schema } = kindAt(ROUTES.kind, [0]);
  return given.value.map((one) => schema.safeParse(one).data as Route | undefined);
}

function valueIn(part: Setting, given: Given | undefined, file: string, problems: Problem[]): unknown {
  if (given?.value !== undefined) return checked(part, given, problems);
  // Of a file that cannot be read at all, that it lacks everything is no news.
  if (problems.every(({ field }) => field !== '(file)')) {
    problems.push({
      where: given?.where([]) ?? file,
      field: part.name,
      text: `missing; add it: ${part.kind.expected}`,
    });
  }
  return undefined;
}
