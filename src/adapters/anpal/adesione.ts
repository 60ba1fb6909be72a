/** Whether an adesione, or a state of one, whose answer was lost has arrived: the node tells the state it holds. */
import { getStatoAdesioneYG } from '../../contract/anpal/adesione.js';
import type { DocumentTree } from '../../contract/contract.js';
import { judge, type SoapOperation, textAt } from '../../contract/soap-service.js';
import { readTree } from '../../contract/xml-tree.js';
import type { Answer, Outbound } from '../adapter.js';
import { garbled, type SoapClient } from '../soap-client.js';
import { callLimit } from './errors.js';

const [question] = getStatoAdesioneYG.operations as [SoapOperation];

/** The answer to a sending, or undefined when the node does not hold it; without its region an adesione cannot be asked about. */
export async function adesioneArrived(
  soap: SoapClient,
  { body, event }: Outbound,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const { tree } = readTree(body.toString('utf8'));
  const sent = event === 'invio' ? newOne(tree) : stateOf(tree);
  if (sent.regione === '') return undefined;
  const asked = question.request.document.write({ CodiceFiscale: sent.codiceFiscale, RegioneAdesione: sent.regione });
  const answer = await soap.exchange(getStatoAdesioneYG, question, asked, signal);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'refused') return garbled(`the national node refused the question: ${answer.esito.codice}`);
  const verdict = judge(question.esito, answer.tree);
  if (verdict.says === 'later') return callLimit();
  const held = stateOf(answer.tree);
  const there =
    verdict.says === 'acknowledged' && held.data === sent.data && (event === 'invio' || held.stato === sent.stato);
  return there ? { outcome: 'acknowledged', esito: { codice: 'OK' } } : undefined;
}

const newOne = (tree: DocumentTree) => ({
  codiceFiscale: textAt(tree, 'utente.CodiceFiscale'),
  regione: textAt(tree, 'utente.Regione'),
  data: textAt(tree, 'utente.dataadesione'),
  stato: '',
});

const stateOf = (tree: DocumentTree) => ({
  codiceFiscale: textAt(tree, 'CodiceFiscale'),
  regione: textAt(tree, 'RegioneAdesione'),
  data: textAt(tree, 'DataAdesione'),
  stato: textAt(tree, 'StatoAdesione'),
});
