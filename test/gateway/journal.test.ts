/** What the log says of deliveries: an operator who only reads it learns what may need a person. */
import { afterEach, expect, it } from 'vitest';
import { eventually, push, settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';

let raccordo: TestGateway;
afterEach(() => raccordo.stop());

const lines = () => raccordo.logged.map((line) => JSON.parse(line) as { level: number; msg: string; side?: string });
const warnings = () =>
  lines()
    .filter(({ level }) => level >= 40)
    .map(({ msg }) => msg);

it('tells refusals and quarantine, and names nobody', async () => {
  raccordo = await startTestGateway();
  const refused = await push(raccordo.url, 'anpal', sapOf(1), {}, 'invio');
  await settledMessage(raccordo.url, refused.id);
  await push(raccordo.url, 'silp', '{}');
  expect(warnings()).toContain('message quarantined');
  expect(lines().some(({ msg }) => msg === 'message accepted')).toBe(true);
  expect(raccordo.logged.join('\n')).not.toContain(person(1).codiceFiscale);
});

it('tells that a side is left alone, and that it answers again', async () => {
  raccordo = await startTestGateway({ silp: { fault: 'down' } });
  for (let n = 1; n <= 5; n++) await push(raccordo.url, 'anpal', sapOf(n, { identificativoSap: `ZZ0000000${n}A` }));
  await eventually(
    async () => warnings(),
    (all) => all.some((msg) => msg.startsWith('side does not let us in')),
  );
  expect(warnings()).toContain('delivery failed for now');
  raccordo.silp.setFault('none');
  await eventually(
    async () => lines(),
    (all) => all.some(({ msg, side }) => msg === 'side answers again' && side === 'silp'),
  );
});
