/** Settings of SILP, the system of Piemonte. */
import { choice, integer, text, url } from '../kinds.js';
import { optional, type Setting, setting } from '../setting.js';
import { callsOf, codiceFiscaleCheck, codiceFiscaleMeaning, secretText, username } from './shared.js';

export const SILP_SETTINGS = [
  optional('sides.silp.url', url('http', 'https'), 'Address of the SILP API. Absent: nothing is sent there.'),
  optional(
    'sides.silp.olderUrl',
    url('http', 'https'),
    'Address of the older REST side of SILP (silprest), to which notices of SFL go. Absent: none is sent.',
  ),
  optional(
    'sides.silp.adrService',
    integer(1, Number.MAX_SAFE_INTEGER),
    'Key at SILP of the service under which meetings of an assegno di ricollocazione stand. Absent: none is sent.',
  ),
  optional('sides.silp.username', username, 'HTTP Basic user of the technical account at SILP.'),
  optional('sides.silp.password', secretText, 'Its password.', true),
  ...callsOf('sides.silp'),
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
] as const satisfies readonly Setting[];
