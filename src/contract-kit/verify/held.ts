/** Whether an answer holds what was told before: of an object all that it says, of a date its day, of a list every item. */
import { calendarDate } from '../../canonical/rome-day.js';
import type { DocumentTree } from '../../contract/contract.js';
import { quoted } from './wire.js';

const isObject = (value: unknown): value is DocumentTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values at a dotted path, of every item of the lists on the way. */
export function valuesAt(tree: unknown, path: string): readonly unknown[] {
  const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.flatMap(items) : [value]);
  return path
    .split('.')
    .reduce<readonly unknown[]>(
      (held, name) => held.flatMap(items).flatMap((one) => (isObject(one) && name in one ? [one[name]] : [])),
      [tree],
    );
}

/** A line for each difference; of several values at the path, from the one that is nearest. None where one holds it all. */
export function notHeld(tree: unknown, path: string, expected: unknown): readonly string[] {
  if (expected === null || expected === undefined) return [];
  const found = valuesAt(tree, path).flatMap((one) => (Array.isArray(one) && !Array.isArray(expected) ? one : [one]));
  const [nearest = [differs(path, expected, undefined)]] = found
    .map((one) => differences(one, expected, path))
    .sort((a, b) => a.length - b.length);
  return nearest;
}

function differences(found: unknown, expected: unknown, path: string): readonly string[] {
  if (expected === null || expected === undefined) return [];
  if (isObject(expected))
    return Object.entries(expected).flatMap(([name, part]) =>
      differences(isObject(found) ? found[name] : undefined, part, `${path}.${name}`),
    );
  if (Array.isArray(expected))
    return expected.flatMap((part, i) =>
      notHeld({ found }, 'found', part).map((line) => line.replace(/^found/, `${path}[${i}]`)),
    );
  return isSame(found, expected) ? [] : [differs(path, expected, found)];
}

function isSame(found: unknown, expected: unknown): boolean {
  if (found === null || found === undefined) return false;
  if (String(found).trim() === String(expected).trim()) return true;
  const day = typeof expected === 'string' ? calendarDate(expected) : undefined;
  return day !== undefined && day === calendarDate(found);
}

const told = (value: unknown): string => quoted(typeof value === 'string' ? value : JSON.stringify(value));

const differs = (path: string, expected: unknown, found: unknown): string =>
  `${path}: expected ${told(expected)}, found ${found === null || found === undefined || found === '' ? 'nothing' : told(found)}`;
