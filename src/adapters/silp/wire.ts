/** SILP's operations, one method each: addresses, the caller, envelopes. */

import type { Dispatcher } from 'undici';
import { accountHeader } from '../../foundation/account.js';
import type { Failed } from '../adapter.js';
import { type HttpAnswer, type HttpClient, type HttpFailure, httpClient, waitsOf } from '../http.js';
import type { SilpConfig } from './config.js';
import { type Envelope, envelopeOf } from './errors.js';

type Reply = Promise<Envelope | Failed>;

/** A change of a worker's file: `ControlliFascicoloRequest` without the caller. */
export interface FileChange {
  readonly tipoOperazione: 'ins' | 'edit';
  /** A string here, a number elsewhere. */
  readonly idSilLavAnagrafica?: string;
  readonly schedaOriginale?: unknown;
  readonly schedaModificata: unknown;
  readonly sezioniSapModificate: readonly string[];
  readonly flgFattaDomandaSalva: boolean;
}

export class SilpWire {
  readonly #http: HttpClient;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(
    private readonly url: string,
    private readonly config: SilpConfig,
    dispatcher?: Dispatcher,
  ) {
    this.#http = httpClient({ ...waitsOf(config), ...(dispatcher ? { dispatcher } : {}) });
    this.#headers = {
      accept: 'application/json',
      ...accountHeader(config),
    };
  }

  findCodiceFiscale(codiceFiscale: string, signal: AbortSignal): Reply {
    return this.#get(`lavoratore/find-codice-fiscale/${encodeURIComponent(codiceFiscale)}`, signal);
  }

  find(id: number, signal: AbortSignal): Reply {
    return this.#get(`lavoratore/find/${id}`, signal);
  }

  dettaglio(id: number, signal: AbortSignal): Reply {
    return this.#post(`fascicolo/get-dettaglio/${id}`, {}, false, signal);
  }

  /** Takes a worker's file out of the archive. */
  restore(id: number, signal: AbortSignal): Reply {
    return this.#post(`fascicolo/archivia-disarchivia-lavoratore/${id}/D`, {}, true, signal);
  }

  save(change: FileChange, signal: AbortSignal): Reply {
    return this.#post('fascicolo/inserisci-modifica-fascicolo-cittadino', change, true, signal);
  }

  /** Makes SILP fetch a SAP from the national node and store it. */
  acquire(
    which: {
      readonly codiceFiscaleLavoratore?: string;
      readonly identificativoSap?: string;
      readonly idSilLavAnagrafica?: number;
    },
    signal: AbortSignal,
  ): Reply {
    const path = this.config.acquire === 'ricevi-sap' ? 'did/ricevi-sap' : 'orchestratore/acquisire-sap';
    return this.#post(path, which, true, signal);
  }

  /** Reads without saying who calls. */
  read(path: string, signal: AbortSignal): Reply {
    return this.#get(path, signal);
  }

  /** Asks something that changes nothing. */
  question(path: string, members: object, signal: AbortSignal): Reply {
    return this.#post(path, members, false, signal);
  }

  /** Changes something: when the answer is lost, it may have happened. */
  change(path: string, members: object, signal: AbortSignal): Reply {
    return this.#post(path, members, true, signal);
  }

  /** A notice to the older REST side, which has an address and an answer of its own. */
  async notify(path: string, document: object, signal: AbortSignal): Promise<HttpAnswer | HttpFailure> {
    const { olderUrl, callerApplication } = this.config;
    if (olderUrl === undefined) {
      const detail = 'the older REST side of SILP has no address; see sides.silp.olderUrl in the configuration';
      return { reason: 'unreachable', detail, ambiguous: false };
    }
    const callInfoParam = { codApplicativo: callerApplication, codUser: this.config.callerCodiceFiscale };
    const body = Buffer.from(JSON.stringify({ callInfoParam, ...document }), 'utf8');
    const headers = { ...this.#headers, 'content-type': 'application/json; charset=utf-8' };
    return this.#http.call({ method: 'POST', url: `${olderUrl.replace(/\/+$/, '')}/${path}`, headers, body, signal });
  }

  async #get(path: string, signal: AbortSignal): Reply {
    const url = this.#address(path);
    return envelopeOf(await this.#http.call({ method: 'GET', url, headers: this.#headers, signal }), false);
  }

  async #post(path: string, members: object, effect: boolean, signal: AbortSignal): Reply {
    const body = Buffer.from(JSON.stringify({ callInfo: this.#callInfo(), ...members }), 'utf8');
    const headers = { ...this.#headers, 'content-type': 'application/json; charset=utf-8' };
    const url = this.#address(path);
    return envelopeOf(await this.#http.call({ method: 'POST', url, headers, body, signal }), effect);
  }

  #callInfo(): Readonly<Record<string, string | undefined>> {
    return {
      codFiscale: this.config.callerCodiceFiscale,
      cognomeOperatore: this.config.callerCognome,
      nomeOperatore: this.config.callerNome,
      idAppChiamante: this.config.callerApplication,
    };
  }

  #address(path: string): string {
    return `${this.url.replace(/\/+$/, '')}/${path}`;
  }
}
