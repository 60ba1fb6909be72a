/** Kinds and words that the settings of several sides share. */
import { EVENTS, RECORDS } from '../../names.js';
import { choice, number, seconds, text, url } from '../kinds.js';
import { optional, setting } from '../setting.js';

export const codiceFiscaleCheck = choice('error', 'warning', 'off');
export const codiceFiscaleMeaning =
  'What a wrong check character in a codice fiscale from this side is; test systems use false ones.';
export const username = text('a user name');
export const secretText = text('a password');

export const revision = {
  record: choice(...RECORDS),
  event: choice(...EVENTS),
  revision: text('a revision'),
};
export const serviceName = text('a service name, as in docs/sides');
export const service = { service: serviceName, url: url('http', 'https') };
export const republished = { service: serviceName, namespace: text('a namespace') };

/** How a side is called: how long each step of a call may take, and how many calls it takes. */
export const callsOf = <const Prefix extends string>(prefix: Prefix) =>
  [
    setting(`${prefix}.connectSeconds` as const, seconds(0.1, 60), 5, 'How long a connection is waited for.'),
    setting(`${prefix}.timeoutSeconds` as const, seconds(0.1, 600), 30, 'How long an answer is waited for.'),
    setting(
      `${prefix}.bodySeconds` as const,
      seconds(0.1, 600),
      30,
      'How long the rest of an answer that has begun is waited for.',
    ),
    optional(
      `${prefix}.callsPerSecond` as const,
      number(0.01, 10_000),
      'Calls in a second that the side takes, of all processes together. Absent: as many as come; when the side says that they are too many, fewer are made for a while.',
    ),
  ] as const;

/** Settings of a side that speaks one JSON service, by an interface of our own: its address, the account there, the timeout. */
export const ownInterface = <const Prefix extends string>(prefix: Prefix, named: string, contract: string) =>
  [
    optional(
      `${prefix}.url` as const,
      url('http', 'https'),
      `Address of the service of ${named} (${contract}). Absent: nothing is sent there.`,
    ),
    optional(`${prefix}.username` as const, username, `HTTP Basic user at ${named}.`),
    optional(`${prefix}.password` as const, secretText, 'Its password.', true),
    ...callsOf(prefix),
    setting(`${prefix}.codiceFiscaleCheck` as const, codiceFiscaleCheck, 'error', codiceFiscaleMeaning),
  ] as const;
