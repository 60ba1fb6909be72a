/** ConferimentoDID at our address: a region's system that calls it notices no difference. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClientAsync } from 'soap';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  callDid,
  type DidInput,
  daysFrom,
  didDocument,
  didNamespace,
  eventOf,
  HOLDER,
  TWINS,
  todayInItaly,
  variabiliOf,
} from '../support/did.js';
import { eventually, settledMessage, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { person, sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

const DAY = todayInItaly();
let raccordo: TestGateway;
let url: string;
let trouble: string | undefined;
beforeAll(async () => {
  raccordo = await startTestGateway({
    // Long enough for a caller to be told of the first try before the next.
    env: { RACCORDO_DELIVERY_FIRST_DELAY_SECONDS: '0.3' },
    anpal: { today: () => DAY, did: { trouble: () => trouble } },
  });
  url = `${raccordo.url}/soap/v1/ConferimentoDID`;
});
afterAll(() => raccordo.stop());

let last = 0;
/** A person whose SAP the node holds. */
async function someone(): Promise<number> {
  last += 1;
  await invioSAP(raccordo.anpal.url, sapOf(last));
  return last;
}
const effectsOn = (n: number) =>
  raccordo.anpal.state.effects.filter(
    ({ subject, operation }) => subject === person(n).codiceFiscale && operation === 'gestisciDID',
  );
const direct = (input: DidInput) => callDid(`${raccordo.anpal.servicesUrl}/ConferimentoDID`, input);

