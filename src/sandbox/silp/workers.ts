/** The workers that the sandbox's SILP knows. A codice fiscale may have several records, archived ones among them. */
import { asText, get, type Json } from './json.js';

export type Scheda = Json;

export interface Worker {
  readonly idSilLavAnagrafica: number;
  readonly codiceFiscale: string;
  readonly archived: boolean;
  readonly scheda: Scheda;
}

/** A record to begin with. */
export interface WorkerSeed {
  readonly scheda: Scheda;
  readonly archived?: boolean;
}

const PERSONAL = ['datiAnagrafici', 'datiGenerali', 'datiPersonali'] as const;

export const codiceFiscaleOf = (scheda: Scheda): string => asText(get(scheda, [...PERSONAL, 'codiceFiscale']));
export const personalOf = (scheda: Scheda): Json => (get(scheda, PERSONAL) ?? {}) as Json;

export class Workers {
  readonly #byId = new Map<number, Worker>();
  #last = 1_000_000;

  add({ scheda, archived = false }: WorkerSeed): Worker {
    const given = get(scheda, ['idSilLavAnagrafica']);
    const id = typeof given === 'number' ? given : this.#newId();
    return this.#store({ idSilLavAnagrafica: id, codiceFiscale: codiceFiscaleOf(scheda), archived, scheda });
  }

  byId(id: unknown): Worker | undefined {
    return this.#byId.get(Number(id));
  }

  /** Records of a codice fiscale, those that are not archived first. */
  of(codiceFiscale: string): readonly Worker[] {
    const found = [...this.#byId.values()].filter((worker) => worker.codiceFiscale === codiceFiscale);
    return found.sort((a, b) => Number(a.archived) - Number(b.archived));
  }

  archive(worker: Worker, archived: boolean): Worker {
    return this.#store({ ...worker, archived });
  }

  write(worker: Worker, scheda: Scheda): Worker {
    return this.#store({ ...worker, codiceFiscale: codiceFiscaleOf(scheda) || worker.codiceFiscale, scheda });
  }

  all(): readonly Worker[] {
    return [...this.#byId.values()];
  }

  #newId(): number {
    do this.#last += 1;
    while (this.#byId.has(this.#last));
    return this.#last;
  }

  #store(worker: Worker): Worker {
    const stored = { ...worker, scheda: { ...worker.scheda, idSilLavAnagrafica: worker.idSilLavAnagrafica } };
    this.#byId.set(worker.idSilLavAnagrafica, stored);
    return stored;
  }
}
