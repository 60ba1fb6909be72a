/** The agenda of the simulated SILP: meetings of a worker under a service, one at a time. */
import { positive, refusal } from './answers.js';
import { readDates } from './dates.js';
import { asText, get, type Json } from './json.js';
import { dayOf, page, type SilpNode } from './node.js';
import { read } from './requests.js';
import type { Described } from './route.js';

const TO_BE_HELD = '1';
const HELD_OR_OVER: ReadonlySet<string> = new Set(['2', '5']);

export function meetingOperations(node: SilpNode): readonly Described[] {
  return [
    { method: 'POST', url: '/agende/incontri/ricerca', run: ({ body }) => search(node, body) },
    { method: 'POST', url: '/agende/incontri/salva', run: ({ body }) => save(node, body) },
  ];
}

function search({ meetings }: SilpNode, body: Buffer): Json {
  const request = read('RicercaIncontriAppuntamentiRequest', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const { idSilLavAnagrafica, idServizio } = request.tree;
  const found = meetings.of(Number(idSilLavAnagrafica)).filter((one) => one.idSilwebTIncServizi === idServizio);
  return positive(page(found));
}

function save({ meetings, workers, ledger }: SilpNode, body: Buffer): Json {
  const digest = ledger.received('salva-incontro', body);
  const request = read('IncontriAppuntamentiRequest', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const form = readDates(request.tree) as Json;
  const worker = workers.byId(form.idSilLavAnagrafica);
  if (worker === undefined) return refusal('E0007');
  const present = meetings.byId(get(form, ['dettaglioIncontroPrecedente', 'incontro', 'idIncontro']));
  const complaint = complaintAbout(form, present);
  if (complaint) return complaint;
  const incontro = meetings.put(worker.idSilLavAnagrafica, {
    ...present,
    idSilLavAnagrafica: worker.idSilLavAnagrafica,
    codFiscaleAnagrafica: worker.codiceFiscale,
    idSilwebTIncServizi: form.idSilwebTIncServizi,
    dataIncontro: form.dataIncontro,
    oraIncontro: form.oraIncontro ?? null,
    durataEffettivaIncontroMinuti: form.durataEffettiva ?? null,
    idSilTStatoIncontro: asText(form.idStatoIncon) || TO_BE_HELD,
    dsNoteIncontro: form.note ?? null,
  });
  ledger.applied('salva-incontro', worker.codiceFiscale, digest);
  return positive({ dettaglio: { incontro } });
}

/** Only a meeting that is still to be held can be changed; a new one needs its service and its day. */
function complaintAbout(form: Json, present: Json | undefined): Json | undefined {
  if (dayOf(form.dataIncontro) === '') return refusal('SBX-07', 'dataIncontro');
  if (form.idSilwebTIncServizi === undefined) return refusal('SBX-07', 'idSilwebTIncServizi');
  if (asText(form.operazione) === 'M' && present === undefined) return refusal('SBX-22');
  return HELD_OR_OVER.has(asText(present?.idSilTStatoIncontro)) ? refusal('SBX-23') : undefined;
}
