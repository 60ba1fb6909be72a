/**
 * Writing a SAP into a worker's file. SILP replaces sections whole and checks no version, so the file is read, merged,
 * read again and compared before it is written: what someone else has written meanwhile is merged once more, not lost.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Answer, Outbound } from '../adapter.js';
import { acknowledged, type Envelope, isFailed, messageOf, refusalOf, refused, type Stop } from './errors.js';
import type { FileChange, SilpWire } from './wire.js';
import { awaken, findWorker } from './worker.js';

type File = Readonly<Record<string, unknown>>;

/** How often a file that others keep changing is read again before the delivery is put off. */
const READINGS = 3;

/** Reads, merges and writes one person's file; the caller sees to it that one process does so once at a time. */
export async function writeFile(wire: SilpWire, outbound: Outbound, signal: AbortSignal): Promise<Answer> {
  const { codiceFiscale } = outbound;
  if (codiceFiscale === undefined) {
    return refused('SENZA-CODICE-FISCALE', 'the SAP names no person, so there is no file to write it into');
  }
  const worker = await findWorker(wire, codiceFiscale, signal);
  if (worker === undefined) return insert(wire, outbound, signal);
  if ('outcome' in worker) return worker;
  const asleep = await awaken(wire, worker, signal);
  if (asleep) return asleep;
  return edit(wire, worker.id, outbound, signal);
}

async function insert(wire: SilpWire, outbound: Outbound, signal: AbortSignal): Promise<Answer> {
  const { document, changed } = outbound.onto({});
  return save(
    wire,
    {
      tipoOperazione: 'ins',
      schedaModificata: document,
      sezioniSapModificate: changed,
      flgFattaDomandaSalva: false,
    },
    signal,
  );
}

async function edit(wire: SilpWire, id: number, outbound: Outbound, signal: AbortSignal): Promise<Answer> {
  let read = await readFile(wire, id, signal);
  for (let reading = 1; reading <= READINGS; reading++) {
    if ('outcome' in read) return read;
    const { file } = read;
    const stranger = anotherRecord(file, outbound);
    if (stranger) return stranger;
    const { document, changed } = outbound.onto(file);
    if (changed.length === 0) return acknowledged('INVARIATO', [], sapOf(file));
    read = await readFile(wire, id, signal);
    if (!isDeepStrictEqual(read, { file })) continue;
    return save(
      wire,
      {
        tipoOperazione: 'edit',
        idSilLavAnagrafica: String(id),
        schedaOriginale: file,
        schedaModificata: document,
        sezioniSapModificate: changed,
        flgFattaDomandaSalva: false,
      },
      signal,
    );
  }
  const detail = `the file was changed by others between ${READINGS} readings in a row`;
  return { outcome: 'failed', reason: 'conflict', detail, ambiguous: false };
}

/** The worker's file as SILP holds it now. */
export async function readFile(
  wire: SilpWire,
  id: number,
  signal: AbortSignal,
): Promise<{ readonly file: File } | Stop> {
  const answer = await wire.dettaglio(id, signal);
  if (isFailed(answer)) return answer;
  if (!answer.positive) return refusalOf(answer);
  const { fascicolo } = answer.members;
  if (typeof fascicolo === 'object' && fascicolo !== null) return { file: fascicolo as File };
  const detail = "SILP's answer holds no file";
  return { outcome: 'failed', reason: 'garbled-answer', detail, ambiguous: false };
}

const sapOf = (file: File): string | undefined =>
  typeof file.identificativoSap === 'string' && file.identificativoSap !== '' ? file.identificativoSap : undefined;

/** A file with another national id, or of another person, must not be written: something was mixed up on the way. */
function anotherRecord(file: File, outbound: Outbound): Stop | undefined {
  const present = sapOf(file);
  const ours = outbound.identificativoSap;
  if (present !== undefined && ours !== undefined && present !== ours) {
    return refused('ALTRA-SAP', `SILP's file belongs to another SAP than ${ours}; nothing was written`);
  }
  return undefined;
}

/** Writes, and answers SILP's question once with yes: the sender of the record has decided already. */
async function save(wire: SilpWire, change: FileChange, signal: AbortSignal): Promise<Answer> {
  const answer = await wire.save(change, signal);
  if (isFailed(answer)) return answer;
  if (!asks(answer)) return outcomeOf(answer, change);
  const second = await wire.save({ ...change, flgFattaDomandaSalva: true }, signal);
  if (isFailed(second)) return second;
  if (!asks(second)) return outcomeOf(second, change);
  const question = second.members.msgDomandaSalva;
  const asked = typeof question === 'object' && question !== null ? [messageOf(question as File)] : [];
  return refused('DOMANDA', 'SILP goes on asking instead of saving', asked);
}

const asks = ({ positive, members }: Envelope): boolean =>
  positive && members.flgFareDomandaSalva === true && members.flgSalvataggioEseguito !== true;

function outcomeOf(answer: Envelope, change: FileChange): Answer {
  const { positive, messages, members } = answer;
  const saved = members.flgSalvataggioEseguito;
  if (!positive) return refusalOf(answer);
  if (saved === false)
    return refused('NON-SALVATO', 'SILP accepted the request and says that it saved nothing', messages);
  if (saved !== true && messages.some(({ blocking }) => blocking)) return refusalOf(answer);
  return acknowledged('OK', messages, sapOf(change.schedaModificata as File));
}
