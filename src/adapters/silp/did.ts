/**
 * Entering a DID at SILP, and giving it a new state. SILP checks, computes the status for the day and then saves; each step
 * is a call of its own. A DID that is there already in that state is left alone, so a repetition has no second effect.
 */
import type { Answer, Outbound } from '../adapter.js';
import { accepted, documentOf, isRow, type Row, rowsOf, sameDay } from './answers.js';
import { linkDeclaration, unlinkDeclarations } from './did-inps.js';
import { acknowledged, type Envelope, isFailed, refusalOf, refused, type Stop } from './errors.js';
import type { SilpWire } from './wire.js';
import { presentWorker } from './worker.js';

/** SILP's states, apart from E, a technical one. */
const STATES = ['I', 'C', 'S', 'R', 'A'] as const;
/** States in which a DID counts. */
const ACTIVE: ReadonlySet<unknown> = new Set(['I', 'C', 'S']);
const ENTERED = 'I';
const ANNULLED = 'A';
/** SILP wants the SAP to be sent to the national node before the DID is saved. */
const SAP_FIRST = '103015';
const PAGE = '?page=0&recForPage=50';

export async function sendDid(wire: SilpWire, outbound: Outbound, signal: AbortSignal): Promise<Answer> {
  const form = documentOf(outbound.body);
  const worker = await presentWorker(wire, outbound.codiceFiscale, signal);
  if ('outcome' in worker) return worker;
  const known = await lastDid(wire, worker.id, signal);
  if ('outcome' in known) return known;
  const about: About = { wire, worker: worker.id, form, last: known.did, signal };
  if (form.azioneGestioneStatoDid === ENTERED) return enter(about);
  return changeState(about);
}

interface About {
  readonly wire: SilpWire;
  readonly worker: number;
  readonly form: Row;
  readonly last: Row | undefined;
  readonly signal: AbortSignal;
}

/** The worker's last DID in short; undefined where there is none. */
export async function lastDid(
  wire: SilpWire,
  idSilLavAnagrafica: number,
  signal: AbortSignal,
): Promise<{ readonly did: Row | undefined } | Stop> {
  const wanted = { idSilLavAnagrafica, stato: STATES, ordinamento: { columnNumber: 1, order: 0 } };
  const found = await accepted(wire.question(`did/ricerca${PAGE}`, wanted, signal));
  if ('outcome' in found) return found;
  const dids = rowsOf(found.members.list);
  return { did: dids.find(({ flgUltimaDid }) => flgUltimaDid === 'S') ?? dids[0] };
}

/** The DID with its states, and the event that was conferred last. */
export const didDetail = (wire: SilpWire, did: Row, signal: AbortSignal): Promise<Envelope | Stop> => {
  const { idSilLavSapDid, idSilLavAnagrafica, idSilLavSapSez6 } = did;
  return accepted(wire.question('did/find-did', { idSilLavSapDid, idSilLavAnagrafica, idSilLavSapSez6 }, signal));
};

async function enter(about: About): Promise<Answer> {
  const { wire, worker: idSilLavAnagrafica, form, last, signal } = about;
  if (last !== undefined && sameDay(last.dataDid, form.dataDid) && ACTIVE.has(last.codStatoDid))
    return (await link(about, last)) ?? acknowledged('INVARIATO');
  const checks = await accepted(wire.read(`inserisci-did/controlli-pre-inserimento/${idSilLavAnagrafica}`, signal));
  if ('outcome' in checks) return checks;
  const inTheWay = checks.members.idPoliticaPresaInCaricoPiemonteSenzaPatto;
  if (checks.members.trovataPresaInCaricoPiemonteSenzaPatto === true && typeof inTheWay === 'number') {
    const closed = await accepted(wire.change(`inserisci-did/chiusura-politica/${inTheWay}`, {}, signal));
    if ('outcome' in closed) return closed;
  }
  const asked = { ...form, idSilLavAnagrafica };
  const computed = await accepted(wire.question('inserisci-did/on-change-data-did', asked, signal));
  if ('outcome' in computed) return computed;
  const saved = await save(about, { ...asked, ...statusOf(computed) });
  if ('outcome' in saved) return saved;
  const entered = await lastDid(wire, idSilLavAnagrafica, signal);
  if ('outcome' in entered) return entered;
  const stopped = entered.did === undefined ? undefined : await link(about, entered.did);
  return stopped ?? acknowledged('OK', saved.messages);
}

