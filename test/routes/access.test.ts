/** What an account may do: every door asks the same policy (ADR 16). */
import { createClientAsync, WSSecurity } from 'soap';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SideName } from '../../src/foundation/names.js';
import { datiDid, type EmilianGateway, patto, startEmilia } from '../support/lavoro-per-te.js';
import { basic } from '../support/national-calls.js';
import { person, sapOf } from '../support/sap-document.js';
import { callService } from '../support/service-call.js';
import { envelopeOf, escaped, invioSAP, postSoap } from '../support/soap-call.js';

const SIDES = ['silp', 'lavoro-per-te', 'miattivo', 'toscana-lavoro', 'anpal', 'inps'] as const;
const ACCOUNTS = SIDES.map((side) => ({ name: `conto-${side}`, username: side, password: side, side }));
const TODAY = '2026-11-20';
const WORKER = {
  ...person(61),
  sesso: 'F' as const,
  comuneNascita: 'L219',
  stato: 'A21',
  dataDid: '2026-01-15',
  patto: { data: '2026-01-20', scadenza: '2027-01-20', confermaDal: '2026-11-01' },
};

let emilia: EmilianGateway;
let url = '';
beforeAll(async () => {
  emilia = await startEmilia(
    { seed: { silWorkers: [WORKER] }, today: () => TODAY },
    { RACCORDO_CALLERS: JSON.stringify(ACCOUNTS), RACCORDO_DELIVERY_ATTEMPTS: '1' },
  );
  url = emilia.raccordo.url;
});
afterEach(() => {
  emilia.region.setFault('none');
  emilia.raccordo.anpal.setFault('none');
});
afterAll(() => emilia?.stop());

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}
async function call(side: SideName, path: string, body?: object): Promise<Reply> {
  const response = await fetch(`${url}${path}`, {
    method: path.endsWith('/replay') || body !== undefined ? 'POST' : 'GET',
    headers: { ...basic(side), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Reply['body'] };
}
const refusedTo = (side: SideName, of: string) => ({
  status: 403,
  body: { type: '/problems/forbidden-side', detail: expect.stringMatching(`speaks for ${side}; .*${of}`) },
});
const soap = (side: SideName, service: string, document: string) =>
  callService(`${emilia.doors}/${service}`, document, '', basic(side).authorization);
const inText = (namespace: string, operation: string, document: string, field = 'inputXML') =>
  `<o:${operation} xmlns:o="http://${namespace}.webservices.coop.sil.eng.it"><${field}>${escaped(document)}</${field}></o:${operation}>`;
const kept = async () => {
  const { messages } = await emilia.raccordo.gateway.context.store.counts();
  return messages;
};
const calls = () => ({ ...emilia.region.state.calls });

const ASKED = `<StatoOccupazionale><CodiceFiscale>${WORKER.codiceFiscale}</CodiceFiscale><DataRiferimento>2026-03-01</DataRiferimento><IdProvincia>37</IdProvincia></StatoOccupazionale>`;
const CONFIRMED = `<ConfermaPeriodica><CodiceFiscale>${WORKER.codiceFiscale}</CodiceFiscale><Email>prova@example.org</Email></ConfermaPeriodica>`;
const REST_STATUS = '/rest/v1/sides/lavoro-per-te/questions/GetStatoOccupazionale/getStatoOccupazionale';
const STATUS = inText('statooccupazionale', 'getStatoOccupazionale', ASKED);
const CONFIRM = inText('confermaPeriodica', 'getConfermaPeriodica', CONFIRMED);
const DID = inText('did', 'putCreaDID', datiDid(62));

describe('a region is asked', () => {
  it.each(['lavoro-per-te', 'anpal'] as const)('by %s', async (side) => {
    const reply = await soap(side, 'GetStatoOccupazionale', STATUS);
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('2026-01-15')]);
    const asked = await call(side, REST_STATUS, {
      CodiceFiscale: WORKER.codiceFiscale,
      DataRiferimento: '2026-03-01',
      IdProvincia: '37',
    });
    expect(asked).toMatchObject({ status: 200, body: { Esito: { codice: '00' } } });
  });

  it.each(['silp', 'miattivo', 'toscana-lavoro', 'inps'] as const)('not by %s', async (side) => {
    const before = calls();
    for (const [service, document] of [
      ['GetStatoOccupazionale', STATUS],
      ['ControlloLavoratoreBlen', inText('blen', 'getControlloLavoratore', ASKED, 'in0')],
      ['GetConfermaPeriodica', CONFIRM],
    ] as const) {
      const { status, of } = await soap(side, service, document);
      expect([status, of('faultcode')]).toEqual([403, expect.stringMatching(/Client$/)]);
      expect(of('faultstring')).toMatch(`conto-${side} speaks for ${side}; `);
      expect(of('faultstring')).toMatch(`${service} belongs to lavoro-per-te`);
    }
    expect(await call(side, REST_STATUS, {})).toMatchObject(refusedTo(side, 'lavoro-per-te'));
    expect(calls()).toEqual(before);
  });

  it.each([
    ['silp', 422],
    ['anpal', 422],
    ['lavoro-per-te', 403],
    ['miattivo', 403],
    ['inps', 403],
  ] as const)('in JSON by %s: %i', async (side, status) => {
    expect(await call(side, '/rest/v1/sides/silp/questions/silpapi/lavoratore', { x: 1 })).toMatchObject({ status });
  });
});

