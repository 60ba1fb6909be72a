/** What several settings must keep together. A rule is looked at only when each setting it names is right by itself. */
import type { Settings } from './types.js';

export interface SettingsRule {
  /** The settings it looks at; a breach is reported at the first that was given a value. */
  readonly fields: readonly string[];
  /** What is wrong and the mend, or undefined. */
  readonly check: (settings: Settings) => string | undefined;
}

export const SETTINGS_RULES: readonly SettingsRule[] = [
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
