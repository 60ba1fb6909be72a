/**
 * Who holds a SAP. The holder alone sends more than its policies; the holder follows the competent CPI, and a change of
 * holder is an update. Neither that nor a first sending wants anything of the past, so the usual SAP costs no query.
 */
import { regionOf } from './competenza.js';
import type { HistoryCheck } from './history.js';
import { found } from './rules/program.js';
import type { Sap } from './sap.js';

/** A first sending and an update, the usual ones: of the first the node itself knows better whether the person has a SAP. */
const USUAL: ReadonlySet<string> = new Set(['01', '02']);

/** Variation of a SAP whose codice fiscale has changed, or whose person was merged with another. */
const CODE_CHANGED = '05';

/** Whether a SAP says of itself that it has passed from another codice fiscale to the one that it names. */
export const changesCode = (value: unknown): boolean => (value as Sap).invio.tipoVariazione === CODE_CHANGED;

export const sapHistory: HistoryCheck = {
  of: (value) => (USUAL.has((value as Sap).invio.tipoVariazione) ? [] : ['sap']),
  findings(value, past, _today, region) {
    const { invio, anagrafica } = value as Sap;
    const holder = regionOf(invio.codiceEnteTitolare);
    const elsewhere = anagrafica !== undefined && region !== undefined && holder !== undefined && holder !== region;
    const known = past.find(({ record, event }) => record === 'sap' && event === 'invio')?.canonical as Sap | undefined;
    const changed =
      !USUAL.has(invio.tipoVariazione) &&
      known !== undefined &&
      known.invio.codiceEnteTitolare !== invio.codiceEnteTitolare;
    const day = invio.dataUltimoAggiornamento;
    return [
      ...(elsewhere ? found('sap.holder-region', { path: 'invio.codiceEnteTitolare', day }) : []),
      ...(changed ? found('sap.holder-change', { path: 'invio.tipoVariazione', day }) : []),
    ];
  },
};
