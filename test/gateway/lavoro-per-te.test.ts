/** Lavoro per Te through a real gateway: what portal and SIL say to each other, and what nation and INPS tell the region. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { agenda } from '../../src/contract/lavoro-per-te/index.js';
import { readRelated } from '../../src/contract/soap-attachments.js';
import { type SoapOperation, textAt } from '../../src/contract/soap-service.js';
import type { SilWorker } from '../../src/sandbox/lavoro-per-te/node.js';
import { makeNumericCode } from '../support/codice-fiscale.js';
import { fixturesOf } from '../support/fixtures.js';
import { eventually, settledMessage, showMessage } from '../support/gateway.js';
import { clientOf, datiDid, type EmilianGateway, say, startEmilia, textIn } from '../support/lavoro-per-te.js';
import { callAgenda, callYg, prenotazione, stato } from '../support/national-calls.js';
import { person, sapOf } from '../support/sap-document.js';
import { envelopeOf, invioSAP, postSoap, verificaSap } from '../support/soap-call.js';

const operationOf = (name: string): SoapOperation =>
  agenda.operations.find((one) => one.name === name) as SoapOperation;

const CPI = '083202100';
const WORKER: SilWorker = {
  ...person(40),
  sesso: 'F',
  comuneNascita: 'L219',
  stato: 'A21',
  dataDid: '2026-01-15',
};

let emilia: EmilianGateway;
beforeAll(async () => {
  emilia = await startEmilia({ seed: { silWorkers: [WORKER] }, today: () => '2026-11-20' });
});
afterAll(() => emilia.stop());
afterEach(() => emilia.region.setFault('none'));

const effects = (operation: string) => emilia.region.state.effects.filter((one) => one.operation === operation).length;
const national = () => emilia.raccordo.anpal.state.effects.length;
const stipula = async (document: string): Promise<string> =>
  say(await clientOf(`${emilia.doors}/StipulaDid`), 'putCreaDID', document);
const latest = async (record: string) => {
  const answer = await fetch(`${emilia.raccordo.url}/rest/v1/messages?record=${record}&limit=1`);
  const { items } = (await answer.json()) as { items: { id: string; status: string }[] };
  return items[0]?.id ?? '';
};

describe('the portal has the SIL write a DID', () => {
  it('hears the SIL’s own answer; the nation is told nothing, since the portal tells it by itself', async () => {
    const answer = await stipula(datiDid(1));
    expect(textIn(answer, 'codice')).toBe('00');
    expect(answer).toContain('schemaVersion="1"');
    expect(emilia.region.worker(person(1).codiceFiscale)?.dataDid).toBe('2026-03-02');
    const { deliveries } = await showMessage(emilia.raccordo.url, await latest('did'));
    expect(deliveries).toMatchObject([{ destination: 'lavoro-per-te', status: 'acknowledged' }]);
    expect(national()).toBe(0);
  });

  it('gets the print that the SIL sends beside its answer, also when it asks again', async () => {
    const document = datiDid(7).replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const body = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><d:putCreaDID xmlns:d="http://did.webservices.coop.sil.eng.it"><d:inputXML>${document}</d:inputXML></d:putCreaDID></S:Body></S:Envelope>`;
    const call = async () => {
      const headers = { 'content-type': 'text/xml' };
      const response = await fetch(`${emilia.doors}/StipulaDid`, { method: 'POST', headers, body });
      const type = response.headers.get('content-type') ?? '';
      return readRelated(type, Buffer.from(await response.arrayBuffer()));
    };
    for (const { message, attachments } of [await call(), await call()]) {
      expect(message.toString('utf8')).toContain('&lt;codice&gt;00');
      expect(attachments).toMatchObject([{ contentType: 'application/pdf', contentId: 'did.pdf' }]);
      expect(Buffer.from(attachments[0]?.content ?? '', 'base64').toString()).toBe('%PDF-1.4 did');
    }
  });

  it('gets the outcome of the first when it sends the same again, and the SIL’s refusal of another day', async () => {
    const before = effects('putCreaDID');
    expect(textIn(await stipula(datiDid(1)), 'codice')).toBe('00');
    expect(textIn(await stipula(datiDid(1, '2026-03-03')), 'codice')).toBe('15');
    expect(effects('putCreaDID')).toBe(before);
  });

  it('hears at once what is wrong, in the codes of the SIL, and the SIL is not asked', async () => {
    const calls = emilia.region.state.calls.putCreaDID;
    const wrong = person(2).codiceFiscale.slice(0, 15);
    const other = [...'ABC'].find((letter) => wrong + letter !== person(2).codiceFiscale);
    expect(textIn(await stipula(datiDid(2).replace(person(2).codiceFiscale, `${wrong}${other}`)), 'codice')).toBe('04');
    expect(textIn(await stipula(datiDid(2, '2999-01-01')), 'codice')).toBe('06');
    expect(textIn(await stipula(datiDid(2).replace('>37<', '>MO<')), 'codice')).toBe('99');
    expect(emilia.region.state.calls.putCreaDID).toBe(calls);
  });

  it.each(['silent', 'half'] as const)('writes it once when the answer is lost (%s)', async (fault) => {
    const n = fault === 'silent' ? 3 : 4;
    const before = effects('putCreaDID');
    emilia.region.setFault(fault, { times: 1 });
    expect(textIn(await stipula(datiDid(n)), 'codice')).toMatch(/^(99|00)$/);
    await settledMessage(emilia.raccordo.url, await latest('did'));
    expect(textIn(await stipula(datiDid(n)), 'codice')).toBe('00');
    expect(effects('putCreaDID')).toBe(before + 1);
  });

  it('is told that it is on its way while the SIL is away, and it arrives by itself', async () => {
    emilia.region.setFault('down');
    const answer = await stipula(datiDid(5));
    expect(textIn(answer, 'codice')).toBe('99');
    expect(textIn(answer, 'descrizione')).toContain('goes on by itself');
    emilia.region.setFault('none');
    await settledMessage(emilia.raccordo.url, await latest('did'));
    expect(emilia.region.worker(person(5).codiceFiscale)?.dataDid).toBe('2026-03-02');
  });
});

describe('the bus of the region', () => {
  const last = () => emilia.region.notices.at(-1);

  it('brings a notice about a SAP', async () => {
    const notice = envelopeOf('notificaSAP', { CodiceSAP: 'AB01234567C', MotivoNotifica: '02' });
    const reply = await postSoap(`${emilia.doors}/lavoro-per-te/servizicoapSAP`, notice);
    expect(reply.fields.Esito).toBe('OK');
    await settledMessage(emilia.raccordo.url, reply.message);
    expect(last()).toMatchObject({ root: 'NotificaSap', servizio: 'SERVIZISAP.NOTIFICASAP' });
    expect(textIn(last()?.document ?? '', 'IdentificativoSAP')).toBe('AB01234567C');
  });

  it('hears 999 when the SIL takes a notice not, which is final', async () => {
    const before = emilia.region.notices.length;
    const notice = envelopeOf('notificaSAP', { CodiceSAP: 'AB01234567C', MotivoNotifica: '01' });
    emilia.region.setFault('ko');
    const { message } = await postSoap(`${emilia.doors}/lavoro-per-te/servizicoapSAP`, notice);
    const { deliveries } = await settledMessage(emilia.raccordo.url, message);
    expect(deliveries).toMatchObject([{ status: 'refused', answer: { codice: '999' } }]);
    expect(emilia.region.notices).toHaveLength(before);
  });

  it('brings the DID that INPS announces, as INPS has written it', async () => {
    const fixture = fixturesOf('inps').find(
      ({ record, event, expect: wanted, direction }) =>
        record === 'did' && event === 'invio' && wanted === 'ok' && direction === 'both',
    );
    const response = await fetch(`${emilia.raccordo.url}/rest/v1/sides/inps/did`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: ofBologna(String(fixture?.source)),
    });
    const id = response.headers.get('location')?.split('/').pop() ?? '';
    const { deliveries } = await settledMessage(emilia.raccordo.url, id);
    expect(deliveries).toMatchObject([{ destination: 'lavoro-per-te', status: 'acknowledged' }]);
    expect(last()).toMatchObject({ root: 'ListaDID', servizio: 'SERVIZIDID.INVIODID' });
    expect(textIn(last()?.document ?? '', 'Protocollo')).toBe(textIn(String(fixture?.source), 'Protocollo'));
  });

  it('brings the nation’s notice of a receiver of the RdC', async () => {
    const { anpal } = emilia.raccordo;
    const reply = await anpal.sendToBus(`${emilia.doors}/SILERService`, ofBologna(String(RDC?.source)));
    expect(reply.codice).toBe('101');
    await eventually(
      async () => last()?.root,
      (root) => root === 'richiesta_RDC_InviaNotifica',
    );
    expect(last()?.servizio).toBe('SERVIZIRDC.INVIANOTIFICARDC');
  });
});

/** What is said of a person of the region: it goes to the region of the CPI that it names. */
const ofBologna = (document: string): string => document.replaceAll('L219C000381', 'A944C000300');

