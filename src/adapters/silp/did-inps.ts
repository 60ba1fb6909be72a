/** Declarations made to INPS, as SILP holds them in its interchange, and their link to a DID. */
import { accepted, type Row, rowsOf, sameDay } from './answers.js';
import type { Envelope, Stop } from './errors.js';
import type { SilpWire } from './wire.js';

const PAGE = '?page=0&recForPage=50';

/** The declarations of one person, with what they are linked to. */
export const declarationsOf = (wire: SilpWire, codFisc: unknown, signal: AbortSignal): Promise<Envelope | Stop> =>
  accepted(wire.question(`didInps/ricerca${PAGE}`, { codFisc }, signal));

/** Links the declaration of the same day to the DID. Where SILP holds none, there is nothing to link. */
export async function linkDeclaration(
  wire: SilpWire,
  { codFisc, dataDid }: Row,
  { idSilLavSapDid, idSilLavAnagrafica }: Row,
  signal: AbortSignal,
): Promise<Stop | undefined> {
  const found = await declarationsOf(wire, codFisc, signal);
  if ('outcome' in found) return found;
  const declaration = rowsOf(found.members.list).find(
    ({ flgAnnullato, dtDichiarazione }) => flgAnnullato !== 'S' && sameDay(dtDichiarazione, dataDid),
  );
  if (declaration === undefined || declaration.idSilLavSapDid === idSilLavSapDid) return undefined;
  const which = `idSilInterscambioDid=${declaration.idSilInterscambio}`;
  if (declaration.idSilLavAnagrafica !== idSilLavAnagrafica) {
    const toWorker = `didInps/collega-scollega-lavoratore?${which}&idSilLavAnagrafica=${idSilLavAnagrafica}`;
    const linked = await accepted(wire.change(toWorker, {}, signal));
    if ('outcome' in linked) return linked;
  }
  const toDid = `didInps/collega-scollega-did?${which}&idSilLavSapDid=${idSilLavSapDid}`;
  const linked = await accepted(wire.change(toDid, {}, signal));
  return 'outcome' in linked ? linked : undefined;
}

/** Takes a DID's links away: the application that it came out of has been deleted. */
export async function unlinkDeclarations(
  wire: SilpWire,
  { codFisc }: Row,
  did: Row,
  signal: AbortSignal,
): Promise<Stop | undefined> {
  const found = await declarationsOf(wire, codFisc, signal);
  if ('outcome' in found) return found;
  for (const { idSilInterscambio, idSilLavSapDid } of rowsOf(found.members.list)) {
    if (idSilLavSapDid === undefined || idSilLavSapDid === null || idSilLavSapDid !== did.idSilLavSapDid) continue;
    const path = `didInps/collega-scollega-did?idSilInterscambioDid=${idSilInterscambio}`;
    const unlinked = await accepted(wire.change(path, {}, signal));
    if ('outcome' in unlinked) return unlinked;
  }
  return undefined;
}
