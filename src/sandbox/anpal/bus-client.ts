/** The regional bus as a client: it calls the door of a region's system with one document as text. */
import { silerService } from '../../contract/anpal/siler.js';
import { readAnswer, writeMessage } from '../../contract/soap-exchange.js';
import { type SoapOperation, textAt } from '../../contract/soap-service.js';

const PATIENCE_MS = 10_000;
const [EXECUTE] = silerService.operations as [SoapOperation];

/** What the door answered: 101 and I when the document is taken, 999 and E when not. */
export interface BusReply {
  readonly codice: string;
  readonly tipo: string;
  readonly descrizione: string;
  /** The document's own answer, as text. */
  readonly dati: string;
}

/** Calls `execute`. Rejects when the door cannot be reached or answers no such message. */
export async function sendToBus(url: string, document: string): Promise<BusReply> {
  const call = EXECUTE.request.document.write({
    mittente: 'NAZIONALE',
    destinatario: 'REGIONE',
    nomeServizio: 'SERVIZI',
    nomeMetodo: 'INVIO',
    dati: document,
    token: '',
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
    body: new Uint8Array(writeMessage(EXECUTE.request, call)),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const { document: answer, answeredFault } = readAnswer(EXECUTE, Buffer.from(await response.arrayBuffer()));
  if (answer === undefined) throw new Error(`the bus door answered ${answeredFault?.string ?? response.status}`);
  const { tree = {} } = EXECUTE.answer.document.read(answer);
  const at = (field: string): string => textAt(tree, `executeReturn.${field}`);
  return { codice: at('codice'), tipo: at('tipo'), descrizione: at('descrizione'), dati: at('dati') };
}
