/** What another side is shown of a record. */
import { expect, it } from 'vitest';
import { newMessageId } from '../../src/foundation/ids.js';
import { shownTo } from '../../src/routes/shown.js';
import type { RecordView } from '../../src/store/views.js';

const view: RecordView = {
  messageId: newMessageId(),
  side: 'miattivo',
  record: 'registrazione',
  event: 'invio',
  receivedAt: new Date('2026-03-01T10:00:00Z'),
  seq: 1,
  canonical: {
    idRegistrazione: 'MA-1',
    categorieParticolari: { collocamentoMirato: true },
    estensioni: { miattivo: { nota: 'x' }, inps: { protocollo: '1' }, silp: { id: '7' } },
    righe: [{ codice: 'A02', estensioni: { miattivo: { nota: 'y' } } }, 'testo', null],
  },
};

it('is whole for who has told it, and where nobody asks for an account', () => {
  expect(shownTo('miattivo', view)).toBe(view);
  expect(shownTo(undefined, view)).toBe(view);
});

it('is without special categories, and without what only another region’s system knows, for anybody else', () => {
  expect(shownTo('silp', view)).toEqual({
    ...view,
    canonical: {
      idRegistrazione: 'MA-1',
      estensioni: { inps: { protocollo: '1' }, silp: { id: '7' } },
      righe: [{ codice: 'A02' }, 'testo', null],
    },
  });
  expect(JSON.stringify(shownTo('anpal', view))).not.toMatch(/collocamento|nota|silp/);
});
