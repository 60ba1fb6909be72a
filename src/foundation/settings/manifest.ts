/**
 * Every setting, once: dotted name, kind, default, meaning. The same list feeds the validation, the names in the
 * environment, the help text, the JSON Schema and docs/reference/settings.md.
 */
import { OUTSIDE_NAME, type OutsideName, SIDES } from '../names.js';
import { choice, flag, groups, integer, listOf, openChoice, seconds, size, text, url, urls } from './kinds.js';
import { optional, type Setting, setting } from './setting.js';
import { ANPAL_SETTINGS } from './sides/anpal.js';
import { INPS_SETTINGS } from './sides/inps.js';
import { LAVORO_PER_TE_SETTINGS } from './sides/lavoro-per-te.js';
import { MIATTIVO_SETTINGS } from './sides/miattivo.js';
import { secretText } from './sides/shared.js';
import { SILP_SETTINGS } from './sides/silp.js';
import { TOSCANA_SETTINGS } from './sides/toscana-lavoro.js';

/** A side, one from outside among them. */
export const side = openChoice<(typeof SIDES)[number], OutsideName>(SIDES, OUTSIDE_NAME, 'x-… for a side from outside');
const caller = {
  name: text('a name'),
  username: text('a user name without colon', /^[^:]+$/),
  password: secretText,
  side,
};

