/**
 * What SILP gets when the national node withdraws a SAP or tells that something changed: the request to fetch it again,
 * `FormOrchestratore`. SILP asks the national node for the rest, so nothing but the id is needed.
 */
import { field, type Table, text } from '../engine/index.js';

const request = { side: 'silp', record: 'sap', revision: 'v1' } as const;
const id = field('identificativoSap', 'identificativoSap', text, { required: true });

export const notificaTable: Table = { ...request, event: 'notifica', rows: [id] };
export const annullamentoTable: Table = { ...request, event: 'annullamento', rows: [id] };
