/** The table in force follows its file, as long as that can be used. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { RouteBook } from '../../src/gateway/routing/book.js';
import { buildSides } from '../../src/sides.js';
import { routesText } from '../support/routes.js';

const folder = mkdtempSync(join(tmpdir(), 'raccordo-reload-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROUTES = [{ record: 'sap', event: 'invio', source: 'silp', destinations: ['anpal'] }];
const MORE = [...ROUTES, { record: 'sap', event: 'annullamento', source: 'silp', destinations: ['anpal'] }];

let files = 0;
function opened(seconds = '60') {
  const file = join(folder, `${files++}.yaml`);
  const said: [level: string, fields: object, text: string][] = [];
  const log = {
    info: (fields: object, text: string) => void said.push(['info', fields, text]),
    warn: (fields: object, text: string) => void said.push(['warn', fields, text]),
  };
  const write = (text: string): void => writeFileSync(file, text);
  write(routesText(ROUTES, '1'));
  const { settings } = loadSettings({
    env: { RACCORDO_ROUTES_FILE: file, RACCORDO_ROUTES_RELOAD_SECONDS: seconds },
  });
  return { book: new RouteBook(settings, buildSides(settings), log), file, said, write };
}

describe('a changed file', () => {
  it('takes effect at once, is reported once, and is not read again while it stays the same', async () => {
    const { book, said, write } = opened();
    await book.look();
    expect(said).toEqual([]);
    write(routesText(MORE, '2'));
    await book.look();
    await book.look();
    expect(book.table).toMatchObject({ name: 'test', version: '2' });
    expect(book.table.routes).toHaveLength(2);
    expect(book.standing).toEqual({ ok: true, detail: 'test@2' });
    expect(said).toEqual([['info', { routes: 'test@2', rules: 2 }, 'a new table of routes is in force']]);
  });

  it('that cannot be used leaves the table in force, until it is mended', async () => {
    const { book, file, said, write } = opened();
    const before = book.table;
    write(routesText([{ ...ROUTES[0], destinations: ['x-veneto'] }], '2'));
    await book.look();
    // The same again, as an editor writes it.
    utimesSync(file, new Date(), new Date());
    await book.look();
    expect(book.table).toBe(before);
    expect(book.standing.ok).toBe(false);
    expect(book.standing.detail).toContain('test@1 stays in force: 1 problem');
    expect(book.standing.detail).toContain('routes[0].destinations[0]: x-veneto is not spoken here');
    expect(said.map(([level]) => level)).toEqual(['warn']);
    write('routes: [');
    await book.look();
    expect(said.map(([level]) => level)).toEqual(['warn', 'warn']);
    write(routesText(ROUTES, '1'));
    await book.look();
    expect(book.standing).toEqual({ ok: true, detail: 'test@1' });
    expect(said.at(-1)?.[2]).toBe('the file of the routes is again the one in force');
    write(routesText(MORE, '3'));
    await book.look();
    expect(book.standing).toEqual({ ok: true, detail: 'test@3' });
  });

  it('that is gone is reported once, and taken when it is back', async () => {
    const { book, file, said, write } = opened();
    unlinkSync(file);
    await book.look();
    await book.look();
    expect(book.standing).toEqual({ ok: false, detail: `test@1 stays in force: ${file}: ENOENT` });
    expect(said.map(([level]) => level)).toEqual(['warn']);
    write(routesText(ROUTES, '1'));
    await book.look();
    expect(book.standing.ok).toBe(true);
  });

  it('that has become a pipe is reported, and its reading holds nothing up', async () => {
    const { book, file, said, write } = opened();
    unlinkSync(file);
    execFileSync('mkfifo', [file]);
    await book.look();
    expect(book.standing).toEqual({ ok: false, detail: `test@1 stays in force: ${file}: not a regular file` });
    unlinkSync(file);
    write(routesText(MORE, '2'));
    await book.look();
    expect(book.standing).toEqual({ ok: true, detail: 'test@2' });
    expect(said.map(([level]) => level)).toEqual(['warn', 'info']);
  });

  it('that may hold a slip is in force, and the log says so', async () => {
    const { book, said, write } = opened();
    write(routesText([{ ...ROUTES[0], when: [{ path: 'invio.tipoVariazione', equals: '99' }] }], '2'));
    await book.look();
    expect(book.standing).toEqual({ ok: true, detail: 'test@2' });
    expect(said.map(([level, , text]) => [level, text])).toEqual([
      ['info', 'a new table of routes is in force'],
      ['warn', 'a route may hold a slip'],
    ]);
  });

  it('is found by itself, and not any more once the gateway ends', async () => {
    const { book, said, write } = opened('0.02');
    book.start();
    write(routesText(MORE, '2'));
    await expect.poll(() => book.table.version, { timeout: 5_000 }).toBe('2');
    await book.stop();
    write(routesText(MORE, '3'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(book.table.version).toBe('2');
    expect(said).toHaveLength(1);
  });

  it('must be usable at the start', () => {
    const { settings } = loadSettings({ env: { RACCORDO_ROUTES_FILE: join(folder, 'none.yaml') } });
    const log = { info: () => undefined, warn: () => undefined };
    expect(() => new RouteBook(settings, buildSides(settings), log)).toThrow(
      expect.objectContaining({ code: 'routes-unreadable', message: expect.stringContaining('ENOENT') }),
    );
  });
});
