/** Asks the nation for the household of a person who receives the RdC: one document for each of its members. */
import { BY_CODICE_FISCALE, RDC_FOUND, RDC_NOBODY, rdcService, splitHousehold } from '../../contract/anpal/rdc.js';
import { type SoapOperation, textAt } from '../../contract/soap-service.js';
import type { PullAnswer, Pulled } from '../adapter.js';
import type { SoapClient } from '../soap-client.js';

const operation = rdcService.operations.find(({ name }) => name === BY_CODICE_FISCALE) as SoapOperation;

/** The documents of the household, as the nation has them now. */
export async function pullHousehold(
  client: SoapClient,
  codiceFiscale: string,
  signal: AbortSignal,
): Promise<PullAnswer> {
  const question = operation.request.document.write({ codFiscale: codiceFiscale });
  const answer = await client.exchange(rdcService, operation, question, signal);
  if (answer.outcome !== 'answered') return answer;
  const codice = textAt(answer.tree, 'esito.codEsito');
  if (codice === RDC_NOBODY) return { outcome: 'absent', detail: 'the nation knows no receiver of the RdC here' };
  if (codice !== RDC_FOUND) {
    const messaggio = textAt(answer.tree, 'esito.messaggioErrore');
    return { outcome: 'refused', esito: { codice, ...(messaggio === '' ? {} : { messaggio }) } };
  }
  const documents = splitHousehold(answer.document) ?? [answer.document];
  const pulled = (body: Buffer): Pulled => ({ record: 'percettore', event: 'invio', revision: '', body });
  return { outcome: 'found', documents: documents.map(pulled) };
}
