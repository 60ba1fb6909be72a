/** Settings of the national services. */
import { choice, groups, text, url } from '../kinds.js';
import { optional, type Setting, setting } from '../setting.js';
import {
  callsOf,
  codiceFiscaleCheck,
  codiceFiscaleMeaning,
  republished,
  revision,
  secretText,
  service,
  username,
} from './shared.js';

export const ANPAL_SETTINGS = [
  optional(
    'sides.anpal.url',
    url('http', 'https'),
    'Address of the national SAP services. Absent: nothing is sent there.',
  ),
  optional('sides.anpal.username', username, 'HTTP Basic user at the national services.'),
  optional('sides.anpal.password', secretText, 'Its password.', true),
  ...callsOf('sides.anpal'),
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
] as const satisfies readonly Setting[];
