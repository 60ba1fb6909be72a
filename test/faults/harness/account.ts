/**
 * What became of every document of a run, in the words of Jepsen's queue test. Pure: a history in, an account out, so
 * that the checker itself can be tested with histories that are wrong on purpose.
 */

/** A document: the person it is about, and the how-manieth it is of that person as its sender counts. */
export interface Sent {
  readonly person: number;
  readonly number: number;
}

/** A document that had an effect at the other side. */
export interface Delivered extends Sent {
  /** What the other side tells repetitions by. */
  readonly key: string;
}

/** What the store says of a document that has not arrived. */
export type Standing = 'pending' | 'parked' | 'refused' | 'quarantined' | 'cancelled' | 'acknowledged' | 'unknown';

export interface History {
  /** In the order in which each sender has sent them. */
  readonly attempted: readonly Sent[];
  readonly acknowledged: readonly Sent[];
  /** In the order in which they had their effect. */
  readonly delivered: readonly Delivered[];
  /** By `nameOf`, of those that were acknowledged and not delivered. */
  readonly standing: ReadonlyMap<string, Standing>;
  /** Effects of which nobody can say which document caused them. */
  readonly strange?: readonly string[];
}

export interface Account {
  readonly attempted: number;
  readonly acknowledged: number;
  /** Different documents that arrived. */
  readonly delivered: number;
  readonly pending: readonly string[];
  readonly parked: readonly string[];
  /** Ended otherwise, with a reason that their sender hears: refused, quarantined, called off. */
  readonly refused: readonly string[];
  /** Acknowledged, and nowhere. */
  readonly lost: readonly string[];
  /** Arrived more than once, each time the same. */
  readonly duplicated: readonly string[];
  /** Arrived more than once under different keys. */
  readonly rekeyed: readonly string[];
  /** Arrived although their sender has never heard that they were taken in. */
  readonly recovered: readonly string[];
  /** Arrived, and nobody has sent them. */
  readonly unexpected: readonly string[];
  /** `a before b`: arrived in another order than sent, of one person. */
  readonly reordered: readonly string[];
}

export const nameOf = ({ person, number }: Sent): string => `${person}/${number}`;

const REASONED: ReadonlySet<Standing> = new Set(['refused', 'quarantined', 'cancelled']);

export function accountOf(history: History): Account {
  const attempted = new Set(history.attempted.map(nameOf));
  const acknowledged = new Set(history.acknowledged.map(nameOf));
  const keys = new Map<string, string[]>();
  for (const one of history.delivered) keys.set(nameOf(one), [...(keys.get(nameOf(one)) ?? []), one.key]);
  const missing = [...acknowledged].filter((name) => !keys.has(name));
  const standing = (wanted: (standing: Standing) => boolean): string[] =>
    missing.filter((name) => wanted(history.standing.get(name) ?? 'unknown'));
  const repeated = [...keys].filter(([, all]) => all.length > 1);
  const isSame = ([, all]: readonly [string, readonly string[]]): boolean => new Set(all).size === 1;
  return {
    attempted: attempted.size,
    acknowledged: acknowledged.size,
    delivered: keys.size,
    pending: standing((one) => one === 'pending'),
    parked: standing((one) => one === 'parked'),
    refused: standing((one) => REASONED.has(one)),
    // What the store calls acknowledged and the other side has never seen is lost as well.
    lost: standing((one) => one === 'unknown' || one === 'acknowledged'),
    duplicated: repeated.filter(isSame).map(([name]) => name),
    rekeyed: repeated.filter((one) => !isSame(one)).map(([name]) => name),
    recovered: [...keys.keys()].filter((name) => attempted.has(name) && !acknowledged.has(name)),
    unexpected: [...[...keys.keys()].filter((name) => !attempted.has(name)), ...(history.strange ?? [])],
    reordered: inversions(history),
  };
}

/** Neighbours of one person that arrived the other way round than they were sent. */
function inversions({ attempted, delivered }: History): string[] {
  const sent = new Map([...new Set(attempted.map(nameOf))].map((name, place) => [name, place]));
  const last = new Map<number, Sent>();
  const seen = new Set<string>();
  const found: string[] = [];
  for (const one of delivered) {
    const name = nameOf(one);
    const place = sent.get(name);
    if (seen.has(name) || place === undefined) continue;
    seen.add(name);
    const before = last.get(one.person);
    if (before !== undefined && (sent.get(nameOf(before)) ?? 0) > place) found.push(`${nameOf(before)} before ${name}`);
    last.set(one.person, one);
  }
  return found;
}

/** What must be empty at the end of every run in which all that waited had the time to leave. */
const MUST_BE_EMPTY = [
  'lost',
  'unexpected',
  'reordered',
  'duplicated',
  'rekeyed',
  'pending',
  'parked',
  'refused',
] as const satisfies readonly (keyof Account)[];

/** What is wrong with an account, one line for each kind; `allowed` are kinds that this run ends with on purpose. */
export function faultsOf(account: Account, allowed: readonly (keyof Account)[] = []): string[] {
  return MUST_BE_EMPTY.filter((kind) => !allowed.includes(kind) && account[kind].length > 0).map(
    (kind) => `${kind}: ${account[kind].length} (${account[kind].slice(0, 5).join(', ')})`,
  );
}

const joined = (a: readonly string[], b: readonly string[]): string[] => [...a, ...b];

/** Several runs of one scenario as one account. */
export function sumOf(accounts: readonly Account[]): Account {
  return accounts.reduce((all, one) => ({
    attempted: all.attempted + one.attempted,
    acknowledged: all.acknowledged + one.acknowledged,
    delivered: all.delivered + one.delivered,
    pending: joined(all.pending, one.pending),
    parked: joined(all.parked, one.parked),
    refused: joined(all.refused, one.refused),
    lost: joined(all.lost, one.lost),
    duplicated: joined(all.duplicated, one.duplicated),
    rekeyed: joined(all.rekeyed, one.rekeyed),
    recovered: joined(all.recovered, one.recovered),
    unexpected: joined(all.unexpected, one.unexpected),
    reordered: joined(all.reordered, one.reordered),
  }));
}
