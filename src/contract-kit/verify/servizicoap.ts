/** Plays the national SAP service: sends the SAPs, then asks for what was sent, then withdraws it. */
import { randomUUID } from 'node:crypto';
import { readSapTree } from '../../contract/index.js';
import {
  IDENTIFICATIVO_SAP,
  isLater,
  NO_SAP,
  type OperationName,
  questionFor,
  SERVICE_DOCUMENTS,
} from '../../contract/servizicoap.js';
import { payloadOf } from '../../contract/soap.js';
import { textAt } from '../../contract/soap-service.js';
import { hasErrors } from '../../foundation/finding.js';
import type { Side } from '../../sides.js';
import { editable } from '../invent/edit.js';
import type { Case } from '../report.js';
import type { Documents, Sent } from './documents.js';
import { caseOf, compared, uncovered } from './judge.js';
import { call, type Fields, type OnTarget, send } from './servizicoap-wire.js';
import type { Caller } from './soap.js';
import { breaches, quoted, type Verdict } from './wire.js';

interface Played extends OnTarget {
  readonly side: Side;
  readonly documents: Documents;
}

const GROUP = 'servizicoap';
const group = (operation: OperationName): string => `${GROUP} ${operation}`;
/** A SAP that nobody has. */
const NO_ID = 'ZZ99999999Z';
/** A provisional code that belongs to nobody. */
const NOBODY = '00000000000';

export async function* playServizicoap(caller: Caller, played: Played): AsyncGenerator<Case> {
  if (caller === 'nation') {
    yield* notices(played);
    return;
  }
  let held: Held | undefined;
  for (const sent of played.documents.of('sap', 'invio').map((one) => asFirst(played.side, one))) {
    const verdict = await sendSap(played, sent.bytes);
    yield caseOf(group('invioSAP'), sent, verdict);
    if (verdict.said === 'accepted' && sent.expected === 'accepted') held ??= heldBy(played.side, sent, verdict);
  }
  yield* questionsAboutNobody(played);
  if (held === undefined) {
    const why = 'no SAP was accepted, so nothing could be asked about one';
    for (const name of ['annullaSAP', 'richiestaCodSAPRegTitolare'] as const) yield uncovered(group(name), why);
  } else {
    yield* questionsAbout(played, held);
    yield* withdrawal(played, held);
  }
  yield uncovered(group('notificaSAP'), 'it is called by the nation; verify whoever answers it with --caller nation');
}

/** A SAP on its way. */
export const sendSap = (played: OnTarget, bytes: Buffer): Promise<Verdict> =>
  send(played, 'invioSAP', { SAP: bytes.toString('utf8') });

/**
 * A good SAP as the first of its person: without an id, and saying that it is one. Without section 1 a SAP can only be an
 * update, and what becomes of it turns on the one that it updates.
 */
function asFirst(side: Side, sent: Sent): Sent {
  if (sent.expected !== 'accepted') return sent;
  const { revision } = side.receive('sap', 'invio', sent.bytes);
  const contract = side.writing('sap', 'invio', revision || undefined)?.contract;
  const document = contract && editable(contract, sent.bytes);
  const person = textAt(contract?.read(sent.bytes).tree ?? {}, 'datianagrafici.datipersonali.codicefiscale');
  if (document === undefined || person === '')
    return { ...sent, expected: 'answered', because: 'it is about a SAP that the node must hold' };
  const bytes = document.edit(({ path, value }) => {
    if (path === 'datiinvio.identificativosap') return undefined;
    return path === 'datiinvio.tipovariazione' ? '01' : value;
  });
  return { ...sent, bytes };
}

interface Held {
  readonly id: string;
  readonly codiceFiscale: string;
}

function heldBy(side: Side, { bytes }: Sent, { outcome }: Verdict): Held | undefined {
  const id = IDENTIFICATIVO_SAP.exec(outcome)?.[0];
  const tree = side.receive('sap', 'invio', bytes).canonical;
  const codiceFiscale =
    tree === undefined ? '' : textAt(tree as Record<string, unknown>, 'anagrafica.persona.codiceFiscale');
  return id === undefined || codiceFiscale === '' ? undefined : { id, codiceFiscale };
}

async function* notices(played: Played): AsyncGenerator<Case> {
  for (const sent of played.documents.of('sap', 'notifica')) {
    const tree = played.side.writing('sap', 'notifica')?.contract.read(sent.bytes).tree ?? {};
    const fields = { CodiceSAP: textAt(tree, 'CodiceSAP'), MotivoNotifica: textAt(tree, 'MotivoNotifica') };
    // Whether a region knows the SAP is its own matter; the answer has its form in any case.
    yield caseOf(group('notificaSAP'), { ...sent, expected: 'answered' }, await send(played, 'notificaSAP', fields));
  }
}