describe('the nation is asked by every region', () => {
  it.each(['silp', 'toscana-lavoro'] as const)('%s', async (side) => {
    const asked = {
      CodiceFiscale: WORKER.codiceFiscale,
      DataRiferimento: '2026-10-05T00:00:00',
      GUIDUtente: '13',
      Applicazione: 'NCN',
    };
    const path = '/rest/v1/sides/anpal/questions/VerificaCondizioniNEET/OpenSPCoop_PD';
    expect(await call(side, path, asked)).toMatchObject({ status: 200 });
  });
});

describe('what the systems of a region carry to each other', () => {
  it('is brought by its own accounts', async () => {
    const reply = await soap('lavoro-per-te', 'StipulaDid', DID);
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('codice&gt;00')]);
  });

  it.each(['silp', 'miattivo', 'inps', 'anpal'] as const)('not by %s, and nothing is stored', async (side) => {
    const [before, called] = [await kept(), calls()];
    const handed = `<p:InvioPatto xmlns:p="http://pattoonline.ws.myportal.eng.it/"><p:Patto/></p:InvioPatto>`;
    const accepted = '<a:pattoAccettatoType xmlns:a="http://pattoonlinenew.webservices.coop.sil.eng.it"/>';
    for (const [service, document] of [
      ['StipulaDid', DID],
      ['PattoOnline', handed],
      ['TrasmettiPatto', accepted],
      ['StipulaDid', '<nessuna/>'],
    ] as const) {
      const reply = await soap(side, service, document);
      expect([reply.status, reply.of('faultstring')]).toEqual([
        403,
        expect.stringContaining('belongs to lavoro-per-te'),
      ]);
    }
    expect([await kept(), calls()]).toEqual([before, called]);
  });

  it('is not kept either where the nation may ask, but has sent what cannot be read', async () => {
    const before = await kept();
    expect(await soap('anpal', 'PattoOnline', '<nessuna/>')).toMatchObject({ status: 500 });
    expect(await kept()).toEqual(before);
    expect(await soap('lavoro-per-te', 'PattoOnline', '<nessuna/>')).toMatchObject({ status: 500 });
    expect((await kept()).quarantined).toBe((before.quarantined ?? 0) + 1);
  });

  it('nor by who names itself in the message', async () => {
    const before = await kept();
    const client = await createClientAsync(`${emilia.doors}/PattoOnline?wsdl`);
    client.setSecurity(new WSSecurity('silp', 'silp', { hasNonce: true, hasTimeStamp: false }));
    const handOver = client.InvioPattoAsync as (fields: object) => Promise<unknown>;
    await expect(handOver({ Patto: patto(63), PDFPatto: 'JVBERi0xLjQK' })).rejects.toThrow(/speaks for silp/);
    expect(await kept()).toEqual(before);
  });
});

