/** The worker file: reading it and the one-shot write, with SILP's rules about who may be written and what. */
import type { Ledger } from '../state.js';
import { message, positive, refusal } from './answers.js';
import { readDates, romeIso } from './dates.js';
import { asJson, asText, get, isJson, type Json } from './json.js';
import { DOCUMENTS } from './requests.js';
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

/** `inserisci-modifica-fascicolo-cittadino`: there is no version check, and no comparison with what the caller had read. */
export function inserisciModifica(workers: Workers, ledger: Ledger, body: Buffer): Json {
  const request = DOCUMENTS.controlliFascicolo(body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const { tree } = request;
  const name = ledger.received(OPERATION, JSON.stringify([tree.schedaModificata, tree.sezioniSapModificate]));
  const sent = readDates(tree.schedaModificata);
  if (!isJson(sent)) return refusal('SBX-07', 'schedaModificata');
  const codes = Array.isArray(tree.sezioniSapModificate) ? tree.sezioniSapModificate.map(asText) : [];
  const { known, unknown } = expandSections(codes);
  if (unknown.length > 0) return refusal('SBX-04', unknown.join(', '));
  const inserting = asText(tree.tipoOperazione) === 'ins';
  const target = inserting ? newcomer(workers, sent) : workers.byId(tree.idSilLavAnagrafica);
  if (target === undefined) return refusal(inserting ? 'SBX-02' : 'E0007');
  if (target.archived) return refusal('SBX-01');
  const after = replaceSections(target.scheda, sent, known);
  const complaint = complaintAbout(target, after, inserting);
  if (complaint !== undefined) return complaint;
  if (asks(target, after, inserting, tree.flgFattaDomandaSalva)) return question(codes, target);
  const scheda = { ...after, dataUltimoAggiornamento: romeIso(new Date()) };
  const saved = inserting ? workers.add({ scheda }) : workers.write(target, scheda);
  ledger.applied(OPERATION, saved.codiceFiscale, name);
  return positive({
    idSilLavAnagrafica: String(saved.idSilLavAnagrafica),
    fascicolo: fileOf(saved),
    flgFareDomandaSalva: false,
    flgSalvataggioEseguito: true,
    msgDomandaSalva: null,
    sezioniSapModificate: [...known],
  });
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

function complaintAbout(target: Worker, after: Scheda, inserting: boolean): Json | undefined {
  const personal = personalOf(after);
  const missing = ['codiceFiscale', 'cognome', 'nome', 'dataDiNascita'].filter((name) => asText(personal[name]) === '');
  if (missing.length > 0) return refusal('SBX-03', missing.join(', '));
  const present = asText(target.scheda.identificativoSap);
  if (!inserting && present !== '' && asText(after.identificativoSap) !== present) return refusal('SBX-05');
  return undefined;
}

/** A change of the comune of domicile may move the competence to another CPI, so SILP wants it confirmed. */
function asks(target: Worker, after: Scheda, inserting: boolean, answered: unknown): boolean {
  const before = asText(get(target.scheda, DOMICILE));
  return !inserting && answered !== true && before !== '' && before !== asText(get(after, DOMICILE));
}

function question(codes: readonly string[], target: Worker): Json {
  return positive({
    idSilLavAnagrafica: String(target.idSilLavAnagrafica),
    fascicolo: null,
    flgFareDomandaSalva: true,
    flgSalvataggioEseguito: false,
    msgDomandaSalva: { ...asJson(message('SBX-08')), error: false, tipo: 'C' },
    sezioniSapModificate: [...codes],
  });
}
