/**
 * Who holds a SAP. The holder alone sends more than its policies; the holder follows the competent CPI, and a change of
 * holder is an update. An update wants nothing of the past, so the usual SAP costs no query.
 */
import { regionOf } from './competenza.js';
import type { HistoryCheck } from './history.js';
import { found } from './rules/program.js';
import type { Sap } from './sap.js';

const UPDATE = '02';

export const sapHistory: HistoryCheck = {
  of: (value) => ((value as Sap).invio.tipoVariazione === UPDATE ? [] : ['sap']),
  findings(value, past, _today, region) {
    const { invio, anagrafica } = value as Sap;
    const holder = regionOf(invio.codiceEnteTitolare);
    const elsewhere = anagrafica !== undefined && region !== undefined && holder !== undefined && holder !== region;
    const known = past.find(({ record, event }) => record === 'sap' && event === 'invio')?.canonical as Sap | undefined;
    const changed =
      invio.tipoVariazione !== UPDATE &&
      known !== undefined &&
      known.invio.codiceEnteTitolare !== invio.codiceEnteTitolare;
    const day = invio.dataUltimoAggiornamento;
    return [
      ...(elsewhere ? found('sap.holder-region', { path: 'invio.codiceEnteTitolare', day }) : []),
      ...(changed ? found('sap.holder-change', { path: 'invio.tipoVariazione', day }) : []),
    ];
  },
};
