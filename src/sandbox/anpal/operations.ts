/** The eight operations of the national SAP service: request fields in, answer fields or a fault out. */
import { listaAnomalie } from '../../contract/anomalie.js';
import { IDENTIFICATIVO_SAP, LATER, NO_SAP, type OperationName, readQuestion } from '../../contract/servizicoap.js';
import { payloadOf } from '../../contract/soap.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import { anomalia, schemaAnomalie } from './anomalie.js';
import { checkSap, didDocument, sapDocument } from './documents.js';
import { regionOf } from './enti.js';
import type { AnpalNode } from './node.js';
import type { HeldSap } from './registry.js';

export type Fields = Readonly<Record<string, string>>;

/** What a request breaks of the contract, where its operation has no other way to say so than a fault. */
export class Unanswerable extends Error {
  override readonly name = 'Unanswerable';
}

type Operation = (node: AnpalNode, fields: Fields) => Fields;

const ok = (more: Fields = {}): Fields => ({ Esito: 'OK', MessaggioErrore: '', ...more });
const ko = (messaggio: string, more: Fields = {}): Fields => ({ Esito: 'KO', MessaggioErrore: messaggio, ...more });

export const RUN: Readonly<Record<OperationName, Operation>> = {
  invioSAP(node, fields) {
    const document = payloadOf(fields.SAP ?? '');
    const name = node.ledger.received('invioSAP', document);
    const { tree, findings } = checkSap(document);
    if (tree === undefined) return refusedSap(schemaAnomalie(findings));
    const sent = node.registry.send(tree);
    if (!sent.accepted) return refusedSap(sent.anomalie);
    node.ledger.applied('invioSAP', sent.sap.codiceFiscale, name);
    node.notifier.tell(sent.notices);
    return ok({ CodiceSAP: sent.sap.identificativoSap });
  },
  richiestaSAP({ registry }, fields) {
    const sap = registry.byId(keyOf('richiestaSAP', fields));
    return { SAP: sap?.status === 'attiva' ? sapDocument(sap) : '' };
  },
  verificaEsistenzaSAP({ registry }, fields) {
    return { CodiceSAP: registry.activeOf(keyOf('verificaEsistenzaSAP', fields))?.identificativoSap ?? NO_SAP };
  },
  richiestaCodSAPRegTitolare({ registry }, fields) {
    const sap = registry.activeOf(keyOf('richiestaCodSAPRegTitolare', fields));
    return sap === undefined ? { CodiceSAP: NO_SAP, CodiceRegione: '' } : holderFields(sap);
  },
  annullaSAP({ registry, ledger }, fields) {
    const id = keyOf('annullaSAP', fields);
    const name = ledger.received('annullaSAP', id);
    const sap = registry.annul(id);
    if (sap === undefined) return ko(anomalia(registry.byId(id) === undefined ? 'R002' : 'R003').descrizione ?? '');
    ledger.applied('annullaSAP', sap.codiceFiscale, name);
    return ok();
  },
  notificaSAP({ registry, ledger }, { CodiceSAP = '', MotivoNotifica = '' }) {
    const id = CodiceSAP.trim();
    const motivo = MotivoNotifica.trim();
    const name = ledger.received('notificaSAP', `${id} ${motivo}`);
    if (IDENTIFICATIVO_SAP.exec(id)?.[0] !== id || motivo === '') return ko('CodiceSAP o MotivoNotifica non validi');
    ledger.applied('notificaSAP', registry.byId(id)?.codiceFiscale ?? '', name);
    return ok();
  },
  recuperaListaSAPNonAttive({ registry }) {
    return { SAPs: registry.inactive().join(' ') };
  },
  richiestaSAP_N00_A02({ registry }, fields) {
    const sap = registry.activeOf(keyOf('richiestaSAP_N00_A02', fields));
    return { DID: sap === undefined ? '' : didDocument(sap) };
  },
};

function refusedSap(anomalie: Parameters<typeof listaAnomalie>[0]): Fields {
  return ko(listaAnomalie(anomalie), { CodiceSAP: '' });
}

/** The region by its ministry code; a seat that is not known here has none. */
const holderFields = (sap: HeldSap): Fields => ({
  CodiceSAP: sap.identificativoSap,
  CodiceRegione: regionOf(sap.holder),
});

function keyOf(name: OperationName, fields: Fields): string {
  const { key, findings } = readQuestion(name, fields);
  if (key !== undefined && !hasErrors(findings)) return key;
  throw new Unanswerable(findings.map(findingLine).join('; ') || `${name}: the key cannot be read`);
}

/** The answer at the call limit: `X001` where the esito stands, or at the head of the value. */
export const LIMITED: Readonly<Record<OperationName, Fields>> = {
  invioSAP: { Esito: LATER, MessaggioErrore: 'Limite invocazioni raggiunto', CodiceSAP: '' },
  richiestaSAP: { SAP: `${LATER} Limite invocazioni raggiunto` },
  verificaEsistenzaSAP: { CodiceSAP: LATER },
  richiestaCodSAPRegTitolare: { CodiceSAP: LATER, CodiceRegione: '' },
  annullaSAP: { Esito: LATER, MessaggioErrore: 'Limite invocazioni raggiunto' },
  notificaSAP: { Esito: LATER, MessaggioErrore: 'Limite invocazioni raggiunto' },
  recuperaListaSAPNonAttive: { SAPs: LATER },
  richiestaSAP_N00_A02: { DID: `${LATER} Limite invocazioni raggiunto` },
};

/** The refusals that `ko` asks for; reads have no form of refusal, so they go on. */
export const REFUSED: Partial<Record<OperationName, Fields>> = {
  invioSAP: refusedSap([anomalia('R099')]),
  annullaSAP: ko(anomalia('R099').descrizione ?? ''),
  notificaSAP: ko(anomalia('R099').descrizione ?? ''),
};
