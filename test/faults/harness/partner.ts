/**
 * A nation that misbehaves on the wire: in front of the sandbox, which applies the calls that are passed on. Only
 * deliveries are struck; questions pass, as the other end answers them from another machine.
 */
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';

/**
 * Those of the first group are struck before the nation has the document, those of the second after it has had its effect.
 * - `hangs-unread`: no answer, ever. `fault-200`: a fault with status 200. `refuses`: the connection is reset.
 * - `hangs`: no byte of an answer. `hangs-in-body`, `cut-in-body`: half of the body, then nothing, or the end.
 * - `too-short`, `too-long`: the body is shorter or longer than it says. `slow-loris`: a byte now and then.
 * - `no-http`: bytes that are no HTTP. `late`: the right answer, after our timeout.
 */
export const BEFORE = ['refuses', 'hangs-unread', 'fault-200'] as const;
export const AFTER = [
  'hangs',
  'hangs-in-body',
  'cut-in-body',
  'too-short',
  'too-long',
  'slow-loris',
  'no-http',
  'late',
] as const;
export type Misdeed = (typeof BEFORE)[number] | (typeof AFTER)[number];

const FAULT =
  '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault><faultcode>S:Server</faultcode>' +
  '<faultstring>Errore interno</faultstring></S:Fault></S:Body></S:Envelope>';
const LATE_MS = 2_500;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

export class Partner {
  readonly #server: Server;
  #misdeed: Misdeed | undefined;
  #left = 0;
  /** Calls that were struck. */
  struck = 0;

  private constructor(
    private readonly nation: URL,
    private readonly secure: { readonly key: string; readonly cert: string } | undefined,
  ) {
    const answer = (request: IncomingMessage, response: ServerResponse): void => {
      this.#answer(request, response).catch(() => response.destroy());
    };
    this.#server = secure === undefined ? createServer(answer) : createSecureServer(secure, answer);
  }

  /** In front of the nation at `url`; over TLS with this certificate, for the host `localhost`. */
  static async inFrontOf(url: string, secure?: { readonly key: string; readonly cert: string }): Promise<Partner> {
    const partner = new Partner(new URL(url), secure);
    await new Promise<void>((resolve) => partner.#server.listen(0, '127.0.0.1', resolve));
    return partner;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    const origin = this.secure === undefined ? `http://127.0.0.1:${port}` : `https://localhost:${port}`;
    return `${origin}${this.nation.pathname}`;
  }

  /** The next `times` deliveries are struck. */
  misbehave(misdeed: Misdeed, times: number): void {
    this.#misdeed = misdeed;
    this.#left = times;
  }

  /** Shows another certificate from the next connection on. */
  renew(secure: { readonly key: string; readonly cert: string }): void {
    (this.#server as SecureServer).setSecureContext(secure);
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    (this.#server as SecureServer).closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const strikes = this.#left > 0 && /<\w+:(invioSAP|Insert_Input)[ >]/.test(body.toString('latin1'));
    const misdeed = strikes ? this.#misdeed : undefined;
    if (misdeed !== undefined) {
      this.#left -= 1;
      this.struck += 1;
    }
    if (misdeed === 'refuses') return void request.socket.resetAndDestroy();
    if (misdeed === 'hangs-unread') return;
    if (misdeed === 'fault-200') return void response.writeHead(200, { 'content-type': 'text/xml' }).end(FAULT);
    const answer = await this.#passOn(request, body);
    if (misdeed === undefined) respond(response, answer);
    else misanswer(misdeed, response, answer);
  }

  #passOn({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = this.nation;
      const path = url ?? '/';
      const passed = ask({ hostname, port, path, method, headers, agent: false }, (answered) => {
        const chunks: Buffer[] = [];
        answered.on('data', (chunk: Buffer) => chunks.push(chunk));
        answered.on('error', reject);
        answered.on('end', () =>
          resolve({
            status: answered.statusCode ?? 0,
            type: answered.headers['content-type'] ?? '',
            body: Buffer.concat(chunks),
          }),
        );
      });
      passed.on('error', reject);
      passed.end(body);
    });
  }
}

function respond(response: ServerResponse, { status, type, body }: Answer): void {
  if (!response.destroyed)
    response.writeHead(status, { 'content-type': type, 'content-length': body.length }).end(body);
}

function misanswer(misdeed: Misdeed, response: ServerResponse, answer: Answer): void {
  const { socket } = response;
  const { body, type } = answer;
  const half = body.subarray(0, body.length >> 1);
  const raw = (length: number, sent: Buffer): void => {
    socket?.write(`HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`);
    socket?.write(sent);
  };
  switch (misdeed) {
    case 'hangs':
      return;
    case 'hangs-in-body':
      raw(body.length, half);
      return;
    case 'cut-in-body':
      raw(body.length, half);
      socket?.end();
      return;
    case 'too-short':
      raw(body.length + 100, body);
      socket?.end();
      return;
    case 'too-long':
      raw(half.length, body);
      return;
    case 'slow-loris': {
      raw(body.length, Buffer.alloc(0));
      let next = 0;
      const dripping = setInterval(() => {
        if (socket?.destroyed !== false || next >= body.length) return clearInterval(dripping);
        socket.write(body.subarray(next, next + 1));
        next += 1;
      }, 100);
      return;
    }
    case 'no-http':
      socket?.end(Buffer.from([0, 255, 254, 13, 10, 13, 10]));
      return;
    default:
      setTimeout(() => respond(response, answer), LATE_MS);
  }
}
