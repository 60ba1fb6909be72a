/** ConferimentoDID 1.0 (types 4.0): one event of a DID goes, its outcome comes back with the profiling. */
import type { DocumentContract, DocumentTree } from '../contract.js';
import type { Echoes } from '../echo.js';
import type { OutcomeTable } from '../outcomes.js';
import type { SoapOperation, SoapService } from '../soap-service.js';
import { recordContract, type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';
import type { NilGroups } from '../xml-nil.js';

const FOLDER = 'anpal/conferimento-did/1.0';

const VARIABILI = [
  'Eta',
  'Genere',
  'Cittadinanza',
  'DurataPresenzaInItalia',
  'TitoloDiStudio',
  'ProvinciaDiResidenza',
  'HaMaiAvutoUnLavoro',
  'CondizioneOccupazionaleUnAnnoPrima',
  'DaQuantiMesiConclusoUltimoRappLavoro',
  'PosizioneProfessioneUltimaOccupazione',
  'DaQuantiMesiStaCercandoLavoro',
  'AttualmenteIscrittoScuolaUniversitaOCorsoFormazione',
  'NumeroComponentiFamiglia',
  'PresenzaFigliACarico',
  'PresenzaFigliACaricoMeno18Anni',
  'CondizioneOccupazionaleAnnoPrecedenteCalcolata',
  'DurataDisoccupazioneCalcolata',
];

const INPUT_NIL: NilGroups = {
  '': ['VariabiliDiProfiling', '(InformazioniDID)', 'GUIDOperatore', 'CodiceFiscaleOperatore', '(Applicazione)'],
  VariabiliDiProfiling: VARIABILI,
};

const OUTPUT_NIL: NilGroups = {
  '': ['(Profiling)', '(InformazioniDID)', '(Esito)'],
  Profiling: [
    '(IDSProfiling)',
    '(CodiceFiscale)',
    '(Eta)',
    '(Genere)',
    '(Cittadinanza)',
    'DurataPresenzaInItalia',
    '(TitoloDiStudio)',
    '(ProvinciaDiResidenza)',
    '(RegioneDiResidenza)',
    '(HaLavoratoAlmenoUnaVolta)',
    'CondizioneProfessionaleAnnoPrecedente',
    'DurataDellaDisoccupazione',
    'PosizioneUltimaOccupazione',
    '(DurataRicercaLavoro)',
    '(AttualmenteIscrittoScuolaUniversitaOCorsoFormazione)',
    '(NumeroComponentiFamiglia)',
    '(PresenzaFigliACarico)',
    'PresenzaFigliMinoriACarico',
    '(Probabilita)',
    '(DataInserimento)',
    'CondizioneOccupazionaleAnnoPrecedenteCalcolata',
    'DurataDisoccupazioneCalcolata',
  ],
};

/** The service under the agency's namespace, and its older twin under the ministry's. */
const TWINS = [
  { revision: '4.0', host: 'anpal.gov.it', schema: `${FOLDER}/conferimento-did.xsd` },
  { revision: '4.0-mlps', host: 'mlps.gov.it', schema: `${FOLDER}/conferimento-did-mlps.xsd` },
] as const;

function documentsOf({ revision, host, schema }: (typeof TWINS)[number]) {
  const namespace = `http://${host}/DataModels/InformationDelivery/ConferimentoDID/1.0`;
  const source = `ANPAL ConferimentoDID ${revision}`;
  return {
    revision,
    soapAction: `${namespace}/gestisciDID`,
    input: xmlDocumentType({ root: 'GestisciDID_Input', schema, namespace, source, nil: INPUT_NIL }),
    output: xmlDocumentType({ root: 'GestisciDID_Output', schema, namespace, source, nil: OUTPUT_NIL }),
  };
}

const twins = TWINS.map(documentsOf);

export const didContracts: readonly DocumentContract[] = twins.flatMap(({ revision, input, output }) => [
  recordContract(input, { side: 'anpal', record: 'did', event: 'invio', revision }),
  recordContract(output, { side: 'anpal', record: 'did', event: 'esito', revision }),
]);

/** The only success. */
const DID_DONE = 'E100';
/** By the meanings of the outcomes: the SAP is being worked on, the event waits for it. */
const LATER = ['E021'];
/** Faults of the node: in the profiling, its log, the SAP, anywhere. They do not say how far the event came. */
const FAULTY = ['E900', 'E997', 'E998', 'E999'];

const ECHOES: Echoes = ['CodiceFiscale', 'TipoEvento'].map((name) => {
  const path = `InformazioniDID.${name}`;
  return [path, path];
});

function operation(
  revision: string,
  soapAction: string,
  input: XmlDocumentType,
  output: XmlDocumentType,
): SoapOperation {
  return {
    name: 'gestisciDID',
    soapAction,
    request: { document: input },
    answer: { document: output },
    carries: { record: 'did', event: 'invio', revision },
    calledBy: 'region',
    esito: { code: 'Esito', acknowledged: [DID_DONE], later: LATER, faulty: FAULTY },
    echoes: ECHOES,
    outcomes: OUTCOMES,
    refusal: (request, { codice }) => answered(request, codice),
  };
}

/**
 * The service has no faults of its own: what the input does wrong has a code, most of them by the rules that come from it;
 * E021 says that the caller should wait.
 */
const OUTCOMES: OutcomeTable = {
  rulesOf: 'ConferimentoDID 4.0',
  cases: [
    { code: 'E105', rule: 'codice-fiscale.sex' },
    { code: 'E106', rule: 'codice-fiscale.birth-date' },
    { code: 'E101', at: ['CodiceFiscale', 'codiceFiscale'] },
    { code: 'E026', at: ['CodiceEntePromotore', 'entePromotore'] },
    { code: 'E102', at: ['Eta', 'eta'], rule: 'xsd.range' },
  ],
  invalid: 'E001',
  later: 'E021',
  acknowledged: DID_DONE,
};

/** The answer repeats the event as the caller wrote it, also where that is what is wrong. */
function answered(request: DocumentTree | undefined, codice: string): DocumentTree | undefined {
  const echo = request?.InformazioniDID;
  return typeof echo === 'object' && echo !== null ? { InformazioniDID: echo, Esito: codice } : undefined;
}

export const conferimentoDid: SoapService = {
  side: 'anpal',
  name: 'ConferimentoDID',
  namespace: 'http://anpal.gov.it/Services/InformationDelivery/ConferimentoDID/1.0',
  wsdl: `${FOLDER}/conferimento-did.wsdl`,
  operations: twins.map(({ revision, soapAction, input, output }) => operation(revision, soapAction, input, output)),
};

/**
 * The outcome of an event of which only the effect is known: the echo and the success, without the profiling, which is
 * optional in the answer and was told only in the one that was lost.
 */
export function didDone(revision: string, sent: DocumentTree): { codice: string; document?: string } {
  const output = twins.find((twin) => twin.revision === revision)?.output;
  const answer = answered(sent, DID_DONE);
  if (output === undefined || answer === undefined) return { codice: DID_DONE };
  return { codice: DID_DONE, document: output.write(answer).toString('utf8') };
}