const RDC = fixturesOf('anpal').find(({ record, name }) => record === 'percettore' && name === 'notifica-full');

describe('the nation books at the agenda of the SIL', () => {
  const booking = (slot: string, codiceFiscale = '01234567897', cpi = CPI) => {
    const asked = prenotazione(codiceFiscale);
    return {
      ...asked,
      IdProvincia: '37',
      parametriAppuntamento: { ...asked.parametriAppuntamento, IdCPI: cpi, identificativoSlot: slot },
    };
  };

  it('hears day, hour and id from the region, and withdraws the appointment by them', async () => {
    const { agenda } = emilia.raccordo.anpal;
    const { coap, ...answer } = await agenda.book('08', booking('1000'));
    expect(answer).toMatchObject({
      tree: { Esito: { codice: '00' }, datiAppuntamento: { dataAppuntamento: '2030-01-07', oraAppuntamento: '09:00' } },
    });
    expect(emilia.region.agenda.all()).toMatchObject([{ coap, stato: '2' }]);
    const annulled = await agenda.annul('08', coap, { provincia: '37', cpi: CPI });
    expect(annulled).toMatchObject({ tree: { Esito: { codice: '00', codStato: '5' } } });
    expect(emilia.region.agenda.all()).toMatchObject([{ stato: '5' }]);
  });

  it('hears why the region does not book', async () => {
    const answer = await emilia.raccordo.anpal.agenda.book('08', booking('4711'));
    expect(answer).toMatchObject({ tree: { Esito: { codice: '16' } } });
  });

  it('books once when the region’s answer is lost', async () => {
    emilia.region.setFault('silent', { times: 1 });
    const { coap } = await emilia.raccordo.anpal.agenda.book('08', booking('1001'));
    await settledMessage(emilia.raccordo.url, await latest('appuntamento'));
    expect(emilia.region.agenda.all().filter((one) => one.coap === coap)).toHaveLength(1);
  });

  it('takes no other booking of the same person for the one whose answer was lost', async () => {
    const one = makeNumericCode('0123456780');
    const { agenda } = emilia.raccordo.anpal;
    expect(await agenda.book('08', booking('1010', one))).toMatchObject({ tree: { Esito: { codice: '00' } } });
    emilia.region.setFault('down', { times: 1 });
    await agenda.book('08', booking('1011', one));
    const { deliveries } = await settledMessage(emilia.raccordo.url, await latest('appuntamento'));
    expect(deliveries).toMatchObject([{ status: 'refused', answer: { codice: '23' } }]);
    expect(emilia.region.agenda.of(one)).toHaveLength(1);
  });

  it('takes no booking that the office has made for it, while its own slot is free', async () => {
    const one = makeNumericCode('0123456781');
    emilia.region.agenda.book(booking('1021', one));
    emilia.region.setFault('down', { times: 1 });
    await emilia.raccordo.anpal.agenda.book('08', booking('1020', one));
    const { deliveries } = await settledMessage(emilia.raccordo.url, await latest('appuntamento'));
    expect(deliveries).toMatchObject([{ status: 'refused', answer: { codice: '23' } }]);
  });

  it.each(['silent', 'half'] as const)('withdraws once by ids when the answer is lost (%s)', async (fault) => {
    const one = makeNumericCode(fault === 'silent' ? '0123456782' : '0123456783');
    const { agenda } = emilia.raccordo.anpal;
    const { coap } = await agenda.book('08', booking('2000', one, '082901600'));
    emilia.region.setFault(fault, { times: 1 });
    await agenda.annul('08', coap, { provincia: '37', cpi: '082901600' });
    const { deliveries } = await settledMessage(emilia.raccordo.url, await latest('appuntamento'));
    expect(deliveries).toMatchObject([{ status: 'acknowledged', answer: { codice: '00' } }]);
    const again = await agenda.annul('08', coap, { provincia: '37', cpi: '082901600' });
    expect(again).toMatchObject({ tree: { Esito: { codice: '00', codStato: '5' } } });
    expect(emilia.region.agenda.of(one)).toMatchObject([{ stato: '5' }]);
  });

  it('hears 06 where the appointment was annulled before it asked', async () => {
    const one = makeNumericCode('0123456784');
    const { agenda } = emilia.raccordo.anpal;
    const { coap, ...answer } = await agenda.book('08', booking('2001', one, '082901600'));
    const ids = { IdAppuntamentoAR: textAt('tree' in answer ? answer.tree : {}, 'datiAppuntamento.IdAppuntamento') };
    emilia.region.agenda.annul({ ...ids, IdAppuntamentoCoap: coap }, '2026-11-20');
    const annulled = await agenda.annul('08', coap, { provincia: '37', cpi: '082901600' });
    expect(annulled).toMatchObject({ tree: { Esito: { codice: '06', codStato: '5' } } });
  });

  it('asks for free slots, which the region answers', async () => {
    const client = await clientOf(`${emilia.doors}/AppuntamentoService`);
    const question = `<DispAppuntamento><UtenteServizio>L</UtenteServizio><IdProvincia>37</IdProvincia><parametriAppuntamento><IdCPI>${CPI}</IdCPI><codiceRichiesta>PL_APPGG</codiceRichiesta><datiRicerca><mattina_pomeriggio>P</mattina_pomeriggio></datiRicerca></parametriAppuntamento></DispAppuntamento>`;
    const answer = await say(client, 'getDispAppuntamento', question, 'inputXml');
    expect([...answer.matchAll(/<oraAppuntamento>([^<]*)</g)].map(([, hour]) => hour)).toEqual([
      '14:30',
      '14:30',
      '14:30',
    ]);
  });
});

