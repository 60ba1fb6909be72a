/** The national node as a client: it tells a region, through notificaSAP, that something about a SAP has changed. */
import { TYPES_NAMESPACE } from '../../contract/servizicoap.js';
import { readEnvelope, writeRequest } from '../../contract/soap.js';
import type { Notice } from './registry.js';

/** One address for every region, or one for each by its ministry code. */
export type NotifyAddress = string | Readonly<Record<string, string>>;

export interface SentNotice extends Notice {
  /** Esito of the answer, or why there was none. */
  readonly esito: string;
}

const PATIENCE_MS = 10_000;

export class Notifier {
  readonly #sent: SentNotice[] = [];
  readonly #underway = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(
    private readonly address: NotifyAddress | undefined,
    private readonly log: (line: string) => void,
  ) {}

  /** Begins to send; the caller's own answer does not wait for it. */
  tell(notices: readonly Notice[]): void {
    for (const notice of notices) {
      const url = typeof this.address === 'string' ? this.address : this.address?.[notice.region];
      if (url === undefined) continue;
      const sending = this.#send(url, notice).finally(() => this.#underway.delete(sending));
      this.#underway.add(sending);
    }
  }

  /** Notices that were sent, with what was answered. */
  get sent(): readonly SentNotice[] {
    return [...this.#sent];
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underway);
  }

  async #send(url: string, notice: Notice): Promise<void> {
    const esito = await this.#call(url, notice);
    this.#sent.push({ ...notice, esito });
    this.log(`notificaSAP ${notice.motivo} to region ${notice.region || 'unknown'}: ${esito}`);
  }

  async #call(url: string, { identificativoSap, motivo }: Notice): Promise<string> {
    const fields = { CodiceSAP: identificativoSap, MotivoNotifica: motivo };
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
        body: new Uint8Array(writeRequest('notificaSAP', fields, { namespace: TYPES_NAMESPACE })),
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      const { envelope } = readEnvelope(Buffer.from(await response.arrayBuffer()));
      return envelope?.fields.Esito ?? envelope?.fault?.string ?? `HTTP ${response.status}`;
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    }
  }
}
