/** The simulated nation about the RdC: strict about its seeds, and its own words under a fault. */
import { afterEach, describe, expect, it } from 'vitest';
import { type AnpalSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index.js';
import { ADA, beneficiario, EVA, evento, post } from '../support/rdc.js';

let node: AnpalSandbox | undefined;
afterEach(async () => {
  await node?.close();
  node = undefined;
});

async function started(options: SandboxOptions = {}): Promise<AnpalSandbox> {
  node = await startSandbox('anpal', { seed: { beneficiari: [beneficiario(ADA)] }, ...options });
  return node;
}
const tell = (sandbox: AnpalSandbox, operation: 'load' | 'delete', event = {}) =>
  post(`${sandbox.servicesUrl}/EventiCondizionalitaRDC`, evento(operation, event));

describe('the simulated nation', () => {
  it('does not start with a receiver that its own documents cannot tell of', async () => {
    const { cod_stato: _, ...without } = beneficiario(ADA);
    await expect(startSandbox('anpal', { seed: { beneficiari: [without] } })).rejects.toMatchObject({
      code: 'sandbox-seed-invalid',
    });
  });

  it('applies an event once, and forgets it when it is taken back', async () => {
    const sandbox = await started();
    expect((await tell(sandbox, 'load')).of('cod_esito')).toBe('E100');
    expect((await tell(sandbox, 'load', { note: 'di nuovo' })).of('des_esito')).toBe('Evento già presente');
    expect((await tell(sandbox, 'delete')).of('cod_esito')).toBe('E100');
    expect((await tell(sandbox, 'delete')).of('des_esito')).toBe('Evento non presente');
    expect((await tell(sandbox, 'load')).of('cod_esito')).toBe('E100');
    expect(sandbox.state.effects.map(({ operation, subject }) => [operation.slice(0, 4), subject])).toEqual([
      ['load', ADA],
      ['dele', ADA],
      ['load', ADA],
    ]);
    expect(sandbox.state.refusals).toEqual({ loadEventiCondizionalitaRDC: 1, deleteEventiCondizionalitaRDC: 1 });
  });

  it.each([
    ['ko', 'E001'],
    ['x001', 'E999'],
  ] as const)('under the fault %s answers %s and applies nothing', async (fault, esito) => {
    const sandbox = await started({ fault });
    expect((await tell(sandbox, 'load')).of('cod_esito')).toBe(esito);
    expect(sandbox.state.effects).toEqual([]);
  });

  it('answers a document that breaks the contract with a fault', async () => {
    const sandbox = await started();
    const reply = await tell(sandbox, 'load', { evento: 'X14' });
    expect([reply.status, reply.of('faultcode')]).toEqual([500, expect.stringContaining('Client')]);
  });

  it('cannot notify of somebody it does not hold', async () => {
    const sandbox = await started();
    await expect(sandbox.notifyRdc('http://127.0.0.1:9', EVA)).rejects.toThrow('no such receiver');
  });
});
