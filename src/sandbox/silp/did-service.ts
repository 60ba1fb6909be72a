/** DIDs of the simulated SILP and the declarations made to INPS, with the order of the calls by which one is entered. */
import { positive, refusal } from './answers.js';
import { readDates, romeIso } from './dates.js';
import { declarationOperations } from './declarations.js';
import { complaintAboutEntry, entered, listed, mayFollow, newState } from './dids.js';
import { asText, type Json } from './json.js';
import { dayOf, page, type SilpNode } from './node.js';
import { closePolicy, openWithoutPact } from './policies.js';
import { read } from './requests.js';
import type { Described, Operation } from './route.js';
import type { Worker } from './workers.js';

const post = (url: string, run: Operation): Described => ({ method: 'POST', url, run });

/** Runs an operation whose body is of that schema, about the worker that it names. */
function about(
  { workers }: SilpNode,
  schema: string,
  run: (worker: Worker, form: Json, body: Buffer) => Json,
): Operation {
  return ({ body }) => {
    const request = read(schema, body);
    if ('problem' in request) return refusal('SBX-07', request.problem);
    const form = readDates(request.tree) as Json;
    const worker = workers.byId(form.idSilLavAnagrafica);
    if (worker === undefined) return refusal('E0007');
    return worker.archived ? refusal('SBX-01') : run(worker, form, body);
  };
}

export function didOperations(node: SilpNode): readonly Described[] {
  return [
    {
      method: 'GET',
      url: '/inserisci-did/controlli-pre-inserimento/:id',
      run: ({ params }) => beforeEntry(node, params.id),
    },
    post('/inserisci-did/chiusura-politica/:id', ({ params }) => closing(node, params.id)),
    post(
      '/inserisci-did/on-change-data-did',
      about(node, 'FormInserisciDid', (_, { dataDid }) => status(dataDid)),
    ),
    post(
      '/inserisci-did/salva',
      about(node, 'FormInserisciDid', (worker, form, body) => enter(node, worker, form, body)),
    ),
    post(
      '/gestione-stati-did/controlli-preliminari',
      about(node, 'FormInserisciDid', (worker, form) => complaintAboutState(node, worker, form) ?? positive({})),
    ),
    post(
      '/gestione-stati-did/on-change-data-stato-did',
      about(node, 'FormInserisciDid', (_, { dataStatoDid }) => status(dataStatoDid)),
    ),
    post(
      '/gestione-stati-did/salva-cambio-stato-did',
      about(node, 'FormInserisciDid', (worker, form, body) => change(node, worker, form, body)),
    ),
    post(
      '/did/ricerca',
      about(node, 'FormRicercaDid', ({ idSilLavAnagrafica }) =>
        positive(page(node.dids.of(idSilLavAnagrafica).map((did, i) => listed(did, i === 0)))),
      ),
    ),
    post(
      '/did/find-did',
      about(node, 'FormDettaglioDid', (_, { idSilLavSapDid }) => detail(node, idSilLavSapDid)),
    ),
    post(
      '/orchestratore/prenota-e-invia-la-sap',
      about(node, 'FormOrchestratore', ({ idSilLavAnagrafica, codiceFiscale }) => {
        node.sent.add(idSilLavAnagrafica);
        node.ledger.applied('prenota-e-invia-la-sap', codiceFiscale, String(idSilLavAnagrafica));
        return positive({});
      }),
    ),
    ...declarationOperations(node),
  ];
}

/** SILP computes the status from employment notices, which the sandbox has none of: the person is without work. */
const status = (day: unknown): Json =>
  positive({
    listStatoOccupazionale: [{ dataStatoDID: day, condizioneOccupazionale: { idSilTStatoOccupMin: 'CO' } }],
    sovrareddito: null,
    tipoSovrareddito: null,
    dataInizioSospensione: null,
  });

function beforeEntry(node: SilpNode, id: string | undefined): Json {
  const worker = node.workers.byId(id);
  if (worker === undefined) return refusal('E0007');
  const complaint = complaintAboutEntry(node, worker, dayOf(romeIso(new Date())));
  if (complaint) return complaint;
  const policy = openWithoutPact(node, worker);
  return positive({
    trovataPresaInCaricoPiemonteSenzaPatto: policy !== undefined,
    idPoliticaPresaInCaricoPiemonteSenzaPatto: policy?.idPolitica ?? null,
  });
}

function closing(node: SilpNode, id: string | undefined): Json {
  const worker = closePolicy(node, id, dayOf(romeIso(new Date())));
  if (worker === undefined) return refusal('SBX-15');
  node.ledger.applied('chiusura-politica', worker.codiceFiscale, String(id));
  return positive({});
}

function enter(node: SilpNode, worker: Worker, form: Json, body: Buffer): Json {
  const digest = node.ledger.received('salva', body);
  const complaint = complaintAboutEntry(node, worker, dayOf(form.dataDid));
  if (complaint) return complaint;
  if (openWithoutPact(node, worker)) return refusal('SBX-15');
  const known = asText(worker.scheda.identificativoSap) !== '' || node.sent.has(worker.idSilLavAnagrafica);
  if (!known) return refusal('103015');
  node.dids.put(worker.idSilLavAnagrafica, entered(worker, form));
  node.ledger.applied('salva', worker.codiceFiscale, digest);
  return positive({});
}

function complaintAboutState(node: SilpNode, worker: Worker, form: Json): Json | undefined {
  const did = node.dids.byId(form.idSilLavSapDid);
  if (did === undefined || !node.dids.of(worker.idSilLavAnagrafica).includes(did)) return refusal('SBX-14');
  return mayFollow(did, form);
}

function change(node: SilpNode, worker: Worker, form: Json, body: Buffer): Json {
  const digest = node.ledger.received('salva-cambio-stato-did', body);
  const complaint = complaintAboutState(node, worker, form);
  if (complaint) return complaint;
  const did = node.dids.byId(form.idSilLavSapDid) as Json;
  node.dids.put(worker.idSilLavAnagrafica, newState(worker, did, form));
  node.ledger.applied('salva-cambio-stato-did', worker.codiceFiscale, digest);
  return positive({});
}

function detail({ dids }: SilpNode, id: unknown): Json {
  const did = dids.byId(id);
  if (did === undefined) return refusal('SBX-14');
  const { chiamata, ...lavSapDid } = did;
  return positive({ lavSapDid, chiamataConferimDid: chiamata, isAllineatoN00Did: false });
}
