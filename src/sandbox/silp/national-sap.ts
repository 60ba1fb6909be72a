/** How SILP comes by the SAP of the national node: by id, or by codice fiscale when it knows no id. */
import type { MessageCode } from './answers.js';
import { askSap, askSapId, type NationalAnswer, type NationalCall } from './national-client.js';

export type FetchedSap =
  | { readonly outcome: 'found'; readonly document: string }
  | { readonly outcome: 'refused'; readonly code: MessageCode };

export async function fetchSap(
  node: NationalCall,
  key: { codiceFiscale: string; identificativoSap: string },
): Promise<FetchedSap> {
  const id = key.identificativoSap || (await fieldOf(askSapId(node, key.codiceFiscale), 'CodiceSAP'));
  if (id === undefined) return { outcome: 'refused', code: 'GGP-S01' };
  if (id === '0' || id === '') return { outcome: 'refused', code: 'SBX-06' };
  const document = await fieldOf(askSap(node, id), 'SAP');
  if (document === undefined) return { outcome: 'refused', code: 'GGP-S01' };
  return document === '' ? { outcome: 'refused', code: 'SBX-06' } : { outcome: 'found', document };
}

/** The field of the answer; undefined when none came or the call limit stands in its place. */
async function fieldOf(asked: Promise<NationalAnswer>, field: string): Promise<string | undefined> {
  const answer = await asked;
  if (answer.outcome !== 'answered') return undefined;
  const value = answer.fields[field] ?? '';
  return value.startsWith('X001') ? undefined : value;
}
