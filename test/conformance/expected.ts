/** How a case of the kit says what it expects: one answer for every side, or why there is none. */

/** The sides that the kit knows. A side that `buildSides` has and this list has not fails the kit. */
export const KNOWN_SIDES = ['anpal', 'silp', 'inps', 'miattivo', 'toscana-lavoro', 'lavoro-per-te'] as const;
export type KnownSide = (typeof KNOWN_SIDES)[number];

export class NotSupported {
  constructor(readonly reason: string) {}
}

/** The side has nothing that the case could ask of it; the kit checks that this is so. */
export const notSupported = (reason: string): NotSupported => new NotSupported(reason);

/** An entry for every side: a missing one does not compile. */
export type PerSide<T> = Readonly<Record<KnownSide, T | NotSupported>>;

/** The same of every side. */
export const everySide = <T>(value: T): PerSide<T> => ({
  anpal: value,
  silp: value,
  inps: value,
  miattivo: value,
  'toscana-lavoro': value,
  'lavoro-per-te': value,
});
