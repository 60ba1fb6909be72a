/** The format of a file of routes: every name in it, its kind and its meaning. The JSON Schema for editors is made from it. */
import { z } from 'zod';
import { EVENTS, LANES, RECORDS, STORAGE_LEVELS } from '../../foundation/names.js';
import {
  asWritten,
  choice,
  flag,
  groups,
  integer,
  type Kind,
  listOf,
  optionalIn,
  scalar,
  someOrAll,
  text,
  withDefault,
} from '../../foundation/settings/kinds.js';
import { side } from '../../foundation/settings/manifest.js';
import { optional, type Setting } from '../../foundation/settings/setting.js';

/** The format that this version reads. */
const FORMAT = 1;

const yes: Kind<true> = { schema: z.literal(true), expected: 'true', fromText: asWritten };
const bound: Kind<string | number> = {
  schema: z.union([z.string().regex(/\S/), z.number()]),
  expected: 'a day, a text or a number',
  fromText: asWritten,
};

const condition = {
  path: text('the path of a field, such as invio.codiceEnteTitolare or politicheAttive[].titolo'),
  equals: optionalIn(scalar),
  in: optionalIn(listOf(scalar, 1)),
  present: optionalIn(yes),
  absent: optionalIn(yes),
  from: optionalIn(bound),
  until: optionalIn(bound),
};

const route = {
  id: text('a name in small letters, digits and hyphens, 100 at most', /^(?=.{1,100}$)[a-z0-9]+(-[a-z0-9]+)*$/),
  record: choice(...RECORDS),
  event: someOrAll(choice(...EVENTS)),
  source: side,
  destinations: listOf(side),
  parts: withDefault(flag, false),
  revisions: withDefault(listOf(text('a revision')), []),
  ifConfigured: withDefault(flag, false),
  own: withDefault(flag, false),
  when: withDefault(groups(condition), []),
  region: withDefault(listOf(text('the number of a region, two digits', /^\d{2}$/)), []),
  lane: withDefault(choice(...LANES), 'interactive'),
  storage: withDefault(choice(...STORAGE_LEVELS), 'full'),
  note: optionalIn(text()),
  events: withDefault(listOf(side), []),
};

export const ROUTES = optional(
  'routes',
  groups(route),
  'The rules; every one that fits a record adds its destinations.',
);

/** What stands in the file, all of it required. */
export const ROUTE_FILE = [
  optional('format', integer(FORMAT, FORMAT), 'Version of the format of this file.'),
  optional('name', text('a name without @', /^[^@\s]+$/), 'Name of the table; messages say by which they were routed.'),
  optional(
    'version',
    text('a version without @', /^[^@\s]+$/),
    'Version of the table, as the installation counts: 2026-11.',
  ),
  ROUTES,
] as const satisfies readonly Setting[];
