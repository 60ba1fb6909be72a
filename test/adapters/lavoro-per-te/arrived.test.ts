/** Whether a booking arrived whose answer was lost: what the SIL shows, and what is known of it, decide. */
import { describe, expect, it } from 'vitest';
import type { Answer, Esito, Outbound } from '../../../src/adapters/adapter.js';
import { annulledBefore, arrived } from '../../../src/adapters/lavoro-per-te/arrived.js';
import type { Wire } from '../../../src/adapters/lavoro-per-te/wire.js';
import type { DocumentTree } from '../../../src/contract/contract.js';
import { agenda } from '../../../src/contract/lavoro-per-te/index.js';
import type { SoapOperation } from '../../../src/contract/soap-service.js';
import { prenotazione } from '../../support/national-calls.js';

const NINE = { dataAppuntamento: '2030-01-07', oraAppuntamento: '09:00', IdCPI: '081300100' };
const booking = (IdAppuntamento: string, more: DocumentTree = {}): DocumentTree => ({
  ...NINE,
  codicePrestazione: 'PL_APPGG',
  codStato: '2',
  IdAppuntamento,
  ...more,
});
const answered = (datiAppuntamento: Record<string, string>): Esito => {
  const [{ answer }] = agenda.operations as [(typeof agenda.operations)[number]];
  const places = {
    denominazioneCPI: 'CPI',
    indirizzoCPI: 'Via Immaginaria 1',
    indirizzoCPIstampa: 'Via Immaginaria 1',
  };
  const { dataAppuntamento, oraAppuntamento, IdCPI, ...id } = { ...NINE, ...datiAppuntamento };
  const tree = {
    Esito: { codice: '00', descrizione: 'OK' },
    datiAppuntamento: { dataAppuntamento, oraAppuntamento, IdCPI, ...places, ...id },
  };
  return { codice: '00', document: answer.document.write(tree).toString('utf8') };
};

interface Held {
  readonly bookings: readonly DocumentTree[];
  /** Ids of slots that are free. */
  readonly free?: readonly string[];
  readonly others?: readonly Esito[];
  /** Outcome code of the list of bookings. */
  readonly codice?: string;
  readonly asked?: object;
}

/** What is found where the SIL holds this. */
function found({ bookings, free = [], others = [], codice = '00', asked = {} }: Held) {
  const wire = {
    ask: async (_service: unknown, name: string) => {
      const datiAppuntamento = free.map((identificativoSlot) => ({ identificativoSlot }));
      const tree =
        name === 'getPrenotazioni'
          ? { Esito: { codice }, ElencoPrenotazioni: { datiAppuntamento: bookings } }
          : { Esito: { codice: '00' }, ElencoDisponibilita: { datiAppuntamento } };
      return { outcome: 'answered', document: Buffer.alloc(0), tree };
    },
  } as unknown as Wire;
  const one = prenotazione('01234567897');
  const sent = { ...one, parametriAppuntamento: { ...one.parametriAppuntamento, ...asked } };
  const [{ request }] = agenda.operations as [(typeof agenda.operations)[number]];
  const outbound = { record: 'appuntamento', event: 'invio', revision: '1.0', body: request.document.write(sent) };
  return arrived(wire, outbound as unknown as Outbound, new AbortController().signal, async () => others);
}

describe('a booking whose answer was lost', () => {
  it('is there when the SIL shows one like it that no other message was answered', async () => {
    const there = await found({ bookings: [booking('AR1')], others: [answered({ IdAppuntamento: 'AR7' })] });
    expect(there).toMatchObject({ outcome: 'acknowledged', esito: { codice: '00' } });
    expect(there).toMatchObject({ esito: { document: expect.stringContaining('<IdAppuntamento>AR1<') } });
  });

  it('is not the one that another message was answered, with its id or with day and hour alone', async () => {
    const known = { bookings: [booking('AR1')] };
    expect(await found({ ...known, others: [answered({ IdAppuntamento: 'AR1' })] })).toBeUndefined();
    expect(await found({ ...known, others: [answered({})] })).toBeUndefined();
    expect(await found({ ...known, others: [answered({ oraAppuntamento: '09:30' })] })).toBeDefined();
  });

  it('is not there while its slot is offered', async () => {
    expect(await found({ bookings: [booking('AR1')], free: ['76', '77'] })).toBeUndefined();
    expect(await found({ bookings: [booking('AR1')], free: ['76'] })).toBeDefined();
  });

  it('is not told apart from another one that would be it as well', async () => {
    const two = await found({ bookings: [booking('AR1'), booking('AR2', { oraAppuntamento: '10:00' })] });
    expect(two).toMatchObject({ outcome: 'failed', reason: 'conflict', ambiguous: true });
    const notKept = await found({ bookings: [booking('AR1')], others: [{ codice: '00' }] });
    expect(notKept).toMatchObject({ outcome: 'failed', reason: 'conflict' });
  });

  it('lies in the time that was asked for', async () => {
    const at = async (datiRicerca: object) =>
      found({ bookings: [booking('AR1')], asked: { identificativoSlot: undefined, datiRicerca } });
    expect(await at({ mattina_pomeriggio: 'P' })).toBeUndefined();
    expect(await at({ dataDal: '2030-01-08' })).toBeUndefined();
    expect(await at({ dataAl: '2030-01-07', mattina_pomeriggio: 'M' })).toMatchObject({ outcome: 'acknowledged' });
  });

  it('is asked about again where the SIL does not answer the question', async () => {
    expect(await found({ bookings: [], codice: '99' })).toMatchObject({ outcome: 'failed', reason: 'garbled-answer' });
    expect(await found({ bookings: [], codice: '04' })).toBeUndefined();
  });
});

describe('an annulment that is refused as not active', () => {
  const refused = (codStato?: string): Answer => {
    const { answer } = agenda.operations.find(({ name }) => name === 'annullaAppuntamento') as SoapOperation;
    const state = codStato === undefined ? {} : { codStato };
    const tree = { Esito: { codice: '06', descrizione: 'Appuntamento in stato non attivo', ...state } };
    return { outcome: 'refused', esito: { codice: '06', document: answer.document.write(tree).toString('utf8') } };
  };
  const kind = { record: 'appuntamento', event: 'annullamento', revision: 'anpal' };
  const first = kind as unknown as Outbound;
  const repeated = { ...kind, repeats: true } as unknown as Outbound;

  it('was done the time before, where it is a repetition and the appointment is annulled', () => {
    expect(annulledBefore(repeated, refused('5'))).toMatchObject({ outcome: 'acknowledged', esito: { codice: '00' } });
    expect(annulledBefore(first, refused('5'))).toBeUndefined();
    expect(annulledBefore(repeated, refused('3'))).toBeUndefined();
    expect(annulledBefore(repeated, refused())).toBeUndefined();
  });
});
