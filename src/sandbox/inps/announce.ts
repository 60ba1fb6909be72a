/** INPS as a client: it announces applications to a gateway, as the national notifier does to a region. */

import type { DocumentContract, DocumentTree } from '../../contract/contract.js';
import { listaDid, redditoAttivazione } from '../../contract/inps/index.js';
import { readAnswer, writeMessage } from '../../contract/soap-exchange.js';
import { accountHeader } from '../../foundation/account.js';
import { findingLine, hasErrors } from '../../foundation/finding.js';
import { sandboxError } from '../errors.js';
import { tableOf } from './cpi.js';
import type { Benefit, InpsNode } from './node.js';
import { serviceNamed } from './nra.js';

/** Somebody who has applied for a benefit. */
export interface Announcement {
  readonly codiceFiscale: string;
  readonly cognome: string;
  readonly nome: string;
  readonly cittadinanza?: string;
  readonly prestazione: string;
  /** `YYYY-MM-DD`. */
  readonly dataDomanda: string;
  readonly dataInizioDisoccupazione?: string;
  /** Ministry code of the competent CPI. */
  readonly cpi: string;
  readonly cellulare: string;
  readonly email?: string;
  readonly azienda: string;
  readonly domicilio: {
    readonly belfiore: string;
    readonly comune: string;
    readonly provincia: string;
    readonly via: string;
    readonly cap: string;
  };
  /** I by default; U and D need the protocol of an application announced before. */
  readonly operazione?: 'I' | 'U' | 'D';
  readonly protocollo?: string;
}

/** What the gateway answered. */
export interface Heard {
  readonly status: number;
  readonly body: string;
  /** The message it became; absent for a file of rows, and where nothing was taken in. */
  readonly message?: string;
}

export interface Announced extends Heard {
  readonly protocollo: string;
}

const PATIENCE_MS = 10_000;

export class Announcer {
  #count = 0;

  constructor(
    private readonly node: InpsNode,
    /** Base address of the gateway. */
    private readonly gateway: string,
    private readonly account?: { readonly username: string; readonly password: string },
  ) {}

  /** Sends the ListaDID of an application, and from then on knows its benefit. */
  async announce(about: Announcement): Promise<Announced> {
    this.#count += 1;
    const today = this.node.today();
    const protocollo =
      about.protocollo ?? `INPS.${about.dataDomanda.replaceAll('-', '')}.${String(this.#count).padStart(7, '0')}`;
    const document = checked(listaDid, listaDidOf(about, protocollo, `${today}-${this.#count}`, today));
    this.node.benefits.set(protocollo, benefitOf(about, protocollo));
    return { protocollo, ...(await this.#post('/rest/v1/sides/inps/did', document, 'application/xml')) };
  }

  /** Sends every benefit that it holds, a row each. */
  sendPercettori(): Promise<Heard> {
    return this.#post('/rest/v1/sides/inps/percettore', tableOf([...this.node.benefits.values()]), 'text/csv');
  }

  /** Sends the file of the applications for the reddito di attivazione that it holds. */
  sendRedditoAttivazione(): Promise<Heard> {
    const file = redditoAttivazione.write({ domanda: this.node.raApplications });
    return this.#post('/rest/v1/sides/inps/percettore', file, 'application/xml');
  }

  /** Sends an NRA document through processDomanda; `body` is the answer's document. */
  async sendNra(name: string, document: DocumentTree): Promise<Heard> {
    const operation = serviceNamed('RicezioneDomandeRA').operations.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`no NRA document ${name}`);
    const bytes = checked(operation.request.document, document);
    const body = writeMessage(operation.request, bytes);
    const heard = await this.#post('/soap/v1/RicezioneDomandeRA', body, 'text/xml; charset=utf-8');
    return { ...heard, body: readAnswer(operation, Buffer.from(heard.body)).document?.toString('utf8') ?? heard.body };
  }

  async #post(path: string, body: Buffer, type: string): Promise<Heard> {
    const response = await fetch(`${this.gateway.replace(/\/$/, '')}${path}`, {
      method: 'POST',
      headers: {
        'content-type': type,
        ...accountHeader(this.account),
      },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const message = response.headers.get('raccordo-message') ?? response.headers.get('location')?.split('/').pop();
    return { status: response.status, body: text, ...(message ? { message } : {}) };
  }
}

/** The document's bytes; INPS sends nothing that breaks its own contract. */
function checked(contract: Pick<DocumentContract, 'read' | 'write'>, tree: DocumentTree): Buffer {
  const bytes = contract.write(tree);
  const { findings } = contract.read(bytes);
  if (hasErrors(findings)) throw sandboxError('sandbox-seed-invalid', findings.map(findingLine).join('; '));
  return bytes;
}

function listaDidOf(about: Announcement, protocollo: string, id: string, today: string): DocumentTree {
  const { domicilio } = about;
  return {
    IdComunicazione: id,
    DataInvio: today,
    DID: {
      TipoOperazione: about.operazione ?? 'I',
      CodiceFiscale: about.codiceFiscale,
      Cognome: about.cognome,
      Nome: about.nome,
      Cittadinanza: about.cittadinanza ?? '000',
      DataDichiarazione: about.dataDomanda,
      CodiceUnivocoCPI: about.cpi,
      Protocollo: protocollo,
      Cellulare: about.cellulare,
      Email: about.email,
      DataInizioDisoccupazione: about.dataInizioDisoccupazione,
      DenominazioneAzienda: about.azienda,
      CodiceComuneDomicilio: domicilio.belfiore,
      ComuneDomicilio: domicilio.comune,
      ProvinciaDomicilio: domicilio.provincia,
      IndirizzoDomicilio: domicilio.via,
      CapDomicilio: domicilio.cap,
    },
  };
}

const benefitOf = (about: Announcement, protocollo: string): Benefit => ({
  codice_fiscale: about.codiceFiscale,
  cognome: about.cognome,
  nome: about.nome,
  comune_domicilio: about.domicilio.belfiore,
  cap_domicilio: about.domicilio.cap,
  indirizzo_domicilio: about.domicilio.via,
  cellulare: about.cellulare,
  prestazione: about.prestazione,
  protocollo,
  data_domanda: about.dataDomanda,
  stato: about.operazione === 'D' ? 'ANNULLATA' : 'PRESENTATA',
  codice_cpi: about.cpi,
  ...(about.email === undefined ? {} : { email: about.email }),
  ...(about.dataInizioDisoccupazione === undefined ? {} : { inizio_disoccupazione: about.dataInizioDisoccupazione }),
});
