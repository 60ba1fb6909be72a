/** The same words after other ones: how things stand is told again, an event that was told is not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway();
});
afterAll(() => raccordo.stop());

/** Two states of a person's SAP, whom the node knows already. */
async function statesOf(n: number): Promise<readonly [a: string, b: string]> {
  const { CodiceSAP = '' } = (await invioSAP(raccordo.anpal.url, sapOf(n))).fields;
  const at = (email: string) => sapOf(n, { identificativoSap: CodiceSAP }).replace(/<email>[^<]*</, `<email>${email}<`);
  return [at('a@example.org'), at('b@example.org')];
}

const effectsOn = (n: number) =>
  raccordo.anpal.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale).length;

async function send(document: string): Promise<string> {
  const { fields, message } = await invioSAP(raccordo.soapUrl, document);
  expect(fields.Esito).toBe('OK');
  return message;
}

describe('a SAP that was called off while nobody knew whether it had arrived', () => {
  let single: TestGateway;
  beforeAll(async () => {
    single = await startTestGateway({ env: { RACCORDO_DELIVERY_ATTEMPTS: '1', RACCORDO_SOAP_WAIT_SECONDS: '0' } });
  });
  afterAll(() => single.stop());

  it('may stand at the node: what was told before it is news again', async () => {
    const { CodiceSAP = '' } = (await invioSAP(single.anpal.url, sapOf(1))).fields;
    const setTo = async (indirizzo: string) => {
      const { message } = await invioSAP(single.soapUrl, sapOf(1, { identificativoSap: CodiceSAP, indirizzo }));
      return { id: message, delivery: (await settledMessage(single.url, message)).deliveries[0] };
    };
    const first = await setTo('Via A');
    single.anpal.setFault('garbage', { times: 1 });
    const second = await setTo('Via B');
    expect(second.delivery).toMatchObject({ status: 'parked', history: [{ outcome: 'ambiguous' }] });
    await fetch(`${single.url}/rest/v1/messages/${second.id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'prova' }),
    });
    const third = await setTo('Via A');
    expect(third.id).not.toBe(first.id);
    expect(third.delivery).toMatchObject({ status: 'acknowledged' });
    expect(String(single.anpal.state.documents[person(1).codiceFiscale])).toContain('Via A');
  });
});

describe('a SAP', () => {
  it('set to A, to B and to A again stands at the node as A', async () => {
    const [a, b] = await statesOf(1);
    const first = await send(a);
    await send(b);
    const again = await send(a);
    expect(again).not.toBe(first);
    expect(effectsOn(1)).toBe(4);
    expect(await send(a)).toBe(again);
    expect(effectsOn(1)).toBe(4);
  });

  it('that comes back several times at once has one more effect', async () => {
    const [a, b] = await statesOf(2);
    await send(a);
    await send(b);
    const messages = await Promise.all([send(a), send(a), send(a), send(a)]);
    expect(new Set(messages).size).toBe(1);
    expect(effectsOn(2)).toBe(4);
  });

  it('told again while the node is away stands as it was told last', async () => {
    const [a, b] = await statesOf(3);
    const { intake } = raccordo.gateway;
    const take = (document: string) =>
      intake.receive({
        source: 'silp',
        format: 'anpal',
        record: 'sap',
        event: 'invio',
        channel: 'rest',
        contentType: 'application/xml',
        body: Buffer.from(document),
      });
    raccordo.anpal.setFault('down', { times: 3 });
    const first = await take(a);
    const second = await take(b);
    const third = await take(a);
    expect(third).toMatchObject({ outcome: 'accepted' });
    expect(await take(a)).toMatchObject({ outcome: 'repeated', id: third.id });
    for (const { id } of [first, second, third])
      expect((await settledMessage(raccordo.url, id)).deliveries[0]?.status).toBe('acknowledged');
    expect(effectsOn(3)).toBe(4);
  });

  it('whose repetition was given up and comes to its end after the next one is no news', async () => {
    const [a, b] = await statesOf(5);
    const first = await send(a);
    const { store } = raccordo.gateway.context;
    const accept = store.acceptTogether.bind(store);
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const stuck = new Promise<void>((resolve) => {
      // The real store, which the repetition reaches late.
      store.acceptTogether = async (receipts) => {
        store.acceptTogether = accept;
        resolve();
        await held;
        return accept(receipts);
      };
    });
    const repetition = send(a);
    await stuck;
    // So long its sender has waited for an answer.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await send(b);
    goOn();
    expect(await repetition).toBe(first);
    expect(effectsOn(5)).toBe(3);
    // Begun after B has been taken in, it is news.
    expect(await send(a)).not.toBe(first);
    expect(effectsOn(5)).toBe(4);
  });

  const keyed = async (document: string, key?: string): Promise<string> => {
    const response = await fetch(`${raccordo.url}/rest/v1/sides/silp/sap?form=anpal`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml', ...(key === undefined ? {} : { 'idempotency-key': key }) },
      body: document,
    });
    const id = response.headers.get('location')?.split('/').pop() ?? '';
    await settledMessage(raccordo.url, id);
    return id;
  };

  it('under a key of the sender is what the key says', async () => {
    const [a, b] = await statesOf(4);
    const first = await keyed(a, 'uno');
    await keyed(b, 'due');
    expect(await keyed(a, 'uno')).toBe(first);
    expect(await keyed(a, 'tre')).not.toBe(first);
    expect(effectsOn(4)).toBe(4);
  });

  it('without a key is a repetition after the same words under one', async () => {
    const [a, b] = await statesOf(6);
    const first = await keyed(a);
    const second = await keyed(a, 'quattro');
    expect(second).not.toBe(first);
    expect(await keyed(a)).toBe(first);
    expect(effectsOn(6)).toBe(3);
    await keyed(b);
    expect([first, second]).not.toContain(await keyed(a));
    expect(effectsOn(6)).toBe(5);
  });
});
