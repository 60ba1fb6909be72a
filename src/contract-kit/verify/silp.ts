/** Plays the API of SILP: workers' files out of the documents of the SAP, and the procedures of its `verify.yaml`. */
import { startOfDayInRome } from '../../canonical/rome-day.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { dateInRome } from '../../foundation/clock.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import type { About } from './depending.js';
import type { Documents, Sent } from './documents.js';
import { caseOf, compared, uncovered } from './judge.js';
import { type Answered, Api, CALLER } from './silp-api.js';
import { playProcedures } from './steps.js';
import { quoted, type Target } from './wire.js';

interface Played {
  readonly side: Side;
  readonly target: Target;
  readonly documents: Documents;
  readonly verifying: About;
}

export async function* playSilp(played: Played): AsyncGenerator<Case> {
  const api = new Api(played.target);
  yield* files(api, played);
  const today = startOfDayInRome(dateInRome(new Date()));
  const unreached = new Map<string, string>();
  yield* playProcedures({ ...played, api, today, unreached });
  for (const id of api.left())
    yield uncovered(id, unreached.get(id) ?? 'its documents are not among those that are sent');
}

/** Every document of a worker's file is sent as a new file; one that was taken is changed afterwards. */
async function* files(api: Api, { side, documents }: Played): AsyncGenerator<Case> {
  let isChanged = false;
  for (const sent of documents.of('sap', 'invio')) {
    const { body, canonical } = insertion(side, sent);
    const answer = saved(await api.call(SAVE, { body }));
    yield caseOf(SAVE, sent, answer);
    const id = textAt(answer.tree ?? {}, 'idSilLavAnagrafica');
    if (isChanged || canonical === undefined || sent.expected !== 'accepted' || id === '' || answer.said !== 'accepted')
      continue;
    isChanged = true;
    yield await changedFile(api, side, canonical, id);
  }
}

const SAVE = 'inserisciModificaFascicoloCittadino';
const NEW_PHONE = '0110000000';

/** A section is replaced, the others are left: the file read afterwards says so. */
async function changedFile(api: Api, side: Side, canonical: DocumentTree, id: string): Promise<Case> {
  const caller = { params: { idSilLavAnagrafica: id } };
  const before = await api.call('getDettaglioFascicolo', caller);
  const file = before.tree?.fascicolo;
  const translation = side.writing('sap', 'invio');
  const changed = structuredClone(canonical) as { anagrafica: { recapiti?: Record<string, string> } };
  changed.anagrafica.recapiti = { ...changed.anagrafica.recapiti, telefono: NEW_PHONE };
  const written = translation?.onto(changed, file);
  const body = change('edit', written?.document, written?.changed ?? [], {
    idSilLavAnagrafica: id,
    schedaOriginale: file,
  });
  const verdict = saved(await api.call(SAVE, { body }));
  if (verdict.said !== 'accepted')
    return caseOf(SAVE, { name: 'the telephone is changed', bytes: body, expected: 'accepted', because: '' }, verdict);
  const after = await api.call('getDettaglioFascicolo', caller);
  const PHONE = 'datiAnagrafici.reperibilitaRecapiti.recapito.telefonoAbitazione';
  const phone = textAt(after.tree ?? {}, `fascicolo.${PHONE}`);
  return compared(
    SAVE,
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
