/** Tables of routes for a gateway of a test, as files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { routeWorld } from '../../src/gateway/routing/book.js';
import { DEFAULT_ROUTES_FILE, parseRoutes, type ReadRoutes, readRouteFile } from '../../src/gateway/routing/file.js';
import type { RouteTable } from '../../src/gateway/routing/route.js';
import { buildSides } from '../../src/sides.js';

const folder = mkdtempSync(join(tmpdir(), 'raccordo-routes-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

let files = 0;

/** The text of a file with these routes; one without an id gets one by its place. */
export const routesText = (routes: readonly object[], version = '1'): string =>
  JSON.stringify({
    format: 1,
    name: 'test',
    version,
    routes: routes.map((route, n) => ({ id: `route-${n}`, ...route })),
  });

/** Writes these routes, removed at the end of the process; the path. */
export function routesFile(routes: readonly object[]): string {
  const file = join(folder, `${files++}.yaml`);
  writeFileSync(file, routesText(routes));
  return file;
}

/** The entry of the environment that names such a file. */
export const routesEnv = (routes: readonly object[]): { readonly RACCORDO_ROUTES_FILE: string } => ({
  RACCORDO_ROUTES_FILE: routesFile(routes),
});

/** What routes are checked against where nothing is configured, or what is given. */
function worldOf(env: Readonly<Record<string, string>> = {}): ReturnType<typeof routeWorld> {
  const key = JSON.stringify(env);
  const { settings } = loadSettings({ env });
  const world = worlds.get(key) ?? routeWorld(settings, buildSides(settings));
  worlds.set(key, world);
  return world;
}
const worlds = new Map<string, ReturnType<typeof routeWorld>>();

/** The routes of the program. */
export const defaultRoutes = (): RouteTable => readRouteFile(DEFAULT_ROUTES_FILE, worldOf()).table;

/** What is in a text, read as the gateway does. Throws `routes-invalid`. */
export const readIn = (text: string, env?: Readonly<Record<string, string>>): ReadRoutes =>
  parseRoutes(text, 'routes.yaml', worldOf(env));

/** The table in a text. Throws `routes-invalid`. */
export const tableIn = (text: string, env?: Readonly<Record<string, string>>): RouteTable => readIn(text, env).table;
