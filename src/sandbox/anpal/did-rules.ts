/**
 * Why the node refuses an event of a DID, in the words of its own list of outcomes. What the list does not say is ours:
 * the order of the checks, and how the taking in charge (policy A02 of project 05) and its dates are looked for.
 */
import type { DocumentTree } from '../../contract/contract.js';
import { ageOn, isSound, toldBy } from '../codice-fiscale.js';
import { type DidEvent, type HeldDid, heldDid, type TipoEvento } from './did-event.js';
import { regionOf, sameRegion } from './enti.js';
import { isOpenPatto05, isPatto05, NATIONAL_BODY, type Politica, politicheOf, promoterOf } from './politiche.js';
import { group, many, text } from './tree.js';

export interface DidWorld {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Days after its date within which an event must come. */
  readonly withinDays: number;
}

/** What is looked at of the person's SAP: who holds it, and the document. */
interface Sap {
  readonly holder: string;
  readonly tree: DocumentTree;
}

/** The outcome that refuses the event, or undefined when nothing stands against it. */
export function objection(event: DidEvent, sap: Sap | undefined, world: DidWorld): string | undefined {
  return (
    personObjection(event, world.today) ??
    dateObjection(event, world) ??
    (sap === undefined ? 'E002' : sapObjection(event, sap))
  );
}

function sapObjection(event: DidEvent, sap: Sap): string | undefined {
  const did = heldDid(sap.tree);
  return (
    holderObjection(event, sap) ??
    stateObjection(event, did) ??
    workObjection(event, sap.tree) ??
    pactObjection(event, politicheOf(sap.tree), did)
  );
}

/** From this day on an insertion brings the variables of the profiling. */
const PROFILING_SINCE = '2017-12-04';
const ALWAYS = [
  'Eta',
  'Genere',
  'Cittadinanza',
  'TitoloDiStudio',
  'ProvinciaDiResidenza',
  'HaMaiAvutoUnLavoro',
  'DaQuantiMesiStaCercandoLavoro',
  'AttualmenteIscrittoScuolaUniversitaOCorsoFormazione',
  'NumeroComponentiFamiglia',
  'PresenzaFigliACarico',
];
const AT_INSERTION = [
  ...ALWAYS,
  'DurataPresenzaInItalia',
  'CondizioneOccupazionaleUnAnnoPrima',
  'DaQuantiMesiConclusoUltimoRappLavoro',
  'PosizioneProfessioneUltimaOccupazione',
  'PresenzaFigliACaricoMeno18Anni',
];
const CPI = /^[A-Z]\d{3}C\d{6}$/;
const MIN_AGE = 15;

function personObjection(event: DidEvent, today: string): string | undefined {
  const { codiceFiscale, dataDid, ente, evento, variabili } = event;
  if (!isSound(codiceFiscale)) return 'E101';
  if (!CPI.test(ente) && !(evento === 'S' && ente === NATIONAL_BODY)) return 'E026';
  if (dataDid === '' || event.dataEvento === '' || incomplete(event)) return 'E001';
  const told = toldBy(codiceFiscale, today);
  if (told === undefined) return undefined;
  if (ageOn(dataDid, told.nascita) < MIN_AGE) return 'E102';
  if (variabili?.Genere !== undefined && variabili.Genere !== told.sesso) return 'E105';
  const ages = [dataDid, today].map((day) => ageOn(day, told.nascita));
  return variabili?.Eta === undefined || ages.includes(Number(variabili.Eta)) ? undefined : 'E106';
}

function incomplete({ evento, dataDid, variabili }: DidEvent): boolean {
  const required = evento === 'I' && dataDid >= PROFILING_SINCE;
  if (variabili === undefined) return required;
  return (required ? AT_INSERTION : ALWAYS).some((name) => variabili[name] === undefined);
}

const DAY_MS = 86_400_000;

function dateObjection({ evento, dataEvento, dataDid }: DidEvent, { today, withinDays }: DidWorld): string | undefined {
  if (dataEvento > today) return 'E023';
  if (dataEvento < dataDid) return 'E019';
  // An annulment takes back a mistake, however old.
  const late = Date.parse(today) - Date.parse(dataEvento) > withinDays * DAY_MS;
  return late && evento !== 'A' ? 'E006' : undefined;
}

function holderObjection({ evento, ente }: DidEvent, { holder, tree }: Sap): string | undefined {
  // The node suspends by itself: a CPI has no competence for that, whose SAP it may be.
  if (evento === 'S') return ente === NATIONAL_BODY ? undefined : 'E016';
  if (evento !== 'R') return ente === holder ? undefined : 'E004';
  const home = text(group(group(tree.datianagrafici).domicilio).codcomune);
  return sameRegion(ente, regionOf(home) === '' ? holder : home) ? undefined : 'E016';
}

