/** A national SAP goes to SILP and comes back, with nobody editing anything: the national record says what it said. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contractFile } from '../../src/contract/location.js';
import { settledMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { invioSAP } from '../support/soap-call.js';

let raccordo: TestGateway;
beforeAll(async () => {
  raccordo = await startTestGateway();
});
afterAll(() => raccordo.stop());

async function pull(side: string, codiceFiscale: string): Promise<void> {
  const answer = await fetch(`${raccordo.url}/rest/v1/sides/${side}/sap/pull`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale }),
  });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const message = await settledMessage(raccordo.url, items[0]?.id ?? '');
  expect(message.deliveries).toMatchObject([{ status: 'acknowledged' }]);
}

/** Every element with its text, sorted: the order of a list's items may change, what they say may not. */
const said = (xml: string): string[] =>
  [...xml.matchAll(/<(\w+)>([^<]+)</g)]
    .map(([, name, value]) => `${name}=${value}`)
    // How and by whom a record was last sent is not what it says.
    .filter((line) => !/^(dataultimoagg|tipovariazione|codiceentetit)=/.test(line))
    .sort();

it('keeps every field of a full record', async () => {
  const document = readFileSync(contractFile('anpal/fixtures/sap/full/source.xml'), 'utf8')
    .replace(/<identificativosap>[^<]*<\/identificativosap>/, '')
    .replace(/<tipovariazione>[^<]*</, '<tipovariazione>01<');
  const codiceFiscale = /<datipersonali>\s*<codicefiscale>([^<]+)/.exec(document)?.[1] ?? '';
  expect((await invioSAP(raccordo.soapUrl, document)).fields.Esito).toBe('OK');
  const before = String(raccordo.anpal.state.documents[codiceFiscale]);
  await pull('anpal', codiceFiscale);
  await pull('silp', codiceFiscale);
  const after = String(raccordo.anpal.state.documents[codiceFiscale]);
  expect(said(after)).toEqual(said(before));
});
