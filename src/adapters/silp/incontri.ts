/** Meetings of an assegno di ricollocazione, in SILP's agenda. What is no meeting SILP has no place for. */
import type { Answer, Outbound } from '../adapter.js';
import { accepted, documentOf, isRow, rowsOf, sameDay, says } from './answers.js';
import { acknowledged, refused } from './errors.js';
import type { SilpWire } from './wire.js';
import { presentWorker } from './worker.js';

const PAGE = '?page=0&recForPage=50';
const INSERT = 'I';
const MODIFY = 'M';

/** A meeting is known by its day, and by its hour where it has one. `service` is SILP's key of the service of the assegno. */
export async function sendMeeting(
  wire: SilpWire,
  outbound: Outbound,
  service: number | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const { primoAppuntamento, incontro } = documentOf(outbound.body);
  const meeting = isRow(primoAppuntamento) ? primoAppuntamento : incontro;
  if (!isRow(meeting)) return acknowledged('NULLA-DA-TENERE');
  if (service === undefined) return refused('SERVIZIO-ASSENTE', 'sides.silp.adrService is not set; nothing was sent');
  const worker = await presentWorker(wire, outbound.codiceFiscale, signal);
  if ('outcome' in worker) return worker;
  const wanted = { idSilLavAnagrafica: String(worker.id), idServizio: service };
  const found = await accepted(wire.question(`agende/incontri/ricerca${PAGE}`, wanted, signal));
  if ('outcome' in found) return found;
  const present = rowsOf(found.members.list).find(
    ({ dataIncontro, oraIncontro }) =>
      sameDay(dataIncontro, meeting.dataIncontro) && says(oraIncontro, meeting.oraIncontro),
  );
  if (present !== undefined && says(asMeeting(present), meeting)) return acknowledged('INVARIATO');
  const form = {
    ...meeting,
    idSilLavAnagrafica: worker.id,
    idSilwebTIncServizi: service,
    flgOperatore: 'S',
    operazione: present === undefined ? INSERT : MODIFY,
    ...(present === undefined ? {} : { dettaglioIncontroPrecedente: { incontro: present } }),
  };
  const saved = await accepted(wire.change('agende/incontri/salva', form, signal));
  return 'outcome' in saved ? saved : acknowledged('OK', saved.messages);
}

/** A meeting as SILP lists it under the names of the one that it is told: the interface has two names for each. */
const asMeeting = (row: Readonly<Record<string, unknown>>) => ({
  dataIncontro: row.dataIncontro,
  oraIncontro: row.oraIncontro,
  durataEffettiva: row.durataEffettivaIncontroMinuti,
  idStatoIncon: row.idSilTStatoIncontro,
  note: row.dsNoteIncontro,
});
