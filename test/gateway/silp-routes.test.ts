/** What goes to SILP and comes from it by the default routes, from one side's document to the other side's rows. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contractFile } from '../../src/contract/location.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

const CF = 'BRNDGS86P54L219X';
const fixture = (path: string): Buffer => readFileSync(contractFile(path));

const scheda = {
  identificativoSap: 'ZZ00042112M',
  enteTitolare: { codice: 'L219C000381' },
  datiAnagrafici: {
    datiGenerali: { datiPersonali: { codiceFiscale: CF, dataDiNascita: '1986-09-14T00:00:00+02:00' } },
  },
};

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({ silp: { seed: { workers: [{ scheda }] } } });
});
afterAll(() => raccordo.stop());

interface Delivery {
  readonly destination: string;
  readonly status: string;
  readonly esito?: { readonly codice?: string };
}

/** Pushes a document and waits for its deliveries to be over. */
async function push(path: string, body: Buffer, type: string): Promise<readonly Delivery[]> {
  const sent = await fetch(`${raccordo.url}/rest/v1/sides/${path}`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(body),
  });
  const { id, findings } = (await sent.json()) as { id?: string; findings?: unknown };
  expect({ status: sent.status, findings: sent.status === 202 ? [] : findings }).toEqual({ status: 202, findings: [] });
  for (let tries = 0; tries < 200; tries++) {
    const { deliveries } = (await (await fetch(`${raccordo.url}/rest/v1/messages/${id}`)).json()) as {
      deliveries: readonly Delivery[];
    };
    if (deliveries.every(({ status }) => status === 'acknowledged' || status === 'refused')) return deliveries;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the deliveries are not over');
}

describe('by the default routes', () => {
  it('a DID out of an application to INPS is entered at SILP, once', async () => {
    const source = fixture('inps/fixtures/did/domanda-intera/source.xml');
    const deliveries = await push('inps/did', source, 'application/xml');
    expect(deliveries).toMatchObject([{ destination: 'silp', status: 'acknowledged' }]);
    expect(raccordo.silp.rowsOf(CF).dids).toMatchObject([{ listStatoSapDid: [{ codStatoDid: 'I' }] }]);
  });

  it('a notice of SFL reaches SILP’s older REST side', async () => {
    const source = fixture('anpal/fixtures/percettore/sfl-full/source.json');
    const deliveries = await push('anpal/percettore', source, 'application/json');
    expect(deliveries).toMatchObject([{ destination: 'silp', status: 'acknowledged' }]);
    expect(raccordo.silp.state.effects.map(({ operation }) => operation)).toContain('notificaSFL');
  });

  it('a receiver of the RdC stays here', async () => {
    const source = fixture('anpal/fixtures/percettore/notifica-1.2/source.xml');
    expect(await push('anpal/percettore', source, 'application/xml')).toEqual([]);
  });

  it('an event of a DID that SILP tells goes to the nation', async () => {
    const source = fixture('silp/v1/fixtures/did/event-confirmed/source.json');
    expect(await push('silp/did', source, 'application/json')).toMatchObject([{ destination: 'anpal' }]);
  });

  it('a declaration to INPS that SILP holds is no such event, and stays here', async () => {
    const source = fixture('silp/v1/fixtures/did/inps-full/source.json');
    expect(await push('silp/did', source, 'application/json')).toEqual([]);
  });

  it.each(['quantitative-full', 'assessment-full'])('a profiling of SILP stays here: %s', async (name) => {
    const source = fixture(`silp/v1/fixtures/profiling/${name}/source.json`);
    expect(await push('silp/profiling', source, 'application/json')).toEqual([]);
  });
});
