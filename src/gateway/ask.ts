/** Questions that a side answers at once, and the pulling of a person's present record. */
import type { AskAnswer, ExchangeAnswer, Failed, PullAnswer } from '../adapters/adapter.js';
import type { RecordName, SideName } from '../foundation/names.js';
import type { Side } from '../sides.js';
import type { Context } from './context.js';
import { gatewayError } from './errors.js';
import type { Intake, IntakeResult } from './intake.js';

export class Asking {
  constructor(
    private readonly context: Context,
    private readonly intake: Intake,
  ) {}

  /** Puts one of the side's own questions to it. */
  async ask(
    name: SideName,
    operation: string,
    fields: Readonly<Record<string, string>>,
    waitSeconds: number,
  ): Promise<AskAnswer> {
    const adapter = this.#adapter(name);
    if (!adapter.ask || !adapter.capabilities.operations.includes(operation)) {
      throw gatewayError('operation-not-supported', `${name} does not answer ${operation}`);
    }
    return this.#noted(name, operation, await adapter.ask(operation, fields, AbortSignal.timeout(waitSeconds * 1000)));
  }

  /** Puts a question to one of the side's described services, as a document in the service's own form. */
  async exchange(
    name: SideName,
    service: string,
    operation: string,
    document: Buffer,
    waitSeconds: number,
  ): Promise<ExchangeAnswer> {
    const adapter = this.#adapter(name);
    if (!adapter.exchange) throw gatewayError('operation-not-supported', `${name} does not answer ${operation}`);
    const signal = AbortSignal.timeout(waitSeconds * 1000);
    return this.#noted(name, operation, await adapter.exchange(service, operation, document, signal));
  }

  /**
   * Fetches a person's present record from a side and takes it in like any other receipt.
   * @param addressee the region that has it fetched, and for which alone it is meant
   */
  async pull(
    name: SideName,
    record: RecordName,
    key: { codiceFiscale?: string; identificativoSap?: string },
    addressee?: SideName,
  ): Promise<readonly IntakeResult[]> {
    const adapter = this.#adapter(name);
    if (!adapter.pull || !adapter.capabilities.pull) {
      throw gatewayError('operation-not-supported', `${name} cannot be asked for ${record}`);
    }
    const signal = AbortSignal.timeout(this.context.settings.delivery.leaseSeconds * 1000);
    const answer = this.#noted(name, `pull of ${record}`, await adapter.pull(record, key, signal));
    if (answer.outcome !== 'found') throw notFound(name, answer);
    // What is pulled is the state of a moment: the same state pulled again in another minute is a receipt of its own.
    const minute = this.context.clock().toISOString().slice(0, 16);
    const results: IntakeResult[] = [];
    for (const document of answer.documents) {
      results.push(
        await this.intake.receive({
          source: name,
          format: name,
          record: document.record,
          event: document.event,
          channel: 'pull',
          contentType: this.#side(name).mediaType(document.record, document.event),
          body: document.body,
          idempotencyKey: `${minute}|${document.body.toString('base64')}`,
          ...(addressee === undefined ? {} : { addressee }),
        }),
      );
    }
    return results;
  }

  /** What a caller is told of a failure leaves out where the side stands; the log has it. */
  #noted<T extends { readonly outcome: string } | Failed>(side: SideName, operation: string, answer: T): T {
    if ('reason' in answer) {
      const { reason, detail } = answer;
      this.context.log.warn({ side, operation, reason, detail }, 'a question was not answered');
    }
    return answer;
  }

  #side(name: SideName): Side {
    const side = this.context.sides.get(name);
    if (!side) throw gatewayError('side-not-configured', `${name} is not spoken here`);
    return side;
  }

  #adapter(name: SideName) {
    const { adapter } = this.#side(name);
    if (!adapter) throw gatewayError('side-not-configured', `side ${name} has no address`);
    return adapter;
  }
}

function notFound(name: SideName, answer: Exclude<PullAnswer, { outcome: 'found' }>) {
  if (answer.outcome === 'absent') return gatewayError('person-not-found', answer.detail);
  if (answer.outcome === 'refused') {
    const { codice, messaggio } = answer.esito;
    return gatewayError('side-refused', `${name} answered ${codice}${messaggio ? `: ${messaggio}` : ''}`);
  }
  return unavailable(name, answer);
}

/** The error for a question that has no answer to give. */
export function unanswered(name: SideName, answer: Exclude<ExchangeAnswer, { outcome: 'answered' }>) {
  if (answer.outcome === 'failed') return unavailable(name, answer);
  return gatewayError('side-refused', `${answer.esito.codice}: ${answer.esito.messaggio ?? ''}`);
}

/** Where a side stands is nobody's business but ours. */
const ADDRESS = /\bhttps?:\/\/\S+/g;

/** The error of a side that does not answer now, with the time after which to ask again; or of one that did, in vain. */
function unavailable(name: SideName, { reason, detail, retryAfterSeconds }: Failed) {
  const words = `${name}: ${detail.replace(ADDRESS, 'the side')}`;
  if (reason === 'garbled-answer') return gatewayError('answer-unusable', `${words}; repeating the call does not help`);
  return gatewayError('side-unavailable', words, { retryAfter: retryAfterSeconds ?? 5 });
}
