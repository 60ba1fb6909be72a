/** The worker file: reading it and the one-shot write, with SILP's rules about who may be written and what. */
import type { Ledger } from '../state.js';
import { message, positive, refusal } from './answers.js';
import { withHolder } from './competence.js';
import { readDates, romeIso } from './dates.js';
import { asJson, asText, get, isJson, type Json } from './json.js';
import { read } from './requests.js';
import { emptyScheda } from './scheda.js';
import { expandSections, replaceSections } from './sections.js';
import { codiceFiscaleOf, personalOf, type Scheda, type Worker, type Workers } from './workers.js';

const OPERATION = 'inserisci-modifica-fascicolo-cittadino';
const DOMICILE = ['datiAnagrafici', 'reperibilitaRecapiti', 'domicilio', 'indirizzo', 'luogo', 'comune', 'id'];

export function dettaglio(workers: Workers, id: string | undefined): Json {
  const worker = workers.byId(id);
  return worker === undefined ? refusal('E0007') : positive({ fascicolo: fileOf(worker) });
}

/** A worker file as it is shown: whether it is archived stands among the personal data. */
export function fileOf(worker: Worker): Scheda {
  const file = structuredClone(worker.scheda);
  personalOf(file).flgArchiviato = worker.archived ? 'S' : 'N';
  return file;
}

/** A write that may be carried out, unless a rule of its content forbids it. */
interface Change {
  readonly target: Worker;
  readonly inserting: boolean;
  readonly after: Scheda;
  /** Section codes as the caller listed them, and those that they stand for. */
  readonly listed: readonly string[];
  readonly sections: readonly string[];
  /** The caller has answered SILP's question. */
  readonly confirmed: boolean;
  readonly digest: string;
}

/** `inserisci-modifica-fascicolo-cittadino`: there is no version check, and no comparison with what the caller had read. */
export function inserisciModifica(workers: Workers, ledger: Ledger, body: Buffer): Json {
  const change = readChange(workers, ledger, body);
  if ('refused' in change) return change.refused;
  const complaint = complaintAbout(change);
  if (complaint !== undefined) return complaint;
  if (asks(change)) return question(change);
  const { target, inserting, sections } = change;
  const scheda = { ...heldBy(change), dataUltimoAggiornamento: romeIso(new Date()) };
  const saved = inserting ? workers.add({ scheda }) : workers.write(target, scheda);
  ledger.applied(OPERATION, saved.codiceFiscale, change.digest);
  return positive({
    idSilLavAnagrafica: String(saved.idSilLavAnagrafica),
    fascicolo: fileOf(saved),
    flgFareDomandaSalva: false,
    flgSalvataggioEseguito: true,
    msgDomandaSalva: null,
    sezioniSapModificate: [...sections],
  });
}

function readChange(workers: Workers, ledger: Ledger, body: Buffer): Change | { readonly refused: Json } {
  const request = read('ControlliFascicoloRequest', body);
  if ('problem' in request) return { refused: refusal('SBX-07', request.problem) };
  const { tree } = request;
  const digest = ledger.received(OPERATION, JSON.stringify([tree.schedaModificata, tree.sezioniSapModificate]));
  const sent = readDates(tree.schedaModificata);
  if (!isJson(sent)) return { refused: refusal('SBX-07', 'schedaModificata') };
  const listed = Array.isArray(tree.sezioniSapModificate) ? tree.sezioniSapModificate.map(asText) : [];
  const { known: sections, unknown } = expandSections(listed);
  if (unknown.length > 0) return { refused: refusal('SBX-04', unknown.join(', ')) };
  const inserting = asText(tree.tipoOperazione) === 'ins';
  const target = inserting ? newcomer(workers, sent) : workers.byId(tree.idSilLavAnagrafica);
  if (target === undefined) return { refused: refusal(inserting ? 'SBX-02' : 'E0007') };
  if (target.archived) return { refused: refusal('SBX-01') };
  const after = replaceSections(target.scheda, sent, sections);
  return { target, inserting, after, listed, sections, confirmed: tree.flgFattaDomandaSalva === true, digest };
}

/** A place for a new worker; undefined when the codice fiscale has a record already. */
function newcomer(workers: Workers, sent: Scheda): Worker | undefined {
  const codiceFiscale = codiceFiscaleOf(sent);
  if (workers.of(codiceFiscale).length > 0) return undefined;
  return { idSilLavAnagrafica: 0, codiceFiscale, archived: false, scheda: withoutKey(emptyScheda()) };
}

function withoutKey(scheda: Scheda): Scheda {
  const { idSilLavAnagrafica: _, ...rest } = scheda;
  return rest;
}

function complaintAbout({ target, after, inserting }: Change): Json | undefined {
  const personal = personalOf(after);
  const missing = ['codiceFiscale', 'cognome', 'nome', 'dataDiNascita'].filter((name) => asText(personal[name]) === '');
  if (missing.length > 0) return refusal('SBX-03', missing.join(', '));
  const present = asText(target.scheda.identificativoSap);
  if (!inserting && present !== '' && asText(after.identificativoSap) !== present) return refusal('SBX-05');
  return undefined;
}

/** A file keeps its holder until its domicile moves; a new one gets the CPI that is competent. */
function heldBy(change: Change): Scheda {
  return change.inserting || movesDomicile(change) ? withHolder(change.after) : change.after;
}

function movesDomicile({ target, after }: Change): boolean {
  const before = asText(get(target.scheda, DOMICILE));
  return before !== '' && before !== asText(get(after, DOMICILE));
}

/** A change of the comune of domicile may move the competence to another CPI, so SILP wants it confirmed. */
const asks = (change: Change): boolean => !change.inserting && !change.confirmed && movesDomicile(change);

function question({ target, listed }: Change): Json {
  return positive({
    idSilLavAnagrafica: String(target.idSilLavAnagrafica),
    fascicolo: null,
    flgFareDomandaSalva: true,
    flgSalvataggioEseguito: false,
    msgDomandaSalva: { ...asJson(message('SBX-08')), error: false, tipo: 'C' },
    sezioniSapModificate: [...listed],
  });
}
