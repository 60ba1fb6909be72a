/**
 * Every setting, once: dotted name, kind, default, meaning. The same list feeds the validation, the names in the
 * environment, the help text, the JSON Schema and docs/reference/settings.md.
 */
import { EVENTS, type EventName, RECORDS, type RecordName, SIDES, type SideName } from '../names.js';
import { choice, flag, groups, integer, type Kind, listOf, optionalFlag, seconds, size, text, url } from './kinds.js';

export interface Setting<Name extends string = string, T = unknown> {
  /** Dotted, as the nesting of the configuration file: `http.port`. */
  readonly name: Name;
  readonly kind: Kind<T>;
  /** Absent: the setting has no value unless it is given one. */
  readonly default?: T;
  readonly meaning: string;
  /** Never printed. */
  readonly secret?: boolean;
}

type WithDefault<Name extends string, T> = Setting<Name, T> & { readonly default: T };

function setting<const Name extends string, T>(
  name: Name,
  kind: Kind<T>,
  value: NoInfer<T>,
  meaning: string,
): WithDefault<Name, T> {
  return { name, kind, default: value, meaning };
}

function optional<const Name extends string, T>(
  name: Name,
  kind: Kind<T>,
  meaning: string,
  secret = false,
): Setting<Name, T> {
  return { name, kind, meaning, secret };
}

const codiceFiscaleCheck = choice('error', 'warning', 'off');
const codiceFiscaleMeaning =
  'What a wrong check character in a codice fiscale from this side is; test systems use false ones.';
const username = text('a user name');
const secretText = text('a password');

const side = choice(...SIDES);
const caller = {
  name: text('a name'),
  username: text('a user name without colon', /^[^:]+$/),
  password: secretText,
  side,
};
const route = {
  record: choice(...RECORDS),
  event: choice(...EVENTS, '*'),
  source: side,
  destinations: listOf(side),
  parts: optionalFlag(false),
};

const revision = {
  record: choice(...RECORDS),
  event: choice(...EVENTS),
  revision: text('a revision'),
};
const serviceName = text('a service name, as in docs/sides');
const service = { service: serviceName, url: url('http', 'https') };
const republished = { service: serviceName, namespace: text('a namespace') };

type Pair = readonly [record: RecordName, event: EventName | '*'];

/** Routes of several records from one side to another. */
const sent = (source: SideName, destination: SideName, pairs: readonly Pair[]) =>
  pairs.map(([record, event]) => ({ record, event, source, destinations: [destination], parts: false }));

