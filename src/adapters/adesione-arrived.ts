/**
 * Whether an adesione, or a state of one, whose answer was lost has arrived: who was told is asked which state it holds. The
 * node and the portal of a region answer the same question.
 */
import type { DocumentTree } from '../contract/contract.js';
import { judge, type SoapOperation, type SoapService, textAt } from '../contract/soap-service.js';
import { readTree } from '../contract/xml-tree.js';
import type { Answer, Outbound } from './adapter.js';
import { garbled, judgedAnswer, type SoapClient } from './soap-client.js';

export interface Asked {
  /** The service `GetStatoAdesioneYG` of the side. */
  readonly service: SoapService;
  readonly named: string;
  readonly laterSeconds: number;
}

/** The answer to a sending, or undefined when the side does not hold it; without its region an adesione cannot be asked about. */
export async function adesioneArrived(
  soap: SoapClient,
  { body, event }: Outbound,
  { service, named, laterSeconds }: Asked,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const [question] = service.operations as [SoapOperation];
  const { tree } = readTree(body.toString('utf8'));
  const sent = event === 'invio' ? newOne(tree) : stateOf(tree);
  if (sent.regione === '') return undefined;
  const asked = question.request.document.write({ CodiceFiscale: sent.codiceFiscale, RegioneAdesione: sent.regione });
  const answer = await soap.exchange(service, question, asked, signal);
  if (answer.outcome === 'failed') return answer;
  if (answer.outcome === 'refused') return garbled(`${named} refused the question: ${answer.esito.codice}`);
  const verdict = judge(question.esito, answer.tree);
  if (verdict.says === 'later') return judgedAnswer(question, answer, { named, laterSeconds });
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
