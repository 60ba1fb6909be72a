/** The national register of the SAP: one active SAP per person, one holder per SAP. Rules only; no wire. */
import type { Anomalia } from '../../contract/anomalie.js';
import type { DocumentTree } from '../../contract/contract.js';
import { anomalia } from './anomalie.js';
import { keepingDid } from './did-rows.js';
import { regionOf, sameRegion } from './enti.js';
import {
  afterFull,
  afterPoliciesOnly,
  hasDuplicatePatto05,
  isOpenPatto05,
  politicheOf,
  promoterOf,
  withPolitiche,
} from './politiche.js';
import { group, text } from './tree.js';

export type SapStatus = 'attiva' | 'bruciata' | 'annullata';

export interface HeldSap {
  readonly identificativoSap: string;
  readonly codiceFiscale: string;
  readonly status: SapStatus;
  /** Body that holds it: the last one that sent it whole. */
  readonly holder: string;
  /** The document in the Rev009 shape. */
  readonly tree: DocumentTree;
}

/** Motives of notificaSAP: the SAP was burnt, its possession lost, its content updated. */
export type MotivoNotifica = '01' | '02' | '07';

/** Something that a region is told. */
export interface Notice {
  readonly identificativoSap: string;
  readonly motivo: MotivoNotifica;
  /** Ministry code of the region. */
  readonly region: string;
}

export type SendOutcome =
  | { readonly accepted: true; readonly sap: HeldSap; readonly notices: readonly Notice[] }
  | { readonly accepted: false; readonly anomalie: readonly Anomalia[] };

const FIRST = '01';
const CODE_CHANGED = '05';

export class NationalRegistry {
  readonly #saps = new Map<string, HeldSap>();
  readonly #activeOf = new Map<string, string>();
  #last = 0;
  #numbers = 0;

