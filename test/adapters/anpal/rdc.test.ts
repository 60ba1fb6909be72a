/** The question about a household, to a nation that answers oddly, and to a gateway that republishes it under its own namespace. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { anpalAdapter } from '../../../src/adapters/anpal/adapter.js';
import type { AnpalConfig } from '../../../src/adapters/anpal/config.js';
import { renamed } from '../../../src/contract/republished.js';
import { ADA, beneficiario, EVA, envelope } from '../../support/rdc.js';

const NATIONAL = 'http://servizi.lavoro.gov.it/serviceRDC';
const REPUBLISHED = 'http://192.0.2.10:8280/PdD/SPCRDC/';
const ORDER_1_0 = `cod_cap_residenza cod_comune_residenza des_comune_residenza cod_fiscale cod_fiscale_richiedente
  cod_protocollo_inps cod_ruolo_beneficiario cod_stato des_cognome des_indirizzo_residenza des_nome dtt_rendicontazione
  dtt_domanda dtt_nascita`.split(/\s+/);

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A nation that answers this, and what it was asked. */
async function nation(answer: string): Promise<{ url: string; asked: () => string; action: () => string }> {
  let asked = '';
  let action = '';
  const server = createServer(async (request, response) => {
    for await (const part of request) asked += String(part);
    action = String(request.headers.soapaction);
    response.setHeader('content-type', 'text/xml; charset=utf-8');
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked: () => asked, action: () => action };
}

const people = (...codici: string[]): string =>
  codici
    .map((codice) => {
      const fields: Readonly<Record<string, string>> = beneficiario(codice);
      return `<r:beneficiario>${ORDER_1_0.map((name) => `<r:${name}>${fields[name]}</r:${name}>`).join('')}</r:beneficiario>`;
    })
    .join('');
const answer = (inside: string, esito: string, namespace = `${NATIONAL}/types`): string =>
  envelope(
    `<r:risposta_RDC_beneficiari xmlns:r="${namespace}"><r:beneficiari>${inside}</r:beneficiari>` +
      `<r:esito><r:codEsito>${esito}</r:codEsito><r:messaggioErrore>detto</r:messaggioErrore></r:esito></r:risposta_RDC_beneficiari>`,
  );

function pull(url: string, more: Partial<AnpalConfig> = {}, codiceFiscale: string | undefined = ADA) {
  const config = { url, timeoutSeconds: 5, namespace: 'x', servicesUrl: url, services: [], ...more };
  const adapter = anpalAdapter(config);
  return adapter?.pull?.('percettore', codiceFiscale === '' ? {} : { codiceFiscale }, AbortSignal.timeout(5000));
}

describe('a pulled household', () => {
  it('in the first version is taken apart like any other', async () => {
    const { url, asked, action } = await nation(answer(people(ADA, EVA), 'E100'));
    const found = await pull(url);
    expect(found).toMatchObject({ outcome: 'found', documents: [{ record: 'percettore' }, { record: 'percettore' }] });
    expect(asked()).toContain(`<codFiscale>${ADA}</codFiscale>`);
    expect(action()).toBe('"http://servizi.lavoro.gov.it/ricevi_RDC_by_codiceFiscale"');
  });

  it.each([
    ['nobody', answer('', 'E101'), { outcome: 'absent' }],
    ['a refusal', answer('', 'E900'), { outcome: 'refused', esito: { codice: 'E900', messaggio: 'detto' } }],
    [
      'another namespace',
      answer(people(ADA), 'E100', `${REPUBLISHED}types`),
      { outcome: 'failed', reason: 'garbled-answer' },
    ],
    ['a page', '<html/>', { outcome: 'failed', reason: 'garbled-answer' }],
  ])('that is %s', async (_what, body, wanted) => {
    const { url } = await nation(body);
    expect(await pull(url)).toMatchObject(wanted);
  });

  it('cannot be asked for without a codice fiscale', async () => {
    expect(await pull('http://127.0.0.1:9', {}, '')).toMatchObject({ outcome: 'absent' });
  });

  it('is asked for and read in the namespace that a gateway republishes it under', async () => {
    const { url, asked } = await nation(answer(people(ADA), 'E100', `${REPUBLISHED}types`));
    const found = await pull(url, { namespaces: [{ service: 'RDC', namespace: REPUBLISHED }] });
    expect(asked()).toContain(`xmlns="${REPUBLISHED}types"`);
    expect(asked()).not.toContain(NATIONAL);
    expect(found).toMatchObject({ outcome: 'found' });
    const [document] = found?.outcome === 'found' ? found.documents : [];
    expect(String(document?.body)).toContain(`"${NATIONAL}/types"`);
  });
});

describe('a message under another namespace', () => {
  it.each([
    [`<a xmlns="urn:x"/>`, `<a xmlns="urn:y/"/>`],
    [`<a xmlns:p='urn:x/types'/>`, `<a xmlns:p='urn:y/types'/>`],
    [
      `<a xmlns="urn:x/altro" href="urn:x">xmlns=urn:x è così</a>`,
      `<a xmlns="urn:x/altro" href="urn:x">xmlns=urn:x è così</a>`,
    ],
  ])('%s → %s', (from, to) => {
    expect(renamed(Buffer.from(from), 'urn:x', 'urn:y/').toString('utf8')).toBe(to);
  });
});
