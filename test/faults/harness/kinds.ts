/** What the load can consist of: how a document is sent, what its sender hears, and how it is known again when it arrives. */
import { makeCodiceFiscale } from '../../support/codice-fiscale.js';
import { person, sapOf } from '../../support/sap-document.js';
import { callService, insertOf } from '../../support/service-call.js';
import { invioSAP } from '../../support/soap-call.js';
import type { Sent } from './account.js';

/**
 * - `message`: taken in as this message.
 * - `later`: told to come again; `retryAfter` says whether it was also told when.
 * - `refused`: told what is wrong with it.
 */
export type Heard =
  | { readonly message: string }
  | { readonly later: string; readonly retryAfter: boolean }
  | { readonly refused: string };

export interface Kind {
  /** As the sandbox of the nation calls it in its effects. */
  readonly operation: string;
  /** Whether documents after the first name an id that the other side gives with its first answer. */
  readonly learns: boolean;
  codiceFiscale(person: number): string;
  /** Sends a document. Rejects when no answer was heard. */
  call(door: string, sent: Sent, id: string | undefined, signal: AbortSignal): Promise<Heard>;
  /** Which one of its person's an arrived document is. */
  numberIn(document: string): number | undefined;
}

const later = (why: string, headers: Headers): Heard => ({ later: why, retryAfter: headers.has('retry-after') });

/** A SAP, then updates of it, each with an address of its own. */
export const SAPS: Kind = {
  operation: 'invioSAP',
  learns: true,
  codiceFiscale: (n) => person(n).codiceFiscale,
  async call(door, { person: n, number }, id, signal) {
    const document = sapOf(n, {
      indirizzo: `Via Numero ${number}`,
      ...(id === undefined ? {} : { identificativoSap: id }),
    });
    const { status, fault, fields, message, headers } = await invioSAP(
      `${door}/soap/v1/servizicoapSAP`,
      document,
      {},
      signal,
    );
    if (fault?.code === 'Server' || status === 503) return later(`fault ${fault?.code} with ${status}`, headers);
    if ((fields.Esito === 'OK' || fields.Esito === 'X001') && message !== '') return { message };
    if (fields.Esito === 'X001') return later('X001', headers);
    return { refused: `${status} ${fields.Esito ?? ''} ${fields.MessaggioErrore ?? fault?.string ?? ''}` };
  },
  numberIn(document) {
    const found = /<indirizzo>Via Numero (\d+)<\/indirizzo>/.exec(document)?.[1];
    return found === undefined ? undefined : Number(found);
  },
};

/** Insertions for a profiling, one for each person: the node answers in a document that is a record itself. */
export const PROFILINGS: Kind = {
  operation: 'insert',
  learns: false,
  codiceFiscale(n) {
    const [month, day] = [1 + (Math.floor(n / 28) % 12), 1 + (n % 28)].map((part) => String(part).padStart(2, '0'));
    const dataNascita = `${new Date().getUTCFullYear() - 22}-${month}-${day}`;
    return makeCodiceFiscale({ cognome: 'Ferrero', nome: 'Marta', sesso: 'F', dataNascita, luogoNascita: 'L219' });
  },
  async call(door, sent, _id, signal) {
    const cf = PROFILINGS.codiceFiscale(sent.person);
    const service = `${door}/soap/v1/YG_Profiling`;
    const { status, headers, of } = await callService(service, insertOf({ cf }), '', undefined, signal);
    const message = headers.get('raccordo-message') ?? '';
    if (status === 503 || of('faultcode')?.endsWith('Server')) return later(`fault with ${status}`, headers);
    if (of('esito') === 'E01' && message !== '') return { message };
    return { refused: `${status} ${of('esito') ?? of('faultstring') ?? ''}` };
  },
  numberIn: () => 0,
};