  /** Takes a document that its schema allows. */
  send(tree: DocumentTree): SendOutcome {
    const id = text(group(tree.datiinvio).identificativosap);
    const present = this.#saps.get(id);
    const anomalie = [...variationAnomalie(tree, id), ...this.#identityAnomalie(tree, id)];
    if (anomalie.length > 0) return { accepted: false, anomalie };
    const sap = present === undefined ? this.#opened(tree, this.#newId()) : updated(present, tree);
    if (hasDuplicatePatto05(politicheOf(sap.tree))) {
      return { accepted: false, anomalie: [anomalia('S086', 'politiche_attive')] };
    }
    return { accepted: true, sap, notices: [...this.#store(sap, present), ...noticesOf(sap, present, tree)] };
  }

  /** Puts a document there as it is: its own id, no rules. For seeds. */
  seed(tree: DocumentTree): HeldSap {
    const id = text(group(tree.datiinvio).identificativosap);
    const sap = this.#opened(tree, id === '' ? this.#newId() : id);
    this.#store(sap, undefined);
    return sap;
  }

  byId(id: string): HeldSap | undefined {
    return this.#saps.get(id);
  }

  activeOf(codiceFiscale: string): HeldSap | undefined {
    const id = this.#activeOf.get(codiceFiscale);
    return id === undefined ? undefined : this.#saps.get(id);
  }

  /** Withdraws an active SAP; undefined when there is no such one. */
  annul(id: string): HeldSap | undefined {
    const sap = this.#saps.get(id);
    if (sap?.status !== 'attiva') return undefined;
    this.#close(sap, 'annullata');
    return sap;
  }

  /** What the node itself writes into an active SAP; undefined when there is no such one. */
  amend(id: string, change: (tree: DocumentTree) => DocumentTree): HeldSap | undefined {
    const sap = this.#saps.get(id);
    if (sap?.status !== 'attiva') return undefined;
    const amended = { ...sap, tree: change(sap.tree) };
    this.#saps.set(id, amended);
    return amended;
  }

  /** A number that the node has not given before, for what it writes itself. */
  nextNumber(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  inactive(): readonly string[] {
    return [...this.#saps.values()].filter((sap) => sap.status !== 'attiva').map((sap) => sap.identificativoSap);
  }

  all(): readonly HeldSap[] {
    return [...this.#saps.values()];
  }

  #identityAnomalie(tree: DocumentTree, id: string): Anomalia[] {
    const codiceFiscale = codiceFiscaleOf(tree);
    const { tipovariazione } = group(tree.datiinvio);
    if (id === '')
      return this.#activeOf.has(codiceFiscale) ? [anomalia('R001', 'datianagrafici/datipersonali/codicefiscale')] : [];
    const sap = this.#saps.get(id);
    if (sap === undefined) return [anomalia('R002', 'datiinvio/identificativosap')];
    if (sap.status !== 'attiva') return [anomalia('R003', 'datiinvio/identificativosap')];
    if (hasPerson(tree) && isHeldElsewhere(sap, holderOf(tree))) return [anomalia('R008', 'datiinvio/codiceentetit')];
    const changed = codiceFiscale !== '' && codiceFiscale !== sap.codiceFiscale;
    return changed && text(tipovariazione) !== CODE_CHANGED
      ? [anomalia('R006', 'datianagrafici/datipersonali/codicefiscale')]
      : [];
  }

  #newId(): string {
    do this.#last += 1;
    while (this.#saps.has(idOf(this.#last)));
    return idOf(this.#last);
  }

  #opened(tree: DocumentTree, id: string): HeldSap {
    return {
      identificativoSap: id,
      codiceFiscale: codiceFiscaleOf(tree),
      status: 'attiva',
      holder: holderOf(tree),
      tree: withId(withPolitiche(tree, politicheOf(tree)), id),
    };
  }

  /** Stores a SAP; another one that its (new) codice fiscale already had is burnt. */
  #store(sap: HeldSap, before: HeldSap | undefined): Notice[] {
    const other = this.activeOf(sap.codiceFiscale);
    const burnt = other !== undefined && other.identificativoSap !== sap.identificativoSap ? other : undefined;
    if (burnt !== undefined) this.#close(burnt, 'bruciata');
    if (before !== undefined) this.#activeOf.delete(before.codiceFiscale);
    this.#saps.set(sap.identificativoSap, sap);
    this.#activeOf.set(sap.codiceFiscale, sap.identificativoSap);
    return burnt === undefined ? [] : [notice(burnt, '01')];
  }

  #close(sap: HeldSap, status: SapStatus): void {
    this.#saps.set(sap.identificativoSap, { ...sap, status });
    this.#activeOf.delete(sap.codiceFiscale);
  }
}

/** Ids are a plain count; how the real ones are made is not known, so nothing may depend on their last letter. */
function idOf(count: number): string {
  return `SB${String(count).padStart(8, '0')}${String.fromCharCode(65 + (count % 26))}`;
}

const hasPerson = (tree: DocumentTree): boolean => tree.datianagrafici !== undefined;
const holderOf = (tree: DocumentTree): string => text(group(tree.datiinvio).codiceentetit);

function codiceFiscaleOf(tree: DocumentTree): string {
  return text(group(group(tree.datianagrafici).datipersonali).codicefiscale);
}

function variationAnomalie(tree: DocumentTree, id: string): Anomalia[] {
  const invio = group(tree.datiinvio);
  const first = text(invio.tipovariazione) === FIRST;
  if (!hasPerson(tree)) {
    const others = ['datiamministrativi', 'esperienzelavoro_lst', 'livelliistruzione_lst', 'allegato'];
    const wrong = others.find((name) => tree[name] !== undefined);
    if (id === '' || wrong !== undefined) return [anomalia('R005', wrong ?? 'datiinvio/identificativosap')];
  }
  const anomalie = first === (id === '') ? [] : [anomalia('R004', 'datiinvio/tipovariazione')];
  const born = text(group(group(tree.datianagrafici).datipersonali).datanascita);
  if (hasPerson(tree) && text(invio.datadinascita) !== born) anomalie.push(anomalia('R007', 'datiinvio/datadinascita'));
  return anomalie;
}

/** Another region cannot take the SAP as long as somebody of a region that is not its own has the person in charge. */
function isHeldElsewhere({ holder, tree }: HeldSap, taker: string): boolean {
  if (sameRegion(holder, taker)) return false;
  return politicheOf(tree).some((row) => isOpenPatto05(row) && !sameRegion(promoterOf(row), taker));
}

function updated(present: HeldSap, sent: DocumentTree): HeldSap {
  const rows = politicheOf(present.tree);
  if (!hasPerson(sent)) {
    const datiinvio = { ...group(sent.datiinvio), codiceentetit: present.holder };
    return {
      ...present,
      tree: withPolitiche({ ...present.tree, datiinvio }, afterPoliciesOnly(rows, politicheOf(sent))),
    };
  }
  const holder = holderOf(sent);
  const tree = withPolitiche(keepingDid(present.tree, sent), afterFull(rows, politicheOf(sent), holder));
  return { ...present, codiceFiscale: codiceFiscaleOf(sent), holder, tree: withId(tree, present.identificativoSap) };
}

function noticesOf(sap: HeldSap, before: HeldSap | undefined, sent: DocumentTree): Notice[] {
  if (before === undefined) return [];
  if (!sameRegion(before.holder, sap.holder)) return [notice(before, '02')];
  const elsewhere = politicheOf(sent).some((row) => !sameRegion(promoterOf(row), sap.holder));
  return !hasPerson(sent) && elsewhere ? [notice(sap, '07')] : [];
}

function notice(sap: HeldSap, motivo: MotivoNotifica): Notice {
  return { identificativoSap: sap.identificativoSap, motivo, region: regionOf(sap.holder) };
}

/** The document with its id, in the place that the schema gives it. */
function withId(tree: DocumentTree, id: string): DocumentTree {
  const { dataultimoagg, identificativosap: _, ...rest } = group(tree.datiinvio);
  return { ...tree, datiinvio: { dataultimoagg, identificativosap: id, ...rest } };
}
