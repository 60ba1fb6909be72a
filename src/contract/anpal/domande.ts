/** Questions to the national node that no record comes of: NEET conditions, active employments, employment notices. */
import type { Echoes } from '../echo.js';
import type { OutcomeTable } from '../outcomes.js';
import type { EsitoRule, SoapOperation, SoapService } from '../soap-service.js';
import { xmlDocumentType } from '../xml-contract.js';

interface Question {
  readonly name: string;
  readonly folder: string;
  /** Name of the files in the folder. */
  readonly file: string;
  readonly namespace: string;
  /** Of the documents. */
  readonly data: string;
  readonly operation: string;
  readonly soapAction: string;
  readonly roots: readonly [request: string, answer: string];
  readonly esito: EsitoRule;
  readonly echoes?: Echoes;
  readonly outcomes?: OutcomeTable;
}

/** The national "later" may stand wherever a code is free text. */
const LATER = ['X001'];

function question({
  name,
  folder,
  file,
  namespace,
  data,
  operation,
  soapAction,
  roots,
  ...what
}: Question): SoapService {
  const [request, answer] = roots.map((root) =>
    xmlDocumentType({ root, schema: `${folder}/${file}.xsd`, namespace: data, source: `ANPAL ${name}`, nil: 'schema' }),
  ) as [SoapOperation['request']['document'], SoapOperation['answer']['document']];
  return {
    side: 'anpal',
    name,
    namespace,
    wsdl: `${folder}/${file}.wsdl`,
    operations: [
      {
        name: operation,
        soapAction,
        request: { document: request },
        answer: { document: answer },
        calledBy: 'region',
        ...what,
        refusal: (_request, { codice }) => ({ Esito: codice }),
      },
    ],
  };
}

const MLPS = 'http://mlps.gov.it';

/** The operation has the gateway's generic name, and its soapAction is spelled `Sevices`: so are they on the wire. */
const verificaCondizioniNeet = question({
  name: 'VerificaCondizioniNEET',
  folder: 'anpal/verifica-condizioni-neet/1.0',
  file: 'verifica-condizioni-neet',
  namespace: `${MLPS}/Services/InformationDelivery/VerificaCondizioniNEET/1.0`,
  data: `${MLPS}/DataModels/InformationDelivery/VerificaCondizioniNEET/1.0`,
  operation: 'OpenSPCoop_PD',
  soapAction: `${MLPS}/Sevices/InformationDelivery/VerificaCondizioniNEET/1.0/verificaCondizioniNEET`,
  roots: ['VerificaCondizioniNEET_Input', 'VerificaCondizioniNEET_Output'],
  esito: { code: 'Esito', acknowledged: ['E100'], later: LATER },
  echoes: [['CodiceFiscale', 'CodiceFiscale']],
});

const verificaRapportoLavoroAttivo = question({
  name: 'VerificaRapportoLavoroAttivo',
  folder: 'anpal/verifica-rapporto-lavoro-attivo/3.0',
  file: 'verifica-rapporto-lavoro-attivo',
  namespace: `${MLPS}/Services/InformationDelivery/VerificaRapportoLavoroAttivo/3.0`,
  data: `${MLPS}/DataModels/InformationDelivery/VerificaRapportoLavoroAttivo/3.0`,
  operation: 'getRapportiAttivi',
  soapAction: `${MLPS}/DataModels/InformationDelivery/VerificaRapportoLavoroAttivo/3.0/getRapportiAttivi`,
  roots: ['GetRapportoLavoroAttivo_Input', 'GetRapportoLavoroAttivo_Output'],
  esito: { code: 'Esito', acknowledged: ['E100', 'E103'], later: [], list: 'rapporto-lavoro-attivo-esito' },
  outcomes: {
    cases: [
      { code: 'E101', at: ['CodiceFiscaleLavoratore'] },
      { code: 'E102', at: ['DataRiferimentoDal', 'DataRiferimentoAl'] },
    ],
  },
  echoes: [['CodiceFiscaleLavoratore', 'RapportoLavoroAttivo.Lavoratore.CodiceFiscaleLavoratore']],
});

const RICERCA_CO = 'http://servizi.lavoro.gov.it/RicercaCO/2.0';

/** Service and documents share a namespace, and the soapAction is the bare name of the operation. */
const ricercaCo = question({
  name: 'RicercaCO',
  folder: 'anpal/ricerca-co/2.0',
  file: 'ricerca-co',
  namespace: RICERCA_CO,
  data: RICERCA_CO,
  operation: 'COPerLavoratore',
  soapAction: 'COPerLavoratore',
  roots: ['COPerLavoratore', 'COPerLavoratoreResponse'],
  esito: {
    code: 'COPerLavoratoreResult.Esito.Codice',
    text: 'COPerLavoratoreResult.Esito.Messaggio',
    acknowledged: ['E100', 'E103'],
    later: LATER,
    list: 'ricerca-co-esito',
  },
});

export const domande: readonly SoapService[] = [verificaCondizioniNeet, verificaRapportoLavoroAttivo, ricercaCo];
