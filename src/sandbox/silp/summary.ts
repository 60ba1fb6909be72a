/** The summary of a worker at the simulated SILP, and one policy of the file. */
import { positive, refusal } from './answers.js';
import { stateOf } from './dids.js';
import { asJson, asText, get, type Json } from './json.js';
import { embedded, type SilpNode } from './node.js';
import { policiesOf } from './policies.js';
import type { Described } from './route.js';
import { personalOf, type Worker } from './workers.js';

export function summaryOperations(node: SilpNode): readonly Described[] {
  return [
    {
      method: 'GET',
      url: '/lavoratore/find-sunto/:id',
      run({ params }) {
        const worker = node.workers.byId(params.id);
        return worker === undefined ? refusal('E0007') : positive({ suntoEsteso: { sunto: summary(node, worker) } });
      },
    },
    {
      method: 'GET',
      url: '/fascicolo/get-dettaglio-politica-attiva/:id',
      run: ({ params }) => policy(node, params.id),
    },
  ];
}

function summary({ dids, pacts, notices }: SilpNode, worker: Worker): Json {
  const personal = personalOf(worker.scheda);
  const did = dids.of(worker.idSilLavAnagrafica)[0];
  const pact = pacts.of(worker.idSilLavAnagrafica)[0];
  const sfl = [...notices.values()].reverse().find(({ codFiscale }) => codFiscale === worker.codiceFiscale);
  return {
    idSilLavAnagrafica: worker.idSilLavAnagrafica,
    codFisc: worker.codiceFiscale,
    cognome: personal.cognome ?? null,
    nome: personal.nome ?? null,
    dataNascita: personal.dataDiNascita ?? null,
    codIntermediarioMin: get(worker.scheda, ['enteTitolare', 'codice']) ?? null,
    datatDid: did?.dataDid ?? null,
    codStatoDid: did === undefined ? null : stateOf(did),
    dataFirma: pact?.dataFirmaPds ?? null,
    dataFine: pact?.dataFine ?? null,
    statoCodSFL: sfl?.codStato ?? null,
    // Everything in a notice is text, dates too.
    dataDomandaSFL: asText(sfl?.dttDomanda) || null,
  };
}

function policy({ workers }: SilpNode, id: string | undefined): Json {
  for (const worker of workers.all()) {
    const found = policiesOf(worker).find(({ idPolitica }) => String(idPolitica) === id);
    if (found === undefined) continue;
    return positive({
      lavSapSez6: { ...asJson(found.lavSapSez6), silLavAnagrafica: embedded(worker) },
      eventiPolitica: found.ultimoEvento === undefined ? [] : [found.ultimoEvento],
    });
  }
  return refusal('SBX-15');
}
