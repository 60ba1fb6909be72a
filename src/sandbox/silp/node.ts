/** What the simulated SILP holds beside the workers' files: each kind of row by the worker it is about. */
import type { Ledger } from '../state.js';
import { asText, type Json } from './json.js';
import type { Worker, Workers } from './workers.js';

export interface SilpNode {
  readonly workers: Workers;
  readonly ledger: Ledger;
  readonly dids: Rows;
  /** Declarations made to INPS; those of nobody whom SILP knows stand under 0. */
  readonly declarations: Rows;
  readonly pacts: Rows;
  readonly profilings: Rows;
  readonly assessments: Rows;
  readonly meetings: Rows;
  /** Notices of SFL, the last of each application. */
  readonly notices: Map<string, Json>;
  /** Workers whose SAP the national node has. */
  readonly sent: Set<number>;
}

/** Rows of one kind, with keys of their own. */
export class Rows {
  readonly #rows = new Map<number, { readonly worker: number; readonly row: Json }>();
  #last: number;

  /** `member` holds the key inside a row; `first` is the first that is given. */
  constructor(
    readonly member: string,
    first: number,
  ) {
    this.#last = first - 1;
  }

  /** The rows of a worker, the newest first. */
  of(worker: number): readonly Json[] {
    return [...this.#rows.values()]
      .filter((one) => one.worker === worker)
      .map(({ row }) => row)
      .reverse();
  }

  all(): readonly Json[] {
    return [...this.#rows.values()].map(({ row }) => row);
  }

  byId(id: unknown): Json | undefined {
    return this.#rows.get(Number(id))?.row;
  }

  /** Adds a row, or puts it in the place of the one with its key. */
  put(worker: number, row: Json): Json {
    const given = Number(row[this.member]);
    const known = this.#rows.has(given);
    if (!known) this.#last += 1;
    const id = known ? given : this.#last;
    const stored = { ...row, [this.member]: id };
    this.#rows.set(id, { worker, row: stored });
    return stored;
  }
}

export const newNode = (workers: Workers, ledger: Ledger): SilpNode => ({
  workers,
  ledger,
  dids: new Rows('idSilLavSapDid', 5001),
  declarations: new Rows('idSilInterscambio', 7001),
  pacts: new Rows('idSilPjPattoDiServizio', 9001),
  profilings: new Rows('idSilProfilingQuant', 3001),
  assessments: new Rows('idSilwebLavPqual', 4001),
  meetings: new Rows('idIncontro', 6001),
  notices: new Map(),
  sent: new Set(),
});

/** The worker as rows embed it. */
export const embedded = ({ idSilLavAnagrafica, codiceFiscale }: Worker): Json => ({
  idSilLavAnagrafica,
  codFiscale: codiceFiscale,
});

/** A page of a list, in the members that every search of SILP answers with. */
export const page = (list: readonly Json[]): Json => ({
  currentPage: 0,
  recordOfPage: list.length,
  recordPage: list.length,
  totalResult: list.length,
  totalPage: 1,
  list: [...list],
});

/** The day of a date in the sandbox's own form, which begins with it. */
export const dayOf = (value: unknown): string => asText(value).slice(0, 10);
