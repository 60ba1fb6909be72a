/** How the answers of the national SAP service are told apart. */
import { XMLParser } from 'fast-xml-parser';
import { wordsOf } from '../../canonical/codes/index.js';
import { isLater } from '../../contract/servizicoap.js';
import type { Anomalia, Answer, Failed } from '../adapter.js';
import { garbled } from '../soap-client.js';

/** How failures name the side. */
export const NODE = 'the national node';

/** The service counts calls; what is over the limit is asked again after this time unless it says otherwise. */
const CALL_LIMIT_PAUSE_SECONDS = 30;

export const callLimit = (): Failed => ({
  outcome: 'failed',
  reason: 'call-limit',
  // It names no time after which it counts anew.
  tooMany: { pauseSeconds: 0 },
  detail: 'the national node answered X001: call limit reached',
  ambiguous: false,
  retryAfterSeconds: CALL_LIMIT_PAUSE_SECONDS,
});

/** OK, KO or X001 of invioSAP and annullaSAP. Anything else is not an answer we may act on. */
export function esitoAnswer(fields: Readonly<Record<string, string>>): Answer {
  const codice = (fields.Esito ?? '').trim();
  if (isLater(codice)) return callLimit();
  const identificativoSap = (fields.CodiceSAP ?? '').trim();
  const known = /^[A-Z]{2}\d{8}[A-Z]$/.test(identificativoSap) ? { identificativoSap } : {};
  if (codice === 'OK') return { outcome: 'acknowledged', esito: { codice, ...known, native: fields } };
  if (codice === 'KO') {
    const messaggio = fields.MessaggioErrore ?? '';
    const anomalie = anomalieIn(messaggio);
    return {
      outcome: 'refused',
      esito: { codice, ...known, native: fields, ...(anomalie.length > 0 ? { anomalie } : { messaggio }) },
    };
  }
  return garbled('the answer has neither OK nor KO as Esito');
}

// The parser's defaults would turn codes into numbers and leave numeric references undecoded.
const parser = new XMLParser({
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreAttributes: true,
  htmlEntities: true,
  isArray: (name) => name === 'Anomalia',
});

/** The anomalies listed in MessaggioErrore; the document may follow some free text, and may be missing altogether. */
export function anomalieIn(messaggio: string): readonly Anomalia[] {
  const start = messaggio.indexOf('<ListaAnomalie');
  if (start < 0) return [];
  let tree: { ListaAnomalie?: { Anomalia?: Record<string, string>[] } };
  try {
    tree = parser.parse(messaggio.slice(start)) as typeof tree;
  } catch {
    return [];
  }
  return (tree.ListaAnomalie?.Anomalia ?? []).map(({ CodiceAnomalia = '', DescrizioneAnomalia, CampiInErrore }) => {
    const descrizione = DescrizioneAnomalia || wordsOf('anomalie-sap', CodiceAnomalia);
    return {
      codice: CodiceAnomalia,
      ...(descrizione === '' ? {} : { descrizione }),
      ...(CampiInErrore ? { campi: CampiInErrore } : {}),
    };
  });
}
