/** The national services about the RdC, simulated: who receives it, and what they failed to do. */
import { eventiCondizionalita } from '../../contract/anpal/condizionalita.js';
import { BY_CODICE_FISCALE, BY_PROTOCOLLO, RDC_FOUND, RDC_NOBODY, rdcService } from '../../contract/anpal/rdc.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { Fault } from '../faults.js';
import type { SimulatedService } from '../services/soap.js';
import type { Refused } from './benefits.js';
import type { AnpalNode } from './node.js';

function household(people: readonly Record<string, string>[]): DocumentTree {
  const [codEsito, messaggioErrore] = people.length > 0 ? [RDC_FOUND, 'OK'] : [RDC_NOBODY, 'Nessun risultato'];
  // From version 1.1 on the list is never empty: nobody is one receiver without anything.
  return { beneficiari: { beneficiario: people.length > 0 ? people : [{}] }, esito: { codEsito, messaggioErrore } };
}

const rdc: SimulatedService<AnpalNode> = {
  service: rdcService,
  run: {
    [BY_CODICE_FISCALE]: ({ benefits }, request) => household(benefits.householdOf(textAt(request, 'codFiscale'))),
    [BY_PROTOCOLLO]: ({ benefits }, request) => household(benefits.byProtocol(textAt(request, 'codProtocolloInps'))),
  },
};

type Change = (node: AnpalNode, request: DocumentTree) => Refused | undefined;

/** What a change does at the node, and the outcome that it answers. */
const changing = (operation: string, change: Change) => (node: AnpalNode, request: DocumentTree, fault: Fault) => {
  const name = node.ledger.received(operation, JSON.stringify(request));
  if (fault === 'x001') return { cod_esito: 'E999', des_esito: 'Errore generico' };
  const refused: Refused | undefined =
    fault === 'ko' ? ['E001', 'Parametri in input non coerenti'] : change(node, request);
  if (refused !== undefined) return { cod_esito: refused[0], des_esito: refused[1] };
  node.ledger.applied(operation, textAt(request, 'cod_fiscale'), name);
  return { cod_esito: 'E100', des_esito: 'OK' };
};

const LOAD = 'loadEventiCondizionalitaRDC';
const DELETE = 'deleteEventiCondizionalitaRDC';

const eventi: SimulatedService<AnpalNode> = {
  service: eventiCondizionalita,
  run: {
    [LOAD]: changing(LOAD, ({ benefits, today }, request) => benefits.load(request, today())),
    [DELETE]: changing(DELETE, ({ benefits, today }, request) => benefits.remove(request, today())),
  },
};

export const SIMULATED_BENEFITS: readonly SimulatedService<AnpalNode>[] = [rdc, eventi];
