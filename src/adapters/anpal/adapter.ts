/** The national SAP service, as a region's system calls it. */

import { getStatoAdesioneYG } from '../../contract/anpal/adesione.js';
import { didDone } from '../../contract/anpal/did.js';
import { anpalRestServices, anpalServices, readSapTree } from '../../contract/index.js';
import { restOperationFor } from '../../contract/rest-service.js';
import { isLater, NO_SAP, type OperationName, questionFor } from '../../contract/servizicoap.js';
import { inField, operationFor, operationNamed } from '../../contract/soap-service.js';
import { readTree } from '../../contract/xml-tree.js';
import type { RecordName } from '../../foundation/names.js';
import type {
  Adapter,
  Answer,
  AskAnswer,
  Capabilities,
  DocumentKind,
  ExchangeAnswer,
  Failed,
  Outbound,
  ProbeResult,
  PullAnswer,
} from '../adapter.js';
import { adesioneArrived } from '../adesione-arrived.js';
import { type HttpClient, httpClient, waitsOf } from '../http.js';
import { RestClient } from '../rest-client.js';
import { garbled, SoapClient } from '../soap-client.js';
import { holdsRows, isSentRecord } from './compare.js';
import { type AnpalConfig, addressOf, namespaceOf } from './config.js';
import { showsDid, showsEvent } from './did.js';
import { callLimit, esitoAnswer, NODE } from './errors.js';
import { profilingArrived } from './profiling.js';
import { pullHousehold } from './rdc.js';
import { type Fields, Wire } from './wire.js';

const CAPABILITIES: Capabilities = {
  inDoubt: {
    // No key tells a repetition; the node shows what it holds.
    'sap/invio': 'ask',
    'sap/annullamento': 'ask',
    'patto/invio': 'ask',
    'politica-attiva/invio': 'ask',
    'did/invio': 'ask',
    'profiling/invio': 'ask',
    'adesione/invio': 'ask',
    'adesione/variazione': 'ask',
    // An event that counts twice costs the person twice, and nothing can be asked about it; taking it back twice does no harm.
    'condizionalita/invio': 'decide',
    'condizionalita/annullamento': 'repeat',
    // The outcome of an appointment is set, and may be set again.
    'appuntamento/esito': 'repeat',
    // The JSON services know a repetition by its key.
    '*': 'repeat',
  },
  readMergeWrite: [],
  within: { 'politica-attiva': 'sap', patto: 'sap' },
  pull: true,
  operations: [
    'richiestaSAP',
    'verificaEsistenzaSAP',
    'richiestaCodSAPRegTitolare',
    'recuperaListaSAPNonAttive',
    'richiestaSAP_N00_A02',
  ],
  largestBody: 5 * 1024 * 1024,
};

/** The adapter, or undefined when the side has no address. */
export function anpalAdapter(config: AnpalConfig, http?: HttpClient): Adapter | undefined {
  const { url } = config;
  if (url === undefined) return undefined;
  const client = http ?? httpClient(waitsOf(config));
  const { username, password } = config;
  const others = {
    addressOf: (service: { readonly name: string }) => addressOf(config, service),
    namespaceOf: (service: { readonly name: string }) => namespaceOf(config, service),
    username,
    password,
    named: NODE,
    laterSeconds: LATER_SECONDS,
  };
  return new AnpalAdapter(
    new Wire({ ...config, url }, client),
    new SoapClient(others, client),
    new RestClient(others, client),
    config.checkUtenteField,
  );
}

/** How long to wait after an outcome code that says "later". */
const LATER_SECONDS = 30;

const notTaken = ({ record, event }: Outbound): Answer => ({
  outcome: 'refused',
  esito: { codice: 'NON-PREVISTO', messaggio: `the national node does not take ${record}/${event}` },
});

/** Whether a record goes as a SAP: whole, or with section 6 alone. */
const inSap = ({ record }: Pick<Outbound, 'record'>): boolean =>
  record === 'sap' || CAPABILITIES.within?.[record] === 'sap';

/** Whether there is an operation that takes such a document. */
export const anpalTakes = (what: DocumentKind): boolean =>
  inSap(what)
    ? what.event === 'invio' || what.event === 'annullamento'
    : (operationFor(anpalServices, what) ?? restOperationFor(anpalRestServices, what)) !== undefined;

type Unanswered = Exclude<Answer, { outcome: 'acknowledged' }>;

class AnpalAdapter implements Adapter {
  readonly side = 'anpal';
  readonly capabilities = CAPABILITIES;

  readonly services = anpalServices;

  constructor(
    private readonly wire: Wire,
    private readonly soap: SoapClient,
    private readonly rest: RestClient,
    private readonly checkUtenteField: string | undefined,
  ) {}

