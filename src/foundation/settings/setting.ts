/** What a setting is, and how one is written down. */
import type { Kind } from './kinds.js';

export interface Setting<Name extends string = string, T = unknown> {
  /** Dotted, as the nesting of the configuration file: `http.port`. */
  readonly name: Name;
  readonly kind: Kind<T>;
  /** Absent: the setting has no value unless it is given one. */
  readonly default?: T;
  readonly meaning: string;
  /** Never printed. */
  readonly secret?: boolean;
}

export type WithDefault<Name extends string, T> = Setting<Name, T> & { readonly default: T };

/** A setting with a default. */
export function setting<const Name extends string, T>(
  name: Name,
  kind: Kind<T>,
  value: NoInfer<T>,
  meaning: string,
): WithDefault<Name, T> {
  return { name, kind, default: value, meaning };
}

/** A setting that has no value unless it is given one. */
export function optional<const Name extends string, T>(
  name: Name,
  kind: Kind<T>,
  meaning: string,
  secret = false,
): Setting<Name, T> {
  return { name, kind, meaning, secret };
}
