/** The adesioni that the simulated nation holds, and the changes of state it allows. Rules only; no wire. */

export interface HeldAdesione {
  readonly codiceFiscale: string;
  readonly data: string;
  /** Ministry code; '' where the document named none. */
  readonly regione: string;
  readonly stato: string;
  /** `YYYY-MM-DDThh:mm:ss`. */
  readonly dataStato: string;
}

type Key = Pick<HeldAdesione, 'codiceFiscale' | 'data' | 'regione'>;

export type AdesioneOutcome =
  | { readonly done: true; readonly elsewhere: readonly HeldAdesione[] }
  | { readonly done: false; readonly why: string };

const ATTIVA = 'A';
const PRESA_IN_CARICO = 'P';
const ALTROVE = 'N';
/** States in which one region has the person and no other may. */
const TAKEN: ReadonlySet<string> = new Set(['P', 'T']);
const TRANSITIONS: ReadonlySet<string> = new Set('AX AC AP AN AU AD PR PC PT TR TC TF'.split(' '));

const keyOf = ({ codiceFiscale, data, regione }: Key): string => `${codiceFiscale}|${data}|${regione}`;
const refused = (why: string): AdesioneOutcome => ({ done: false, why });
const done = (elsewhere: readonly HeldAdesione[] = []): AdesioneOutcome => ({ done: true, elsewhere });

export class Adesioni {
  readonly #held = new Map<string, HeldAdesione>();

  all(): readonly HeldAdesione[] {
    return [...this.#held.values()];
  }

  /** Why the person may not join in a region; undefined when nothing stands in the way. */
  hindrance(codiceFiscale: string, regione: string): string | undefined {
    const own = this.all().filter((one) => one.codiceFiscale === codiceFiscale);
    if (own.some(({ stato }) => TAKEN.has(stato))) return 'Utente gia preso in carico';
    const open = own.some((one) => one.stato === ATTIVA && one.regione === regione);
    return open ? 'Adesione attiva gia presente nella regione' : undefined;
  }

  join(key: Key, today: string): AdesioneOutcome {
    if (this.#held.has(keyOf(key))) return refused('Adesione gia presente');
    if (key.data > today) return refused('Data adesione futura');
    const why = this.hindrance(key.codiceFiscale, key.regione);
    if (why !== undefined) return refused(why);
    this.#put({ ...key, stato: ATTIVA, dataStato: `${today}T00:00:00` });
    return done();
  }

  /** The newest adesione of a person in a region. */
  latest(codiceFiscale: string, regione: string): HeldAdesione | undefined {
    return this.all()
      .filter((one) => one.codiceFiscale === codiceFiscale && one.regione === regione)
      .sort((a, b) => (a.data < b.data ? 1 : -1))[0];
  }

  /** A region that takes a person in charge ends the open adesioni in the others. */
  change(key: Key, stato: string, today: string): AdesioneOutcome {
    const held = this.#held.get(keyOf(key));
    if (held === undefined) return refused('Adesione non presente');
    if (!TRANSITIONS.has(held.stato + stato)) return refused(`Stato precedente non congruente: ${held.stato}`);
    const dataStato = `${today}T00:00:00`;
    this.#put({ ...held, stato, dataStato });
    if (stato !== PRESA_IN_CARICO) return done();
    const elsewhere = this.all()
      .filter((one) => one.codiceFiscale === key.codiceFiscale && one.stato === ATTIVA)
      .map((one) => ({ ...one, stato: ALTROVE, dataStato }));
    for (const one of elsewhere) this.#put(one);
    return done(elsewhere);
  }

  #put(adesione: HeldAdesione): void {
    this.#held.set(keyOf(adesione), adesione);
  }
}
