/** The calls to SIL and portal: a document on the bus, a question, and who we are. */
import { type BusDelivery, busService } from '../../contract/lavoro-per-te/index.js';
import type { SoapHeaderBlock } from '../../contract/soap.js';
import type { SoapOperation, SoapService } from '../../contract/soap-service.js';
import { usernameToken } from '../../security/username-token.js';
import type { Answer, ExchangeAnswer } from '../adapter.js';
import type { HttpClient } from '../http.js';
import { SoapClient } from '../soap-client.js';
import { addressOf, type LavoroPerTeConfig } from './config.js';
import { LATER_SECONDS, NAMED } from './errors.js';

const [EXECUTE] = busService.operations as [SoapOperation];

export class Wire {
  readonly soap: SoapClient;

  constructor(
    readonly config: LavoroPerTeConfig,
    http: HttpClient,
    private readonly clock: () => Date = () => new Date(),
  ) {
    const { username, password } = config;
    this.soap = new SoapClient(
      {
        addressOf: (service) => addressOf(config, service),
        headersOf: (service) => this.#headersOf(service),
        username,
        password,
        named: NAMED,
        laterSeconds: LATER_SECONDS,
      },
      http,
    );
  }

  /** Brings a document through the door of the bus, as the region's bus does. */
  async onBus({ nomeServizio, nomeMetodo }: BusDelivery, document: Buffer, signal: AbortSignal): Promise<Answer> {
    const { busSender, busReceiver, busToken = '' } = this.config;
    const call = EXECUTE.request.document.write({
      mittente: busSender,
      destinatario: busReceiver,
      nomeServizio,
      nomeMetodo,
      dati: document.toString('utf8'),
      token: busToken,
    });
    const answer = await this.soap.deliver(busService, EXECUTE, call, signal);
    if (answer.outcome === 'failed') return answer;
    // What came back is the answer of the bus, and no document of the record's own.
    const { document: _, ...esito } = answer.esito;
    return { ...answer, esito };
  }

  /** Puts a question of a service, as the tree of its document. */
  ask(
    service: SoapService,
    name: string,
    question: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<ExchangeAnswer> {
    const operation = service.operations.find((one) => one.name === name);
    if (operation === undefined) throw new Error(`no operation ${name} of ${service.name}`);
    return this.soap.exchange(service, operation, operation.request.document.write(question), signal);
  }

  #headersOf({ security }: SoapService): readonly SoapHeaderBlock[] {
    const { tokenUsername: username, tokenPassword: password, tokenPasswordType } = this.config;
    if (security === undefined || username === undefined || password === undefined) return [];
    return [usernameToken({ username, password }, tokenPasswordType, this.clock())];
  }
}
