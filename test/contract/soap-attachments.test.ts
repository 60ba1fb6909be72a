/** SOAP with attachments: the message is found among the parts, and every byte of the others comes back. */
import { describe, expect, it } from 'vitest';
import { readRelated, writeRelated } from '../../src/contract/soap-attachments.js';

const MESSAGE = Buffer.from('<S:Envelope>però</S:Envelope>');
const BYTES = Buffer.from(Array.from({ length: 512 }, (_, i) => i % 256));
const PDF = { contentType: 'application/pdf', contentId: 'did.pdf', content: BYTES.toString('base64') };

describe('a message with attachments', () => {
  it('is read as it was written', () => {
    const { contentType, body } = writeRelated(MESSAGE, 'text/xml; charset=utf-8', [PDF, { ...PDF, contentId: 'b' }]);
    expect(readRelated(contentType, body)).toEqual({
      message: MESSAGE,
      attachments: [PDF, { ...PDF, contentId: 'b' }],
    });
  });

  it('is itself where it has none, and where the type is another', () => {
    expect(writeRelated(MESSAGE, 'text/xml')).toEqual({ contentType: 'text/xml', body: MESSAGE });
    expect(readRelated('text/xml', MESSAGE)).toEqual({ message: MESSAGE, attachments: [] });
  });

  it('as Axis writes it: the start named, base64, a preamble, a boundary without quotes', () => {
    const body = [
      'preamble',
      '--=_Part_1',
      'Content-Type: application/pdf',
      'Content-Transfer-Encoding: base64',
      'Content-Id: <PDF>',
      '',
      'JVBERi0x',
      'LjQ=',
      '--=_Part_1',
      'Content-Type: text/xml; charset=UTF-8',
      'Content-ID: <ROOT>',
      '',
      '<S:Envelope/>',
      '--=_Part_1--',
      '',
    ].join('\r\n');
    const type = 'Multipart/Related; type="text/xml"; start="<ROOT>"; \tboundary==_Part_1';
    const { message, attachments } = readRelated(type, Buffer.from(body));
    expect(message.toString()).toBe('<S:Envelope/>');
    expect(attachments).toMatchObject([{ contentType: 'application/pdf', contentId: 'PDF' }]);
    expect(Buffer.from(attachments[0]?.content ?? '', 'base64').toString()).toBe('%PDF-1.4');
  });

  it.each(['multipart/related', 'multipart/related; boundary=x'])(
    'of which no part is found is the body: %s',
    (type) => {
      expect(readRelated(type, MESSAGE)).toEqual({ message: MESSAGE, attachments: [] });
    },
  );
});
