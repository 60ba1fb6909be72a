/** Small reach into untyped JSON. */

export type Json = { [name: string]: unknown };

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member as an object; an empty one when it is anything else. */
export const asJson = (value: unknown): Json => (isJson(value) ? value : {});

/** The member as text; '' when it is anything but text or a number. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

/** What stands at a path, or undefined where it breaks off. */
export function get(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const name of path) here = isJson(here) ? here[name] : undefined;
  return here;
}

/** Puts a part at a path, making what is missing on the way; undefined is written as null, as SILP writes absence. */
export function set(target: Json, path: readonly string[], part: unknown): void {
  let here = target;
  for (const name of path.slice(0, -1)) {
    const next = here[name];
    if (isJson(next)) here = next;
    else here = here[name] = {};
  }
  here[path.at(-1) as string] = part ?? null;
}