describe('the nation books while the SIL does not answer', () => {
  let away: EmilianGateway;
  beforeAll(async () => {
    const env = { RACCORDO_SOAP_WAIT_SECONDS: '1.5', RACCORDO_DELIVERY_ATTEMPTS: '1' };
    away = await startEmilia({ today: () => '2026-11-20' }, env);
  });
  afterAll(() => away.stop());
  afterEach(() => away.region.setFault('none'));

  const bookingOf = (coap: string, slot: string, codiceFiscale: string): string => {
    const asked = prenotazione(codiceFiscale);
    const tree = {
      ...asked,
      IdProvincia: '37',
      parametriAppuntamento: { ...asked.parametriAppuntamento, IdCPI: CPI, identificativoSlot: slot },
      IdCoap: coap,
      returnIdApp: 'true',
    };
    return operationOf('fissaAppuntamento').request.document.write(tree).toString('utf8');
  };
  const annulmentOf = (coap: string): string =>
    `<AnnullaApp><IdProvincia>37</IdProvincia><IdCPI>${CPI}</IdCPI><IdAppuntamentoAR>AR1</IdAppuntamentoAR><IdAppuntamentoCoap>${coap}</IdAppuntamentoCoap></AnnullaApp>`;
  const call = async (operation: string, document: string) => {
    const began = performance.now();
    const reply = await callAgenda(away.doors, operation, document);
    const answer = reply.field(`${operation}Return`) ?? '';
    const seconds = (performance.now() - began) / 1000;
    return { id: reply.message, codice: textIn(answer, 'codice'), words: textIn(answer, 'descrizione'), seconds };
  };

  it('hears 99 after the wait, once, and the SIL’s own answer when it asks again', async () => {
    const document = bookingOf('COAP70000000001', '1000', makeNumericCode('0123456785'));
    away.region.setFault('slow', { times: 1, seconds: 3 });
    const first = await call('fissaAppuntamento', document);
    expect(first).toMatchObject({ codice: '99' });
    expect(first.words).toBe(`accepted as message ${first.id}; delivery to lavoro-per-te goes on by itself`);
    expect(first.seconds).toBeGreaterThan(1.4);
    expect(first.seconds).toBeLessThan(2.6);
    await settledMessage(away.raccordo.url, first.id);
    expect(await call('fissaAppuntamento', document)).toMatchObject({ id: first.id, codice: '00' });
  });

  it('waits through a failed attempt, and hears why the SIL does not book', async () => {
    away.region.setFault('down', { times: 1 });
    const document = bookingOf('COAP70000000003', '4711', makeNumericCode('0123456787'));
    expect(await call('fissaAppuntamento', document)).toMatchObject({ codice: '16' });
  });

  it('hears of no parked booking as done, nor of an annulment behind it', async () => {
    const document = bookingOf('COAP70000000002', '1001', makeNumericCode('0123456786'));
    away.region.setFault('garbage', { times: 1 });
    const parked = await call('fissaAppuntamento', document);
    expect(parked).toMatchObject({ codice: '99' });
    expect(parked.words).toContain('delivery to lavoro-per-te is parked until it is sent again by hand');
    expect(await call('fissaAppuntamento', document)).toMatchObject({ id: parked.id, codice: '99' });
    const annulment = await call('annullaAppuntamento', annulmentOf('COAP70000000002'));
    expect(annulment).toMatchObject({ codice: '99' });
    expect(annulment.words).toContain('goes first, and is parked');
    await fetch(`${away.raccordo.url}/rest/v1/messages/${parked.id}/replay`, { method: 'POST' });
    await settledMessage(away.raccordo.url, parked.id);
    expect(await call('fissaAppuntamento', document)).toMatchObject({ id: parked.id, codice: '00' });
    await settledMessage(away.raccordo.url, annulment.id);
    expect(await call('annullaAppuntamento', annulmentOf('COAP70000000002'))).toMatchObject({ codice: '04' });
  });
});

