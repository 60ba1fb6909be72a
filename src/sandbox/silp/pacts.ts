/** Pacts of the simulated SILP: one open at a time, on the ground of a DID where its project wants one. */
import { positive, refusal } from './answers.js';
import { readDates, romeIso } from './dates.js';
import { stateOf } from './dids.js';
import { asJson, asText, get, type Json } from './json.js';
import { dayOf, embedded, page, type SilpNode } from './node.js';
import { closePolicy, openWithoutPact } from './policies.js';
import { read } from './requests.js';
import type { Described } from './route.js';
import type { Worker } from './workers.js';

const PROJECT = ['silTTargetPatto', 'silTTipoProgettoMin', 'codTipoProgettoMin'];
const WITH_DID = '05';

/** Kinds of receiver, with the project that goes with each; the real values are SILP's own. */
const PROJECTS: Readonly<Record<string, string>> = { '01': '05', '02': '02', '03': '08' };

const isOpen = ({ dataFine, flgAnnullato }: Json): boolean => dayOf(dataFine) === '' && flgAnnullato !== 'S';

export function pactOperations(node: SilpNode): readonly Described[] {
  return [
    { method: 'POST', url: '/patto-di-servizio/ricerca', run: ({ body }) => search(node, body) },
    {
      method: 'POST',
      url: '/patto-di-servizio/controllipreinserimento/:id',
      run: ({ params }) => before(node, params.id),
    },
    { method: 'POST', url: '/patto-di-servizio/chiudi-a02-aperta', run: ({ body }) => close(node, body) },
    { method: 'POST', url: '/patto-di-servizio/controlli-pre-salvataggio', run: ({ body }) => save(node, body, false) },
    { method: 'POST', url: '/patto-di-servizio/salva-patto', run: ({ body }) => save(node, body, true) },
    {
      method: 'GET',
      url: '/patto-di-servizio/getdettaglio/:id',
      run({ params }) {
        const patto = node.pacts.byId(params.id);
        return patto === undefined ? refusal('SBX-17') : positive({ patto });
      },
    },
    {
      method: 'GET',
      url: '/patto-di-servizio/find-tipoProgettoMinByIdPercettore/:kind',
      run({ params }) {
        const codTipoProgettoMin = PROJECTS[params.kind ?? ''];
        return codTipoProgettoMin === undefined
          ? refusal('SBX-21')
          : positive({ tipoProgettoMin: { idSilTTipoProgettoMin: Number(codTipoProgettoMin), codTipoProgettoMin } });
      },
    },
  ];
}

function search({ pacts }: SilpNode, body: Buffer): Json {
  const request = read('FormRicercaPattoDiServizio', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  return positive(page(pacts.of(Number(request.tree.idSilLavAnagrafica))));
}

function before(node: SilpNode, id: string | undefined): Json {
  const worker = node.workers.byId(id);
  if (worker === undefined) return refusal('E0007');
  const policy = openWithoutPact(node, worker);
  const open = node.pacts.of(worker.idSilLavAnagrafica).find(isOpen);
  return positive({
    idPoliticaA02DaChiudere: policy?.idPolitica ?? null,
    dataPoliticaA02DaChiudere: policy === undefined ? null : romeIso(new Date()),
    idPattoChiuso: open?.idSilPjPattoDiServizio ?? null,
    dataFinePattoChiuso: null,
  });
}

function close(node: SilpNode, body: Buffer): Json {
  const request = read('FormInserisciPatto', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const { idPoliticaA02DaChiudere, dataPoliticaA02DaChiudere } = readDates(request.tree) as Json;
  const worker = closePolicy(node, idPoliticaA02DaChiudere, dayOf(dataPoliticaA02DaChiudere));
  if (worker === undefined) return refusal('SBX-15');
  node.ledger.applied('chiudi-a02-aperta', worker.codiceFiscale, String(idPoliticaA02DaChiudere));
  return positive({ msg: null });
}

/** Checks a pact, and stores it when asked to. */
function save(node: SilpNode, body: Buffer, storing: boolean): Json {
  const request = read('FormInserisciPatto', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const form = readDates(request.tree) as Json;
  const worker = node.workers.byId(form.idSilLavAnagrafica);
  if (worker === undefined) return refusal('E0007');
  const digest = storing ? node.ledger.received('salva-patto', body) : '';
  const patto = asJson(form.patto);
  const complaint = complaintAbout(node, worker, patto, form);
  if (complaint) return complaint;
  if (!storing) return positive({});
  supersede(node, worker, patto, form);
  const saved = node.pacts.put(worker.idSilLavAnagrafica, { ...patto, silLavAnagrafica: embedded(worker) });
  node.ledger.applied('salva-patto', worker.codiceFiscale, digest);
  return positive({ patto: saved });
}

function complaintAbout(node: SilpNode, worker: Worker, patto: Json, form: Json): Json | undefined {
  if (dayOf(patto.dataPropostaPds) === '') return refusal('SBX-07', 'dataPropostaPds');
  const project = asText(get(patto, PROJECT));
  if (project === '' || asText(form.tipoProgetto) !== project) return refusal('SBX-07', 'tipoProgetto');
  if (isOpen(patto) && openWithoutPact(node, worker)) return refusal('SBX-15');
  const hasDid = node.dids.of(worker.idSilLavAnagrafica).some((did) => 'ICS'.includes(stateOf(did) || '-'));
  return project === WITH_DID && isOpen(patto) && !hasDid ? refusal('SBX-18') : undefined;
}

/** A new open pact ends the one that was open before, on the day before its own proposal. */
function supersede({ pacts }: SilpNode, worker: Worker, patto: Json, { idPattoChiuso }: Json): void {
  const earlier = pacts.byId(idPattoChiuso);
  if (earlier === undefined || !isOpen(earlier) || patto.idSilPjPattoDiServizio !== undefined) return;
  pacts.put(worker.idSilLavAnagrafica, { ...earlier, dataFine: patto.dataPropostaPds });
}
