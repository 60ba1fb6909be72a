import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnpalSandbox,
  callNational,
  type SilpSandbox,
  sampleWorkers,
  sendToNational,
  startSandbox,
} from '../../src/sandbox/index.js';
import { anomalieOf, codesOf, fieldsOf, invio, sap, silp } from './calls.js';

const CONTENT = 'application/json';

describe('faults of the national node', () => {
  let node: AnpalSandbox;
  const log: string[] = [];
  beforeEach(async () => {
    log.length = 0;
    node = await startSandbox('anpal', { log: (line) => log.push(line) });
  });
  afterEach(() => node.close());

  const send = () => sendToNational({ url: node.url }, sap('mini').document());
  const order = async (body: unknown) => {
    const url = new URL('/sandbox/fault', node.url);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': CONTENT },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  it('down: the connection is reset and nothing has happened; it comes back by itself after the times it was told', async () => {
    node.setFault('down', { times: 2 });
    expect((await send()).outcome).toBe('unreachable');
    expect((await send()).outcome).toBe('unreachable');
    expect(node.state).toMatchObject({ calls: {}, effects: [] });
    expect(fieldsOf(await send()).Esito).toBe('OK');
  });

  it.each(['half', 'silent'] as const)('%s: the document has had its effect although no answer came', async (fault) => {
    node.setFault(fault, { times: 1 });
    expect((await send()).outcome).toBe('unreachable');
    expect(node.state.effects).toHaveLength(1);
    expect(anomalieOf(fieldsOf(await send()))).toEqual(['R001']);
  });

  it('half: the answer begins and breaks off in the middle of its body', async () => {
    node.setFault('half', { times: 1 });
    const response = await fetch(node.url, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: 'x' });
    expect(response.status).toBe(500);
    const declared = Number(response.headers.get('content-length'));
    let received = 0;
    const reading = (async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) received += chunk.length;
    })();
    await expect(reading).rejects.toThrow();
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(declared);
  });

  it('garbage: a page of HTML with status 200, and nothing has happened', async () => {
    node.setFault('garbage');
    const response = await fetch(node.url, { method: 'POST', body: sap('mini').document() });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    expect(node.state.effects).toEqual([]);
  });

  it('slow: the effect is there before the answer', async () => {
    node.setFault('slow', { times: 1, seconds: 3600 });
    const waiting = sendToNational({ url: node.url, timeoutSeconds: 0.3 }, sap('mini').document());
    expect((await waiting).outcome).toBe('unreachable');
    expect(node.state.effects).toHaveLength(1);
  });

  it('slow: closing does not wait for answers that are held back', async () => {
    node.setFault('slow', { seconds: 3600 });
    const waiting = send();
    while (log.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await node.close();
    await waiting;
  });

  it('ko: refuses whatever can be refused; reads go on', async () => {
    node.setFault('ko');
    const refused = await invio(node.url, sap('mini').document());
    expect(refused).toMatchObject({ Esito: 'KO', CodiceSAP: '' });
    expect(anomalieOf(refused)).toEqual(['R099']);
    const question = { CodiceFiscale: sap('mini').codiceFiscale };
    expect(fieldsOf(await callNational({ url: node.url }, 'richiestaCodSAPRegTitolare', question)).CodiceSAP).toBe('0');
    expect(node.state.effects).toEqual([]);
  });

  it.each([
    ['invioSAP', { SAP: sap('mini').document() }, 'Esito'],
    ['annullaSAP', { CodiceSAP: '<IDSAP><IdentificativoSap>SB00000001B</IdentificativoSap></IDSAP>' }, 'Esito'],
    ['richiestaSAP', { CodiceSAP: '<IDSAP><IdentificativoSap>SB00000001B</IdentificativoSap></IDSAP>' }, 'SAP'],
    ['verificaEsistenzaSAP', { CodiceFiscale: '<VerificaSAP/>' }, 'CodiceSAP'],
    ['richiestaSAP_N00_A02', { CodiceFiscale: sap('mini').codiceFiscale }, 'DID'],
  ] as const)('x001: %s answers with the call limit, and nothing has happened', async (operation, fields, field) => {
    node.setFault('x001');
    const answer = fieldsOf(await callNational({ url: node.url }, operation, fields));
    expect(answer[field]).toMatch(/^X001/);
    expect(node.state.effects).toEqual([]);
  });

  it('are switched while it runs, over HTTP, also when it is down', async () => {
    expect(await order({ fault: 'down' })).toEqual({ status: 200, body: { fault: 'down', seconds: 30 } });
    expect((await send()).outcome).toBe('unreachable');
    expect((await order({ fault: 'none' })).status).toBe(200);
    expect((await send()).outcome).toBe('answered');
    const state = (await (await fetch(new URL('/sandbox/state', node.url))).json()) as object;
    expect(state).toMatchObject({ fault: { fault: 'none' }, calls: { invioSAP: 1 } });
  });

  it.each([[{ fault: 'fire' }], [{ fault: 'ko', times: 0 }], [{ fault: 'slow', seconds: -1 }], [[]], ['down']])(
    'are not switched by %j',
    async (body) => {
      expect((await order(body)).status).toBe(400);
      expect((await send()).outcome).toBe('answered');
    },
  );

  it('can be on from the start, and the log names nobody', async () => {
    await node.close();
    node = await startSandbox('anpal', { fault: 'x001', log: (line) => log.push(line) });
    expect(fieldsOf(await send()).Esito).toBe('X001');
    node.setFault('none');
    await send();
    expect(log.join('\n')).toContain('invioSAP: OK');
    expect(log.join('\n')).not.toContain(sap('mini').codiceFiscale);
  });
});

describe('faults of SILP', () => {
  let side: SilpSandbox;
  const path = '/fascicolo/get-dettaglio/2001';
  beforeEach(async () => {
    side = await startSandbox('silp', { seed: { workers: sampleWorkers() } });
  });
  afterEach(() => side.close());

  it.each(['down', 'half', 'silent'] as const)('%s: no answer arrives', async (fault) => {
    side.setFault(fault, { times: 1 });
    await expect(silp(side.url, path, {})).rejects.toThrow();
    expect((await silp(side.url, path, {})).body.esitoPositivo).toBe(true);
  });

  it('ko: refuses with HTTP 200', async () => {
    side.setFault('ko');
    const answer = await silp(side.url, path, {});
    expect(answer).toMatchObject({ status: 200, body: { esitoPositivo: false } });
    expect(codesOf(answer)).toEqual(['SBX-99']);
  });

  it('x001: what it asks of the national node does not work, the rest does', async () => {
    side.setFault('x001');
    expect((await silp(side.url, path, {})).body.esitoPositivo).toBe(true);
    expect(codesOf(await silp(side.url, '/orchestratore/acquisire-sap', {}))).toEqual(['GGP-S01']);
  });

  it('garbage: a page of HTML', async () => {
    side.setFault('garbage');
    await expect(silp(side.url, path, {})).rejects.toThrow(/JSON/);
  });
});