export const SETTINGS = [
  setting('http.host', text('a host name or address'), '127.0.0.1', 'Address on which the HTTP server listens.'),
  setting('http.port', integer(0, 65535), 8080, 'Port of the HTTP server; 0 takes a free one.'),
  setting('http.bodyLimit', size, 10 * 1024 ** 2, 'Largest body of a request. What is larger is answered with 413.'),
  optional(
    'http.publicUrl',
    url('http', 'https'),
    'Address under which callers reach this gateway; written into the WSDL and the OpenAPI document.',
  ),
  setting(
    'http.allowAnonymous',
    flag,
    false,
    'Take calls without an account on an address that others can reach. Only for a network that is itself guarded.',
  ),

  optional(
    'store.url',
    url('postgres', 'postgresql'),
    'PostgreSQL database. Absent: an embedded store in store.directory.',
    true,
  ),
  setting('store.directory', text('a folder'), 'raccordo-data', 'Folder of the embedded store.'),
  setting('store.poolSize', integer(1, 200), 10, 'Largest number of connections to PostgreSQL.'),
  optional(
    'broker.url',
    urls('amqp', 'amqps'),
    'RabbitMQ broker; of a cluster the addresses of all its nodes, each complete, separated by commas. Absent: deliveries are handed over inside the process.',
    true,
  ),

  setting(
    'intake.lateVersions',
    choice('park', 'deliver'),
    'park',
    'What becomes of a SAP whose dataultimoagg is older than that of one that came before: it is parked until a person decides, or delivered all the same. Its sender is told in a warning.',
  ),
  setting(
    'delivery.attempts',
    integer(1, 100),
    8,
    'Attempts at a delivery before it is parked for a person to decide.',
  ),
  setting(
    'delivery.firstDelaySeconds',
    seconds(0.01, 3600),
    2,
    'Wait before the second attempt; doubles with each further one.',
  ),
  setting('delivery.maxDelaySeconds', seconds(0.01, 86400), 300, 'Longest wait between two attempts.'),
  setting(
    'delivery.doubtSeconds',
    seconds(0, 3600),
    30,
    'How long a side may still be at work on a call whose answer was lost: it is neither asked nor called again before that.',
  ),
  setting(
    'delivery.leaseSeconds',
    seconds(1, 3600),
    60,
    'Time after which an attempt that nobody closed counts as interrupted; longer by what delivery.doubtSeconds are over 5. The attempt itself, with all that is asked of the side, ends 5 s before this: give a side that answers slowly a longer lease.',
  ),
  setting(
    'delivery.retriesPerSecond',
    integer(1, 10_000),
    50,
    'Deliveries tried again at one side in a second: what failed there together is not tried again all at once.',
  ),
  setting(
    'delivery.concurrency',
    integer(1, 256),
    8,
    'Deliveries of lane interactive to one side at the same time, in each worker; besides, as many outcomes and as many events.',
  ),
  setting(
    'delivery.bulkConcurrency',
    integer(1, 256),
    2,
    'Deliveries of lane bulk to one side at the same time, in each worker; they take no place of the interactive ones.',
  ),
  setting('delivery.sweepSeconds', seconds(0.01, 3600), 1, 'How often deliveries that are due are looked for.'),
  setting(
    'processes.beatSeconds',
    seconds(0.1, 60),
    5,
    'How often a process says that it lives. One that has not for three times as long is taken for dead.',
  ),
  setting(
    'processes.stopSeconds',
    seconds(1, 3600),
    20,
    'How long a process that is told to stop goes on with what it has in work, and waits for the database to store an answer. Five seconds later it ends in any case. Whatever kills it must wait longer.',
  ),

  setting(
    'soap.waitSeconds',
    seconds(0, 300),
    20,
    'How long a SOAP caller waits for the answer of the other side before it is told "later".',
  ),
  setting('soap.defaultSide', side, 'silp', 'Side for which a SOAP caller without an account speaks.'),
  setting(
    'soap.lastKnownCopy',
    flag,
    false,
    'Answer questions from our last copy, and say so, when the side asked does not answer.',
  ),

  ...ANPAL_SETTINGS,
  ...SILP_SETTINGS,
  ...INPS_SETTINGS,
  ...LAVORO_PER_TE_SETTINGS,
  ...MIATTIVO_SETTINGS,
  ...TOSCANA_SETTINGS,

  optional(
    'security.trustAnchors',
    text('a folder'),
    'Folder with the certificates (PEM) of the authorities whose signatures are trusted. Absent: who issued the certificate of a signature is not judged, and a warning says so.',
  ),

  optional(
    'competenza.file',
    text('a file'),
    'CSV file that says which CPI is competent for a comune, from day to day: columns comune, cpi, dal, al. Absent: nothing is known of it, and no record is held against it.',
  ),

  {
    ...setting(
      'callers',
      groups(caller),
      [],
      'Accounts (HTTP Basic) of the systems that call this gateway, each speaking for one side.',
    ),
    secret: true,
  },
  optional(
    'routes.file',
    text('a file'),
    'YAML file with the table of routes: where the records of each side go (docs/routes.md). Absent: routes/default.yaml of the program.',
  ),
  setting(
    'routes.reloadSeconds',
    seconds(0.01, 3600),
    5,
    'How often the file of the routes is looked at. A changed one takes effect at once; one that cannot be used leaves the table in force.',
  ),
  setting(
    'storage.trimSeconds',
    seconds(0.01, 86400),
    60,
    'How often the gateway lets go of what a route does not want kept once everything is delivered.',
  ),
  setting(
    'callback.allowedHosts',
    listOf(text('a host name')),
    [],
    'Hosts that an X-ReplyTo header may name. Empty: only this machine.',
  ),
  setting('callback.timeoutSeconds', seconds(0.1, 600), 10, 'How long a callback is waited for.'),

  setting('log.level', choice('trace', 'debug', 'info', 'warn', 'error', 'silent'), 'info', 'What is logged.'),
  setting('log.pretty', flag, false, 'Log lines for people rather than JSON.'),
] as const satisfies readonly Setting[];

/** `http.bodyLimit` → `RACCORDO_HTTP_BODY_LIMIT` */
export function environmentName(name: string): string {
  return `RACCORDO_${name
    .replace(/[.-]/g, '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()}`;
}

/** The default of a setting as documentation shows it. */
export function defaultText(setting: Setting): string {
  if (setting.default === undefined) return 'not set';
  return typeof setting.default === 'string' ? setting.default : JSON.stringify(setting.default);
}

/** Every setting for a terminal: name, name in the environment, what it takes, default, meaning. */
export function settingsHelp(): string {
  const entries: readonly Setting[] = SETTINGS;
  return entries
    .map((setting) => {
      const facts = `${setting.kind.expected}; default: ${defaultText(setting)}`;
      return `${setting.name}  (${environmentName(setting.name)})\n    ${setting.meaning}\n    ${facts}\n`;
    })
    .join('');
}
