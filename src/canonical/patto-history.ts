/** What a pact says that does not go with what came before about the person, as far as it is known here: warnings. */
import type { Finding } from '../foundation/finding.js';
import { knownDid } from './did-past.js';
import { isDidRunning } from './did-states.js';
import type { HistoryCheck, PastRecord } from './history.js';
import type { Patto } from './patto.js';
import { isOpen, isTakingInCharge } from './politiche.js';
import { found } from './rules/program.js';
import type { Sap } from './sap.js';

/** The kinds that stand for project 05, as `patto.did-required` has them. */
const ON_A_DID: ReadonlySet<string> = new Set(['PSP', 'PRI']);
const PROJECT = '05';

/** Whether the row of a pact is the taking in charge after a DID (A02, project 05), of which a person has one at a time. */
const takesInCharge = ({ tipo, progetto }: Patto): boolean =>
  progetto === undefined ? ON_A_DID.has(tipo) : progetto === PROJECT;

export const pattoHistory: HistoryCheck = {
  of: ['patto', 'did', 'sap'],
  findings(value, past) {
    const patto = value as Patto;
    if (!takesInCharge(patto) || !isRunning(patto)) return [];
    return [...anotherOpen(patto, past), ...withoutDid(patto, past), ...heldElsewhere(patto, past)];
  },
};

/** The day by which the rules of a pact are judged. */
const dayOf = ({ dataStipula, dataProposta }: Patto): string => dataStipula ?? dataProposta;

const isRunning = (patto: Patto): boolean => patto.dataFine === undefined && isOpen(patto);

const recordsIn = (past: readonly PastRecord[], record: string, event: string): readonly unknown[] =>
  past.filter((one) => one.record === record && one.event === event).map(({ canonical }) => canonical);

const identity = ({ identificativoPolitica, dataProposta, entePromotore }: Patto): string =>
  identificativoPolitica?.toLowerCase() ?? `${dataProposta}|${entePromotore}`;

function anotherOpen(patto: Patto, past: readonly PastRecord[]): readonly Finding[] {
  const latest = new Map<string, Patto>();
  for (const one of recordsIn(past, 'patto', 'invio') as readonly Patto[])
    if (takesInCharge(one) && !latest.has(identity(one))) latest.set(identity(one), one);
  const others = [...latest.values()].filter((one) => identity(one) !== identity(patto) && isRunning(one));
  const [other] = others;
  if (other === undefined) return [];
  const says = `the pact of ${other.dataProposta} is still open as far as is known here, and there is one at a time`;
  return found('patto.one-open', { path: 'dataProposta', day: dayOf(patto), says });
}

function withoutDid(patto: Patto, past: readonly PastRecord[]): readonly Finding[] {
  const known = knownDid(past);
  if (known === undefined || known.states.some(isDidRunning)) return [];
  const says = `the DID is ${known.state} as far as is known here; the pact stands on an open one`;
  return found('patto.did-open', { path: 'dataDid', day: dayOf(patto), says });
}

/**
 * The person is in the charge of another region: an open A02 of project 05 whose id another system gave, or, where our
 * own id is not known yet, whose body is neither ours nor does ours hold the SAP.
 */
function heldElsewhere(patto: Patto, past: readonly PastRecord[]): readonly Finding[] {
  const [latest] = recordsIn(past, 'sap', 'invio') as readonly Sap[];
  if (latest === undefined) return [];
  const own = patto.identificativoPolitica?.slice(0, 2);
  const elsewhere = (latest.politicheAttive ?? []).find((row) => {
    if (!isTakingInCharge(row) || !isOpen(row) || row.entePromotore === patto.entePromotore) return false;
    const system = row.identificativoPolitica?.slice(0, 2);
    if (own !== undefined && system !== undefined) return own !== system;
    return latest.invio.codiceEnteTitolare !== patto.entePromotore;
  });
  return elsewhere === undefined ? [] : found('patto.held-elsewhere', { path: 'entePromotore' });
}
