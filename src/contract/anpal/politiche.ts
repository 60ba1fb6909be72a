/**
 * Records that travel as a SAP of sections 0 and 6 alone, since the nation has no other channel for them: one active policy,
 * and a pact with its rows. And the short view on a person's DID, which is read as the event it shows. The documents are the
 * national ones; the trees here sort their rows by what they are.
 */
import type { Finding } from '../../foundation/finding.js';
import type { RecordName } from '../../foundation/names.js';
import type { DocumentContract, DocumentTree, ReadDocument } from '../contract.js';
import { SERVICE_DOCUMENTS } from '../servizicoap.js';
import { recordContract } from '../xml-contract.js';
import { sapDocument } from './sap.js';

/** Revisions in which section 6 is sent alone: in its container, and as it stood before. */
const REVISIONS = ['Rev009', 'Rev008'] as const;
type Revision = (typeof REVISIONS)[number];

/** Section 6 sorted: how its rows stand in the tree of a record, or what is wrong with them. */
interface Sorting {
  readonly record: RecordName;
  sorted(rows: readonly DocumentTree[]): DocumentTree | string;
  /** The rows again, in the order in which they are written. */
  rowsOf(tree: DocumentTree): readonly unknown[];
}

const PACT = 'A02';
const RDC = 'RC1';

const ofKind =
  (kind: string) =>
  (row: DocumentTree): boolean =>
    row.tipo_attivita === kind;

const onePolicy: Sorting = {
  record: 'politica-attiva',
  sorted: (rows) =>
    rows.length === 1 ? { politica: rows[0] } : 'expected one policy; a document of several is taken apart',
  rowsOf: ({ politica }) => (politica === undefined ? [] : [politica]),
};

const onePact: Sorting = {
  record: 'patto',
  sorted(rows) {
    const pacts = rows.filter(ofKind(PACT));
    const receivers = rows.filter(ofKind(RDC));
    if (pacts.length !== 1 || receivers.length > 1) return 'expected one row A02, and RC1 at most once';
    const others = rows.filter((row) => row !== pacts[0] && row !== receivers[0]);
    return {
      A02: pacts[0],
      ...(receivers.length === 0 ? {} : { RC1: receivers[0] }),
      ...(others.length === 0 ? {} : { politica: others }),
    };
  },
  rowsOf: ({ A02, RC1, politica }) => [A02, RC1, ...listOf(politica)].filter((row) => row !== undefined),
};

const isGroup = (value: unknown): value is DocumentTree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

const containedIn = (tree: DocumentTree): readonly unknown[] =>
  listOf(tree.politiche_attive_lst).flatMap((list) => (isGroup(list) ? listOf(list.politiche_attive) : []));

/** The rows of section 6, in the container or directly under the root. */
const rowsIn = (tree: DocumentTree): readonly DocumentTree[] =>
  [...listOf(tree.politiche_attive), ...containedIn(tree)].filter(isGroup);

const FIRST_STEP = /^([^.[]+)(?:\[(\d+)\])?/;

/** The place in the document of a path that begins at a row of the sorted tree. */
function placedIn(tree: DocumentTree, sorted: DocumentTree): NonNullable<ReadDocument['placed']> {
  return (path) => {
    const [step = '', name = '', position = '0'] = FIRST_STEP.exec(path) ?? [];
    const row = listOf(sorted[name])[Number(position)];
    const place = placeOf(tree, row);
    return { tree, path: place === undefined ? path : `${place}${path.slice(step.length)}` };
  };
}

function placeOf(tree: DocumentTree, row: unknown): string | undefined {
  const direct = listOf(tree.politiche_attive).indexOf(row);
  if (direct >= 0) return `politiche_attive[${direct}]`;
  const contained = containedIn(tree).indexOf(row);
  return contained < 0 ? undefined : `politiche_attive_lst.politiche_attive[${contained}]`;
}

const section6 = (revision: Revision, rows: readonly unknown[]): DocumentTree =>
  revision === 'Rev009' ? { politiche_attive_lst: { politiche_attive: [...rows] } } : { politiche_attive: [...rows] };

const SECTIONS: ReadonlySet<string> = new Set(['datiinvio', 'politiche_attive', 'politiche_attive_lst']);

function alone(revision: Revision, sorting: Sorting): DocumentContract {
  const type = sapDocument(revision);
  const { record } = sorting;
  const wrong = (path: string, rule: string, message: string): Finding => ({
    path,
    rule,
    source: `ANPAL SAP ${revision}, sections 0 and 6`,
    severity: 'error',
    message,
  });
  return {
    ...recordContract(type, { side: 'anpal', record, event: 'invio', revision, partial: true }),
    read(bytes, options): ReadDocument {
      const { tree, findings } = type.read(bytes, options);
      if (tree === undefined) return { findings };
      const found = Object.keys(tree)
        .filter((name) => !SECTIONS.has(name))
        .map((name) => wrong(name, 'sap.section-unexpected', 'this record is sent with sections 0 and 6 alone'));
      const sorted = sorting.sorted(rowsIn(tree));
      if (typeof sorted === 'string') found.push(wrong('politiche_attive', 'sap.rows', sorted));
      if (typeof sorted === 'string' || found.length > 0) return { tree, findings: [...findings, ...found] };
      return { tree: { datiinvio: tree.datiinvio, ...sorted }, findings, placed: placedIn(tree, sorted) };
    },
    write: ({ datiinvio, ...rows }) =>
      type.write({ ...(datiinvio === undefined ? {} : { datiinvio }), ...section6(revision, sorting.rowsOf(rows)) }),
    ...(sorting === onePolicy ? { split: (bytes: Uint8Array) => apart(revision, bytes) } : {}),
  };
}

/** A document of several policies as one document each. */
function apart(revision: Revision, bytes: Uint8Array): readonly Buffer[] | undefined {
  const { tree } = sapDocument(revision).read(bytes);
  const rows = tree === undefined ? [] : rowsIn(tree);
  if (tree === undefined || rows.length < 2) return undefined;
  const { politiche_attive: _, politiche_attive_lst: __, ...rest } = tree;
  return rows.map((row) => sapDocument(revision).write({ ...rest, ...section6(revision, [row]) }));
}

/** The view that `richiestaSAP_N00_A02` gives, read as the event of the DID that its row N00 shows. */
const listaDid: DocumentContract = {
  ...recordContract(SERVICE_DOCUMENTS.ListaDID, {
    side: 'anpal',
    record: 'did',
    event: 'invio',
    revision: 'ListaDID',
    partial: true,
  }),
  read(bytes, options) {
    const read = SERVICE_DOCUMENTS.ListaDID.read(bytes, options);
    const rows = isGroup(read.tree?.N00) ? listOf(read.tree.N00.politica) : [];
    if (read.tree === undefined || rows.length === 1) return read;
    const message = 'expected one row N00: without it the view shows no event of a DID';
    const finding: Finding = {
      path: 'N00',
      rule: 'lista-did.rows',
      source: 'ANPAL servizicoap ListaDID',
      severity: 'error',
      message,
    };
    return { ...read, findings: [...read.findings, finding] };
  },
};

export const politicheContracts: readonly DocumentContract[] = [
  ...REVISIONS.flatMap((revision) => [alone(revision, onePolicy), alone(revision, onePact)]),
  listaDid,
];
