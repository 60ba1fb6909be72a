/**
 * A record that the side holds inside another one's document (one policy, a pact: rows of a SAP). It leaves as a document of
 * these rows alone, completed with what the person's record at the side says, and beside the rows that the same bodies have
 * there already, which the side would otherwise drop. New policies get their id here.
 */
import { italianDay } from '../canonical/date.js';
import { policyId } from '../canonical/policy-id.js';
import { besidePresent, withKnownIds, withTakingInCharge } from '../canonical/politiche.js';
import type { PoliticaAttiva, Sap } from '../canonical/sap.js';
import { type RecordName, SYSTEM_NUMBERS } from '../foundation/names.js';
import type { Side } from '../sides.js';
import type { ClaimedDelivery } from '../store/attempt.js';
import type { Context } from './context.js';
import { type Completed, idAt, presentAt, type Unsent } from './present.js';
import { unwritable } from './unwritable.js';

/** The fields of section 0 that a region may not know. */
interface Subject {
  readonly identificativoSap?: string;
  readonly codiceFiscale?: string;
}

/** The record with what it lacks, and how its document becomes one that the side can take. `whole`: the record it stands in. */
export async function completedWithin(
  context: Context,
  side: Side,
  claimed: ClaimedDelivery,
  whole: RecordName,
  signal: AbortSignal,
): Promise<Completed> {
  const stated = claimed.canonical as Subject;
  const id = await idOf(side, claimed, stated, signal);
  if (typeof id === 'object') return id;
  if (id === undefined) return absent(side);
  const present = await presentAt(side, id, signal);
  if (present !== undefined && 'outcome' in present) return present;
  if (present === undefined) return absent(side);
  const { dataNascita, codiceEnteTitolare } = present.invio;
  const canonical = {
    dataNascita,
    codiceEnteTitolare,
    dataAggiornamento: italianDay(claimed.receivedAt),
    ...stated,
    identificativoSap: id,
  };
  return { canonical, finish: (document) => finished(context, side, claimed, whole, present, document) };
}

async function idOf(
  side: Side,
  claimed: ClaimedDelivery,
  stated: Subject,
  signal: AbortSignal,
): Promise<string | undefined | Unsent> {
  const known = stated.identificativoSap ?? claimed.identificativoSap;
  if (known !== undefined) return known;
  return idAt(side, stated.codiceFiscale ?? claimed.codiceFiscale, claimed, signal);
}

const absent = ({ name }: Side): Unsent => ({
  outcome: 'refused',
  esito: {
    codice: 'SAP-ASSENTE',
    messaggio: `${name} holds no active SAP of this person, or none that can be read; nothing was sent`,
  },
});

async function finished(
  context: Context,
  side: Side,
  claimed: ClaimedDelivery,
  whole: RecordName,
  present: Sap,
  document: Buffer,
): Promise<Buffer | Unsent> {
  const read = side.receive(whole, claimed.event, document, { codiceFiscaleCheck: 'off' });
  const alone = read.canonical as Sap | undefined;
  if (alone === undefined) return unwritable(side.name, read.findings);
  const held = present.politicheAttive ?? [];
  const known = withKnownIds(alone.politicheAttive ?? [], held);
  const rows = withTakingInCharge(await withNewIds(context, claimed, known));
  const together: Sap = { ...alone, politicheAttive: besidePresent(rows, held) };
  const produced = side.writing(whole, claimed.event, read.revision)?.produce(together);
  return produced?.body ?? unwritable(side.name, produced?.findings ?? []);
}

/** Leaves the numbers that begin with another digit to the systems of the region itself. */
const OURS = 0xf0000000;

/** Rows without an id get the next of the system they come from; that of a row is the same at every attempt. */
async function withNewIds(
  { store }: Context,
  { messageId, source }: ClaimedDelivery,
  rows: readonly PoliticaAttiva[],
): Promise<PoliticaAttiva[]> {
  const system = SYSTEM_NUMBERS[source];
  if (system === undefined) return [...rows];
  const result: PoliticaAttiva[] = [];
  for (const [n, row] of rows.entries()) {
    if (row.identificativoPolitica !== undefined) {
      result.push(row);
      continue;
    }
    const sequence = await store.policySequence(system, `${messageId}|${n}`);
    result.push({ ...row, identificativoPolitica: policyId(system, OURS + sequence, row) });
  }
  return result;
}
