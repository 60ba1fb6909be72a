/** Fetching what SILP holds of a person now: each record as the row that SILP keeps of it. */
import { ASSESSMENT, V1 } from '../../contract/silp/index.js';
import type { RecordName } from '../../foundation/names.js';
import type { PullAnswer, Pulled } from '../adapter.js';
import { accepted, isRow, type Row, rowsOf } from './answers.js';
import { didDetail, lastDid } from './did.js';
import type { Envelope, Stop } from './errors.js';
import { readFile } from './merge.js';
import { pactsOf } from './patto.js';
import { assessmentsOf, profilingsOf } from './profiling.js';
import type { SilpWire } from './wire.js';
import { awaken, findWorker } from './worker.js';

/** National outcome of an event that was conferred: the nation knows of it already. */
const CONFERRED = 'E100';

type Reading = (wire: SilpWire, id: number, signal: AbortSignal) => Promise<readonly Pulled[] | Absent | Stop>;
type Absent = Extract<PullAnswer, { outcome: 'absent' }>;

const absent = (detail: string): Absent => ({ outcome: 'absent', detail });

const pulled = (record: RecordName, row: Row, revision = V1): Pulled => ({
  record,
  event: 'invio',
  revision,
  body: Buffer.from(JSON.stringify(row), 'utf8'),
});

const file: Reading = async (wire, id, signal) => {
  const read = await readFile(wire, id, signal);
  return 'outcome' in read ? read : [pulled('sap', read.file)];
};

/** The event of the last DID that SILP has tried to confer; one that the nation took is no news to anybody. */
const did: Reading = async (wire, idSilLavAnagrafica, signal) => {
  const last = await lastDid(wire, idSilLavAnagrafica, signal);
  if ('outcome' in last) return last;
  if (last.did === undefined) return absent('SILP holds no DID of this person');
  const detail = await didDetail(wire, { ...last.did, idSilLavAnagrafica }, signal);
  if ('outcome' in detail) return detail;
  const { chiamataConferimDid, lavSapDid } = detail.members;
  if (!isRow(chiamataConferimDid)) return absent('SILP has not tried to confer an event of this DID');
  if (chiamataConferimDid.codEsitoMin === CONFERRED) return absent('SILP itself has conferred the last event already');
  // The call embeds its DID, which embeds the call: SILP may leave the inner one out.
  return [pulled('did', { ...chiamataConferimDid, silLavSapDid: chiamataConferimDid.silLavSapDid ?? lavSapDid })];
};

const patti: Reading = async (wire, id, signal) => {
  const found = await pactsOf(wire, id, signal);
  if ('outcome' in found) return found;
  const pacts = rowsOf(found.members.list);
  return pacts.length === 0 ? absent('SILP holds no pact of this person') : pacts.map((row) => pulled('patto', row));
};

/** The last profiling of each kind. */
const profilings: Reading = async (wire, id, signal) => {
  const computed = await newest(wire, await profilingsOf(wire, id, signal), signal, {
    day: 'dataCalcolo',
    path: ({ idSilProfilingQuant }) => `profiling-quantitativo/find-profiling-quantitativo-silp/${idSilProfilingQuant}`,
    member: 'profQuantitativo',
  });
  if (computed !== undefined && 'outcome' in computed) return computed;
  const assessed = await newest(wire, await assessmentsOf(wire, id, signal), signal, {
    day: 'dtPqual',
    path: ({ idSilwebLavPqual }) => `profiling-qualitativo/find-profiling-qualitativo/${idSilwebLavPqual}`,
    member: 'pqual',
  });
  if (assessed !== undefined && 'outcome' in assessed) return assessed;
  const found = [
    ...(computed === undefined ? [] : [pulled('profiling', computed.row)]),
    ...(assessed === undefined ? [] : [pulled('profiling', assessed.row, ASSESSMENT)]),
  ];
  return found.length === 0 ? absent('SILP holds no profiling of this person') : found;
};

interface Kind {
  readonly day: string;
  readonly path: (row: Row) => string;
  readonly member: string;
}

async function newest(
  wire: SilpWire,
  found: Envelope | Stop,
  signal: AbortSignal,
  { day, path, member }: Kind,
): Promise<{ readonly row: Row } | Stop | undefined> {
  if ('outcome' in found) return found;
  const rows = [...rowsOf(found.members.list)].sort((a, b) => momentOf(b[day]) - momentOf(a[day]));
  const [last] = rows;
  if (last === undefined) return undefined;
  const detail = await accepted(wire.read(path(last), signal));
  if ('outcome' in detail) return detail;
  const row = detail.members[member];
  return isRow(row) ? { row } : undefined;
}

/** When a date of SILP is, for sorting; what is none comes first. */
const momentOf = (value: unknown): number =>
  typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) || 0 : 0;

/** Section 6 of the file, each policy with the worker whom the file itself names once. */
const policies: Reading = async (wire, id, signal) => {
  const read = await readFile(wire, id, signal);
  if ('outcome' in read) return read;
  const section = read.file.politicheAttiveLavoratore;
  const rows = rowsOf(isRow(section) ? section.politicheAttive : undefined);
  const found: Pulled[] = [];
  for (const row of rows) {
    const detail = await accepted(wire.read(`fascicolo/get-dettaglio-politica-attiva/${row.idPolitica}`, signal));
    if ('outcome' in detail) return detail;
    const { lavSapSez6, eventiPolitica } = detail.members;
    found.push(pulled('politica-attiva', { ...row, lavSapSez6, eventiPolitica }));
  }
  return found.length === 0 ? absent('SILP holds no policy of this person') : found;
};

const READINGS: Readonly<Partial<Record<RecordName, Reading>>> = {
  sap: file,
  did,
  patto: patti,
  profiling: profilings,
  'politica-attiva': policies,
};

/** The documents of a record of one person. */
export async function pullRecord(
  wire: SilpWire,
  record: RecordName,
  codiceFiscale: string | undefined,
  signal: AbortSignal,
): Promise<PullAnswer> {
  const reading = READINGS[record];
  if (reading === undefined) return absent(`SILP cannot be asked for ${record}`);
  if (codiceFiscale === undefined) return absent('SILP finds a person by codice fiscale only');
  const worker = await findWorker(wire, codiceFiscale, signal);
  if (worker === undefined) return absent('SILP knows no worker with this codice fiscale');
  if ('outcome' in worker) return worker;
  const asleep = await awaken(wire, worker, signal);
  if (asleep) return asleep;
  const read = await reading(wire, worker.id, signal);
  return 'outcome' in read ? read : { outcome: 'found', documents: read };
}
