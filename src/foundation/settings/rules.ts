/** What several settings must keep together. A rule is looked at only when each setting it names is right by itself. */
import type { Settings } from './types.js';

/** What is wrong with a part of a setting, at a path such as `[0].source`, and the mend. */
export interface Breach {
  readonly at: readonly PropertyKey[];
  readonly text: string;
}

export interface SettingsRule {
  /** The settings it looks at; a breach is reported at the first that was given a value. */
  readonly fields: readonly string[];
  /** What is wrong with the whole, and the mend; or with which parts of it; or undefined. */
  readonly check: (settings: Settings) => string | readonly Breach[] | undefined;
}

export const SETTINGS_RULES: readonly SettingsRule[] = [
  {
    fields: ['delivery.maxDelaySeconds', 'delivery.firstDelaySeconds'],
    check: ({ delivery }) =>
      delivery.firstDelaySeconds <= delivery.maxDelaySeconds
        ? undefined
        : 'shorter than delivery.firstDelaySeconds; raise it or lower that',
  },
  ...(['anpal', 'silp', 'inps', 'lavoro-per-te', 'miattivo', 'toscana-lavoro'] as const).map((side) => ({
    fields: [`sides.${side}.username`, `sides.${side}.password`],
    check: ({ sides }: Settings) =>
      (sides[side].username === undefined) === (sides[side].password === undefined)
        ? undefined
        : 'user name and password go together; set both or neither',
  })),
  {
    fields: ['callers'],
    check: ({ callers }) =>
      callers.flatMap(({ name, username }, index) => {
        const first = callers.findIndex((other) => other.name === name || other.username === username);
        const text = `has the name or username of callers[${first}]; give each account its own`;
        return first === index ? [] : [{ at: [index], text }];
      }),
  },
];