async function* questionsAboutNobody(played: Played): AsyncGenerator<Case> {
  yield await asked(played, 'verificaEsistenzaSAP', 'a person without SAP', NOBODY, ({ CodiceSAP }) =>
    differs('CodiceSAP', NO_SAP, CodiceSAP),
  );
  yield await asked(played, 'richiestaSAP', 'a SAP that does not exist', NO_ID, ({ SAP }) => differs('SAP', '', SAP));
  const bad: Sent = {
    name: 'a question that breaks its contract',
    bytes: Buffer.alloc(0),
    expected: 'refused',
    because: 'CodiceSAP',
  };
  yield caseOf(group('richiestaSAP'), bad, await send(played, 'richiestaSAP', { CodiceSAP: `<x>${randomUUID()}</x>` }));
  yield await asked(played, 'recuperaListaSAPNonAttive', 'what is no longer active', '', ({ SAPs = '' }) =>
    strangers(SAPs),
  );
}

async function* questionsAbout(played: Played, { id, codiceFiscale }: Held): AsyncGenerator<Case> {
  const { side } = played;
  yield await asked(
    played,
    'verificaEsistenzaSAP',
    'the person of a SAP that was accepted',
    codiceFiscale,
    ({ CodiceSAP }) => differs('CodiceSAP', id, CodiceSAP),
  );
  yield await asked(
    played,
    'richiestaCodSAPRegTitolare',
    'the same person',
    codiceFiscale,
    ({ CodiceSAP, CodiceRegione = '' }) => [
      ...differs('CodiceSAP', id, CodiceSAP),
      ...(/^(\d{2})?$/.test(CodiceRegione.trim())
        ? []
        : [`CodiceRegione: expected two digits, found ${quoted(CodiceRegione)}`]),
    ],
  );
  yield await asked(played, 'richiestaSAP', 'the SAP that was accepted', id, ({ SAP = '' }) => {
    const document = payloadOf(SAP);
    const tried = side.revisions('sap', 'invio').flatMap((one) => side.writing('sap', 'invio', one)?.contract ?? []);
    const kept = tried.find((contract) => !hasErrors(contract.read(document, { mode: 'lenient' }).findings));
    if (kept === undefined) return breaches('SAP', tried[0]?.read(document, { mode: 'lenient' }).findings ?? []);
    const found = readSapTree(document) ?? {};
    return [
      ...differs(
        'SAP datianagrafici/datipersonali/codicefiscale',
        codiceFiscale,
        textAt(found, 'datianagrafici.datipersonali.codicefiscale'),
      ),
      ...differs('SAP datiinvio/identificativosap', id, textAt(found, 'datiinvio.identificativosap')),
    ];
  });
  yield await asked(played, 'richiestaSAP_N00_A02', 'the DID of the same person', codiceFiscale, ({ DID = '' }) =>
    DID.trim() === ''
      ? []
      : breaches('DID', SERVICE_DOCUMENTS.ListaDID.read(payloadOf(DID), { mode: 'lenient' }).findings),
  );
}

async function* withdrawal(played: Played, { id, codiceFiscale }: Held): AsyncGenerator<Case> {
  const annulla = (name: string, expected: Sent['expected']) => async (): Promise<Case> =>
    caseOf(
      group('annullaSAP'),
      { name, bytes: Buffer.alloc(0), expected, because: '' },
      await send(played, 'annullaSAP', questionFor('annullaSAP', id)),
    );
  yield await annulla('the SAP that was accepted', 'accepted')();
  yield await annulla('the same SAP again', 'refused')();
  yield await asked(played, 'verificaEsistenzaSAP', 'its person, after that', codiceFiscale, ({ CodiceSAP }) =>
    differs('CodiceSAP', NO_SAP, CodiceSAP),
  );
  yield await asked(played, 'recuperaListaSAPNonAttive', 'the SAP that was withdrawn', '', ({ SAPs = '' }) =>
    SAPs.includes(id) ? [] : [`SAPs: expected ${id} among them, found ${SAPs.trim().split(/\s+/).length} others`],
  );
}

const differs = (what: string, expected: string, found = ''): string[] =>
  found.trim() === expected
    ? []
    : [`${what}: expected ${expected === '' ? 'nothing' : expected}, found ${quoted(found.trim()) || 'nothing'}`];

const strangers = (ids: string): string[] =>
  ids
    .trim()
    .split(/\s+/)
    .filter((one) => one !== '' && IDENTIFICATIVO_SAP.exec(one)?.[0] !== one)
    .slice(0, 3)
    .map((one) => `SAPs: expected ids of SAPs, found ${quoted(one)}`);

/** A question about a key, and what the fields of its answer must say. */
async function asked(
  played: Played,
  operation: OperationName,
  name: string,
  key: string,
  check: (fields: Fields) => readonly string[],
): Promise<Case> {
  const fields = key === '' ? { Parametri: '' } : questionFor(operation, key);
  const answer = await call(played, operation, fields);
  if ('fields' in answer) {
    const first = Object.values(answer.fields)[0] ?? '';
    return compared(
      group(operation),
      name,
      isLater(first) ? [`expected an answer, found ${quoted(first)}`] : check(answer.fields),
    );
  }
  const verdict = 'fault' in answer ? answer.fault : answer.wrong;
  const details = verdict.broken.length > 0 ? verdict.broken : [`expected an answer, found ${verdict.outcome}`];
  return compared(group(operation), name, details);
}