/** The status that SILP proposes for the day: its clients take the first, with the income beside it. */
function statusOf({ members }: Envelope): Row {
  const [statoOccupazionale] = rowsOf(members.listStatoOccupazionale);
  const { sovrareddito, tipoSovrareddito, dataInizioSospensione } = members;
  return { statoOccupazionale, sovrareddito, tipoSovrareddito, dataInizioSospensione };
}

/** Saves; where SILP wants the SAP to be at the national node first, has it sent, saves again and has it fetched back. */
async function save({ wire, worker: idSilLavAnagrafica, signal }: About, form: Row): Promise<Envelope | Stop> {
  const first = await wire.change('inserisci-did/salva', form, signal);
  if (isFailed(first) || first.positive) return first;
  if (!first.messages.some(({ codice }) => codice === SAP_FIRST)) return refusalOf(first);
  const sap = { idSilLavAnagrafica };
  const sent = await accepted(wire.change('orchestratore/prenota-e-invia-la-sap', sap, signal));
  if ('outcome' in sent) return sent;
  const second = await accepted(wire.change('inserisci-did/salva', form, signal));
  if ('outcome' in second) return second;
  const fetched = await accepted(wire.change('did/ricevi-sap', sap, signal));
  return 'outcome' in fetched ? fetched : second;
}

/** A DID out of an application to INPS is linked to the declaration that SILP holds, where it holds it. */
async function link({ wire, form, signal }: About, did: Row): Promise<Stop | undefined> {
  return form.dataDidForzataDaDidINPS === true ? linkDeclaration(wire, form, did, signal) : undefined;
}

async function changeState({ wire, worker: idSilLavAnagrafica, form, last, signal }: About): Promise<Answer> {
  if (last === undefined || !sameDay(last.dataDid, form.dataDid)) {
    return refused('DID-ASSENTE', 'SILP holds no DID of that day; nothing was changed');
  }
  const state = form.azioneGestioneStatoDid;
  if (form.dataDidForzataDaDidINPS === true && state === ANNULLED) {
    const stopped = await unlinkDeclarations(wire, form, last, signal);
    if (stopped) return stopped;
  }
  if (last.codStatoDid === state) return acknowledged('INVARIATO');
  const detail = await didDetail(wire, { ...last, idSilLavAnagrafica }, signal);
  if ('outcome' in detail) return detail;
  const lavSapDid = isRow(detail.members.lavSapDid) ? detail.members.lavSapDid : {};
  const current = rowsOf(lavSapDid.listStatoSapDid).find(({ flgCurrentRecord }) => flgCurrentRecord === 'S');
  const asked = {
    ...form,
    idSilLavAnagrafica,
    idSilLavSapDid: last.idSilLavSapDid,
    idStatoSapDidSelezionato: current?.idStatoSapDid,
    lavSapDid: { ...lavSapDid, listStatoSapDid: undefined },
  };
  const checks = await accepted(wire.question('gestione-stati-did/controlli-preliminari', asked, signal));
  if ('outcome' in checks) return checks;
  const computed = await accepted(wire.question('gestione-stati-did/on-change-data-stato-did', asked, signal));
  if ('outcome' in computed) return computed;
  const changed = { ...asked, ...statusOf(computed) };
  const saved = await accepted(wire.change('gestione-stati-did/salva-cambio-stato-did', changed, signal));
  return 'outcome' in saved ? saved : acknowledged('OK', saved.messages);
}
