/** What the adapter makes of the nation's answers about adesioni and appointments. */
import { describe, expect, it, test } from 'vitest';
import type { Adapter, Outbound } from '../../../src/adapters/adapter.js';
import { anpalAdapter } from '../../../src/adapters/anpal/adapter.js';
import type { HttpClient } from '../../../src/adapters/http.js';
import { check, ESITO_NAMESPACE, esito, stato, utente } from '../../support/national-calls.js';

const GRETA = 'VLNGRT01C54F952B';
const TYPES = 'http://servizi.lavoro.gov.it/servizicoap/types';
const signal = AbortSignal.timeout(5000);

/** An adapter in front of a node that gives one answer; what it was sent, in order. */
function facing(body: string, config: { checkUtenteField?: string } = {}): { adapter: Adapter; sent: string[] } {
  const sent: string[] = [];
  const http = {
    call: async (request: { url: string; body: Buffer }) => {
      sent.push(`${request.url} ${request.body.toString()}`);
      const envelope = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`;
      return { status: body.includes('Fault') ? 500 : 200, headers: {}, body: Buffer.from(envelope) };
    },
  } as unknown as HttpClient;
  const adapter = anpalAdapter(
    {
      url: 'http://node/servizicoap',
      servicesUrl: 'http://node',
      services: [],
      timeoutSeconds: 5,
      namespace: 'x',
      ...config,
    },
    http,
  ) as Adapter;
  return { adapter, sent };
}

const outbound = (record: 'adesione' | 'appuntamento', event: Outbound['event'], body: string): Outbound => ({
  record,
  event,
  revision: event === 'invio' ? 'Rev004' : record === 'adesione' ? 'Rev001' : '1.0',
  idempotencyKey: 'k',
  attempt: 1,
  body: Buffer.from(body),
  onto: () => ({ document: {}, changed: [] }),
});
const risposta = (operation: string, inside: string): string =>
  `<t:risposta_${operation} xmlns:t="${TYPES}">${inside.replace(/<(\/?)(\w+)/g, '<$1t:$2')}</t:risposta_${operation}>`;
const held = (data: string, state: string): string =>
  risposta(
    'getStatoAdesioneYG',
    `<Esito>OK</Esito><MessaggioErrore/><DataAdesione>${data}</DataAdesione><StatoAdesione>${state}</StatoAdesione><DataStatoAdesione>2025-03-01T00:00:00</DataStatoAdesione>`,
  );
const joined = outbound('adesione', 'invio', utente(GRETA, '2025-02-17', '13'));
const taken = outbound('adesione', 'variazione', stato(GRETA, '13', { data: '2025-02-17', stato: 'P' }));

describe('after a lost answer the state that the node holds tells', () => {
  test.each([
    ['a new adesione that is there', joined, held('2025-02-17', 'P'), 'acknowledged'],
    ['a new adesione beside an older one', joined, held('2024-02-17', 'A'), undefined],
    ['a state that is there', taken, held('2025-02-17', 'P'), 'acknowledged'],
    ['a state that is not there yet', taken, held('2025-02-17', 'A'), undefined],
    [
      'no adesione at all',
      taken,
      risposta('getStatoAdesioneYG', '<Esito>KO</Esito><MessaggioErrore>no</MessaggioErrore>'),
      undefined,
    ],
    ['the call limit', taken, risposta('getStatoAdesioneYG', '<Esito>X001</Esito><MessaggioErrore/>'), 'failed'],
    ['a fault', taken, '<S:Fault><faultcode>S:Client</faultcode><faultstring>no</faultstring></S:Fault>', 'failed'],
    ['nothing readable', taken, '<x/>', 'failed'],
  ])('%s', async (_name, sent, answer, outcome) => {
    const found = facing(answer);
    expect((await found.adapter.arrived?.(sent, signal))?.outcome).toBe(outcome);
    expect(found.sent).toHaveLength(1);
    expect(found.sent[0]).toMatch(/^http:\/\/node\/GetStatoAdesioneYG /);
    expect(found.sent[0]).toContain('&lt;RegioneAdesione&gt;13&lt;');
  });

  it('asks nothing of an adesione that names no region', async () => {
    const found = facing('<x/>');
    const anywhere = utente(GRETA, '2025-02-17', '13').replace('<Regione>13</Regione>', '');
    expect(await found.adapter.arrived?.(outbound('adesione', 'invio', anywhere), signal)).toBe(undefined);
    expect(found.sent).toEqual([]);
  });
});

describe('sendings', () => {
  test.each([
    ['OK', 'acknowledged'],
    ['KO', 'refused'],
    ['X001', 'failed'],
  ])('of a state: %s is %s', async (code, outcome) => {
    const { adapter, sent } = facing(
      risposta('setStatoAdesioneYG', `<Esito>${code}</Esito><MessaggioErrore>perche</MessaggioErrore>`),
    );
    const answer = await adapter.send(taken, signal);
    expect(answer).toMatchObject({ outcome });
    if (outcome === 'refused') expect(answer).toMatchObject({ esito: { codice: 'KO', messaggio: 'perche' } });
    expect(sent[0]).toMatch(/^http:\/\/node\/SetStatoAdesioneYG /);
  });

  test.each([
    ['A000', 'acknowledged'],
    ['T099', 'failed'],
    ['E123', 'refused'],
  ])('of an outcome: %s is %s', async (code, outcome) => {
    const answer = `<n:RispostaNotificaEsito xmlns:n="${ESITO_NAMESPACE}"><n:IdEsito>${code}</n:IdEsito></n:RispostaNotificaEsito>`;
    const { adapter, sent } = facing(answer);
    const given = await adapter.send(outbound('appuntamento', 'esito', esito('C1', '2', 'ER')), signal);
    expect(given).toMatchObject(
      outcome === 'failed' ? { outcome, ambiguous: false } : { outcome, esito: { codice: code } },
    );
    expect(sent[0]).toMatch(/^http:\/\/node\/NotificaEsitoAppuntamento /);
  });

  it('never sends the nation what the nation alone sends', async () => {
    const { adapter, sent } = facing('<x/>');
    const notice = outbound(
      'adesione',
      'notifica',
      stato(GRETA, '13', { data: '2025-02-17', stato: 'N', quando: '2025-03-01T00:00:00' }),
    );
    const booking = outbound('appuntamento', 'invio', '<Appuntamento/>');
    for (const one of [notice, booking]) expect(await adapter.send(one, signal)).toMatchObject({ outcome: 'refused' });
    expect(sent).toEqual([]);
  });
});

test.each([
  [undefined, 'UtenteYG'],
  ['UtenteYG', 'UtenteYG'],
  ['codiceFiscale', 'codiceFiscale'],
])('checkUtenteYG is asked in the configured field: %s', async (configured, field) => {
  const answer = risposta('checkUtenteYG', '<Esito>KO</Esito><MessaggioErrore>no</MessaggioErrore>');
  const { adapter, sent } = facing(answer, configured === undefined ? {} : { checkUtenteField: configured });
  const given = await adapter.exchange?.('ServiziUtentiYG', 'checkUtenteYG', Buffer.from(check(GRETA, '13')), signal);
  expect(given?.outcome).toBe('answered');
  expect(sent[0]).toMatch(new RegExp(`<\\w+:${field}>&lt;`));
});
