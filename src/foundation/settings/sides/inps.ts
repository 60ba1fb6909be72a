/** Settings of INPS. */
import { groups, url } from '../kinds.js';
import { optional, type Setting, setting } from '../setting.js';
import {
  callsOf,
  codiceFiscaleCheck,
  codiceFiscaleMeaning,
  revision,
  secretText,
  service,
  username,
} from './shared.js';

export const INPS_SETTINGS = [
  optional(
    'sides.inps.url',
    url('http', 'https'),
    'Address of the service that takes what employment centres tell INPS (contracts/inps/comunicazioni-cpi). Absent: nothing is sent to INPS.',
  ),
  optional('sides.inps.username', username, 'HTTP Basic user at the services of INPS.'),
  optional('sides.inps.password', secretText, 'Its password.', true),
  ...callsOf('sides.inps'),
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
] as const satisfies readonly Setting[];
