/** ConferimentoDID, simulated on the register of the SAP: every event of a DID is answered with one of the node's outcomes. */
import { conferimentoDid } from '../../contract/anpal/did.js';
import type { DocumentTree } from '../../contract/contract.js';
import type { Fault } from '../faults.js';
import type { SimulatedService } from '../services/soap.js';
import { readEvent } from './did-event.js';
import { profilingOf } from './did-profiling.js';
import { afterEvent } from './did-rows.js';
import { objection } from './did-rules.js';
import type { AnpalNode } from './node.js';

/** The span for which one region lets a DID be taken up. */
const WITHIN_DAYS = 180;
const DONE = 'E100';
/** The log is written last: what it cannot be written of has happened. */
const AFTERWARDS = 'E997';
/** What the faults that a side says in its own words are called here. */
const OUTCOME_OF_FAULT: Partial<Record<Fault, string>> = { x001: 'E021', ko: 'E999' };

function gestisciDID(node: AnpalNode, request: DocumentTree, fault: Fault): DocumentTree {
  const name = node.ledger.received('gestisciDID', JSON.stringify(request));
  const answer = (Esito: string, Profiling?: DocumentTree): DocumentTree => ({
    Profiling,
    InformazioniDID: request.InformazioniDID,
    Esito,
  });
  const trouble = OUTCOME_OF_FAULT[fault] ?? node.did.trouble?.();
  if (trouble !== undefined && trouble !== AFTERWARDS) return answer(trouble);
  const event = readEvent(request);
  const sap = node.registry.activeOf(event.codiceFiscale);
  const today = node.today();
  const refused = objection(event, sap, { today, withinDays: node.did.withinDays ?? WITHIN_DAYS });
  if (refused !== undefined || sap === undefined) return answer(refused ?? 'E002');
  const computes = event.evento === 'I' || event.evento === 'C';
  const profiling = computes ? profilingOf(event, sap.tree, node.registry.nextNumber(), today) : undefined;
  const indice = profiling?.Probabilita as string | undefined;
  const given = { number: node.registry.nextNumber(), ...(indice === undefined ? {} : { indice }) };
  node.registry.amend(sap.identificativoSap, (tree) => afterEvent(tree, event, given));
  node.ledger.applied('gestisciDID', event.codiceFiscale, name);
  return trouble === undefined ? answer(DONE, profiling) : answer(trouble);
}

export const conferimentoDidSimulated: SimulatedService<AnpalNode> = {
  service: conferimentoDid,
  run: { gestisciDID },
};
