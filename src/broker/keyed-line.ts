/** A waiting line in which of one key only one is out at a time, in the order in which they came. */

export interface Keyed {
  readonly key: string;
}

export class KeyedLine<Item extends Keyed> {
  readonly #waiting = new Map<string, Item[]>();
  /** Keys of which one waits and none is out, in the order in which they became so. */
  readonly #ready = new Set<string>();
  readonly #out = new Set<string>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  add(item: Item): void {
    const line = this.#waiting.get(item.key);
    if (line === undefined) this.#waiting.set(item.key, [item]);
    else line.push(item);
    this.#size += 1;
    this.#mark(item.key);
  }

  /** Takes out the next one whose key is free; its key is held until `free`. */
  take(): Item | undefined {
    const [key] = this.#ready;
    if (key === undefined) return undefined;
    this.#ready.delete(key);
    const line = this.#waiting.get(key) ?? [];
    const item = line.shift();
    if (line.length === 0) this.#waiting.delete(key);
    if (item === undefined) return undefined;
    this.#size -= 1;
    this.#out.add(key);
    return item;
  }

  /** The one of this key that was out is done. */
  free(key: string): void {
    this.#out.delete(key);
    this.#mark(key);
  }

  /** The one that was out comes again, before the others of its key. */
  again(item: Item): void {
    const line = this.#waiting.get(item.key);
    if (line === undefined) this.#waiting.set(item.key, [item]);
    else line.unshift(item);
    this.#size += 1;
    this.free(item.key);
  }

  /** Takes those that wait and fit out of the line. */
  drop(fits: (item: Item) => boolean): void {
    for (const [key, line] of this.#waiting) {
      const kept = line.filter((item) => !fits(item));
      this.#size -= line.length - kept.length;
      if (kept.length > 0) {
        this.#waiting.set(key, kept);
      } else {
        this.#waiting.delete(key);
        this.#ready.delete(key);
      }
    }
  }

  #mark(key: string): void {
    if (!this.#out.has(key) && this.#waiting.has(key)) this.#ready.add(key);
  }
}
