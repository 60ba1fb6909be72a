import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFixtures } from '../../src/contract/index.js';
import type { MessageReport } from '../../src/gateway/report.js';
import { push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway();
});
afterAll(() => raccordo.stop());

async function reportFor(side: 'anpal' | 'silp', fixture: string): Promise<MessageReport> {
  const { source } = loadFixtures(side).find(({ name }) => name === fixture) ?? {};
  const { id } = await push(raccordo.url, side, source as Buffer);
  await settledMessage(raccordo.url, id);
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
});
