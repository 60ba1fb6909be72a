import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MessageReport } from '../../src/gateway/report.js';
import { fixturesOf } from '../support/fixtures.js';
import { push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway();
});
afterAll(() => raccordo.stop());

async function reportFor(side: 'anpal' | 'silp', fixture: string): Promise<MessageReport> {
  const { source } = fixturesOf(side).find(({ record, name }) => record === 'sap' && name === fixture) ?? {};
  const { id } = await push(raccordo.url, side, source as Buffer);
  const { deliveries } = await settledMessage(raccordo.url, id);
  expect(deliveries.map(({ status }) => status)).toEqual(['acknowledged']);
  const response = await fetch(`${raccordo.url}/rest/v1/messages/${id}/report`);
  return (await response.json()) as MessageReport;
}

describe('the mapping report of a message', () => {
  it('names what a delivery to SILP leaves out, and has no lineage for it', async () => {
    const [toSilp] = (await reportFor('anpal', 'full')).delivered;
    expect(toSilp?.form).toBe('silp:v1');
    const lost = toSilp?.report.filter(({ kind }) => kind === 'lost').map(({ canonical }) => canonical);
    const never = [
      'politicheAttive[]',
      'amministrativi.statoInAnagrafe.dataDid',
      'amministrativi.statoInAnagrafe.dataEventoDid',
      'invio.codiceEnteTitolare',
      'invio.dataUltimoAggiornamento',
    ];
    expect(lost).toEqual(expect.arrayContaining(never));
    const arrived = toSilp?.lineage.map(({ canonical }) => canonical.replace(/\[\d+\]/g, '[]')) ?? [];
    expect(arrived).toContain('anagrafica.persona.codiceFiscale');
    expect(arrived.filter((path) => never.some((start) => path.startsWith(start)))).toEqual([]);
  });

  it('tells of a file of SILP that the national side has taken', async () => {
    const { received, delivered } = await reportFor('silp', 'full');
    expect(received.form).toBe('silp:v1');
    expect(received.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(delivered.map(({ form }) => form)).toEqual(['anpal:Rev009']);
    expect(delivered[0]?.lineage.map(({ canonical }) => canonical)).toContain('politicheAttive[1].progetto');
  });
});
