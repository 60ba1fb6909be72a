/**
 * Every door stands at one address for all and at one for each region: `/soap/v1/ConferimentoDID` and
 * `/soap/v1/silp/ConferimentoDID`. At a region's address its own calls need no account to say whose they are, and what the
 * nation brings is meant for that region alone: a lost possession is told to the one that lost it.
 */
import { REGIONS, type SideName } from '../../foundation/names.js';

export interface Address {
  readonly path: string;
  /** Absent at the address for all. */
  readonly region?: SideName;
}

export const addressesOf = (name: string): readonly Address[] => [
  { path: `/soap/v1/${name}` },
  ...REGIONS.map((region) => ({ path: `/soap/v1/${region}/${name}`, region })),
];
