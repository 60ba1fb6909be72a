/** The names that the whole house shares: sides, record types and events. Domain nouns stay Italian. */

/** Systems of the regions: of these a caller may mean one among several. */
export const REGIONS = ['miattivo', 'toscana-lavoro', 'silp', 'lavoro-per-te'] as const;
/** The national node, and the systems that serve the whole country. */
export const NATION = 'anpal';
export const NATIONAL = [NATION, 'inps'] as const;
export const SIDES = [...REGIONS, ...NATIONAL] as const;
/** A side that is not part of this house: whoever puts it together names it so. */
export type OutsideName = `x-${string}`;
/** A system we exchange with. */
export type SideName = (typeof SIDES)[number] | OutsideName;

export const OUTSIDE_NAME = /^x-[a-z]+(-[a-z]+)*$/;

/**
 * Number of the system behind a side, in the ministry's own numbering (SAP modelli e regole 1.9; alphabetical, not ISTAT's):
 * the first two digits of the ids that it gives to policies.
 */
export const SYSTEM_NUMBERS: Readonly<Partial<Record<SideName, string>>> = {
  anpal: '00',
  'lavoro-per-te': '06',
  miattivo: '09',
  silp: '13',
  'toscana-lavoro': '17',
};

const NATIONAL_NUMBER = '00';

/** The region whose system a side is, in the ministry's numbering; undefined of the nation and of INPS. */
export function regionBehind(side: SideName): string | undefined {
  const system = SYSTEM_NUMBERS[side];
  return system === NATIONAL_NUMBER ? undefined : system;
}

export const RECORDS = [
  'sap',
  'did',
  'patto',
  'percettore',
  'adr',
  'registrazione',
  'appuntamento',
  'politica-attiva',
  'profiling',
  'adesione',
  'condizionalita',
  'ente',
] as const;
/** A typed document about one person (or, for `ente`, an organisation). */
export type RecordName = (typeof RECORDS)[number];

/**
 * What a communication does with a record: `invio` carries the whole document, `variazione` a change of a part of it,
 * `annullamento` withdraws it, `notifica` tells that the national node changed something about it and the region should
 * look again, `esito` brings what the other side made of one. What the record itself tells (a DID is confirmed, an
 * assegno is released) is a field of the record.
 */
export const EVENTS = ['invio', 'variazione', 'annullamento', 'notifica', 'esito'] as const;
export type EventName = (typeof EVENTS)[number];

/** message: received → accepted | quarantined */
export const MESSAGE_STATES = ['received', 'accepted', 'quarantined'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/**
 * delivery: pending → sent → acknowledged | refused | parked (retries spent, or a person has to decide; replay puts it back to
 * pending) | cancelled (by a person, with a reason)
 */
export const DELIVERY_STATES = ['pending', 'sent', 'acknowledged', 'refused', 'parked', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** How urgent a delivery is: somebody waits for it, or it comes with many others and must hold up nobody. */
export const LANES = ['interactive', 'bulk'] as const;
export type Lane = (typeof LANES)[number];

/**
 * Lanes of deliveries: those of the records, and one each for what calls no interface of a side (the outcomes that a source is
 * told, the events), so that it does not wait behind records for a side that is not there.
 */
export const DELIVERY_LANES = [...LANES, 'esiti', 'events'] as const;
export type DeliveryLane = (typeof DELIVERY_LANES)[number];

/**
 * What is kept of a message once all its deliveries have ended well: everything, no raw bytes, or only that it was there. Until
 * then everything is.
 */
export const STORAGE_LEVELS = ['full', 'canonical', 'metadata'] as const;
export type StorageLevel = (typeof STORAGE_LEVELS)[number];

/** Outcome code with which our own check of a side's contract stops a record before it is sent; such a delivery can be replayed. */
export const NOT_WRITABLE = 'CONTRATTO';

/** Reason for which a delivery is parked at receipt: the same record of the person was told in a newer version before. */
export const LATE = 'late-version';
/** Outcome code that a source is told of a delivery which an operator has called off. */
export const CALLED_OFF = 'ANNULLATA';
/** Outcome code of a delivery whose answer was lost, and of which an operator has found that the side has it. */
export const CONFIRMED = 'CONFERMATA';

/** What can be held: all that goes to a side, or all that a route sends. */
export const HOLD_SCOPES = ['side', 'route'] as const;
export type HoldScope = (typeof HOLD_SCOPES)[number];

/** What a selection of an operator looks among: deliveries that wait, are parked or could not be written; messages in quarantine. */
export const SELECTED_STATES = ['pending', 'parked', 'not-writable', 'quarantined'] as const;
export type SelectedState = (typeof SELECTED_STATES)[number];

/** Those of them that can be sent again, and those that can be called off: what is in work has to end first. */
export const REPLAYABLE = ['parked', 'not-writable', 'quarantined'] as const satisfies readonly SelectedState[];
export const CANCELLABLE = ['pending', 'parked'] as const satisfies readonly SelectedState[];

/** What operators do; each leaves an entry of this name. */
export const OPERATOR_ACTIONS = ['hold', 'release', 'replay', 'cancel', 'confirm'] as const;
export type OperatorAction = (typeof OPERATOR_ACTIONS)[number];
