/** Plays the API of SILP: creates a worker's file, finds it, reads it, changes it, archives it. */
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import type { Documents, Expected, Sent } from './documents.js';
import { caseOf, compared, uncovered } from './judge.js';
import { type Answered, Api, type Called } from './silp-api.js';
import { quoted, type Target } from './wire.js';

const CALLER = { codFiscale: null, idAppChiamante: 'RACCORDO-VERIFY' };
/** A provisional code that belongs to nobody. */
const NOBODY = '00000000000';

interface Played {
  readonly side: Side;
  readonly target: Target;
  readonly documents: Documents;
}

export async function* playSilp(played: Played): AsyncGenerator<Case> {
  const api = new Api(played.target);
  const find = (name: string, params: NonNullable<Called['params']>, expected: Expected) =>
    api.case('findByCodiceFiscale', name, expected, { params });
  yield await find('nobody', { cod: NOBODY }, 'refused');
  let held: Held | undefined;
  for (const sent of played.documents.of('sap', 'invio')) {
    const { body, canonical } = insertion(played.side, sent);
    const answer = await api.call('inserisciModificaFascicoloCittadino', { body });
    yield caseOf('inserisciModificaFascicoloCittadino', sent, saved(answer));
    const id = textAt(answer.tree ?? {}, 'idSilLavAnagrafica');
    if (canonical !== undefined && sent.expected === 'accepted' && id !== '' && answer.said === 'accepted')
      held ??= { id, canonical, codiceFiscale: textAt(canonical, 'anagrafica.persona.codiceFiscale') };
  }
  if (held === undefined)
    yield uncovered('getDettaglioFascicolo', 'no file was created, so nothing could be asked about one');
  else yield* about(api, played.side, held);
  for (const id of ['acquisireSap', 'riceviSap', 'richiestaSap']) {
    const body = Buffer.from(JSON.stringify({ callInfo: CALLER, codiceFiscaleLavoratore: NOBODY }));
    yield await api.case(id, 'a SAP of nobody', 'answered', { body }, 'SILP asks the national node');
  }
  for (const id of api.left()) yield uncovered(id, 'nothing is sent to it');
}

interface Held {
  readonly id: string;
  readonly codiceFiscale: string;
  readonly canonical: DocumentTree;
}

async function* about(api: Api, side: Side, { id, codiceFiscale, canonical }: Held): AsyncGenerator<Case> {
  const params = { idSilLavAnagrafica: id, id, cod: codiceFiscale };
  const caller = { params, body: Buffer.from(JSON.stringify({ callInfo: CALLER })) };
  const found = (path: string, at: string, expected: string) => (tree: DocumentTree) =>
    textAt(tree, path) === expected
      ? []
      : [`${at}: expected ${expected}, found ${quoted(textAt(tree, path)) || 'nothing'}`];
  const itsCode = found('lavoratoreRidotto.codiceFiscale', 'lavoratoreRidotto.codiceFiscale', codiceFiscale);
  yield await api.holding('findByCodiceFiscale', 'the worker that was created', { params }, itsCode);
  yield await api.holding('findById', 'the worker that was created', { params }, itsCode);
  const PERSONAL = 'datiAnagrafici.datiGenerali.datiPersonali.codiceFiscale';
  yield await api.holding(
    'getDettaglioFascicolo',
    'the file that was created',
    caller,
    found(`fascicolo.${PERSONAL}`, PERSONAL, codiceFiscale),
  );
  yield await api.case('inserisciModificaFascicoloCittadino', 'the same worker again', 'refused', {
    body: insert(side, canonical),
  });
  yield await changedFile(api, side, canonical, caller);
  for (const [operation, what] of [
    ['A', 'is archived'],
    ['D', 'is restored'],
  ] as const)
    yield await api.case('archiviaDisarchiviaLavoratore', `the file ${what}`, 'accepted', {
      ...caller,
      params: { ...params, operazioneDaEffettuare: operation },
    });
}

const NEW_PHONE = '0110000000';

/** A section is replaced, the others are left: the file read afterwards says so. */
async function changedFile(api: Api, side: Side, canonical: DocumentTree, caller: Called): Promise<Case> {
  const GROUP = 'inserisciModificaFascicoloCittadino';
  const before = await api.call('getDettaglioFascicolo', caller);
  const file = before.tree?.fascicolo;
  const translation = side.writing('sap', 'invio');
  const changed = structuredClone(canonical) as { anagrafica: { recapiti?: Record<string, string> } };
  changed.anagrafica.recapiti = { ...changed.anagrafica.recapiti, telefono: NEW_PHONE };
  const written = translation?.onto(changed, file);
  const body = change('edit', written?.document, written?.changed ?? [], {
    idSilLavAnagrafica: caller.params?.id ?? '',
    schedaOriginale: file,
  });
  const verdict = saved(await api.call(GROUP, { body }));
  if (verdict.said !== 'accepted')
    return caseOf(GROUP, { name: 'the telephone is changed', bytes: body, expected: 'accepted', because: '' }, verdict);
  const after = await api.call('getDettaglioFascicolo', caller);
  const PHONE = 'datiAnagrafici.reperibilitaRecapiti.recapito.telefonoAbitazione';
  const phone = textAt(after.tree ?? {}, `fascicolo.${PHONE}`);
  return compared(
    GROUP,
    'the telephone is changed',
    phone === NEW_PHONE ? [] : [`${PHONE}: expected ${NEW_PHONE}, found ${quoted(phone) || 'nothing'}`],
  );
}

/** A file to create: as a client writes it; of a bad document, what it is. */
function insertion(
  side: Side,
  { bytes, expected }: Sent,
): { readonly body: Buffer; readonly canonical?: DocumentTree } {
  const canonical =
    expected === 'refused' ? undefined : (side.receive('sap', 'invio', bytes).canonical as DocumentTree | undefined);
  if (canonical !== undefined) return { body: insert(side, canonical), canonical };
  const around = JSON.stringify({
    callInfo: CALLER,
    tipoOperazione: 'ins',
    sezioniSapModificate: ['1.1'],
    flgFattaDomandaSalva: false,
  });
  return { body: Buffer.from(`${around.slice(0, -1)},"schedaModificata":${bytes.toString('utf8')}}`) };
}

function insert(side: Side, canonical: DocumentTree): Buffer {
  const written = side.writing('sap', 'invio')?.onto(canonical, {});
  return change('ins', written?.document, written?.changed ?? []);
}

const change = (
  tipoOperazione: 'ins' | 'edit',
  schedaModificata: unknown,
  sezioniSapModificate: readonly string[],
  more: object = {},
): Buffer =>
  Buffer.from(
    JSON.stringify({
      callInfo: CALLER,
      tipoOperazione,
      schedaModificata,
      sezioniSapModificate,
      flgFattaDomandaSalva: true,
      ...more,
    }),
  );

/** Saved is what is positive and says that it was. */
function saved(answer: Answered): Answered {
  if (answer.said !== 'accepted' || answer.tree?.flgSalvataggioEseguito === true) return answer;
  return { ...answer, broken: ['flgSalvataggioEseguito: expected true in a positive answer, found something else'] };
}
