/** Settings of a gateway: right by themselves, and with revisions that are spoken here. */
import type { Settings } from '../foundation/settings/load.js';
import type { SettingsRule } from '../foundation/settings/rules.js';
import { readAnchors } from '../security/signatures/anchors.js';
import { buildSides } from '../sides.js';
import { settingsFrom } from './input.js';

/** The sides whose revisions may be chosen record by record. */
const WITH_REVISIONS = ['anpal', 'inps'] as const;

/**
 * As `settingsFrom`; a revision that nobody has is among the problems of `settings-invalid`.
 * @throws `trust-unreadable` too: otherwise the first signed document would be the one to find out.
 */
export function gatewaySettings(options: { config?: string }): Settings {
  const settings = settingsFrom(options, {}, [
    ...WITH_REVISIONS.map((name) => ({ fields: [`sides.${name}.revisions`], check: revisionsNobodyHas(name) })),
  ]);
  const { trustAnchors } = settings.security;
  if (trustAnchors !== undefined) readAnchors(trustAnchors);
  return settings;
}

/** The rule that a chosen revision is one that is spoken. */
function revisionsNobodyHas(name: (typeof WITH_REVISIONS)[number]): SettingsRule['check'] {
  return (settings) => {
    const { revisions } = settings.sides[name];
    if (revisions.length === 0) return [];
    const side = buildSides(settings).get(name);
    return revisions.flatMap(({ record, event, revision }, index) => {
      if (side?.writing(record, event, revision) !== undefined) return [];
      const text = side?.speaks(record, event)
        ? `${name} has no ${record}/${event} in revision ${revision}`
        : `${name} has no ${record}/${event}; remove the entry`;
      return [{ at: [index, 'revision'], text }];
    });
  };
}