describe('a SAP that silp has sent', () => {
  let sent = '';
  let codiceSap = '';
  beforeAll(async () => {
    const reply = await invioSAP(`${emilia.doors}/servizicoapSAP`, sapOf(64), basic('silp'));
    [sent, codiceSap] = [reply.message, reply.fields.CodiceSAP ?? ''];
    expect(reply.fields.Esito).toBe('OK');
  });
  const found = async (side: SideName, codiceFiscale = person(64).codiceFiscale) => {
    const { body } = await call(side, '/rest/v1/records/search', { codiceFiscale });
    return (body.items as { message: string }[]).map(({ message }) => message);
  };

  it('is seen by it and by the nation, to which it went', async () => {
    for (const side of SIDES) expect(await found(side)).toEqual(side === 'silp' || side === 'anpal' ? [sent] : []);
    for (const side of SIDES) {
      const status = side === 'silp' ? 200 : 403;
      expect(await call(side, `/rest/v1/messages/${sent}`)).toMatchObject({ status });
      expect(await call(side, `/rest/v1/messages/${sent}/report`)).toMatchObject({ status });
    }
  });

  it('is sent again by it and by the nation', async () => {
    for (const side of SIDES) {
      const status = side === 'silp' || side === 'anpal' ? 200 : 403;
      expect(await call(side, `/rest/v1/messages/${sent}/replay`)).toMatchObject({ status });
    }
  });

  it('is fetched from the nation by another region for itself alone', async () => {
    const pull = '/rest/v1/sides/anpal/sap/pull';
    const { status, body } = await call('toscana-lavoro', pull, { identificativoSap: codiceSap });
    expect(status).toBe(202);
    const [{ id = '' } = {}] = body.items as { id?: string }[];
    const shown = await call('toscana-lavoro', `/rest/v1/messages/${id}`);
    expect(shown).toMatchObject({ status: 200, body: { addressee: 'toscana-lavoro', deliveries: [] } });
    expect(await call('silp', `/rest/v1/messages/${id}`)).toMatchObject(refusedTo('silp', 'anpal'));
    expect(await found('toscana-lavoro')).toEqual([id]);
    expect(await found('silp')).toEqual([sent]);
    expect(await call('inps', pull, { identificativoSap: codiceSap })).toMatchObject(refusedTo('inps', 'anpal'));
  });
});

describe('a record of a region', () => {
  it.each([
    ['silp', 404],
    ['anpal', 404],
    ['miattivo', 403],
    ['toscana-lavoro', 403],
    ['lavoro-per-te', 403],
    ['inps', 403],
  ] as const)('is fetched by %s: %i', async (side, status) => {
    const { codiceFiscale } = person(900);
    expect(await call(side, '/rest/v1/sides/silp/sap/pull', { codiceFiscale })).toMatchObject({ status });
  });
});

describe('what is parked', () => {
  it.each(SIDES)('for silp is sent again by itself and the nation: %s', async (side) => {
    const status = side === 'silp' || side === 'anpal' ? 200 : 403;
    expect(await call(side, '/rest/v1/sides/silp/parked/replay')).toMatchObject({ status });
  });

  it('for a region is sent again by it too, of what the nation has sent', async () => {
    emilia.region.setFault('garbage');
    const notice = envelopeOf('notificaSAP', { CodiceSAP: 'AB01234567C', MotivoNotifica: '02' });
    const { message } = await postSoap(`${emilia.doors}/lavoro-per-te/servizicoapSAP`, notice, basic('anpal'));
    const state = async () => (await call('anpal', `/rest/v1/messages/${message}`)).body;
    await expect.poll(async () => JSON.stringify(await state()), { timeout: 10_000 }).toContain('"parked"');
    emilia.region.setFault('none');
    const again = `/rest/v1/messages/${message}/replay`;
    expect(await call('silp', again)).toMatchObject(refusedTo('silp', 'anpal'));
    expect(await call('lavoro-per-te', again)).toEqual({ status: 200, body: { deliveries: 1 } });
    await expect.poll(async () => JSON.stringify(await state()), { timeout: 10_000 }).toContain('"acknowledged"');
  });
});

describe('a registration on MiAttivo', () => {
  it('is seen by miattivo alone, with its special category', async () => {
    const { codiceFiscale, cognome, nome, dataNascita } = person(65);
    const registration = {
      idRegistrazione: 'MA-65',
      codiceFiscale,
      anagrafica: { cognome, nome, dataNascita },
      recapiti: { email: 'prova@example.org', cellulare: '3330000041' },
      dataRegistrazione: '2025-05-20',
      condizione: 'PERCETTORE',
      domandaInps: { data: '2025-05-12', prestazione: 'NASPI' },
      categorieParticolari: { collocamentoMirato: true },
    };
    const taken = await call('miattivo', '/rest/v1/sides/miattivo/registrazione', registration);
    expect(taken.status).toBe(202);
    for (const side of SIDES) {
      const { body } = await call(side, '/rest/v1/records/search', { codiceFiscale });
      const own = [{ document: { categorieParticolari: { collocamentoMirato: true } } }];
      expect(body).toMatchObject({ codiciFiscali: [codiceFiscale], items: side === 'miattivo' ? own : [] });
    }
  });
});
