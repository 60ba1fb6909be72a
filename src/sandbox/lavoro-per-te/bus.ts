/** The door of the bus, simulated: every document that it knows is written down as it comes; 999 for all else. */
import type { DocumentTree } from '../../contract/contract.js';
import { busService } from '../../contract/lavoro-per-te/index.js';
import { digest } from '../../foundation/ids.js';
import { text } from '../anpal/tree.js';
import type { SimulatedService } from '../services/soap.js';
import type { LavoroPerTeNode } from './node.js';

const ROOT = /^(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->)*<(?:[\w.-]+:)?([\w.-]+)/;
const CODE = /<(?:[\w.-]+:)?(?:CodiceFiscale|cod_fiscale|codFiscale|IdentificativoSAP)>([^<]*)</i;
/** Motives of a notice that the SIL has in its table. */
const MOTIVES: ReadonlySet<string> = new Set(['01', '02', '07']);

const answer = (codice: '101' | '999', descrizione: string): DocumentTree => ({
  executeReturn: { codice, tipo: codice === '101' ? 'I' : 'E', descrizione },
});

function objection(root: string, document: string): string | undefined {
  if (root === 'ListaDID' || root === 'richiesta_RDC_InviaNotifica') return undefined;
  if (root !== 'NotificaSap') return 'documento non previsto';
  const motive = /<MotivoNotifica>([^<]*)</.exec(document)?.[1]?.trim() ?? '';
  return MOTIVES.has(motive) ? undefined : 'motivo di notifica sconosciuto';
}

export const simulatedBus: SimulatedService<LavoroPerTeNode> = {
  service: busService,
  run: {
    execute(node, request, fault) {
      const document = text(request.dati);
      const root = ROOT.exec(document)?.[1] ?? '';
      const name = node.ledger.received('execute', digest(document));
      const why = fault === 'ko' ? 'rifiuto richiesto al simulatore' : objection(root, document);
      if (why !== undefined) return answer('999', why);
      node.notices.push({ root, servizio: `${text(request.nomeServizio)}.${text(request.nomeMetodo)}`, document });
      node.ledger.applied('execute', CODE.exec(document)?.[1] ?? '', name);
      return answer('101', 'documento preso in carico');
    },
  },
};
