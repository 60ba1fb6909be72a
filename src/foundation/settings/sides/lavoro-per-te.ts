/** Settings of Lavoro per Te, the systems of Emilia-Romagna: the SIL of the offices and the portal MyPortal. */
import { choice, flag, groups, integer, text, url } from '../kinds.js';
import { optional, type Setting, setting } from '../setting.js';
import { callsOf, codiceFiscaleCheck, codiceFiscaleMeaning, secretText, service, username } from './shared.js';

export const LAVORO_PER_TE_SETTINGS = [
  optional(
    'sides.lavoro-per-te.url',
    url('http', 'https'),
    'Address under which the services of the SIL stand, each under its own name. Absent: nothing is sent to Emilia-Romagna.',
  ),
  optional(
    'sides.lavoro-per-te.portalUrl',
    url('http', 'https'),
    'Address under which the services of the portal stand. Absent: under the one of the SIL.',
  ),
  setting(
    'sides.lavoro-per-te.services',
    groups(service),
    [],
    'Address of a service that stands elsewhere: a port of the regional PDD has a path of its own for each.',
  ),
  optional('sides.lavoro-per-te.username', username, 'HTTP Basic user at the services of SIL and portal.'),
  optional('sides.lavoro-per-te.password', secretText, 'Its password.', true),
  optional(
    'sides.lavoro-per-te.tokenUsername',
    username,
    'User in the WS-Security UsernameToken that the portal asks for with PattoOnline. Absent: no token is sent.',
  ),
  optional('sides.lavoro-per-te.tokenPassword', secretText, 'Its password.', true),
  setting(
    'sides.lavoro-per-te.tokenPasswordType',
    choice('text', 'digest'),
    'text',
    'How that password travels: as it is (PasswordText) or as a digest with nonce and time (PasswordDigest).',
  ),
  ...callsOf('sides.lavoro-per-te'),
  setting(
    'sides.lavoro-per-te.busSender',
    text('a name'),
    'NCR_ER',
    'Sender (mittente) that the door of the bus, SILERService, is told.',
  ),
  setting(
    'sides.lavoro-per-te.busReceiver',
    text('a name'),
    'SIL',
    'Receiver (destinatario) that the door of the bus is told: SIL_xx where the region has a database for each province.',
  ),
  optional('sides.lavoro-per-te.busToken', secretText, 'Token that the door of the bus is told.', true),
  optional(
    'sides.lavoro-per-te.provincia',
    integer(0, 999),
    'Database of the province (IdProvincia) that is asked about a person where the question must name one.',
  ),
  setting(
    'sides.lavoro-per-te.languageGradesSwapped',
    flag,
    true,
    'The SIL writes the written and the spoken grade of a language in each other’s place in a SAP; they are put right where one comes in. false once the SIL is mended.',
  ),
  setting('sides.lavoro-per-te.codiceFiscaleCheck', codiceFiscaleCheck, 'error', codiceFiscaleMeaning),
] as const satisfies readonly Setting[];
