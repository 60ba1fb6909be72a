/** What a delivery waits for is said wherever its message is shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDeliveryId, newMessageId } from '../../src/foundation/ids.js';
import type { Status } from '../../src/gateway/status.js';
import { type Here, waitsOf } from '../../src/gateway/waiting.js';
import type { DeliveryView } from '../../src/store/views.js';
import { eventually, push, type ShownMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const now = new Date('2026-11-28T09:00:00Z');
const later = new Date(now.getTime() + 60_000);
const delivery = (of: Partial<DeliveryView>): DeliveryView => ({
  id: newDeliveryId(),
  messageId: newMessageId(),
  kind: 'record',
  destination: 'silp',
  status: 'pending',
  attempts: 0,
  nextAttemptAt: now,
  closedAt: null,
  answer: null,
  lane: 'interactive',
  history: [],
  ...of,
});
const worker = { role: 'worker', resting: [], slowed: [] } as const;
const here = (of: Partial<Here> = {}): Here => ({
  processes: [worker],
  brokerReady: true,
  hasAddress: () => true,
  now,
  ...of,
});
const behind = { message: newMessageId(), status: 'parked', reason: 'garbled-answer' } as const;

describe('a pending delivery', () => {
  it.each<[string, DeliveryView, Here, string | undefined]>([
    ['behind another one', delivery({ behind, nextAttemptAt: later }), here({ processes: [] }), 'behind'],
    ['where nothing delivers', delivery({}), here({ processes: [{ ...worker, role: 'api' }] }), 'no-process'],
    ['that has failed', delivery({ nextAttemptAt: later }), here(), 'retry'],
    ['to a side without an address', delivery({}), here({ hasAddress: () => false }), 'no-address'],
    ['to a side that rests', delivery({}), here({ processes: [worker, { ...worker, resting: ['silp'] }] }), 'resting'],
    ['to a side that complains', delivery({}), here({ processes: [{ ...worker, slowed: ['silp'] }] }), 'slowed'],
    ['to another side', delivery({}), here({ processes: [{ ...worker, resting: ['anpal'] }] }), 'turn'],
    ['without a broker', delivery({}), here({ brokerReady: false }), 'no-broker'],
    ['that tells an event', delivery({ kind: 'event' }), here({ hasAddress: () => false }), 'turn'],
    ['that is in work', delivery({ status: 'sent', behind }), here(), undefined],
    [
      'that is held',
      delivery({ behind, held: { scope: 'side', name: 'silp', reason: 'x', since: now } }),
      here(),
      undefined,
    ],
  ])('%s says so', (_what, given, world, expected) => expect(waitsOf(given, world)?.for).toBe(expected));

  it('behind an outcome of its own message names no person', () => {
    const waits = (kind: DeliveryView['kind']) => waitsOf(delivery({ kind, behind }), here())?.detail;
    expect(waits('esito')).toBe(
      'an outcome of this message goes first, and is parked (garbled-answer); send that again or call it off',
    );
    expect(waits('record')).toContain(`message ${behind.message} about the same person goes first`);
  });
});

describe('a message', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      env: {
        RACCORDO_DELIVERY_ATTEMPTS: '1',
        // Longer than a test may take: who does not wait for the node is answered before.
        RACCORDO_SOAP_WAIT_SECONDS: '300',
        RACCORDO_PROCESSES_BEAT_SECONDS: '60',
      },
    });
  });
  afterAll(() => gateway.stop());
  const show = async (id: string) =>
    (await (await fetch(`${gateway.url}/rest/v1/messages/${id}`)).json()) as ShownMessage & {
      deliveries: { behind?: object; waits?: { for: string; detail: string } }[];
    };

  it('behind a parked one of its person names it, and so does the answer to its sender, who does not wait for it', async () => {
    gateway.anpal.setFault('garbage');
    const first = await invioSAP(gateway.soapUrl, sapOf(701));
    expect(first.fields.MessaggioErrore).toContain('is parked until it is sent again by hand');
    gateway.anpal.setFault('none');
    const second = await invioSAP(gateway.soapUrl, sapOf(701, { indirizzo: 'Corso Regina 1' }));
    const detail = `message ${first.message} about the same person goes first, and is parked (garbled-answer); send that again or call it off`;
    expect(second.fields.Esito).toBe('X001');
    expect(second.fields.MessaggioErrore).toContain(`delivery to anpal waits: ${detail}`);
    const { deliveries } = await show(second.message);
    expect(deliveries).toMatchObject([
      { status: 'pending', behind: { message: first.message, status: 'parked' }, waits: { for: 'behind', detail } },
    ]);
  });

  it('that waits where no process delivers says so, and so does the status', async () => {
    const { store } = gateway.gateway.context;
    for (const { id } of await store.processes()) await store.leave(id);
    gateway.silp.setFault('down');
    const { id } = await push(gateway.url, 'anpal', sapOf(702));
    const { deliveries } = await eventually(
      () => show(id),
      ({ deliveries: [one] }) => one?.waits !== undefined,
    );
    expect(deliveries[0]?.waits?.for).toBe('no-process');
    const status = (await (await fetch(`${gateway.url}/status`)).json()) as { health: string } & Pick<Status, 'parts'>;
    expect(status.health).toBe('degraded');
    expect(status.parts.find(({ name }) => name === 'workers')).toMatchObject({ ok: false });
  });
});
