/**
 * SOAP with attachments: a message and what it brings beside it (a printed document, say) as one body of `multipart/related`.
 * The message is the part that the header names as the start, else the first.
 */
import { randomUUID } from 'node:crypto';

export interface SoapAttachment {
  readonly contentType: string;
  /** Without its brackets. */
  readonly contentId: string;
  /** Base64. */
  readonly content: string;
}

export interface RelatedMessage {
  readonly message: Buffer;
  readonly attachments: readonly SoapAttachment[];
}

const RELATED = /^\s*multipart\/related\b/i;

const parameter = (contentType: string, name: string): string | undefined => {
  const [, quoted, bare] = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, 'i').exec(contentType) ?? [];
  return quoted ?? bare;
};

interface Part {
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Buffer;
}

/** The message in an HTTP body, with what stands beside it; a body of any other type is the message. */
export function readRelated(contentType: string, body: Buffer): RelatedMessage {
  const boundary = RELATED.test(contentType) ? parameter(contentType, 'boundary') : undefined;
  const parts = boundary === undefined ? [] : partsOf(body, boundary);
  const start = parameter(contentType, 'start');
  const root = parts.find(({ headers }) => start !== undefined && headers['content-id'] === start) ?? parts[0];
  if (root === undefined) return { message: body, attachments: [] };
  const attachments = parts
    .filter((part) => part !== root)
    .map(({ headers, content }) => ({
      contentType: headers['content-type'] ?? 'application/octet-stream',
      contentId: (headers['content-id'] ?? '').replace(/^<|>$/g, ''),
      content: content.toString('base64'),
    }));
  return { message: root.content, attachments };
}

/** Bytes are looked at as Latin-1, which gives each its own character and back. */
function partsOf(body: Buffer, boundary: string): Part[] {
  const pieces = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`);
  return pieces.slice(1).flatMap((piece) => {
    if (piece.startsWith('--')) return [];
    const end = piece.indexOf('\r\n\r\n');
    if (end < 0) return [];
    const headers: Record<string, string> = {};
    for (const line of piece.slice(0, end).split('\r\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
    }
    const raw = Buffer.from(piece.slice(end + 4), 'latin1');
    const encoded = headers['content-transfer-encoding']?.toLowerCase() === 'base64';
    return [{ headers, content: encoded ? Buffer.from(raw.toString('latin1'), 'base64') : raw }];
  });
}

/** The body and its type for a message with attachments; without any, the message itself. */
export function writeRelated(
  message: Buffer,
  type: string,
  attachments: readonly SoapAttachment[] = [],
): { readonly contentType: string; readonly body: Buffer } {
  if (attachments.length === 0) return { contentType: type, body: message };
  const boundary = `raccordo-${randomUUID()}`;
  const part = (contentType: string, contentId: string, content: Buffer): Buffer[] => [
    Buffer.from(
      `--${boundary}\r\nContent-Type: ${contentType}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <${contentId}>\r\n\r\n`,
    ),
    content,
    Buffer.from('\r\n'),
  ];
  const body = Buffer.concat([
    ...part(type, 'message', message),
    ...attachments.flatMap((one) => part(one.contentType, one.contentId, Buffer.from(one.content, 'base64'))),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { contentType: `multipart/related; type="text/xml"; start="<message>"; boundary="${boundary}"`, body };
}
