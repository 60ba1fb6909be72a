/** The bodies of the simulated scrivania digitale and the agendas of its providers: rules only; no wire. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';

interface Operator {
  readonly codiceFiscale: string;
  readonly master: boolean;
  readonly ruoli: readonly string[];
}

interface Delegation {
  readonly delegante: string;
  readonly delegato: string;
  readonly ruoli: readonly string[];
}

interface Body {
  readonly codiceFiscale: string;
  readonly operatori: readonly Operator[];
  readonly deleghe: readonly Delegation[];
}

const listOf = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : []);

/** Who may hand these roles on: a master any of them, anyone else only those that it has. */
function mayDelegate(operatori: readonly Operator[], { delegante, ruoli }: Delegation): boolean {
  const from = operatori.find(({ codiceFiscale }) => codiceFiscale === delegante);
  return from !== undefined && (from.master || ruoli.every((ruolo) => from.ruoli.includes(ruolo)));
}

const sameDelegation = (a: Delegation, b: Delegation): boolean =>
  a.delegante === b.delegante && a.delegato === b.delegato && b.ruoli.every((ruolo) => a.ruoli.includes(ruolo));

export class BodyRegister {
  readonly #bodies = new Map<string, Body>();

  all(): readonly Body[] {
    return [...this.#bodies.values()];
  }

  /** A body whole, new or in place of what was there. The outcome code. */
  register(document: DocumentTree): string {
    const codiceFiscale = textAt(document, 'soggetto.codiceFiscale');
    const operatori = listOf<Operator>(document.operatori);
    const deleghe = listOf<Delegation>(document.deleghe);
    const registrant = textAt(document, 'registrante.codiceFiscale');
    if (!operatori.some((one) => one.codiceFiscale === registrant && one.master)) return 'E004';
    if (deleghe.some(({ delegante, delegato }) => delegante === delegato)) return 'E005';
    if (!deleghe.every((one) => mayDelegate(operatori, one))) return 'E007';
    this.#bodies.set(codiceFiscale, { codiceFiscale, operatori, deleghe });
    return 'E000';
  }

  /** A delegation granted or withdrawn. */
  delegate(document: DocumentTree, today: string): string {
    const body = this.#bodies.get(textAt(document, 'soggetto.codiceFiscale'));
    if (body === undefined) return 'E002';
    if (textAt(document, 'data') > today) return 'E006';
    const asked = document.delega as unknown as Delegation;
    if (asked.delegante === asked.delegato) return 'E005';
    if (textAt(document, 'operazione') === 'REVOCA') {
      const left = body.deleghe.filter((one) => !sameDelegation(one, asked));
      if (left.length === body.deleghe.length) return 'E003';
      this.#bodies.set(body.codiceFiscale, { ...body, deleghe: left });
      return 'E000';
    }
    if (!mayDelegate(body.operatori, asked)) return 'E007';
    this.#bodies.set(body.codiceFiscale, { ...body, deleghe: [...body.deleghe, asked] });
    return 'E000';
  }

  remove(document: DocumentTree, today: string): string {
    if (textAt(document, 'data') > today) return 'E006';
    return this.#bodies.delete(textAt(document, 'soggetto.codiceFiscale')) ? 'E000' : 'E002';
  }
}

interface Band {
  readonly giorno?: string;
  readonly data?: string;
  readonly dalle: string;
  readonly alle: string;
}

interface OpenBand extends Band {
  readonly seat: string;
  readonly dal: string;
  readonly al: string;
}

const seatOf = (document: DocumentTree): string =>
  `${textAt(document, 'sede.codiceEnte')}|${textAt(document, 'sede.codiceSede')}|${textAt(document, 'servizio')}`;

const overlap = (a: OpenBand, b: OpenBand): boolean =>
  a.seat === b.seat &&
  a.giorno === b.giorno &&
  a.data === b.data &&
  a.dal <= b.al &&
  b.dal <= a.al &&
  a.dalle < b.alle &&
  b.dalle < a.alle;

/** The time bands that providers have opened. */
export class AgendaRegister {
  #open: readonly OpenBand[] = [];

  get bands(): number {
    return this.#open.length;
  }

  /** Opens or withdraws bands, all or none of them. The outcome code. */
  publish(document: DocumentTree): string {
    const seat = seatOf(document);
    const [dal, al] = [textAt(document, 'dal'), textAt(document, 'al')];
    const wanted = listOf<Band>(document.fasce).map((band): OpenBand => ({ ...band, seat, dal, al }));
    if (al < dal || wanted.some(({ dalle, alle }) => alle <= dalle)) return 'A017';
    if (textAt(document, 'operazione') === 'RITIRO') {
      const gone = (held: OpenBand): boolean => wanted.length === 0 || wanted.some((one) => overlap(one, held));
      this.#open = this.#open.filter((held) => held.seat !== seat || held.dal > al || held.al < dal || !gone(held));
      return 'A000';
    }
    for (const one of wanted) {
      const others = [...this.#open, ...wanted.filter((other) => other !== one)];
      const shaped = (one.giorno === undefined) !== (one.data === undefined);
      if (!shaped || others.some((other) => overlap(one, other))) return 'A017';
    }
    if (wanted.length === 0) return 'A017';
    this.#open = [...this.#open, ...wanted];
    return 'A000';
  }
}