it('tells the portal of a state that the nation has changed', async () => {
  const notice = stato(person(6).codiceFiscale, '06', {
    data: '2026-02-02',
    stato: 'N',
    quando: '2026-03-01T09:00:00',
  });
  const reply = await callYg(emilia.doors, 'NotificaCambioStatoAdesioneYG', 'notificaCambioStatoAdesioneYG', notice);
  expect(reply.field('Esito')).toBe('OK');
  await settledMessage(emilia.raccordo.url, reply.message);
  expect(effects('notificaCambioStatoAdesioneYG')).toBe(1);
});

describe('the SIL sends a SAP to the nation', () => {
  const language =
    '<allegato><linguestraniere_lst><linguastraniera><codlingua>038</codlingua><codlivelloletto>1</codlivelloletto><codlivelloscritto>2</codlivelloscritto><codlivelloparlato>4</codlivelloparlato></linguastraniera></linguestraniere_lst></allegato>';
  it('and the nation holds the grades of its languages in their places', async () => {
    const reply = await invioSAP(`${emilia.doors}/lavoro-per-te/servizicoapSAP`, sapOf(50, { sections: language }));
    expect(reply.fields).toMatchObject({ Esito: 'OK', MessaggioErrore: '' });
    const held = JSON.stringify(emilia.raccordo.anpal.state.documents[person(50).codiceFiscale]);
    expect(held).toMatch(/codlivelloscritto[^0-9]+4/);
    expect(held).toMatch(/codlivelloparlato[^0-9]+2/);
    const asked = envelopeOf('verificaEsistenzaSAP', {
      CodiceFiscale: `<![CDATA[${verificaSap(person(50).codiceFiscale)}]]>`,
    });
    const found = await postSoap(`${emilia.doors}/lavoro-per-te/servizicoapSAP`, asked);
    expect(found.fields.CodiceSAP).toBe(reply.fields.CodiceSAP);
  });
});
