/** What several settings must keep together. A rule is looked at only when each setting it names is right by itself. */
import type { Settings } from './types.js';

export interface SettingsRule {
  /** The settings it looks at; a breach is reported at the first that was given a value. */
  readonly fields: readonly string[];
  /** What is wrong and the mend, or undefined. */
  readonly check: (settings: Settings) => string | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

export const SETTINGS_RULES: readonly SettingsRule[] = [
  {
    fields: ['http.host', 'callers', 'http.allowAnonymous'],
    check: ({ http, callers }) =>
      callers.length > 0 || http.allowAnonymous || LOOPBACK.test(http.host)
        ? undefined
        : 'others can reach this address and no account is set; add callers, listen on 127.0.0.1, or set http.allowAnonymous: true',
  },
  {
    fields: ['delivery.maxDelaySeconds', 'delivery.firstDelaySeconds'],
    check: ({ delivery }) =>
      delivery.firstDelaySeconds <= delivery.maxDelaySeconds
        ? undefined
        : 'shorter than delivery.firstDelaySeconds; raise it or lower that',
  },
  ...(['anpal', 'silp'] as const).map((side) => ({
    fields: [`sides.${side}.username`, `sides.${side}.password`],
    check: ({ sides }: Settings) =>
      (sides[side].username === undefined) === (sides[side].password === undefined)
        ? undefined
        : 'user name and password go together; set both or neither',
  })),
  {
    fields: ['callers'],
    check: ({ callers }) => {
      const repeated = callers.some(({ name, username }, index) =>
        callers.some((other, at) => at < index && (other.name === name || other.username === username)),
      );
      return repeated ? 'two accounts have the same name or username; give each its own' : undefined;
    },
  },
  {
    fields: ['routes'],
    check: ({ routes }) =>
      routes.some(({ source, destinations }) => destinations.includes(source))
        ? 'a route leads back to its own source; remove that destination'
        : undefined,
  },
];
