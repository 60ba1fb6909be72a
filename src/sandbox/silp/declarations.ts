/** Declarations made to INPS, as the simulated SILP holds them, and their links to a worker and a DID. */
import { positive, refusal } from './answers.js';
import { asText, get, type Json } from './json.js';
import { dayOf, embedded, page, type SilpNode } from './node.js';
import { read } from './requests.js';
import type { Described } from './route.js';

/** A declaration to begin with, by its members in DichiarazioneImmediataDisponibilitaDTO. */
export type DeclarationSeed = Json;

const UNLINKED = 0;

/** Takes in a declaration as INPS sent it. */
export function takeIn({ workers, declarations }: SilpNode, dto: DeclarationSeed): void {
  const codiceFiscale = asText(dto.codiceFiscale);
  const worker = workers.of(codiceFiscale)[0];
  declarations.put(worker?.idSilLavAnagrafica ?? UNLINKED, {
    codiceFiscale,
    dtDichiarazione: dto.dataDichiarazione,
    dtInvio: dto.dataInvio ?? null,
    identificativoDid: dto.protocollo,
    flgAnnullato: dto.tipoOperazione === 'D' ? 'S' : 'N',
    idSilLavAnagrafica: worker?.idSilLavAnagrafica ?? null,
    idSilLavSapDid: null,
    dto,
  });
}

const short = ({ dto: _, ...row }: Json): Json => row;

export function declarationOperations(node: SilpNode): readonly Described[] {
  return [
    { method: 'POST', url: '/didInps/ricerca', run: ({ body }) => search(node, body) },
    {
      method: 'POST',
      url: '/didInps/find-did-inps/:id',
      run({ params }) {
        const row = node.declarations.byId(params.id);
        return row === undefined ? refusal('SBX-16') : positive({ dichiarazioneImmediataJSon: row.dto });
      },
    },
    { method: 'POST', url: '/didInps/collega-scollega-lavoratore', run: ({ query }) => toWorker(node, query) },
    { method: 'POST', url: '/didInps/collega-scollega-did', run: ({ query }) => toDid(node, query) },
  ];
}

function search({ declarations }: SilpNode, body: Buffer): Json {
  const request = read('FormRicercaDidInps', body);
  if ('problem' in request) return refusal('SBX-07', request.problem);
  const wanted = asText(request.tree.codFisc).toUpperCase();
  const found = declarations.all().filter(({ codiceFiscale }) => wanted === '' || codiceFiscale === wanted);
  return positive(page(found.map(short)));
}

type Query = Readonly<Record<string, unknown>>;

function toWorker({ declarations, workers, ledger }: SilpNode, query: Query): Json {
  const row = declarations.byId(query.idSilInterscambioDid);
  if (row === undefined) return refusal('SBX-16');
  const worker = workers.byId(query.idSilLavAnagrafica);
  if (query.idSilLavAnagrafica !== undefined && worker === undefined) return refusal('E0007');
  if (worker !== undefined && worker.codiceFiscale !== row.codiceFiscale) return refusal('E0006');
  const id = worker?.idSilLavAnagrafica ?? null;
  declarations.put(id ?? UNLINKED, {
    ...row,
    idSilLavAnagrafica: id,
    ...(id === null ? { idSilLavSapDid: null } : {}),
  });
  ledger.applied('collega-scollega-lavoratore', asText(row.codiceFiscale), `${query.idSilInterscambioDid}|${id}`);
  return positive({ msg: null });
}

function toDid({ declarations, dids, workers, ledger }: SilpNode, query: Query): Json {
  const row = declarations.byId(query.idSilInterscambioDid);
  if (row === undefined) return refusal('SBX-16');
  const did = dids.byId(query.idSilLavSapDid);
  if (query.idSilLavSapDid !== undefined && did === undefined) return refusal('SBX-14');
  const worker = workers.byId(row.idSilLavAnagrafica);
  if (worker === undefined) return refusal('E0007');
  if (did !== undefined && get(did, ['silLavAnagrafica', 'codFiscale']) !== row.codiceFiscale) return refusal('E0006');
  if (did !== undefined && dayOf(did.dataDid) !== dayOf(row.dtDichiarazione)) return refusal('MSG-DID-SRV-03');
  const id = did?.idSilLavSapDid ?? null;
  declarations.put(worker.idSilLavAnagrafica, { ...row, idSilLavSapDid: id });
  ledger.applied('collega-scollega-did', worker.codiceFiscale, `${query.idSilInterscambioDid}|${id}`);
  return positive({ interscambioDid: { silLavAnagrafica: embedded(worker) } });
}
