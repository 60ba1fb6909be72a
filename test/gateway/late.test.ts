/** A SAP that is older than one that came before: it is taken in and waits for a person, and holds up nobody. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, policiesOnly, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway();
});
afterAll(() => raccordo.stop());

let next = 700;

/** Somebody whose SAP of a day is at the node; her number and the id of the SAP. */
async function known(dataUltimoAgg: string): Promise<{ n: number; identificativoSap: string }> {
  next += 1;
  const first = await sent(sapOf(next, { dataUltimoAgg }));
  const answer = (await settledMessage(raccordo.url, first.id)).deliveries[0]?.answer;
  return { n: next, identificativoSap: String(answer?.identificativoSap) };
}

async function sent(document: string): Promise<{ status: number; id: string; body: Record<string, unknown> }> {
  const response = await fetch(`${raccordo.url}/rest/v1/sides/silp/sap?form=anpal`, {
    method: 'POST',
    headers: { 'content-type': 'application/xml' },
    body: document,
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, id: String(body.id), body };
}
const addressAt = (n: number): string =>
  /<indirizzo>([^<]*)</.exec(String(raccordo.anpal.state.documents[person(n).codiceFiscale]))?.[1] ?? '';

describe('a version that comes late', () => {
  it('is not told at a SOAP door that its delivery only has to be asked for again', async () => {
    const { n, identificativoSap } = await known('2026-11-20');
    const late = await invioSAP(raccordo.soapUrl, sapOf(n, { identificativoSap, dataUltimoAgg: '2026-11-19' }));
    expect(late.fields.Esito).toBe('X001');
    expect(late.fields.MessaggioErrore).toMatch(
      /delivery to anpal is parked: message \S+ told a newer version before; send this one again only if it is to replace that/,
    );
  });

  it('is left where its side is well again and all that is parked for it is sent again', async () => {
    const { n, identificativoSap } = await known('2026-11-20');
    const before = addressAt(n);
    const { id } = await sent(sapOf(n, { identificativoSap, dataUltimoAgg: '2026-11-19', indirizzo: 'Via Vecchia 2' }));
    const again = await fetch(`${raccordo.url}/rest/v1/sides/anpal/parked/replay`, { method: 'POST' });
    const { deliveries, left } = (await again.json()) as { readonly deliveries: number; readonly left: number };
    expect(deliveries).toBe(0);
    expect(left).toBeGreaterThanOrEqual(1);
    expect((await showMessage(raccordo.url, id)).deliveries).toMatchObject([{ status: 'parked' }]);
    expect(addressAt(n)).toBe(before);
  });

  it('is taken in, parked, and its sender is told', async () => {
    const { n, identificativoSap } = await known('2026-11-20');
    const late = await sent(sapOf(n, { identificativoSap, dataUltimoAgg: '2026-11-19', indirizzo: 'Via Vecchia 1' }));
    expect(late).toMatchObject({
      status: 202,
      body: {
        outcome: 'accepted',
        findings: expect.arrayContaining([
          expect.objectContaining({
            rule: 'version.late',
            severity: 'warning',
            path: expect.stringContaining('dataultimoagg'),
          }),
        ]),
      },
    });
    expect((await showMessage(raccordo.url, late.id)).deliveries).toMatchObject([
      { status: 'parked', attempts: 0, answer: { reason: 'late-version' } },
    ]);
    // What is newer goes its way past it.
    const newer = await sent(sapOf(n, { identificativoSap, dataUltimoAgg: '2026-11-21', indirizzo: 'Via Nuova 2' }));
    expect((await settledMessage(raccordo.url, newer.id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    expect(addressAt(n)).toBe('Via Nuova 2');

    // A person decides that it shall count all the same.
    await fetch(`${raccordo.url}/rest/v1/messages/${late.id}/replay`, { method: 'POST' });
    expect((await settledMessage(raccordo.url, late.id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    expect(addressAt(n)).toBe('Via Vecchia 1');
  });

  it('is not one of the same day, nor policies alone', async () => {
    const { n, identificativoSap } = await known('2026-11-24');
    const sameDay = await sent(sapOf(n, { identificativoSap, dataUltimoAgg: '2026-11-24', indirizzo: 'Via Stessa 3' }));
    expect((await settledMessage(raccordo.url, sameDay.id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
    const policies = await sent(policiesOnly(n, identificativoSap));
    expect((await settledMessage(raccordo.url, policies.id)).deliveries).toMatchObject([{ status: 'acknowledged' }]);
  });

  it('does not count what was refused as newer', async () => {
    const { n } = await known('2026-11-20');
    const refused = await sent(sapOf(n, { identificativoSap: 'ZZ00000000Z', dataUltimoAgg: '2026-11-26' }));
    expect((await settledMessage(raccordo.url, refused.id)).deliveries).toMatchObject([{ status: 'refused' }]);
    const fine = await sent(sapOf(n, { dataUltimoAgg: '2026-11-21', tipoVariazione: '02', indirizzo: 'Via Buona 4' }));
    expect((await showMessage(raccordo.url, fine.id)).deliveries[0]?.answer ?? {}).not.toMatchObject({
      reason: 'late-version',
    });
  });
});
