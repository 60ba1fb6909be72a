/** A benefit in view of the past: a communication that comes late, an application told twice, a DID that had ended. */
import type { Finding } from '../foundation/finding.js';
import { type Criterio, competenteSfl } from './competenza.js';
import type { EsitoDid } from './did.js';
import { knownDid } from './did-past.js';
import { isDidRunning } from './did-states.js';
import type { HistoryCheck, PastRecord } from './history.js';
import type { Patto } from './patto.js';
import type { Percettore } from './percettore.js';
import { isOpen } from './politiche.js';
import { found } from './rules/program.js';
import type { Sap } from './sap.js';
import type { Territorio } from './territorio.js';

const keyOf = ({ codiceFiscale, prestazione, ruolo }: Percettore): string =>
  [codiceFiscale, prestazione.protocollo, ruolo].join('|');

/**
 * Of two communications about the same person, application and role, the one sent later holds (as the regional systems
 * keep what InviaNotificaRdc brings). An older one that comes late is kept, and says that it is stale.
 */
function stale(told: Percettore, before: readonly Percettore[]): readonly Finding[] {
  const sent = told.invio?.data;
  if (sent === undefined || told.prestazione.protocollo === undefined) return [];
  if (!before.some((one) => keyOf(one) === keyOf(told) && (one.invio?.data ?? '') > sent)) return [];
  return found('percettore.stale', { path: 'invio.data' });
}

/** An application has no number: the province tells two apart by the first day. The same with its decision is no second one. */
function toldTwice({ prestazione: { dataInizio }, ra }: Percettore, before: readonly Percettore[]): readonly Finding[] {
  const again = before.some((one) => one.prestazione.tipo === 'RA' && one.prestazione.dataInizio === dataInizio);
  if (!again || ra?.provvedimento !== undefined) return [];
  return found('percettore.ra-twice', { path: 'prestazione.dataInizio' });
}

/** On the first day the person must have a DID. Of one that is not known here nothing can be said. */
function withoutDid(firstDay: string, past: readonly PastRecord[]): readonly Finding[] {
  const known = knownDid(past, firstDay);
  if (known === undefined || known.states.some(isDidRunning)) return [];
  const says = `the DID was ${known.state} before the first day, as far as is known here`;
  return found('percettore.ra-did', { path: 'prestazione.dataInizio', says });
}

const GARANZIA_GIOVANI = '02';

/** The promoter of the last event of the DID that the node has taken. */
const promoterOf = (past: readonly PastRecord[]): string | undefined =>
  past
    .filter(({ record, event }) => record === 'did' && event === 'esito')
    .map(({ canonical }) => canonical as EsitoDid)
    .find(({ esito }) => esito === 'E100')?.entePromotore;

/** What the past says of each criterion of the order of the SFL. */
function criteria(past: readonly PastRecord[]): Partial<Record<Criterio, string>> {
  const sent = (name: 'patto' | 'sap') =>
    past.filter(({ record, event }) => record === name && event === 'invio').map(({ canonical }) => canonical);
  const gol = (sent('patto') as readonly Patto[]).find(
    (patto) => patto.percorsoGol !== undefined && patto.dataFine === undefined && isOpen(patto),
  )?.entePromotore;
  const [sap] = sent('sap') as readonly Sap[];
  const gg = sap?.politicheAttive?.find(
    (row) => row.tipoAttivita === 'A02' && row.progetto === GARANZIA_GIOVANI && isOpen(row),
  )?.entePromotore;
  const did = knownDid(past)?.states.some(isDidRunning) ? promoterOf(past) : undefined;
  return {
    ...(gol === undefined ? {} : { 'patto-gol': gol }),
    ...(gg === undefined ? {} : { 'patto-gg': gg }),
    ...(did === undefined ? {} : { did }),
    ...(sap === undefined ? {} : { sap: sap.invio.codiceEnteTitolare }),
  };
}

/** The CPI that a receiver of the SFL is sent to, against the order in which one is competent. */
function otherCpi(told: Percettore, past: readonly PastRecord[], territorio?: Territorio): readonly Finding[] {
  const { cpi, domicilio } = told;
  const { dataDomanda } = told.prestazione;
  const byDomicile =
    domicilio?.comune === undefined || dataDomanda === undefined
      ? []
      : (territorio?.competenti(domicilio.comune, dataDomanda) ?? []);
  // Of several the address decides, and no list has that.
  const known = { ...criteria(past), ...(byDomicile.length === 1 ? { domicilio: byDomicile[0] as string } : {}) };
  const competent = competenteSfl(known, dataDomanda);
  if (competent === undefined || competent.cpi === cpi) return [];
  const says = `another CPI is competent by the order of the SFL, as far as is known here: ${competent.dice}`;
  return found('percettore.sfl-cpi', { path: 'cpi', day: dataDomanda, says, source: competent.fonte });
}

const namesCpiOfSfl = ({ prestazione, cpi }: Percettore): boolean => prestazione.tipo === 'SFL' && cpi !== undefined;

export const percettoreHistory: HistoryCheck = {
  of(value) {
    const told = value as Percettore;
    if (namesCpiOfSfl(told)) return ['percettore', 'did', 'patto', 'sap'];
    return told.prestazione.tipo === 'RA' ? ['percettore', 'did', 'sap'] : ['percettore'];
  },
  findings(value, past, _today, _region, territorio) {
    const told = value as Percettore;
    const before = past
      .filter(({ record, event }) => record === 'percettore' && event === 'invio')
      .map(({ canonical }) => canonical as Percettore);
    const { tipo, dataInizio } = told.prestazione;
    return [
      ...stale(told, before),
      ...(namesCpiOfSfl(told) ? otherCpi(told, past, territorio) : []),
      ...(tipo === 'RA' && dataInizio !== undefined ? toldTwice(told, before) : []),
      ...(tipo === 'RA' && dataInizio !== undefined ? withoutDid(dataInizio, past) : []),
    ];
  },
};
