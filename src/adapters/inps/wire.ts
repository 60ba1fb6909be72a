/** The questions of the JSON service: what a person receives, and whether the service is there. */

import { LOOKUP_PATH, percettori, STATUS_PATH } from '../../contract/inps/index.js';
import { accountHeader } from '../../foundation/account.js';
import type { Failed, PullAnswer } from '../adapter.js';
import type { HttpAnswer, HttpClient } from '../http.js';
import { type InpsConfig, mainAddress } from './config.js';
import { strange, unanswered } from './errors.js';

const NOBODY = 404;
const { record, event, revision } = percettori;

export class Wire {
  readonly #account: Readonly<Record<string, string>>;

  constructor(
    private readonly config: InpsConfig & { readonly url: string },
    private readonly http: HttpClient,
  ) {
    this.#account = accountHeader(config);
  }

  /** The benefits of a person, one document each in the layout of the flow. The codice fiscale travels in the body. */
  async benefitsOf(codiceFiscale: string, signal: AbortSignal): Promise<PullAnswer> {
    const answer = await this.http.call({
      method: 'POST',
      url: mainAddress(this.config, LOOKUP_PATH),
      headers: { ...this.#account, 'content-type': 'application/json; charset=utf-8', accept: 'text/csv' },
      body: Buffer.from(JSON.stringify({ codiceFiscale })),
      signal,
    });
    // Nothing is changed by a question, however far it came.
    if ('reason' in answer) return { outcome: 'failed', ...answer, ambiguous: false };
    if (answer.status === NOBODY) return { outcome: 'absent', detail: 'INPS knows no benefit of this person' };
    if (answer.status !== 200) return unanswered(answer);
    if (!isOfType(answer, 'text/csv')) return strange('to the question for benefits is no table');
    const rows = percettori.split?.(answer.body);
    if (rows === undefined) return strange('to the question for benefits breaks its layout');
    return { outcome: 'found', documents: rows.map((body) => ({ record, event, revision, body })) };
  }

  /** Whether the service is there and lets us in; reads nobody's data. */
  async status(signal: AbortSignal): Promise<Failed | undefined> {
    const url = mainAddress(this.config, STATUS_PATH);
    const answer = await this.http.call({ method: 'GET', url, headers: this.#account, signal });
    if ('reason' in answer) return { outcome: 'failed', ...answer, ambiguous: false };
    if (answer.status === 200) return isOfType(answer, 'application/json') ? undefined : strange('is not JSON');
    const why = unanswered(answer);
    return why.outcome === 'failed' ? why : strange(`has status ${answer.status}`);
  }
}

const isOfType = ({ headers }: HttpAnswer, type: string): boolean =>
  (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() === type;
