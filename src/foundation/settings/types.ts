/** The settings as the program has them: nested as their names are, typed by their kinds. */
import type { Kind } from './kinds.js';
import type { SETTINGS } from './manifest.js';
import type { Setting } from './setting.js';

type ValueOf<S> = S extends { readonly kind: Kind<infer T> } ? T : never;

type Nested<Name extends string, S> = Name extends `${infer Head}.${infer Rest}`
  ? { readonly [K in Head]: Nested<Rest, S> }
  : S extends { readonly default: unknown }
    ? { readonly [K in Name]: ValueOf<S> }
    : { readonly [K in Name]?: ValueOf<S> };

type Intersection<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;

type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;

type One<S> = S extends Setting ? Nested<S['name'], S> : never;

/** All settings with their values. A setting without default is optional. */
export type Settings = Plain<Intersection<One<(typeof SETTINGS)[number]>>>;
