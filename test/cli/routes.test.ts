/** The routes of a configuration: what would only be refused at its delivery stops the start. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { gatewaySettings } from '../../src/cli/gateway-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'raccordo-routes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is said of one route; nothing where the gateway may start. */
function saidOf(record: string, event: string, source: string, ...destinations: string[]): string[] {
  const config = join(folder, 'raccordo.yaml');
  const route = { record, event, source, destinations };
  writeFileSync(config, `routes:\n  - ${JSON.stringify(route)}\n`);
  try {
    gatewaySettings({ config });
    return [];
  } catch (error) {
    return String((error as Error).message).match(/routes\[0\].*/g) ?? [String(error)];
  }
}

describe('a route', () => {
  it.each([
    ['condizionalita', 'invio', 'silp', 'inps'],
    ['condizionalita', '*', 'silp', 'anpal'],
    ['patto', 'invio', 'silp', 'inps'],
    ['sap', '*', 'silp', 'anpal'],
    ['sap', '*', 'anpal', 'silp'],
    ['did', '*', 'silp', 'anpal'],
    ['adr', '*', 'anpal'],
  ])('of %s/%s from %s to %s starts', (record, event, source, ...to) =>
    expect(saidOf(record, event, source, ...to)).toEqual([]),
  );

  it.each<[string, string, string, string, string]>([
    [
      'condizionalita',
      '*',
      'silp',
      'inps',
      'inps takes no condizionalita/annullamento; name the events that it takes: invio',
    ],
    ['condizionalita', 'annullamento', 'anpal', 'inps', 'inps takes no condizionalita/annullamento; name the events'],
    ['sap', 'notifica', 'silp', 'anpal', 'anpal takes no sap/notifica; name the events that it takes: invio, annull'],
    ['registrazione', 'invio', 'silp', 'inps', 'inps has no documents of record registrazione'],
  ])('of %s/%s from %s to %s stops the start', (record, event, source, to, said) =>
    expect(saidOf(record, event, source, to)).toEqual([expect.stringContaining(said)]),
  );
});
