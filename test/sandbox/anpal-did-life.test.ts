/** The node's verdict and our own state machine agree on any row of events: each is written without the other. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DID_EVENTS, type DidState, didTransition } from '../../src/canonical/did-states.js';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { callDid, eventOf, pactsXml } from '../support/did.js';
import { sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const DAY = '2026-03-02';
/** The outcomes that speak of where a DID stands. */
const NOT_NOW = new Set(['E003', 'E007', 'E008', 'E009', 'E020']);

let node: AnpalSandbox;
beforeAll(async () => {
  node = await startSandbox('anpal', { today: () => DAY });
});
afterAll(() => node.close());

let last = 0;

it('takes what is legal and refuses the rest', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...DID_EVENTS), { minLength: 1, maxLength: 10 }), async (events) => {
      last += 1;
      const n = last;
      const id = (await invioSAP(node.url, sapOf(n))).fields.CodiceSAP ?? '';
      let state: DidState = 'assente';
      for (const evento of events) {
        // A confirmation wants an open taking in charge, an annulment none, a revocation one that ends that day.
        const pact = { data_proposta: DAY, data_fine: DAY, evento: evento === 'C' ? '02' : '10' };
        await invioSAP(node.url, sapOf(n, { identificativoSap: id, sections: pactsXml([pact]) }));
        const { esito } = await callDid(`${node.servicesUrl}/ConferimentoDID`, eventOf(n, evento, DAY));
        met.add(`${state} ${evento}`);
        const legal = didTransition(state, evento);
        if (legal === undefined) expect(NOT_NOW.has(esito), `${state} ${evento}: ${esito}`).toBe(true);
        else expect(esito, `${state} ${evento}`).toBe('E100');
        state = legal?.to ?? state;
      }
    }),
    // Every pair of a state and an event is met; the seed keeps it so.
    { numRuns: 60, seed: 20261122 },
  );
  expect(met.size).toBe(30);
});
