/** Events of a DID through a node that loses answers: each has its effect once, in the order in which they were received. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/index.js';
import { daysFrom, didDocument, eventOf, pactsXml, todayInItaly } from '../support/did.js';
import { settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const DAY = todayInItaly();
let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway({
    env: { RACCORDO_SIDES_ANPAL_TIMEOUT_SECONDS: '1', RACCORDO_DELIVERY_ATTEMPTS: '20' },
    anpal: { today: () => DAY, slowSeconds: 5 },
  });
});
afterAll(() => raccordo.stop());

/** Lives that are legal from beginning to end. */
const LIVES = ['I', 'IA', 'IAI', 'ICR', 'ICSCR', 'ISR', 'IRI', 'ISC', 'IAIR'];
/** Faults of one call each; a retry's question strikes them too. `ko` is E999. */
const STRIKES: readonly Fault[] = ['none', 'none', 'down', 'half', 'silent', 'garbage', 'ko'];

let last = 0;
const lives = fc.record({
  life: fc.constantFrom(...LIVES),
  strikes: fc.array(fc.constantFrom(...STRIKES), { minLength: 12, maxLength: 12 }),
});

it('is never doubled and never lost', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async ({ life, strikes }) => {
      last += 1;
      const n = last;
      const { CodiceSAP = '' } = (await invioSAP(raccordo.anpal.url, sapOf(n))).fields;
      const ahead = [...strikes];
      for (const evento of life) {
        // A pact that began on the day of the DID and ends on it: open for a confirmation, closed for the rest.
        const pact = { data_proposta: DAY, data_fine: DAY, evento: evento === 'C' ? '02' : '10' };
        await invioSAP(raccordo.anpal.url, sapOf(n, { identificativoSap: CodiceSAP, sections: pactsXml([pact]) }));
        raccordo.anpal.setFault(ahead.pop() ?? 'none', { times: 1 });
        const taken = await raccordo.gateway.intake.receive({
          source: 'silp',
          format: 'anpal',
          record: 'did',
          event: 'invio',
          channel: 'rest',
          contentType: 'application/xml',
          body: Buffer.from(didDocument(eventOf(n, evento, DAY))),
        });
        expect(taken.outcome).toBe('accepted');
        raccordo.anpal.setFault(ahead.pop() ?? 'none', { times: 1 });
        const { deliveries } = await settledMessage(raccordo.url, taken.id);
        expect(deliveries).toMatchObject([
          { destination: 'anpal', status: 'acknowledged', answer: { codice: 'E100' } },
        ]);
        raccordo.anpal.setFault('none');
      }
      const mine = raccordo.anpal.state.effects.filter(
        ({ subject, operation }) => subject === person(n).codiceFiscale && operation === 'gestisciDID',
      );
      expect(mine).toHaveLength(life.length);
    }),
    { numRuns: 12, seed: 4 },
  );
}, 120_000);

it.each<Fault>(['slow', 'half', 'silent'])('an answer that is lost twice (%s) leaves one effect', async (fault) => {
  last += 1;
  const n = last;
  await invioSAP(raccordo.anpal.url, sapOf(n));
  raccordo.anpal.setFault(fault, { times: 2 });
  const { id } = await raccordo.gateway.intake.receive({
    source: 'silp',
    format: 'anpal',
    record: 'did',
    event: 'invio',
    channel: 'rest',
    contentType: 'application/xml',
    body: Buffer.from(didDocument(eventOf(n, 'I', daysFrom(DAY, -1)))),
  });
  const { deliveries } = await settledMessage(raccordo.url, id);
  expect(deliveries[0]).toMatchObject({ status: 'acknowledged', answer: { codice: 'E100' } });
  expect(deliveries[0]?.attempts).toBeGreaterThan(1);
  const mine = raccordo.anpal.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale);
  expect(mine.map(({ operation }) => operation)).toEqual(['invioSAP', 'gestisciDID']);
  const { codiceFiscale } = person(n);
  const told = await raccordo.gateway.context.store.recordsOf(codiceFiscale, { record: 'did', limit: 10 });
  expect(told.filter(({ event }) => event === 'esito').map(({ canonical }) => canonical)).toMatchObject([
    { codiceFiscale, evento: 'I', esito: 'E100' },
  ]);
});
