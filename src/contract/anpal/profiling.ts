/** YG_Profiling 3.1 (types 1.3) and its older twin Rev002 (types 1.0): the classes of the young people's programme. */
import type { Finding } from '../../foundation/finding.js';
import type { DocumentContract, DocumentTree } from '../contract.js';
import type { Refusal, SoapOperation, SoapService } from '../soap-service.js';
import { textAt } from '../soap-service.js';
import { recordContract, type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';

const FOLDER = 'anpal/yg-profiling/3.1';
const RECORD = 'profiling';

/** Newest first; both have the same names for the same things. */
const TWINS = [
  { revision: '1.3', types: '1.3', schema: `${FOLDER}/yg-profiling.xsd` },
  { revision: 'Rev002_1.0', types: '1.0', schema: `${FOLDER}/yg-profiling-rev002.xsd` },
] as const;

function documentsOf({ revision, types, schema }: (typeof TWINS)[number]) {
  const namespace = `http://mlps.gov.it/DataModels/InformationDelivery/YG_Profiling/${types}`;
  const common = { schema, namespace, source: `ANPAL YG_Profiling ${revision}` };
  return {
    revision,
    namespace,
    // Of an insertion nothing is ever nil when we write it: the node answers E07 to what is missing.
    insert: xmlDocumentType({ ...common, root: 'Insert_Input' }),
    select: xmlDocumentType({ ...common, root: 'Select_Input', nil: 'schema' }),
    collection: xmlDocumentType({ ...common, root: 'YG_ProfilingCollection', nil: 'schema' }),
  };
}

const twins = TWINS.map(documentsOf);
type Twin = (typeof twins)[number];

/** A row of a collection as a document of its own. What is nil reads as empty text, and is written nil only where it is absent. */
export function rowDocument(collection: XmlDocumentType, row: DocumentTree): Buffer {
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  return collection.write({ YG_Profiling: said });
}

/** A collection as one document for each of its rows: a row is a record. */
function rowsOf(collection: XmlDocumentType, bytes: Uint8Array): Buffer[] | undefined {
  const rows = collection.read(bytes).tree?.YG_Profiling;
  return Array.isArray(rows) ? rows.map((row: DocumentTree) => rowDocument(collection, row)) : undefined;
}

export const profilingContracts: readonly DocumentContract[] = twins.flatMap(({ revision, insert, collection }) => [
  recordContract(insert, { side: 'anpal', record: RECORD, event: 'invio', revision }),
  {
    ...recordContract(collection, { side: 'anpal', record: RECORD, event: 'esito', revision }),
    split: (bytes: Uint8Array) => rowsOf(collection, bytes),
  },
]);

/** Where the outcome stands in an answer. */
const ESITO_PATH = 'YG_Profiling.esito';
/** The only success. Every other outcome is final: none of them says "not now". */
export const PROFILING_DONE = 'E01';

const operationsOf = ({ revision, namespace, insert, select, collection }: Twin): SoapOperation[] => [
  {
    name: 'insert',
    soapAction: `${namespace}/insert`,
    request: { document: insert },
    answer: { document: collection },
    carries: { record: RECORD, event: 'invio', revision },
    calledBy: 'region',
    esito: { code: ESITO_PATH, acknowledged: [PROFILING_DONE], later: [] },
    refusal,
  },
  {
    name: 'select',
    soapAction: `${namespace}/select`,
    request: { document: select },
    answer: { document: collection },
    asksIn: { revision, as: { record: RECORD, event: 'invio' } },
    calledBy: 'region',
    esito: { code: ESITO_PATH, acknowledged: [PROFILING_DONE], later: [] },
  },
];

/** The outcome that stands for what is wrong with an input. */
const AT: Readonly<Record<string, string>> = {
  cf: 'E02',
  titoloStudio: 'E03',
  presenzaIt: 'E04',
  codProv: 'E05',
  occupazAp: 'E06',
};
/** Something is missing. */
const INCOMPLETE = 'E07';

function esitoOf(request: DocumentTree, findings: readonly Finding[]): string {
  if (Object.keys(AT).some((name) => textAt(request, name) === '')) return INCOMPLETE;
  const [first] = findings;
  return AT[first?.path ?? ''] ?? INCOMPLETE;
}

/** The service says what is wrong by its outcomes; it has none for "not yet", which only a fault can say. */
function refusal(request: DocumentTree | undefined, { kind, findings }: Refusal): DocumentTree | undefined {
  if (request === undefined || kind === 'later') return undefined;
  const esito = kind === 'acknowledged' ? PROFILING_DONE : esitoOf(request, findings);
  // A codice fiscale that the answer's contract does not allow either cannot be repeated.
  const cf = esito === 'E02' ? undefined : textAt(request, 'cf') || undefined;
  return { YG_Profiling: { cf, esito } };
}

export const ygProfiling: SoapService = {
  side: 'anpal',
  name: 'YG_Profiling',
  namespace: 'http://mlps.gov.it/Services/InformationDelivery/YG_Profiling/1.3',
  wsdl: `${FOLDER}/yg-profiling.wsdl`,
  operations: twins.flatMap(operationsOf),
};

/** The question whether an insertion has arrived. */
export const selectIn = (revision: string): SoapOperation | undefined =>
  ygProfiling.operations.find(({ asksIn }) => asksIn?.revision === revision);
