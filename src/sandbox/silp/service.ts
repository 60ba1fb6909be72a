/** SILP, simulated: the part of its REST interface that carries the SAP. */
import { carriesAccount, type SideAnswer, type SideRequest, type SideRoute } from '../server.js';
import type { Ledger } from '../state.js';
import {
  apiError,
  enveloped,
  lavAnagrafica,
  lavoratoreRidotto,
  type MessageCode,
  positive,
  refusal,
} from './answers.js';
import type { DateForm } from './dates.js';
import { dettaglio, inserisciModifica } from './fascicolo.js';
import { asText, type Json } from './json.js';
import type { NationalCall } from './national-client.js';
import { fetchSap } from './national-sap.js';
import { DOCUMENTS } from './requests.js';
import { importSap } from './sap-import.js';
import { codiceFiscaleOf, type Worker, type Workers } from './workers.js';

export const SILP_BASE = '/silpapi/api/v1';

export interface SilpOptions {
  readonly workers: Workers;
  readonly ledger: Ledger;
  readonly account: { readonly username: string; readonly password: string };
  readonly dates: DateForm;
  /** The national node that SILP fetches a SAP from; without it, it answers from what it holds. */
  readonly national?: NationalCall;
  log(line: string): void;
}

type Operation = (request: SideRequest) => Json | Promise<Json>;

/** What SILP asks of the national node, and whether it keeps the answer. */
const NATIONAL = { 'acquisire-sap': true, 'ricevi-sap': true, 'richiesta-sap': false } as const;
type NationalOperation = keyof typeof NATIONAL;

export function silpRoutes(options: SilpOptions): SideRoute[] {
  const { workers, ledger } = options;
  const get = route.bind(undefined, options, 'GET');
  const post = route.bind(undefined, options, 'POST');
  const national = (operation: NationalOperation, url: string): SideRoute =>
    post(operation, url, (request) => fetchFromNational(options, operation, request));
  return [
    get('find-codice-fiscale', '/lavoratore/find-codice-fiscale/:cod', ({ params }) =>
      byCodiceFiscale(workers, params.cod),
    ),
    get('find', '/lavoratore/find/:id', ({ params }) => byId(workers, params.id)),
    post('get-dettaglio', '/fascicolo/get-dettaglio/:id', ({ params }) => dettaglio(workers, params.id)),
    post('inserisci-modifica-fascicolo-cittadino', '/fascicolo/inserisci-modifica-fascicolo-cittadino', ({ body }) =>
      inserisciModifica(workers, ledger, body),
    ),
    post('archivia-disarchivia-lavoratore', '/fascicolo/archivia-disarchivia-lavoratore/:id/:operation', ({ params }) =>
      archive(workers, ledger, params),
    ),
    national('acquisire-sap', '/orchestratore/acquisire-sap'),
    national('richiesta-sap', '/orchestratore/richiesta-sap'),
    national('ricevi-sap', '/did/ricevi-sap'),
  ];
}

function route(options: SilpOptions, method: 'GET' | 'POST', name: string, url: string, run: Operation): SideRoute {
  return {
    method,
    url: SILP_BASE + url,
    answer: async (request): Promise<SideAnswer> => {
      if (!carriesAccount(request, options.account)) return apiError(401, '401', 'Unauthorized');
      options.ledger.called(name);
      const body = await underFault(name, request, run);
      if (body.esitoPositivo !== true) options.ledger.refused(name);
      options.log(`${name}: ${body.esitoPositivo === true ? 'ok' : 'refused'}`);
      return enveloped(body, options.dates);
    },
  };
}

function underFault(name: string, request: SideRequest, run: Operation): Json | Promise<Json> {
  if (request.fault === 'ko') return refusal('SBX-99');
  if (request.fault === 'x001' && name in NATIONAL) return refusal('GGP-S01');
  return run(request);
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
  { workers, ledger, national }: SilpOptions,
  operation: NationalOperation,
  { body }: SideRequest,
): Promise<Json> {
  const request = DOCUMENTS.orchestratore(body);
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
  { workers, ledger }: Pick<SilpOptions, 'workers' | 'ledger'>,
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