interface Found {
  readonly message: string;
  readonly side: string;
  readonly event: string;
  readonly document: Record<string, unknown>;
}
async function search(n: number): Promise<readonly Found[]> {
  const response = await fetch(`${raccordo.url}/rest/v1/records/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ codiceFiscale: person(n).codiceFiscale, record: 'did' }),
  });
  return ((await response.json()) as { items: Found[] }).items;
}

describe('an event', () => {
  it.each(TWINS)('gets the node’s own answer, in the namespace it was sent in (%s)', async (twin) => {
    const n = await someone();
    const own = eventOf(n, 'I', DAY, {
      twin,
      dataEvento: `${DAY}T11:42:07.123+01:00`,
      dataDid: `${DAY}T11:42:07.123+01:00`,
    });
    const reply = await callDid(url, own);
    expect(reply).toMatchObject({ status: 200, esito: 'E100' });
    expect(reply.text).toContain(`"${didNamespace(twin)}"`);
    expect(reply.text).not.toContain(didNamespace(twin === 'anpal' ? 'mlps' : 'anpal'));
    expect(reply.profiling).toMatchObject({
      ...echoedBy(n),
      RegioneDiResidenza: '13',
      Probabilita: expect.stringMatching(/^0\.\d{9}$/),
    });
    expect(reply.echo).toMatchObject({
      CodiceFiscale: person(n).codiceFiscale,
      TipoEvento: 'I',
      CodiceEntePromotore: HOLDER,
    });
    const message = await settledMessage(raccordo.url, reply.message);
    expect(message.deliveries).toMatchObject([{ destination: 'anpal', status: 'acknowledged', attempts: 1 }]);
    expect(effectsOn(n)).toHaveLength(1);
  });
  /** Variables that have one name in the request and in the answer. */
  const echoedBy = (n: number) => {
    const { Eta, Genere, Cittadinanza, TitoloDiStudio, NumeroComponentiFamiglia } = variabiliOf(n, DAY);
    return { Eta, Genere, Cittadinanza, TitoloDiStudio, NumeroComponentiFamiglia };
  };

  it.each([
    ['quoted', `"${didNamespace('anpal')}/gestisciDID"`],
    ['bare', `${didNamespace('anpal')}/gestisciDID`],
    ['empty', '""'],
    ['of the other twin', `"${didNamespace('mlps')}/gestisciDID"`],
  ])('is taken with the soapAction %s', async (_how, soapaction) => {
    const n = await someone();
    expect((await callDid(url, eventOf(n, 'I', DAY), { soapaction })).esito).toBe('E100');
    expect(effectsOn(n)).toHaveLength(1);
  });

  it('gets the refusal of the node, with the echo', async () => {
    const n = await someone();
    const reply = await callDid(url, eventOf(n, 'C', DAY));
    expect(reply).toMatchObject({ status: 200, esito: 'E007', profiling: undefined, echo: { TipoEvento: 'C' } });
    const message = await settledMessage(raccordo.url, reply.message);
    expect(message.deliveries).toMatchObject([{ status: 'refused', answer: { codice: 'E007' } }]);
  });

  it('leaves two records that can be found: the event, and what the node made of it', async () => {
    const n = await someone();
    const { message, profiling } = await callDid(url, eventOf(n, 'I', DAY));
    const found = await search(n);
    expect(found.map(({ side, event }) => [side, event])).toEqual([
      ['anpal', 'esito'],
      ['silp', 'invio'],
    ]);
    expect(found[1]).toMatchObject({ message, document: { evento: 'I', dataDid: DAY, entePromotore: HOLDER } });
    expect(found[0]?.document).toMatchObject({
      esito: 'E100',
      dataDid: DAY,
      profiling: {
        identificativo: profiling?.IDSProfiling,
        indice: profiling?.Probabilita,
        regioneResidenza: '13',
        variabili: { haMaiLavorato: true, mesiDisoccupazioneCalcolati: 2 },
      },
    });
  });

  it('warns in its findings of what the node will refuse, and asks the node all the same', async () => {
    const n = await someone();
    await callDid(url, eventOf(n, 'I', DAY));
    const again = await callDid(
      url,
      eventOf(n, 'I', DAY, { dataDid: daysFrom(DAY, -1), dataEvento: daysFrom(DAY, -1) }),
    );
    expect(again.esito).toBe('E003');
    expect((await showMessage(raccordo.url, again.message)).findings).toContainEqual(
      expect.objectContaining({ path: 'InformazioniDID/TipoEvento', canonicalPath: 'evento', rule: 'did.life-cycle' }),
    );
  });
});

const otherCheckLetter = (xml: string): string =>
  xml.replace(
    /(<CodiceFiscale>[A-Z0-9]{15})(.)/,
    (_whole, head: string, last: string) => head + (last === 'A' ? 'B' : 'A'),
  );

describe('a document that breaks the contract or a rule', () => {
  const cpi = (code: string) => (xml: string) =>
    xml.replace(/<CodiceEntePromotore>[^<]*</, `<CodiceEntePromotore>${code}<`);
  it.each<[string, (document: string) => string, string, object]>([
    [
      'an event that does not exist',
      (xml) => xml.replace('<TipoEvento>I<', '<TipoEvento>X<'),
      'E001',
      { TipoEvento: 'X' },
    ],
    ['an element too many', (xml) => xml.replace('</GestisciDID_Input>', '<Altro/></GestisciDID_Input>'), 'E001', {}],
    ['an age under fifteen', (xml) => xml.replace(/<Eta>\d+</, '<Eta>14<'), 'E102', {}],
    ['a codice fiscale with another check letter', otherCheckLetter, 'E101', {}],
    [
      'a codice fiscale of another form',
      (xml) => xml.replace(/<CodiceFiscale>[^<]*</, '<CodiceFiscale>abc<'),
      'E101',
      {},
    ],
    ['a CPI of another form', cpi('XX'), 'E026', { CodiceEntePromotore: 'XX' }],
    ['no CPI', cpi(''), 'E026', {}],
    [
      'a day that does not exist',
      (xml) => xml.replace(/<DataEvento>[^<]*</, '<DataEvento>2026-02-30T00:00:00<'),
      'E001',
      {},
    ],
  ])('%s has the code of the national list with the echo, and is kept', async (_what, spoil, code, echo) => {
    const n = await someone();
    const reply = await callDid(url, spoil(didDocument(eventOf(n, 'I', DAY))));
    expect(reply).toMatchObject({ status: 200, esito: code, profiling: undefined, echo });
    const message = await showMessage(raccordo.url, reply.message);
    expect(message.status).toBe('quarantined');
    expect(message.findings.some(({ severity }) => severity === 'error')).toBe(true);
    expect(effectsOn(n)).toEqual([]);
  });

  it('an event before its declaration is E019, one in the future E023; neither is sent', async () => {
    const n = await someone();
    for (const [days, code] of [
      [-1, 'E019'],
      [1, 'E023'],
    ] as const) {
      const reply = await callDid(url, eventOf(n, 'I', DAY, { dataEvento: daysFrom(DAY, days) }));
      expect(reply.esito).toBe(code);
      expect((await showMessage(raccordo.url, reply.message)).status).toBe('quarantined');
    }
    expect(effectsOn(n)).toEqual([]);
  });

  it('without any event there is nothing to echo: a fault', async () => {
    const reply = await callDid(
      url,
      '<GestisciDID_Input xmlns="http://anpal.gov.it/DataModels/InformationDelivery/ConferimentoDID/1.0"/>',
    );
    expect(reply).toMatchObject({ status: 500, esito: '' });
    expect(reply.fault).not.toBe('');
  });

  it('in a namespace of neither twin is a fault that names both', async () => {
    const document = didDocument(eventOf(await someone(), 'I', DAY)).replace('anpal.gov.it', 'lavoro.gov.it');
    const reply = await callDid(url, document);
    expect(reply.status).toBe(500);
    for (const twin of TWINS) expect(reply.fault).toContain(didNamespace(twin));
  });
});

describe('while the node does not answer', () => {
  it('the caller is told E021 with the echo, and delivery goes on by itself', async () => {
    const n = await someone();
    raccordo.anpal.setFault('down');
    const reply = await callDid(url, eventOf(n, 'I', DAY));
    expect(reply).toMatchObject({ status: 200, esito: 'E021', profiling: undefined, echo: { TipoEvento: 'I' } });
    raccordo.anpal.setFault('none');
    const message = await settledMessage(raccordo.url, reply.message);
    expect(message.deliveries).toMatchObject([{ status: 'acknowledged', answer: { codice: 'E100' } }]);
    expect(effectsOn(n)).toHaveLength(1);
  });

  it('E021 of the node itself is passed on as such, and the event waits', async () => {
    const n = await someone();
    trouble = 'E021';
    const reply = await callDid(url, eventOf(n, 'I', DAY));
    trouble = undefined;
    expect(reply.esito).toBe('E021');
    const { deliveries } = await showMessage(raccordo.url, reply.message);
    expect(deliveries).toMatchObject([{ status: 'pending', answer: { reason: 'call-limit' } }]);
  });

  it('an outcome that was lost is told as E100 without the profiling', async () => {
    const n = await someone();
    raccordo.anpal.setFault('silent', { times: 1 });
    const input = eventOf(n, 'I', DAY);
    const reply = await callDid(url, input);
    expect(reply.esito).toBe('E021');
    await settledMessage(raccordo.url, reply.message);
    expect(await callDid(url, input)).toMatchObject({ esito: 'E100', profiling: undefined, message: reply.message });
    expect(effectsOn(n)).toHaveLength(1);
  });
});

/** What INPS announces of a person: an application that holds a DID of that day. */
const announcementOf = (n: number, day: string): string =>
  readFileSync('contracts/inps/fixtures/did/domanda-intera/source.xml', 'utf8')
    .replace(/(?<=<CodiceFiscale>)[^<]*/, person(n).codiceFiscale)
    .replace(/(?<=<DataDichiarazione>)[^<]*/, day);

describe('the same event again', () => {
  const at = (time: string, day = DAY) => `${day}T${time}`;
  it('gets the answer of the first and causes nothing, also with another time of day and from the other twin', async () => {
    const n = await someone();
    const first = await callDid(url, eventOf(n, 'I', DAY));
    for (const input of [
      eventOf(n, 'I', DAY),
      eventOf(n, 'I', DAY, { dataEvento: at('09:30:01.5'), dataDid: at('09:30:01.5') }),
      eventOf(n, 'I', DAY, { dataEvento: at('10:00:00'), twin: 'mlps' }),
    ]) {
      const again = await callDid(url, input);
      expect(again).toMatchObject({ esito: 'E100', profiling: first.profiling, message: first.message });
    }
    expect(effectsOn(n)).toHaveLength(1);
    expect(raccordo.anpal.state.effects.filter(({ subject }) => subject === person(n).codiceFiscale)).toHaveLength(2);
  });

  it('hears E021 while the first is undelivered, and its outcome afterwards: never E003', async () => {
    const n = await someone();
    raccordo.anpal.setFault('down');
    const first = await callDid(url, eventOf(n, 'I', DAY, { dataEvento: at('08:00:00') }));
    const second = await callDid(url, eventOf(n, 'I', DAY, { dataEvento: at('08:05:00') }));
    expect([first.esito, second.esito, second.message]).toEqual(['E021', 'E021', first.message]);
    raccordo.anpal.setFault('none');
    await settledMessage(raccordo.url, first.message);
    const third = await callDid(url, eventOf(n, 'I', DAY, { dataEvento: at('08:10:00') }));
    expect(third).toMatchObject({ esito: 'E100', message: first.message });
    expect(effectsOn(n)).toHaveLength(1);
  });

  it('is the same after others have told of the DID: the node when asked, INPS when it announces', async () => {
    const n = await someone();
    const first = await callDid(url, eventOf(n, 'I', DAY));
    const again = () => callDid(url, eventOf(n, 'I', DAY, { dataEvento: at('11:00:00') }));
    const pulled = await fetch(`${raccordo.url}/rest/v1/sides/anpal/did/pull`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ codiceFiscale: person(n).codiceFiscale }),
    });
    expect(pulled.ok).toBe(true);
    expect(await again()).toMatchObject({ esito: 'E100', message: first.message });
    const announced = await fetch(`${raccordo.url}/rest/v1/sides/inps/did`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: announcementOf(n, DAY),
    });
    expect(announced.status).toBe(202);
    expect(await again()).toMatchObject({ esito: 'E100', message: first.message });
    expect(effectsOn(n)).toHaveLength(1);
  });

  it('is the same after another event that was refused', async () => {
    const n = await someone();
    const first = await callDid(url, eventOf(n, 'I', DAY));
    const other = { variabili: { ...variabiliOf(n, DAY), NumeroComponentiFamiglia: '9' } };
    expect((await callDid(url, eventOf(n, 'I', DAY, other))).esito).toBe('E003');
    expect(await callDid(url, eventOf(n, 'I', DAY))).toMatchObject({ esito: 'E100', message: first.message });
  });

  it('is a new one when anything it says differs, or when it was refused', async () => {
    const n = await someone();
    const first = await callDid(url, eventOf(n, 'I', DAY));
    const other = await callDid(
      url,
      eventOf(n, 'I', DAY, { variabili: { ...variabiliOf(n, DAY), NumeroComponentiFamiglia: '9' } }),
    );
    expect(other.esito).toBe('E003');
    expect(other.message).not.toBe(first.message);
    const stranger = 5000;
    const refused = await callDid(url, eventOf(stranger, 'I', DAY));
    expect(refused.esito).toBe('E002');
    await invioSAP(raccordo.anpal.url, sapOf(stranger));
    expect((await callDid(url, eventOf(stranger, 'I', DAY))).esito).toBe('E100');
  });

  it('is a new one after another event: insert, annul, insert again', async () => {
    const n = await someone();
    const messages = new Set<string>();
    for (const evento of ['I', 'A', 'I', 'A']) {
      const reply = await callDid(url, eventOf(n, evento, DAY));
      expect(reply.esito).toBe('E100');
      messages.add(reply.message);
    }
    expect(messages.size).toBe(4);
    expect(effectsOn(n)).toHaveLength(4);
  });
});

describe('the description', () => {
  it('is all that a SOAP client needs', async () => {
    const client = await createClientAsync(`${url}?wsdl`);
    const n = await someone();
    const facts = {
      CodiceFiscale: person(n).codiceFiscale,
      TipoEvento: 'I',
      DataEvento: `${DAY}T00:00:00`,
      DataDID: `${DAY}T00:00:00`,
      CodiceEntePromotore: HOLDER,
    };
    const nil = { attributes: { 'xsi:nil': 'true' } };
    const method = client.gestisciDIDAsync as (body: object) => Promise<[Record<string, Record<string, unknown>>]>;
    const [answer] = await method({
      VariabiliDiProfiling: {
        ...variabiliOf(n, DAY),
        CondizioneOccupazionaleAnnoPrecedenteCalcolata: nil,
        DurataDisoccupazioneCalcolata: nil,
      },
      InformazioniDID: facts,
      GUIDOperatore: '13',
      CodiceFiscaleOperatore: nil,
      Applicazione: 'NCN',
    });
    expect(answer).toMatchObject({
      Esito: 'E100',
      InformazioniDID: { TipoEvento: 'I' },
      Profiling: { RegioneDiResidenza: '13' },
    });
    expect(client.wsdl.toXML()).toContain(url);
    expect(effectsOn(n)).toHaveLength(1);
  });
});

describe('an event that did not come by SOAP', () => {
  it('has its esito told to the address in X-ReplyTo, with the answer of the node', async () => {
    const got: Record<string, unknown>[] = [];
    const server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        got.push(JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>);
        response.writeHead(204).end();
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const n = await someone();
    const { id } = await raccordo.gateway.intake.receive({
      source: 'silp',
      format: 'anpal',
      record: 'did',
      event: 'invio',
      channel: 'rest',
      contentType: 'application/xml',
      body: Buffer.from(didDocument(eventOf(n, 'I', DAY))),
      replyTo: `http://127.0.0.1:${(server.address() as AddressInfo).port}/esiti`,
    });
    await eventually(
      async () => got.length,
      (count) => count === 1,
    );
    server.close();
    expect(got[0]).toMatchObject({
      message: id,
      record: 'did',
      side: 'anpal',
      status: 'acknowledged',
      esito: { codice: 'E100', document: expect.stringContaining('<Probabilita>0.') },
    });
    expect((await direct(eventOf(n, 'I', DAY))).esito).toBe('E003');
  });
});