/** The events that a DID takes in each of its states, by the national service and what regions offer their operators. */
const TAKES: Readonly<Record<HeldDid['state'], readonly TipoEvento[]>> = {
  assente: ['I'],
  inserita: ['C', 'S', 'R', 'A'],
  convalidata: ['C', 'S', 'R', 'A'],
  sospesa: ['C', 'R'],
  revocata: ['I'],
  annullata: ['I'],
};

function stateObjection({ evento, dataDid }: DidEvent, did: HeldDid | undefined): string | undefined {
  const { state } = did ?? { state: 'assente' as const };
  const taken = TAKES[state].includes(evento);
  if (evento === 'I') return taken ? undefined : 'E003';
  if (did === undefined) return 'E007';
  if (did.dataDid !== dataDid) return 'E008';
  if (taken) return undefined;
  return evento === 'A' ? 'E020' : 'E009';
}

/** Dates that stand for "no end". */
const NEVER = '2100-01-01';

function workObjection({ evento, dataDid }: DidEvent, tree: DocumentTree): string | undefined {
  if (evento !== 'I') return undefined;
  const jobs = many(tree.esperienzelavoro_lst).flatMap((list) => many(list.esperienzalavoro));
  const running = jobs.some(({ datainizio, datafine }) => {
    const end = text(datafine);
    return text(datainizio) !== '' && text(datainizio) < dataDid && (end === '' || end >= NEVER);
  });
  return running ? 'E005' : undefined;
}

const startOf = (pact: Politica): string => text(pact.data) || text(pact.data_proposta);

/** The takings in charge that may belong to a DID: those that did not begin before it. */
const pactsSince = (rows: readonly Politica[], dataDid: string): Politica[] =>
  rows.filter((row) => isPatto05(row) && startOf(row) >= dataDid);

function pactObjection(event: DidEvent, rows: readonly Politica[], did: HeldDid | undefined): string | undefined {
  const { evento, dataDid, ente } = event;
  const pacts = pactsSince(rows, dataDid);
  const open = rows.filter(isOpenPatto05);
  if (evento === 'I') {
    if (open.filter((pact) => startOf(pact) === dataDid).length > 1) return 'E010';
    return open.some((pact) => promoterOf(pact) !== ente) ? 'E024' : undefined;
  }
  if (evento === 'C') return confirmationObjection(event, pacts.filter(isOpenPatto05));
  if (evento === 'R') return endObjection(event, pactOf(did, pacts));
  return evento === 'A' && pacts.some(isOpenPatto05) ? 'E011' : undefined;
}

/** The pact that a confirmation links: open, of its own CPI, and with an id. */
export const pactToLink = (rows: readonly Politica[], { dataDid, ente }: DidEvent): Politica | undefined =>
  pactsSince(rows, dataDid).find(
    (pact) => isOpenPatto05(pact) && promoterOf(pact) === ente && text(pact.identificativo_politica) !== '',
  );

function confirmationObjection(event: DidEvent, open: readonly Politica[]): string | undefined {
  if (open.length === 0) return 'E014';
  if (open.filter((pact) => startOf(pact) === event.dataDid).length > 1) return 'E010';
  if (open.length > 1) return 'E012';
  const pact = pactToLink(open, event);
  if (pact === undefined) return 'E013';
  if (event.dataEvento < text(pact.data_proposta)) return 'E025';
  if (event.dataEvento < startOf(pact)) return 'E022';
  return event.dataEvento === startOf(pact) ? undefined : 'E018';
}

/** The pact of a DID: the one it is linked to, or the latest that began after it. */
function pactOf(did: HeldDid | undefined, pacts: readonly Politica[]): Politica | undefined {
  const linked = text(did?.row.identificativo_presa_in_carico);
  const byStart = pacts.toSorted((a, b) => startOf(b).localeCompare(startOf(a)));
  return byStart.find((pact) => linked !== '' && text(pact.identificativo_politica) === linked) ?? byStart[0];
}

/** A revocation has the day on which the pact ended; while it runs, a day before its planned end. */
function endObjection({ dataEvento }: DidEvent, pact: Politica | undefined): string | undefined {
  const end = text(pact?.data_fine);
  if (pact === undefined || end === '') return undefined;
  const kept = isOpenPatto05(pact) ? dataEvento <= end : dataEvento === end;
  return kept ? undefined : 'E015';
}
