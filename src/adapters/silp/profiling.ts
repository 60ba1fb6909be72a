/** The profilings of SILP: one that the nation computed is fetched by SILP itself, another is computed; an assessment is saved. */
import type { Answer, Outbound } from '../adapter.js';
import { accepted, documentOf, type Row, rowsOf, sameDay } from './answers.js';
import { acknowledged, type Envelope, type Stop } from './errors.js';
import type { SilpWire } from './wire.js';
import { presentWorker } from './worker.js';

const PAGE = '?page=0&recForPage=50';

export const profilingsOf = (wire: SilpWire, idSilLavAnagrafica: number, signal: AbortSignal) =>
  accepted(wire.question(`profiling-quantitativo/ricerca${PAGE}`, { idSilLavAnagrafica }, signal));

export const assessmentsOf = (wire: SilpWire, idSilLavAnagrafica: number, signal: AbortSignal) =>
  accepted(wire.question(`profiling-qualitativo/ricerca${PAGE}`, { idSilLavAnagrafica }, signal));

/** `assessment`: the document is a LavPqual; otherwise a ProfilingQuant. */
export async function sendProfiling(
  wire: SilpWire,
  outbound: Outbound,
  assessment: boolean,
  signal: AbortSignal,
): Promise<Answer> {
  const document = documentOf(outbound.body);
  const worker = await presentWorker(wire, outbound.codiceFiscale, signal);
  if ('outcome' in worker) return worker;
  const silLavAnagrafica = { codFiscale: outbound.codiceFiscale, idSilLavAnagrafica: worker.id };
  const own: Row = { ...document, silLavAnagrafica };
  const saved = assessment
    ? await saveAssessment(wire, worker.id, own, signal)
    : await saveProfiling(wire, worker.id, own, signal);
  if (saved === 'there') return acknowledged('INVARIATO');
  return 'outcome' in saved ? saved : acknowledged('OK', saved.messages);
}

type Saved = Envelope | Stop | 'there';

async function saveProfiling(wire: SilpWire, id: number, profilingQuant: Row, signal: AbortSignal): Promise<Saved> {
  const found = await profilingsOf(wire, id, signal);
  if ('outcome' in found) return found;
  const { codiceProfiling, dataCalcolo, silLavAnagrafica } = profilingQuant;
  const isSame = (row: Row): boolean =>
    sameDay(row.dataCalcolo, dataCalcolo) && (codiceProfiling === undefined || row.codiceProfiling === codiceProfiling);
  if (rowsOf(found.members.list).some(isSame)) return 'there';
  if (codiceProfiling === undefined)
    return accepted(
      wire.change('profiling-quantitativo/calcola-e-salva-profiling-quantitativo', { profilingQuant }, signal),
    );
  const { codFiscale } = silLavAnagrafica as { readonly codFiscale: string };
  const path = `profiling-quantitativo/acquisisci-profiling-quantitativo/${encodeURIComponent(codFiscale)}`;
  return accepted(wire.change(path, {}, signal));
}

async function saveAssessment(wire: SilpWire, id: number, lavPqual: Row, signal: AbortSignal): Promise<Saved> {
  const found = await assessmentsOf(wire, id, signal);
  if ('outcome' in found) return found;
  if (rowsOf(found.members.list).some((row) => sameDay(row.dtPqual, lavPqual.dtPqual))) return 'there';
  return accepted(wire.change('profiling-qualitativo/salva-profiling-qualitativo', { lavPqual }, signal));
}
