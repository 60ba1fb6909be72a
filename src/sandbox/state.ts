/** What a sandbox remembers of its calls, for tests and for `GET /sandbox/state`. */
import { digest } from '../foundation/ids.js';

/** A change that a call made at the side; reads have none. */
export interface Effect {
  readonly operation: string;
  /** Codice fiscale of the person the document is about. */
  readonly subject: string;
  /** SHA-256 of the document, so that a repetition is seen. */
  readonly digest: string;
}

export interface SandboxState {
  /** In the order in which the side applied them; an exact repetition that is accepted again is one more. */
  readonly effects: readonly Effect[];
  /** Calls that reached the side's rules, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  /** Refusals by the side's rules, by operation. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Writing calls whose document equals one that came before, whatever was answered. */
  readonly repetitions: number;
  /** What the side holds now, by codice fiscale. */
  readonly documents: Readonly<Record<string, unknown>>;
}

/** Told of every document that asks for a change, as it comes in, with the name under which an effect of it is noted. */
export type OnReceived = (operation: string, digest: string, document: string | Uint8Array) => void;

export class Ledger {
  readonly #effects: Effect[] = [];
  readonly #calls = new Map<string, number>();
  readonly #refusals = new Map<string, number>();
  readonly #seen = new Set<string>();
  #repetitions = 0;

  constructor(private readonly onReceived: OnReceived = () => undefined) {}

  called(operation: string): void {
    this.#calls.set(operation, (this.#calls.get(operation) ?? 0) + 1);
  }

  refused(operation: string): void {
    this.#refusals.set(operation, (this.#refusals.get(operation) ?? 0) + 1);
  }

  /** A document that asks for a change has come in. Returns its digest for `applied`. */
  received(operation: string, document: string | Uint8Array): string {
    const name = digest(operation, '\n', document);
    if (this.#seen.has(name)) this.#repetitions += 1;
    this.#seen.add(name);
    this.onReceived(operation, name, document);
    return name;
  }

  applied(operation: string, subject: string, documentDigest: string): void {
    this.#effects.push({ operation, subject, digest: documentDigest });
  }

  snapshot(documents: Readonly<Record<string, unknown>>): SandboxState {
    return {
      effects: [...this.#effects],
      calls: Object.fromEntries(this.#calls),
      refusals: Object.fromEntries(this.#refusals),
      repetitions: this.#repetitions,
      documents,
    };
  }
}
