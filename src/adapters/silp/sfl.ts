/** Notices of receivers of SFL and ADI, to SILP's older REST side, which has an envelope of its own. */
import { readJson } from '../../contract/json-contract.js';
import type { Answer, Outbound } from '../adapter.js';
import { documentOf, isRow } from './answers.js';
import { acknowledged, badStatus, garbled, refused } from './errors.js';
import type { SilpWire } from './wire.js';

/** Outcomes by which SILP's libraries know success; a repeated notice is stored over the first. */
export const NOTICE_TAKEN: ReadonlySet<string> = new Set(['E0000', 'E100']);

export async function sendNotice(wire: SilpWire, outbound: Outbound, signal: AbortSignal): Promise<Answer> {
  const answer = await wire.notify('supporto-formazione-lavoro/notificaSFL', documentOf(outbound.body), signal);
  if ('reason' in answer) return { outcome: 'failed', ...answer };
  if (answer.status !== 200) return badStatus(answer, true);
  const esito = readJson(answer.body, 'silp').tree?.esito;
  const codice = isRow(esito) ? esito.codEsito : undefined;
  if (!isRow(esito) || typeof codice !== 'string' || codice === '') {
    return garbled('it does not say codEsito', true);
  }
  const { messaggioErrore } = esito;
  if (NOTICE_TAKEN.has(codice)) return acknowledged(codice);
  return refused(codice, typeof messaggioErrore === 'string' ? messaggioErrore : undefined);
}
