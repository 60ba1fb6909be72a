/** SILP, simulated: the part of its REST interface that carries the SAP. */
import type { SideRequest, SideRoute } from '../server.js';
import type { Ledger } from '../state.js';
import { lavAnagrafica, lavoratoreRidotto, type MessageCode, positive, refusal } from './answers.js';
import { didOperations } from './did-service.js';
import { dettaglio, inserisciModifica } from './fascicolo.js';
import { asText, type Json } from './json.js';
import { meetingOperations } from './meetings.js';
import type { NationalCall } from './national-client.js';
import { fetchSap } from './national-sap.js';
import type { SilpNode } from './node.js';
import { noticeRoute } from './notices.js';
import { pactOperations } from './pacts.js';
import { profilingOperations } from './profilings.js';
import { read } from './requests.js';
import { type Described, type FrontOptions, type Operation, operation } from './route.js';
import { importSap } from './sap-import.js';
import { summaryOperations } from './summary.js';
import { codiceFiscaleOf, type Worker, type Workers } from './workers.js';

export { SILP_BASE } from './route.js';

export interface SilpOptions extends FrontOptions {
  readonly node: SilpNode;
  /** The national node that SILP fetches a SAP from; without it, it answers from what it holds. */
  readonly national?: NationalCall;
}

/** What SILP asks of the national node, and whether it keeps the answer. */
const NATIONAL = { 'acquisire-sap': true, 'ricevi-sap': true, 'richiesta-sap': false } as const;
type NationalOperation = keyof typeof NATIONAL;

export function silpRoutes(options: SilpOptions): SideRoute[] {
  const { node, ledger } = options;
  const { workers } = node;
  const get = (url: string, run: Operation): Described => ({ method: 'GET', url, run });
  const post = (url: string, run: Operation): Described => ({ method: 'POST', url, run });
  const national = (which: NationalOperation, url: string): Described => ({
    ...post(url, (request) => fetchFromNational(options, which, request)),
    national: true,
  });
  const operations: readonly Described[] = [
    get('/lavoratore/find-codice-fiscale/:cod', ({ params }) => byCodiceFiscale(workers, params.cod)),
    get('/lavoratore/find/:id', ({ params }) => byId(workers, params.id)),
    post('/fascicolo/get-dettaglio/:id', ({ params }) => dettaglio(workers, params.id)),
    post('/fascicolo/inserisci-modifica-fascicolo-cittadino', ({ body }) => inserisciModifica(workers, ledger, body)),
    post('/fascicolo/archivia-disarchivia-lavoratore/:id/:operation', ({ params }) => archive(workers, ledger, params)),
    national('acquisire-sap', '/orchestratore/acquisire-sap'),
    national('richiesta-sap', '/orchestratore/richiesta-sap'),
    national('ricevi-sap', '/did/ricevi-sap'),
    ...summaryOperations(node),
    ...didOperations(node),
    ...pactOperations(node),
    ...profilingOperations(node),
    ...meetingOperations(node),
  ];
  return [...operations.map((one) => operation(options, one)), noticeRoute(options, node)];
}

function byCodiceFiscale(workers: Workers, codiceFiscale = ''): Json {
  const found = workers.of(codiceFiscale.toUpperCase());
  const [first] = found;
  if (first === undefined) return refusal('E0004');
  return lavoratore(first, {
    isPresentiPiuLavoratoriPerCodiceFiscale: found.length > 1,
    isPresentiPiuDiUnLavoratoreConFlgNonArchiviato: found.filter((worker) => !worker.archived).length > 1,
  });
}

function byId(workers: Workers, id: string | undefined): Json {
  const worker = workers.byId(id);
  return worker === undefined ? refusal('E0007') : lavoratore(worker);
}

const lavoratore = (worker: Worker, more: Json = {}): Json =>
  positive({ lavoratore: lavAnagrafica(worker), lavoratoreRidotto: lavoratoreRidotto(worker), ...more });

/** `D` restores a record, `A` archives it. */
function archive(workers: Workers, ledger: Ledger, { id, operation }: Readonly<Record<string, string>>): Json {
  const worker = workers.byId(id);
  if (worker === undefined) return refusal('E0007');
  if (operation !== 'D' && operation !== 'A') return refusal('SBX-07', 'operazioneDaEffettuare');
  workers.archive(worker, operation === 'A');
  ledger.applied('archivia-disarchivia-lavoratore', worker.codiceFiscale, `${operation}`);
  return positive({ msg: null });
}

async function fetchFromNational(
  { node: { workers }, ledger, national }: SilpOptions,
  operation: NationalOperation,
  { body }: SideRequest,
): Promise<Json> {
  const request = read('FormOrchestratore', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const { codiceFiscaleLavoratore, identificativoSap, idSilLavAnagrafica } = request.tree;
  const known = workers.byId(idSilLavAnagrafica) ?? workers.of(asText(codiceFiscaleLavoratore))[0];
  if (national === undefined) return known === undefined ? refusal('E0004') : lavoratore(known);
  const key = {
    codiceFiscale: asText(codiceFiscaleLavoratore) || (known?.codiceFiscale ?? ''),
    identificativoSap: asText(identificativoSap),
  };
  const fetched = await fetchSap(national, key);
  if (fetched.outcome === 'refused') return refusal(fetched.code satisfies MessageCode);
  return imported({ workers, ledger }, operation, fetched.document, known);
}

function imported(
  { workers, ledger }: Pick<SilpNode, 'workers' | 'ledger'>,
  operation: NationalOperation,
  document: string,
  known: Worker | undefined,
): Json {
  const scheda = importSap(document, known?.scheda);
  if (scheda === undefined) return refusal('GGP-S01');
  const codiceFiscale = codiceFiscaleOf(scheda);
  if (!NATIONAL[operation]) {
    const idSilLavAnagrafica = known?.idSilLavAnagrafica ?? 0;
    return lavoratore({ idSilLavAnagrafica, codiceFiscale, archived: known?.archived ?? false, scheda });
  }
  const present = known ?? workers.of(codiceFiscale)[0];
  const saved = present === undefined ? workers.add({ scheda }) : workers.write(present, scheda);
  ledger.applied(operation, saved.codiceFiscale, ledger.received(operation, document));
  return lavoratore(saved);
}