/** Routes that keep several records of a side here. */
const kept = (source: SideName, pairs: readonly Pair[], parts = false) =>
  pairs.map(([record, event]) => ({ record, event, source, destinations: [], parts }));

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
    url('amqp', 'amqps'),
    'RabbitMQ broker. Absent: deliveries are handed over inside the process.',
    true,
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
    'delivery.leaseSeconds',
    seconds(1, 3600),
    60,
    'Time after which an attempt that nobody closed counts as interrupted.',
  ),
  setting('delivery.concurrency', integer(1, 256), 8, 'Deliveries to one side at the same time.'),
  setting('delivery.sweepSeconds', seconds(0.01, 3600), 1, 'How often deliveries that are due are looked for.'),

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

  optional(
    'sides.anpal.url',
    url('http', 'https'),
    'Address of the national SAP services. Absent: nothing is sent there.',
  ),
  optional('sides.anpal.username', username, 'HTTP Basic user at the national services.'),
  optional('sides.anpal.password', secretText, 'Its password.', true),
  setting('sides.anpal.timeoutSeconds', seconds(0.1, 600), 30, 'How long an answer is waited for.'),
  setting(
    'sides.anpal.namespace',
    text('a namespace'),
    'http://servizi.lavoro.gov.it/servizicoap',
    'Namespace of the services; some regional ports use their own. The types are in the same, followed by /types.',
  ),
  setting(
    'sides.anpal.sapRevision',
    choice('Rev003', 'Rev004', 'Rev005', 'Rev008', 'Rev009'),
    'Rev009',
    'Revision of the SAP that is sent.',
  ),
  setting(
    'sides.anpal.revisions',
    groups(revision),
    [],
    'Revision in which a record is sent, where it is not the newest one spoken: one entry for each record and event.',
  ),
  optional(
    'sides.anpal.servicesUrl',
    url('http', 'https'),
    'Address under which the other national services stand, each under its own name. Absent: only those in sides.anpal.services are reached.',
  ),
  setting(
    'sides.anpal.services',
    groups(service),
    [],
    'Address of a national service that stands elsewhere: a port of the regional PDD has a path of its own for each.',
  ),
  setting(
    'sides.anpal.checkUtenteField',
    choice('UtenteYG', 'codiceFiscale'),
    'UtenteYG',
    'Field in which checkUtenteYG is asked: publications of the service differ.',
  ),
  setting(
    'sides.anpal.namespaces',
    groups(republished),
    [],
    'Namespace of a national service that a regional gateway republishes under one of its own. The types are in the same, followed by /types.',
  ),
  setting('sides.anpal.codiceFiscaleCheck', codiceFiscaleCheck, 'error', codiceFiscaleMeaning),

  optional('sides.silp.url', url('http', 'https'), 'Address of the SILP API. Absent: nothing is sent there.'),
  optional('sides.silp.username', username, 'HTTP Basic user of the technical account at SILP.'),
  optional('sides.silp.password', secretText, 'Its password.', true),
  setting('sides.silp.timeoutSeconds', seconds(0.1, 600), 30, 'How long an answer is waited for.'),
  optional(
    'sides.silp.callerCodiceFiscale',
    text('a codice fiscale', /^([A-Z0-9]{16}|\d{11})$/),
    'Codice fiscale of the caller that SILP writes into its records as the author of a change.',
    true,
  ),
  optional('sides.silp.callerCognome', text('a surname'), 'Surname of that caller.', true),
  optional('sides.silp.callerNome', text('a name'), 'First name of that caller.', true),
  setting(
    'sides.silp.callerApplication',
    text('a name'),
    'RACCORDO',
    'Name of the calling application that SILP is told.',
  ),
  setting('sides.silp.sapRevision', choice('v1'), 'v1', 'Version of the SILP API that is spoken.'),
  setting(
    'sides.silp.soapSapRevision',
    choice('Rev003', 'Rev004', 'Rev005', 'Rev008', 'Rev009'),
    'Rev009',
    'Revision of the SAP that SILP gets when it asks through the SOAP services.',
  ),
  setting(
    'sides.silp.acquire',
    choice('acquisire-sap', 'ricevi-sap'),
    'acquisire-sap',
    'Operation by which SILP is made to fetch a SAP from the national node.',
  ),
  setting('sides.silp.codiceFiscaleCheck', codiceFiscaleCheck, 'error', codiceFiscaleMeaning),

  optional(
    'sides.inps.url',
    url('http', 'https'),
    'Address of the service that takes what employment centres tell INPS (contracts/inps/comunicazioni-cpi). Absent: nothing is sent to INPS.',
  ),
  optional('sides.inps.username', username, 'HTTP Basic user at the services of INPS.'),
  optional('sides.inps.password', secretText, 'Its password.', true),
  setting('sides.inps.timeoutSeconds', seconds(0.1, 600), 30, 'How long an answer is waited for.'),
  setting(
    'sides.inps.revisions',
    groups(revision),
    [],
    'Revision in which a record is sent to INPS, where it is not the one for what the record tells: one entry for each record and event.',
  ),
  optional(
    'sides.inps.servicesUrl',
    url('http', 'https'),
    'Address under which the SOAP services of INPS stand, each under its own name. Absent: only those in sides.inps.services are reached.',
  ),
  setting(
    'sides.inps.services',
    groups(service),
    [],
    'Address of a service that stands elsewhere: AdesioneReimpiego is answered by the information system of a region.',
  ),
  setting('sides.inps.codiceFiscaleCheck', codiceFiscaleCheck, 'error', codiceFiscaleMeaning),

  {
    ...setting(
      'callers',
      groups(caller),
      [],
      'Accounts (HTTP Basic) of the systems that call this gateway, each speaking for one side.',
    ),
    secret: true,
  },
  setting(
    'routes',
    groups(route),
    [
      ...sent('silp', 'anpal', [
        ['sap', '*'],
        ['did', 'invio'],
        ['profiling', 'invio'],
        ['patto', 'invio'],
        ['politica-attiva', 'invio'],
        ['adesione', 'invio'],
        ['adesione', 'variazione'],
        ['appuntamento', 'esito'],
        ['appuntamento', 'variazione'],
        ['condizionalita', '*'],
        ['adr', 'invio'],
        ['adr', 'variazione'],
        ['ente', '*'],
      ]),
      ...sent('anpal', 'silp', [['sap', '*']]),
      ...kept('anpal', [
        ['did', 'invio'],
        ['did', 'esito'],
        ['profiling', 'esito'],
        ['adesione', 'invio'],
        ['adesione', 'notifica'],
        ['appuntamento', 'invio'],
        ['appuntamento', 'annullamento'],
        ['percettore', '*'],
        ['adr', '*'],
        ['ente', '*'],
      ]),
      ...kept('inps', [
        ['did', 'invio'],
        ['percettore', '*'],
      ]),
      ...kept(
        'inps',
        [
          ['registrazione', 'invio'],
          ['percettore', 'invio'],
        ],
        true,
      ),
    ],
    'Where the records of a side go. Event * stands for every event; an empty list keeps the record here, to be looked up. With parts the route is for records read out of the document of another one, without for those that come as themselves.',
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
