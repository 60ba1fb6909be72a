import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Onto, Outbound } from '../../../src/adapters/adapter.js';
import { silpAdapter } from '../../../src/adapters/silp/adapter.js';

const CF = 'LNTZNB79S43L219I';
const never = new AbortController().signal;

interface Call {
  readonly path: string;
  readonly auth: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of several operations
  readonly body: any;
}

/** A SILP with one worker, driven by each test. */
class Fake {
  readonly calls: Call[] = [];
  file: Record<string, unknown> = { numero: 1 };
  worker: Record<string, unknown> | null = { idSilLavAnagrafica: 4711, flgArchiviato: 'N' };
  afterReading: () => void = () => undefined;
  save: (call: Call) => object = () => ({ esitoPositivo: true, flgSalvataggioEseguito: true });

  reply(call: Call): object {
    this.calls.push(call);
    const operation = call.path.split('/')[2];
    if (operation === 'find-codice-fiscale') return { esitoPositivo: true, lavoratoreRidotto: this.worker };
    if (operation === 'get-dettaglio') {
      const fascicolo = structuredClone(this.file);
      this.afterReading();
      return { esitoPositivo: true, fascicolo };
    }
    if (operation === 'inserisci-modifica-fascicolo-cittadino') return this.save(call);
    return { esitoPositivo: true };
  }

  operations(): string[] {
    return this.calls.map(({ path }) => path.split('/').slice(1).join('/').replace(CF, 'CF'));
  }
}

let server: Server;
let fake: Fake;
let adapter: Adapter;

