/**
 * Group commit: calls that arrive while a batch is being written wait and go together in the next one. Nobody waits for
 * company: an idle store writes a single call at once, a busy one writes as many as came meanwhile.
 */
export interface BatchLimits {
  readonly rows: number;
  readonly bytes: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly bytes: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

export class GroupCommit<Item, Result> {
  readonly #write: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly #worthRetrying: (error: unknown) => boolean;
  readonly #limits: BatchLimits;
  readonly #waiting: Waiting<Item, Result>[] = [];
  #running: Promise<void> | undefined;

  /**
   * @param write writes a batch in one commit and gives one result per item, in their order; all or nothing.
   * @param worthRetrying whether an error may be due to one item alone, so that the others deserve a try without it.
   */
  constructor(
    write: (items: readonly Item[]) => Promise<readonly Result[]>,
    worthRetrying: (error: unknown) => boolean,
    limits: BatchLimits,
  ) {
    this.#write = write;
    this.#worthRetrying = worthRetrying;
    this.#limits = limits;
  }

  /** Resolves with the item's own result after the commit that holds it. */
  add(item: Item, bytes: number): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, bytes, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything added so far has been written. */
  async settled(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Calls of the same turn of the event loop share the first batch already.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#flush(this.#take());
    this.#running = undefined;
  }

  #take(): Waiting<Item, Result>[] {
    let rows = 0;
    let bytes = 0;
    for (const waiting of this.#waiting) {
      bytes += waiting.bytes;
      if (rows > 0 && (rows >= this.#limits.rows || bytes > this.#limits.bytes)) break;
      rows += 1;
    }
    return this.#waiting.splice(0, rows);
  }

  async #flush(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#write(batch.map((waiting) => waiting.item));
      batch.forEach((waiting, index) => {
        waiting.resolve(results[index] as Result);
      });
    } catch (error) {
      if (batch.length > 1 && this.#worthRetrying(error)) {
        for (const waiting of batch) await this.#flush([waiting]);
      } else {
        for (const waiting of batch) waiting.reject(error);
      }
    }
  }
}
