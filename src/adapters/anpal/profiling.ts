/** Whether an insertion into YG_Profiling whose answer was lost has arrived: the service shows what it holds of the person. */
import { rowDocument, selectIn, ygProfiling } from '../../contract/anpal/profiling.js';
import type { DocumentTree } from '../../contract/contract.js';
import { textAt } from '../../contract/soap-service.js';
import { readTree } from '../../contract/xml-tree.js';
import type { Answer, Outbound } from '../adapter.js';
import { garbled, judgedAnswer, type SoapClient } from '../soap-client.js';

const INPUTS = ['titoloStudio', 'codProv', 'presenzaIt', 'occupazAp'] as const;
/** An answer is lost at most so long before it is asked after; a row older than that is another insertion's. */
const RECENT_HOURS = 48;

/** Whether a row tells of this insertion: the same input, computed lately. Inserting the same again would change nothing. */
function tellsOf(row: DocumentTree, sent: DocumentTree, now: Date): boolean {
  const at = Date.parse(textAt(row, 'dataInserimento'));
  const recent = now.getTime() - at < RECENT_HOURS * 3_600_000;
  return recent && INPUTS.every((name) => textAt(row, name) === textAt(sent, name));
}

/** The node's answer to the insertion as it would have given it, or undefined where it holds no such row. */
export async function profilingArrived(
  client: SoapClient,
  { revision, body }: Outbound,
  options: { readonly named: string; readonly laterSeconds: number; readonly now: Date },
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const select = selectIn(revision);
  if (select === undefined) return undefined;
  const sent = readTree(body.toString('utf8')).tree;
  const question = select.request.document.write({ cf: textAt(sent, 'cf'), provincia: textAt(sent, 'codProv') });
  const answer = await client.exchange(ygProfiling, select, question, signal);
  // That the question was refused says nothing about the insertion.
  if (answer.outcome === 'refused') return garbled(`${options.named} refused to say what it holds`);
  if (answer.outcome !== 'answered') return answer;
  const rows = select.answer.document.plain(answer.tree).YG_Profiling as readonly DocumentTree[];
  const row = rows.find((one) => tellsOf(one, sent, options.now));
  if (row === undefined) return undefined;
  const tree: DocumentTree = { YG_Profiling: row };
  return judgedAnswer(select, { tree, document: rowDocument(select.answer.document, row) }, options);
}