beforeEach(async () => {
  fake = new Fake();
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const call = { path: request.url ?? '', auth: request.headers.authorization, body: text && JSON.parse(text) };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(fake.reply(call)));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  adapter = silpAdapter({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    username: 'raccordo',
    password: 'segreta',
    timeoutSeconds: 5,
    callerCodiceFiscale: CF,
    callerApplication: 'RACCORDO',
    acquire: 'ricevi-sap',
  }) as Adapter;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const wanting = (
  merge: (present: Record<string, unknown>) => Onto,
  event: 'invio' | 'notifica' = 'invio',
): Outbound => ({
  record: 'sap',
  event,
  revision: 'v1',
  idempotencyKey: 'k',
  attempt: 1,
  codiceFiscale: CF,
  body: Buffer.alloc(0),
  onto: (present) => merge(present as Record<string, unknown>),
});
const setCap = wanting((present) => ({ document: { ...present, cap: '10100' }, changed: ['1.3.2'] }));

describe('writing a SAP into the file of SILP', () => {
  it('reads, merges, reads again and writes only the sections that differ', async () => {
    expect(await adapter.send(setCap, never)).toMatchObject({ outcome: 'acknowledged', esito: { codice: 'OK' } });
    expect(fake.operations()).toEqual([
      'lavoratore/find-codice-fiscale/CF',
      'fascicolo/get-dettaglio/4711',
      'fascicolo/get-dettaglio/4711',
      'fascicolo/inserisci-modifica-fascicolo-cittadino',
    ]);
    expect(fake.calls.at(-1)?.body).toEqual({
      callInfo: { codFiscale: CF, idAppChiamante: 'RACCORDO' },
      tipoOperazione: 'edit',
      idSilLavAnagrafica: '4711',
      schedaOriginale: { numero: 1 },
      schedaModificata: { numero: 1, cap: '10100' },
      sezioniSapModificate: ['1.3.2'],
      flgFattaDomandaSalva: false,
    });
    expect(fake.calls.every(({ auth }) => auth === 'Basic cmFjY29yZG86c2VncmV0YQ==')).toBe(true);
  });

  it('writes nothing when the file says it all', async () => {
    fake.file = { identificativoSap: 'ZZ00004711B' };
    const unchanged = wanting((present) => ({ document: present, changed: [] }));
    expect(await adapter.send(unchanged, never)).toEqual({
      outcome: 'acknowledged',
      esito: { codice: 'INVARIATO', identificativoSap: 'ZZ00004711B' },
    });
    expect(fake.operations()).not.toContain('fascicolo/inserisci-modifica-fascicolo-cittadino');
  });

  it('merges again with what someone else has written in the meantime', async () => {
    fake.afterReading = () => {
      fake.afterReading = () => undefined;
      fake.file = { numero: 2, telefono: '011' };
    };
    await adapter.send(setCap, never);
    expect(fake.calls.at(-1)?.body).toMatchObject({
      schedaOriginale: { numero: 2, telefono: '011' },
      schedaModificata: { numero: 2, telefono: '011', cap: '10100' },
    });
  });

  it('puts the delivery off when the file never stands still', async () => {
    fake.afterReading = () => {
      fake.file = { numero: Number(fake.file.numero) + 1 };
    };
    expect(await adapter.send(setCap, never)).toMatchObject({
      outcome: 'failed',
      reason: 'conflict',
      ambiguous: false,
    });
    expect(fake.operations()).not.toContain('fascicolo/inserisci-modifica-fascicolo-cittadino');
  });

  it('creates the file of a person whom SILP does not know', async () => {
    fake.worker = null;
    await adapter.send(setCap, never);
    expect(fake.operations()).toEqual([
      'lavoratore/find-codice-fiscale/CF',
      'fascicolo/inserisci-modifica-fascicolo-cittadino',
    ]);
    expect(fake.calls.at(-1)?.body).toMatchObject({ tipoOperazione: 'ins', schedaModificata: { cap: '10100' } });
    expect(fake.calls.at(-1)?.body).not.toHaveProperty('schedaOriginale');
  });

  it('takes a single archived worker out of the archive first', async () => {
    fake.worker = { idSilLavAnagrafica: 4711, flgArchiviato: 'S' };
    await adapter.send(setCap, never);
    expect(fake.operations()[1]).toBe('fascicolo/archivia-disarchivia-lavoratore/4711/D');
  });

  it('answers the question of SILP once with yes', async () => {
    const question = {
      esitoPositivo: true,
      flgFareDomandaSalva: true,
      msgDomandaSalva: { code: '88', message: 'Sicuro?' },
    };
    fake.save = ({ body }) =>
      body.flgFattaDomandaSalva ? { esitoPositivo: true, flgSalvataggioEseguito: true } : question;
    expect(await adapter.send(setCap, never)).toMatchObject({ outcome: 'acknowledged' });
    expect(fake.calls.filter(({ path }) => path.includes('inserisci'))).toHaveLength(2);
    fake.save = () => question;
    expect(await adapter.send(setCap, never)).toMatchObject({
      outcome: 'refused',
      esito: { codice: 'DOMANDA', anomalie: [{ codice: '88', descrizione: 'Sicuro?' }] },
    });
  });

  it('lets two deliveries for one person not cross each other', async () => {
    fake.save = ({ body }) => {
      fake.file = body.schedaModificata;
      return { esitoPositivo: true, flgSalvataggioEseguito: true };
    };
    const add = (name: string): Outbound =>
      wanting((present) => ({ document: { ...present, [name]: true }, changed: ['5.3'] }));
    await Promise.all([adapter.send(add('inglese'), never), adapter.send(add('tedesco'), never)]);
    expect(fake.file).toEqual({ numero: 1, inglese: true, tedesco: true });
    expect(fake.operations()).toHaveLength(8);
  });
});

describe('a notice to SILP', () => {
  const notice = wanting(() => ({ document: {}, changed: [] }), 'notifica');

  it('makes it fetch the SAP, with its own key of the worker', async () => {
    expect(await adapter.send({ ...notice, identificativoSap: 'ZZ00004711B' }, never)).toMatchObject({
      outcome: 'acknowledged',
    });
    expect(fake.calls.at(-1)).toMatchObject({
      path: '/did/ricevi-sap',
      body: { codiceFiscaleLavoratore: CF, identificativoSap: 'ZZ00004711B', idSilLavAnagrafica: 4711 },
    });
  });

  it('is passed on although SILP does not know the worker yet', async () => {
    fake.worker = null;
    await adapter.send(notice, never);
    expect(fake.calls.at(-1)?.path).toBe('/did/ricevi-sap');
    expect(fake.calls.at(-1)?.body).not.toHaveProperty('idSilLavAnagrafica');
  });

  it('leaves an archived worker in the archive', async () => {
    fake.worker = { idSilLavAnagrafica: 4711, flgArchiviato: 'S' };
    await adapter.send(notice, never);
    expect(fake.operations().some((operation) => operation.includes('archivia'))).toBe(false);
  });
});
