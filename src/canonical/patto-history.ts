/** What a pact says that does not go with what came before about the person, as far as it is known here: warnings. */
import type { Finding } from '../foundation/finding.js';
import { knownDid } from './did-past.js';
import { isDidRunning } from './did-states.js';
import type { HistoryCheck, PastRecord } from './history.js';
import type { Patto } from './patto.js';
import { isOpen, isTakingInCharge } from './politiche.js';
import type { Sap } from './sap.js';

/** The kind of D.Lgs. 150/2015 art. 20, of which a person has one at a time, on the ground of a DID. */
const PERSONAL = 'PSP';

export const pattoHistory: HistoryCheck = {
  of: ['patto', 'did', 'sap'],
  findings(value, past) {
    const patto = value as Patto;
    if (patto.tipo !== PERSONAL || !isRunning(patto)) return [];
    return [...anotherOpen(patto, past), ...withoutDid(past), ...heldElsewhere(patto, past)];
  },
};

const warning = (path: string, rule: string, source: string, message: string): Finding => ({
  path,
  rule,
  source,
  severity: 'warning',
  message,
});

const isRunning = (patto: Patto): boolean => patto.dataFine === undefined && isOpen(patto);

const recordsIn = (past: readonly PastRecord[], record: string, event: string): readonly unknown[] =>
  past.filter((one) => one.record === record && one.event === event).map(({ canonical }) => canonical);

const identity = ({ identificativoPolitica, dataProposta, entePromotore }: Patto): string =>
  identificativoPolitica?.toLowerCase() ?? `${dataProposta}|${entePromotore}`;

function anotherOpen(patto: Patto, past: readonly PastRecord[]): Finding[] {
  const latest = new Map<string, Patto>();
  for (const one of recordsIn(past, 'patto', 'invio') as readonly Patto[])
    if (one.tipo === PERSONAL && !latest.has(identity(one))) latest.set(identity(one), one);
  const others = [...latest.values()].filter((one) => identity(one) !== identity(patto) && isRunning(one));
  const [other] = others;
  if (other === undefined) return [];
  return [
    warning(
      'dataProposta',
      'patto.one-open',
      'D.Lgs. 150/2015 art. 20; SAP S086',
      `the pact of ${other.dataProposta} is still open as far as is known here, and there is one at a time`,
    ),
  ];
}

function withoutDid(past: readonly PastRecord[]): Finding[] {
  const known = knownDid(past);
  if (known === undefined || known.states.some(isDidRunning)) return [];
  const message = `the DID is ${known.state} as far as is known here; the pact stands on an open one`;
  return [warning('dataDid', 'patto.did-open', 'D.Lgs. 150/2015 art. 19 and 20', message)];
}

/**
 * The person is in the charge of another region: an open A02 of project 05 whose id another system gave, or, where our
 * own id is not known yet, whose body is neither ours nor does ours hold the SAP.
 */
function heldElsewhere(patto: Patto, past: readonly PastRecord[]): Finding[] {
  const [latest] = recordsIn(past, 'sap', 'invio') as readonly Sap[];
  if (latest === undefined) return [];
  const own = patto.identificativoPolitica?.slice(0, 2);
  const elsewhere = (latest.politicheAttive ?? []).find((row) => {
    if (!isTakingInCharge(row) || !isOpen(row) || row.entePromotore === patto.entePromotore) return false;
    const system = row.identificativoPolitica?.slice(0, 2);
    if (own !== undefined && system !== undefined) return own !== system;
    return latest.invio.codiceEnteTitolare !== patto.entePromotore;
  });
  if (elsewhere === undefined) return [];
  return [
    warning(
      'entePromotore',
      'patto.held-elsewhere',
      'SAP modelli e regole 1.9, presa in carico',
      'another body holds the person by an open A02 of project 05; it has to be closed or transferred first',
    ),
  ];
}
