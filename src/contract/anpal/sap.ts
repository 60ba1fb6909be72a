/** The contracts of the national SAP documents: every revision that is read, and the two small documents around it. */
import type { Finding } from '../../foundation/finding.js';
import type { DocumentContract, DocumentTree } from '../contract.js';
import { readContractFile } from '../location.js';
import { recordContract, type XmlDocumentType, xmlContract, xmlDocumentType } from '../xml-contract.js';
import { openXml } from '../xml-gate.js';
import { readTree } from '../xml-tree.js';

/**
 * Revisions of the SAP, newest first. `Rev009compat008` takes section 6 in either form, as one portal sends it: for
 * reading only. 001, 002, 006 and 007 were never seen.
 */
const SAP_REVISIONS = ['Rev009', 'Rev009compat008', 'Rev008', 'Rev005', 'Rev004', 'Rev003'] as const;
type SapRevision = (typeof SAP_REVISIONS)[number];

let contracts: readonly DocumentContract[] | undefined;

/** All of them. A schema compiles when its first document is read. */
export function sapContracts(): readonly DocumentContract[] {
  contracts ??= [
    ...SAP_REVISIONS.map(sapContract),
    xmlContract({
      side: 'anpal',
      record: 'sap',
      event: 'annullamento',
      revision: '1.0',
      schema: 'anpal/servizicoap/1.0/idsap.xsd',
      root: 'IDSAP',
      source: 'ANPAL servizicoap IDSAP',
    }),
    xmlContract({
      side: 'anpal',
      record: 'sap',
      event: 'notifica',
      revision: '1.0',
      schema: 'anpal/servizicoap/1.0/notificasap.xsd',
      root: 'notificaSAP',
      source: 'ANPAL servizicoap notificaSAP',
    }),
  ];
  return contracts;
}

const sapContract = (revision: SapRevision): DocumentContract =>
  recordContract(sapDocument(revision), { side: 'anpal', record: 'sap', event: 'invio', revision });

const documents = new Map<SapRevision, XmlDocumentType>();

/** The document of a revision; its schema compiles once, whichever records are read out of it. */
export function sapDocument(revision: SapRevision): XmlDocumentType {
  let document = documents.get(revision);
  if (document === undefined) {
    const schema = `anpal/sap/${revision}/sap.xsd`;
    const source = `ANPAL SAP ${revision}`;
    document = xmlDocumentType({ schema, root: 'lavoratore', source, tolerates: toleratedBy(schema) });
    documents.set(revision, document);
  }
  return document;
}

const POLICY_ROW = /^(politiche_attive_lst\/)?politiche_attive(\[\d+\])?\//;
const EMAIL = 'datianagrafici/recapiti/email';

/**
 * What only warns in an answer of the national node: elements of section 6 that this revision has never heard of,
 * because the national record has moved on past its last public schema, and an e-mail address of the wrong form, which
 * the regions' own schema for reading allows too. A known element in the wrong place stays an error.
 */
function toleratedBy(schema: string): (finding: Finding) => boolean {
  let known: ReadonlySet<string> | undefined;
  return ({ path, rule }) => {
    if (path === EMAIL) return rule === 'xsd.pattern';
    if (rule !== 'xsd.element-unexpected' || !POLICY_ROW.test(path)) return false;
    known ??= elementNames(schema);
    return !known.has((path.split('/').pop() ?? '').replace(/\[\d+\]$/, ''));
  };
}

function elementNames(schema: string): ReadonlySet<string> {
  const text = readContractFile(schema).toString('utf8');
  return new Set([...text.matchAll(/<xs:element name="([^"]+)"/g)].map(([, name = '']) => name));
}

/** The tree of a SAP of any revision, unchecked; undefined when the bytes are no XML or another document. */
export function readSapTree(bytes: Uint8Array): DocumentTree | undefined {
  const { value } = openXml(bytes, (xml) => readTree(xml.text()));
  return value?.root === 'lavoratore' ? value.tree : undefined;
}
