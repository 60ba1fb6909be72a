/** Who a codice fiscale is at SILP. It is not unique there: duplicates and archived copies exist. */
import { accepted } from './answers.js';
import { isFailed, refusalOf, refused, type Stop } from './errors.js';
import type { SilpWire } from './wire.js';

export interface Worker {
  readonly id: number;
  readonly archived: boolean;
}

/** Code of the older search service for "no such worker". */
const NOT_PRESENT = 'E0004';

/**
 * The one worker with the codice fiscale, or undefined when SILP knows none. Several are refused when more than one is not
 * archived, or when the one found is archived: which of them is meant only a person can say. These are the rules that
 * SILP's own clients keep.
 */
export async function findWorker(
  wire: SilpWire,
  codiceFiscale: string,
  signal: AbortSignal,
): Promise<Worker | undefined | Stop> {
  const found = await wire.findCodiceFiscale(codiceFiscale, signal);
  if (isFailed(found)) return found;
  const { members, messages, positive } = found;
  const blocked = messages.some(({ blocking, codice }) => blocking && codice !== NOT_PRESENT);
  if (!positive && blocked) return refusalOf(found);
  if (members.isPresentiPiuDiUnLavoratoreConFlgNonArchiviato === true) {
    return refused('PIU-LAVORATORI', 'SILP has more than one worker with this codice fiscale; merge them there first');
  }
  const worker = workerOf(members.lavoratoreRidotto) ?? workerOf(members.lavoratore);
  if (worker?.archived && members.isPresentiPiuLavoratoriPerCodiceFiscale === true) {
    return refused('ARCHIVIATO', 'SILP has several workers with this codice fiscale and the one found is archived');
  }
  return worker;
}

function workerOf(value: unknown): Worker | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { idSilLavAnagrafica: id, flgArchiviato } = value as Record<string, unknown>;
  return typeof id === 'number' ? { id, archived: flgArchiviato === 'S' } : undefined;
}

/** A single archived worker is taken out of the archive before it is used. Undefined when that went well. */
export async function awaken(wire: SilpWire, worker: Worker, signal: AbortSignal): Promise<Stop | undefined> {
  if (!worker.archived) return undefined;
  const restored = await wire.restore(worker.id, signal);
  if (isFailed(restored)) return restored;
  return restored.positive ? undefined : refusalOf(restored);
}

/**
 * The worker whom a record is about, out of the archive. One whom SILP does not know it fetches from the national node
 * first; whom that does not know either must go to the employment centre, says SILP.
 */
export async function presentWorker(
  wire: SilpWire,
  codiceFiscale: string | undefined,
  signal: AbortSignal,
): Promise<Worker | Stop> {
  if (codiceFiscale === undefined) {
    return refused(
      'SENZA-CODICE-FISCALE',
      'the record names no person, and SILP finds a worker by codice fiscale only',
    );
  }
  const found = await findWorker(wire, codiceFiscale, signal);
  if (found === undefined) {
    const fetched = await accepted(wire.acquire({ codiceFiscaleLavoratore: codiceFiscale }, signal));
    if ('outcome' in fetched) return fetched;
  }
  const worker = found ?? (await findWorker(wire, codiceFiscale, signal));
  if (worker === undefined) return refused('E0004', 'SILP knows no worker with this codice fiscale');
  if ('outcome' in worker) return worker;
  return (await awaken(wire, worker, signal)) ?? worker;
}
