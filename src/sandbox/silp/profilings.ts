/** Profilings of the simulated SILP: the national node's, which it fetches or has computed, and its operators' assessments. */
import { positive, refusal } from './answers.js';
import { readDates, romeIso } from './dates.js';
import { asJson, asText, get, type Json } from './json.js';
import { embedded, page, type Rows, type SilpNode } from './node.js';
import { read } from './requests.js';
import type { Described } from './route.js';

const PERSON = ['silLavAnagrafica', 'codFiscale'];

export function profilingOperations(node: SilpNode): readonly Described[] {
  const { profilings, assessments } = node;
  return [
    {
      method: 'POST',
      url: '/profiling-quantitativo/ricerca',
      run: ({ body }) => search(profilings, 'FormRicercaProfilingQuantitativo', body),
    },
    {
      method: 'POST',
      url: '/profiling-quantitativo/calcola-e-salva-profiling-quantitativo',
      run: ({ body }) => compute(node, body),
      national: true,
    },
    {
      method: 'POST',
      url: '/profiling-quantitativo/acquisisci-profiling-quantitativo/:cod',
      run: ({ params }) => fetchOne(node, params.cod),
      national: true,
    },
    {
      method: 'GET',
      url: '/profiling-quantitativo/find-profiling-quantitativo-silp/:id',
      run: ({ params }) => one(profilings, params.id, 'profQuantitativo'),
    },
    {
      method: 'POST',
      url: '/profiling-qualitativo/ricerca',
      run: ({ body }) => search(assessments, 'FormRicercaProfilingQualitativo', body),
    },
    {
      method: 'POST',
      url: '/profiling-qualitativo/salva-profiling-qualitativo',
      run: ({ body }) => saveAssessment(node, body),
    },
    {
      method: 'GET',
      url: '/profiling-qualitativo/find-profiling-qualitativo/:id',
      run: ({ params }) => one(assessments, params.id, 'pqual'),
    },
  ];
}

function search(rows: Rows, schema: string, body: Buffer): Json {
  const request = read(schema, body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  return positive(page(rows.of(Number(request.tree.idSilLavAnagrafica))));
}

function one(rows: Rows, id: string | undefined, member: string): Json {
  const row = rows.byId(id);
  return row === undefined ? refusal('SBX-20') : positive({ [member]: row });
}

/** The class is the model's; the sandbox gives everybody the middle one. */
function compute({ workers, profilings, ledger }: SilpNode, body: Buffer): Json {
  const digest = ledger.received('calcola-e-salva-profiling-quantitativo', body);
  const request = read('ProfilingQuantitativoRequest', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const given = readDates(asJson(request.tree.profilingQuant)) as Json;
  const worker = workers.of(asText(get(given, PERSON)))[0];
  if (worker === undefined) return refusal('E0004');
  const profQuantitativo = profilings.put(worker.idSilLavAnagrafica, {
    ...given,
    silLavAnagrafica: embedded(worker),
    silTProfilingQuantMin: { codProfilingQuantMin: '2' },
  });
  ledger.applied('calcola-e-salva-profiling-quantitativo', worker.codiceFiscale, digest);
  return positive({ profQuantitativo });
}

/** The last profiling that the node has of the person; the sandbox's node has one of everybody, of today. */
function fetchOne({ workers, profilings, ledger }: SilpNode, codiceFiscale = ''): Json {
  const worker = workers.of(codiceFiscale.toUpperCase())[0];
  if (worker === undefined) return refusal('E0004');
  const profQuantitativo = profilings.put(worker.idSilLavAnagrafica, {
    silLavAnagrafica: embedded(worker),
    codiceProfiling: String(worker.idSilLavAnagrafica),
    dataCalcolo: romeIso(new Date()),
    silTProfilingQuantMin: { codProfilingQuantMin: '2' },
  });
  ledger.applied('acquisisci-profiling-quantitativo', worker.codiceFiscale, String(worker.idSilLavAnagrafica));
  return positive({ profQuantitativo });
}

function saveAssessment({ workers, assessments, ledger }: SilpNode, body: Buffer): Json {
  const digest = ledger.received('salva-profiling-qualitativo', body);
  const request = read('SalvataggioProfilingQualitativo', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const given = readDates(asJson(request.tree.lavPqual)) as Json;
  const worker = workers.of(asText(get(given, PERSON)))[0];
  if (worker === undefined) return refusal('E0004');
  const pqual = assessments.put(worker.idSilLavAnagrafica, { ...given, silLavAnagrafica: embedded(worker) });
  ledger.applied('salva-profiling-qualitativo', worker.codiceFiscale, digest);
  return positive({ pqual });
}