  async send(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    if (inSap(outbound)) return this.#sendSap(outbound, signal);
    const soap = operationFor(anpalServices, outbound);
    if (soap) return this.soap.deliver(soap.service, soap.operation, outbound.body, signal);
    const rest = restOperationFor(anpalRestServices, outbound);
    if (rest) return this.rest.deliver(rest.service, rest.operation, outbound.body, outbound.idempotencyKey, signal);
    return notTaken(outbound);
  }

  async exchange(service: string, operation: string, document: Buffer, signal: AbortSignal): Promise<ExchangeAnswer> {
    const described = anpalServices.find(({ name }) => name === service);
    const found = described && operationNamed(described, operation, document);
    if (!described || !found) throw new Error(`no operation ${operation} of ${service}`);
    return this.soap.exchange(described, inField(found, this.checkUtenteField), document, signal);
  }

  async #sendSap(outbound: Outbound, signal: AbortSignal): Promise<Answer> {
    const document = outbound.body.toString('utf8');
    if (outbound.event === 'invio') return this.#deliver('invioSAP', { SAP: document }, signal);
    if (outbound.event === 'annullamento') return this.#deliver('annullaSAP', { CodiceSAP: document }, signal);
    return notTaken(outbound);
  }

  /** The services have no key that tells a repetition, so after a lost answer the node is asked what it holds. */
  async arrived(outbound: Outbound, signal: AbortSignal): Promise<Answer | undefined> {
    if (outbound.record === 'did') return this.#didArrived(outbound, signal);
    if (outbound.record === 'profiling') {
      return profilingArrived(
        this.soap,
        outbound,
        { named: NODE, laterSeconds: LATER_SECONDS, now: new Date() },
        signal,
      );
    }
    if (outbound.record === 'adesione') {
      const asked = { service: getStatoAdesioneYG, named: NODE, laterSeconds: LATER_SECONDS };
      return adesioneArrived(this.soap, outbound, asked, signal);
    }
    return inSap(outbound) ? this.#sapArrived(outbound, signal) : undefined;
  }

  async #didArrived(
    { codiceFiscale = '', body, revision }: Outbound,
    signal: AbortSignal,
  ): Promise<Answer | undefined> {
    const shown = await this.#shownDid(codiceFiscale, signal);
    if (typeof shown !== 'string') return shown;
    const sent = readTree(body.toString('utf8')).tree;
    return showsEvent(shown, sent) ? { outcome: 'acknowledged', esito: didDone(revision, sent) } : undefined;
  }

  async #sapArrived(outbound: Outbound, signal: AbortSignal): Promise<Answer | undefined> {
    const id = await this.#idOf(outbound, signal);
    if (typeof id !== 'string') return id;
    if (id === NO_SAP) return undefined;
    const there =
      outbound.event === 'annullamento' ? await this.#isInactive(id, signal) : await this.#isHeld(id, outbound, signal);
    if (typeof there !== 'boolean') return there;
    if (!there) return undefined;
    const codice = outbound.event === 'annullamento' ? {} : { CodiceSAP: id };
    const fields = { Esito: 'OK', MessaggioErrore: '', ...codice };
    return { outcome: 'acknowledged', esito: { codice: 'OK', identificativoSap: id, native: fields } };
  }

  async identify(codiceFiscale: string, signal: AbortSignal): Promise<string | undefined | Failed> {
    const id = await this.#idOf({ codiceFiscale }, signal);
    if (typeof id === 'string') return id === NO_SAP ? undefined : id;
    return id.outcome === 'failed' ? id : garbled(`the national node refused the question: ${id.esito.codice}`);
  }

  async pull(
    record: RecordName,
    key: { codiceFiscale?: string; identificativoSap?: string },
    signal: AbortSignal,
  ): Promise<PullAnswer> {
    if (record === 'percettore') {
      const { codiceFiscale } = key;
      if (codiceFiscale !== undefined) return pullHousehold(this.soap, codiceFiscale, signal);
      return { outcome: 'absent', detail: 'a receiver of a benefit is asked for by codice fiscale' };
    }
    if (record === 'did') return this.#pullDid(key.codiceFiscale, signal);
    const id = await this.#idOf(key, signal);
    if (typeof id !== 'string') return id;
    if (id === NO_SAP) return { outcome: 'absent', detail: 'the national node has no SAP of this person' };
    const found = await this.wire.call('richiestaSAP', questionFor('richiestaSAP', id), signal);
    if (found.outcome !== 'answered') return found;
    const document = (found.fields.SAP ?? '').trim();
    if (isLater(document)) return callLimit();
    if (document === '') return { outcome: 'absent', detail: 'the national node knows no active SAP with this id' };
    return { outcome: 'found', documents: [{ record, event: 'invio', revision: '', body: Buffer.from(document) }] };
  }

  /** The short view on a person's DID, in which the pact stands too. */
  async #pullDid(codiceFiscale: string | undefined, signal: AbortSignal): Promise<PullAnswer> {
    if (codiceFiscale === undefined) return { outcome: 'absent', detail: 'a DID is asked for by codice fiscale' };
    const shown = await this.#shownDid(codiceFiscale, signal);
    if (typeof shown !== 'string') return shown;
    const found = showsDid(shown);
    if (!found) return { outcome: 'absent', detail: 'the national node shows no DID of this person' };
    const document = { record: 'did', event: 'invio', revision: 'ListaDID', body: Buffer.from(shown) } as const;
    return { outcome: 'found', documents: [document] };
  }

  async #shownDid(codiceFiscale: string, signal: AbortSignal): Promise<string | Unanswered> {
    const question = questionFor('richiestaSAP_N00_A02', codiceFiscale);
    const answer = await this.wire.call('richiestaSAP_N00_A02', question, signal);
    if (answer.outcome !== 'answered') return answer;
    const shown = (answer.fields.DID ?? '').trim();
    return isLater(shown) ? callLimit() : shown;
  }

  async ask(operation: string, fields: Fields, signal: AbortSignal): Promise<AskAnswer> {
    const answer = await this.wire.call(operation as OperationName, fields, signal);
    if (answer.outcome === 'refused') {
      const { codice, messaggio = '' } = answer.esito;
      return { outcome: 'failed', reason: 'fault', detail: `${codice}: ${messaggio}`, ambiguous: false };
    }
    if (answer.outcome !== 'answered') return answer;
    return answer;
  }

  async probe(signal: AbortSignal): Promise<readonly ProbeResult[]> {
    const what = 'side anpal';
    // A well-formed provisional code that belongs to nobody: the question changes nothing and names no one.
    const answer = await this.wire.call(
      'verificaEsistenzaSAP',
      questionFor('verificaEsistenzaSAP', '00000000000'),
      signal,
    );
    if (answer.outcome === 'answered' || answer.outcome === 'refused') return [{ what, ok: true, detail: 'answers' }];
    return [
      {
        what,
        ok: false,
        detail: answer.detail,
        mend: 'Check sides.anpal.url and its account; the way to the node may pass a regional PDD.',
      },
    ];
  }

  async close(): Promise<void> {}

  async #isHeld(id: string, outbound: Outbound, signal: AbortSignal): Promise<boolean | Unanswered> {
    const found = await this.wire.call('richiestaSAP', questionFor('richiestaSAP', id), signal);
    if (found.outcome !== 'answered') return found;
    const document = (found.fields.SAP ?? '').trim();
    if (isLater(document)) return callLimit();
    // Both are read from bytes by the same reader, so that a value has one form only.
    const present = document === '' ? undefined : readSapTree(Buffer.from(document));
    const sent = readSapTree(outbound.body);
    if (present === undefined || sent === undefined) return false;
    return outbound.record === 'sap' ? isSentRecord(present, sent) : holdsRows(present, sent);
  }

  /** An id that never existed is not there either, so absence proves nothing: the node lists what was withdrawn. */
  async #isInactive(id: string, signal: AbortSignal): Promise<boolean | Unanswered> {
    const listed = await this.wire.call('recuperaListaSAPNonAttive', { Parametri: '' }, signal);
    if (listed.outcome !== 'answered') return listed;
    const ids = (listed.fields.SAPs ?? '').trim();
    return isLater(ids) ? callLimit() : ids.split(/\s+/).includes(id);
  }

  async #deliver(operation: 'invioSAP' | 'annullaSAP', fields: Fields, signal: AbortSignal): Promise<Answer> {
    const answer = await this.wire.call(operation, fields, signal);
    return answer.outcome === 'answered' ? esitoAnswer(answer.fields) : answer;
  }

  async #idOf(
    key: { codiceFiscale?: string; identificativoSap?: string },
    signal: AbortSignal,
  ): Promise<string | Unanswered> {
    if (key.identificativoSap !== undefined) return key.identificativoSap;
    if (key.codiceFiscale === undefined) return NO_SAP;
    const answer = await this.wire.call(
      'verificaEsistenzaSAP',
      questionFor('verificaEsistenzaSAP', key.codiceFiscale),
      signal,
    );
    if (answer.outcome !== 'answered') return answer;
    const id = (answer.fields.CodiceSAP ?? '').trim();
    return isLater(id) ? callLimit() : id === '' ? NO_SAP : id;
  }
}
