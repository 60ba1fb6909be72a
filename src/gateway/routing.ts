/** Routing: rules are data. A rule says where the records of a side go; every rule that fits adds its destinations. */
import type { EventName, RecordName, SideName } from '../foundation/names.js';

export interface RouteRule {
  readonly record: RecordName;
  readonly event: EventName | '*';
  readonly source: SideName;
  readonly destinations: readonly SideName[];
  /** The rule is for records that are read out of the document of another one; otherwise for those that come as themselves. */
  readonly parts?: boolean;
  /** Revisions of the document it came in, where one record comes in forms that do not all go the same way. None: all. */
  readonly revisions?: readonly string[];
  /** A destination that has no address is left out, where otherwise its deliveries wait for one. */
  readonly ifConfigured?: boolean;
  /** The record may go to its source: from one system of the side (the office) to another one of it (the portal). */
  readonly own?: boolean;
}

/** What is to be routed. */
export interface Routed {
  readonly record: RecordName;
  readonly event: EventName;
  readonly source: SideName;
  readonly part?: boolean;
  /** Revision of the document; where it is not known, a rule that names revisions does not fit. */
  readonly revision?: string;
}

/**
 * The sides a record goes to, in the order of the rules, each once, and to its own source only where a
 * rule says so; undefined when no rule takes it. A rule without destinations keeps the record here.
 */
export function destinationsOf(
  rules: readonly RouteRule[],
  what: Routed,
  hasAddress: (side: SideName) => boolean = () => true,
): SideName[] | undefined {
  const found = new Set<SideName>();
  let taken = false;
  for (const rule of rules) {
    if (rule.record !== what.record || rule.source !== what.source) continue;
    if ((rule.parts ?? false) !== (what.part ?? false)) continue;
    if (rule.event !== '*' && rule.event !== what.event) continue;
    const revisions = rule.revisions ?? [];
    if (revisions.length > 0 && !revisions.includes(what.revision ?? '')) continue;
    taken = true;
    for (const destination of rule.destinations) {
      if (destination === what.source && rule.own !== true) continue;
      if (rule.ifConfigured === true && !hasAddress(destination)) continue;
      found.add(destination);
    }
  }
  return taken ? [...found] : undefined;
}
