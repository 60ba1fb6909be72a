/** Appointments through a real gateway: the nation books at a region, and the region tells what became of it. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Adapter } from '../../src/adapters/adapter.js';
import { appuntamentoService } from '../../src/contract/anpal/appuntamento.js';
import type { Side } from '../../src/sides.js';
import { eventually, showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { callAgenda, ESITO_NAMESPACE, esito, notifyOutcome, prenotazione } from '../support/national-calls.js';
import { routesEnv } from '../support/routes.js';

const ANNULMENT =
  '<AnnullaApp><IdProvincia>13</IdProvincia><IdCPI>081300100</IdCPI><IdAppuntamentoAR>44</IdAppuntamentoAR><IdAppuntamentoCoap>COAP00000000044</IdAppuntamentoCoap></AnnullaApp>';
const AZIENDA = '01234567897';
const ROUTES = [
  { record: 'appuntamento', event: 'invio', source: 'anpal', destinations: [] },
  { record: 'appuntamento', event: 'annullamento', source: 'anpal', destinations: [] },
  { record: 'appuntamento', event: 'esito', source: 'silp', destinations: ['anpal'] },
];

let raccordo: TestGateway;
let doors: string;
beforeAll(async () => {
  raccordo = await startTestGateway({ env: routesEnv(ROUTES) });
  doors = `${raccordo.url}/soap/v1`;
});
afterAll(() => raccordo.stop());

let appointments = 0;
/** An appointment that the nation holds; its id there. */
async function booked(): Promise<string> {
  appointments += 1;
  const coap = `COAP9${String(appointments).padStart(10, '0')}`;
  raccordo.anpal.agenda.hold({ coap });
  return coap;
}
const heldBy = (coap: string) => raccordo.anpal.agenda.all().find((one) => one.coap === coap);
const applied = () => raccordo.anpal.state.effects.filter(({ operation }) => operation === 'notifica').length;
const outcome = async (document: string) => {
  const reply = await notifyOutcome(doors, document);
  return { id: reply.message, esito: reply.field('IdEsito'), why: reply.field('DescrizioneEsitoNegativo'), reply };
};
const acknowledged = (id: string) =>
  eventually(
    () => showMessage(raccordo.url, id),
    ({ deliveries }) => deliveries.every(({ status }) => status === 'acknowledged'),
  );

describe('the nation books at a region', () => {
  it('hears 03 while no agenda takes it, for a booking and for an annulment, and nothing is told as forwarded', async () => {
    const answer = await raccordo.anpal.agenda.book('13', prenotazione(AZIENDA));
    expect(answer).toMatchObject({ tree: { Esito: { codice: '03' } } });
    expect(heldBy(answer.coap)).toBe(undefined);
    const annulled = await raccordo.anpal.agenda.annul('13', answer.coap, { provincia: '13', cpi: '081300100' });
    expect(annulled).toMatchObject({ tree: { Esito: { codice: '03' } } });
    const answered = await fetch(`${raccordo.url}/rest/v1/messages?record=appuntamento&limit=2`);
    const { items } = (await answered.json()) as { items: { event: string; status: string }[] };
    expect(items).toMatchObject([
      { event: 'annullamento', status: 'accepted' },
      { event: 'invio', status: 'accepted' },
    ]);
  });

  it('may ask again in the same words: what nobody took is no message that they repeat', async () => {
    const first = await callAgenda(doors, 'annullaAppuntamento', ANNULMENT);
    const second = await callAgenda(doors, 'annullaAppuntamento', ANNULMENT);
    expect(codeIn(second.field('annullaAppuntamentoReturn'))).toBe('03');
    expect(second.message).not.toBe(first.message);
  });

  it('hears 02 for a document that breaks the contract, 20 for a codice fiscale that is wrong', async () => {
    const broken = await callAgenda(
      doors,
      'annullaAppuntamento',
      '<AnnullaApp><IdProvincia>13</IdProvincia></AnnullaApp>',
    );
    expect(codeIn(broken.field('annullaAppuntamentoReturn'))).toBe('02');
    const wrong =
      `<AnnullaApp><codiceFiscale>01234567890</codiceFiscale><UtenteServizio>A</UtenteServizio><datiAppuntamento><codiceRichiesta>PL_APPGG</codiceRichiesta>` +
      '<dataAppuntamento>2026-12-01</dataAppuntamento><oraAppuntamento>09:00</oraAppuntamento><IdCPI>081300100</IdCPI><IdProvincia>13</IdProvincia></datiAppuntamento></AnnullaApp>';
    expect(codeIn((await callAgenda(doors, 'annullaAppuntamento', wrong)).field('annullaAppuntamentoReturn'))).toBe(
      '20',
    );
    const right = wrong.replace('01234567890', AZIENDA);
    expect(codeIn((await callAgenda(doors, 'annullaAppuntamento', right)).field('annullaAppuntamentoReturn'))).toBe(
      '03',
    );
  });

  it.each([
    [
      'getDispAppuntamento',
      'getDispAppuntamentoReturn',
      '<DispAppuntamento><UtenteServizio>L</UtenteServizio><IdProvincia>13</IdProvincia><parametriAppuntamento><IdCPI>081300100</IdCPI><codiceRichiesta>PL_APPGG</codiceRichiesta><datiRicerca><ambiente>3</ambiente></datiRicerca><numMaxSlot>5</numMaxSlot></parametriAppuntamento></DispAppuntamento>',
      'Risposta',
    ],
    [
      'verificaAppuntamento',
      'verificaAppuntamentoReturn',
      `<VerificaApp><codiceFiscale>${AZIENDA}</codiceFiscale><UtenteServizio>A</UtenteServizio><datiAppuntamento><codiceRichiesta>PL_APPGG</codiceRichiesta><dataAppuntamento>2026-12-01</dataAppuntamento><oraAppuntamento>09:00</oraAppuntamento><IdCPI>081300100</IdCPI><IdProvincia>13</IdProvincia></datiAppuntamento></VerificaApp>`,
      'RispostaVerificaApp',
    ],
    [
      'getPrenotazioni',
      'getPrenotazioni',
      `<getPrenotazioni><UtenteServizio>L</UtenteServizio><IdProvincia>13</IdProvincia><codiceFiscale>${AZIENDA}</codiceFiscale></getPrenotazioni>`,
      'RispostaGetPrenotazioni',
    ],
  ])('%s: 03 while no region here answers, 02 for a wrong question', async (operation, returns, question, root) => {
    const answer = (await callAgenda(doors, operation, question)).field(returns) ?? '';
    expect(codeIn(answer)).toBe('03');
    expect(answer).toContain(`<${root}>`);
    const wrong = await callAgenda(doors, operation, question.replace('<IdProvincia>13</IdProvincia>', ''));
    expect(codeIn(wrong.field(returns))).toBe('02');
  });

  it('gets the answer of a region’s system that offers the agenda, and 99 while that one is away', async () => {
    const sides = raccordo.gateway.context.sides as Map<string, Side>;
    const silp = sides.get('silp') as Side;
    const answer =
      '<RispostaGetPrenotazioni><Esito><codice>18</codice><descrizione>Nessuno slot</descrizione></Esito></RispostaGetPrenotazioni>';
    let there = true;
    const adapter: Adapter = {
      ...(silp.adapter as Adapter),
      services: [appuntamentoService],
      exchange: async () =>
        there
          ? { outcome: 'answered', document: Buffer.from(answer), tree: {} }
          : { outcome: 'failed', reason: 'unreachable', detail: 'gone', ambiguous: false },
    };
    sides.set('silp', { ...silp, adapter });
    const question = `<getPrenotazioni><UtenteServizio>L</UtenteServizio><IdProvincia>13</IdProvincia><codiceFiscale>${AZIENDA}</codiceFiscale></getPrenotazioni>`;
    const ask = async () => codeIn((await callAgenda(doors, 'getPrenotazioni', question)).field('getPrenotazioni'));
    try {
      expect(await ask()).toBe('18');
      there = false;
      expect(await ask()).toBe('99');
    } finally {
      sides.set('silp', silp);
    }
  });

  it('offers the description of both services, whatever name the second one bears inside', async () => {
    const agenda = await (await fetch(`${doors}/AppuntamentoService?wsdl`)).text();
    const notifica = await (await fetch(`${doors}/NotificaEsitoAppuntamento?wsdl`)).text();
    expect(agenda).toContain(`location="${doors}/AppuntamentoService"`);
    expect(notifica).toContain('definitions name="InformationDelivery_ConferimentoDID"');
    expect(notifica).toContain(`targetNamespace="${ESITO_NAMESPACE}"`);
    expect(notifica).toContain('name="RichiestaNotificaEsito"');
  });
});

describe('the nation books at a region whose system is connected', () => {
  it('hears 00 when that has taken it, and 03 when it has not', async () => {
    const event = ['invio', 'annullamento'];
    const routes = [{ record: 'appuntamento', event, source: 'anpal', destinations: ['lavoro-per-te'] }];
    const connected = await startTestGateway({
      env: { ...routesEnv(routes), RACCORDO_SIDES_LAVORO_PER_TE_URL: 'http://127.0.0.1:9' },
    });
    const adapter = connected.gateway.context.sides.get('lavoro-per-te')?.adapter as Adapter;
    const answered = (outcome: 'acknowledged' | 'refused', codice: string) =>
      vi.spyOn(adapter, 'send').mockResolvedValue({ outcome, esito: { codice } });
    const asked = prenotazione(AZIENDA);
    const parametriAppuntamento = { ...asked.parametriAppuntamento, IdCPI: '083202100', identificativoSlot: '1000' };
    const booking = { ...asked, IdProvincia: '37', parametriAppuntamento };
    try {
      answered('refused', '99');
      const refused = await connected.anpal.agenda.book('08', booking);
      expect(refused).toMatchObject({ tree: { Esito: { codice: '03' } } });
      answered('acknowledged', '00');
      const { coap, ...answer } = await connected.anpal.agenda.book('08', booking);
      expect(answer).toMatchObject({ tree: { Esito: { codice: '00' } } });
      expect('tree' in answer && answer.tree.datiAppuntamento).toBe(undefined);
      expect(connected.anpal.agenda.all()).toEqual([{ coap, stato: 'fissato' }]);
    } finally {
      await connected.stop();
    }
  });
});

describe('the region tells what became of an appointment', () => {
  it('gets A000 for a meeting that took place, and again for the same told again, with one effect', async () => {
    const coap = await booked();
    const before = applied();
    const first = await outcome(esito(coap, '778899', 'ER'));
    const again = await outcome(esito(coap, '778899', 'ER'));
    expect([first.esito, again.esito, again.id]).toEqual(['A000', 'A000', first.id]);
    expect(heldBy(coap)).toEqual({ coap, regionale: '778899', stato: 'chiuso', esito: 'ER' });
    expect(applied()).toBe(before + 1);
  });

  it('gets the national id of the appointment that it was moved to, which can have an outcome of its own', async () => {
    const coap = await booked();
    const moved = await outcome(esito(coap, '1', '04', '2'));
    const next = moved.reply.field('IdNuovoAppuntamento') ?? '';
    expect([moved.esito, heldBy(coap)?.stato]).toEqual(['A000', 'spostato']);
    expect(heldBy(next)).toEqual({ coap: next, regionale: '2', stato: 'fissato' });
    expect((await outcome(esito(next, '2', 'NP'))).esito).toBe('A000');
  });

  it('says what a missed meeting may lead to, citing the law', async () => {
    const missed = await outcome(esito(await booked(), '5', 'NP'));
    const { findings } = await showMessage(raccordo.url, missed.id);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'appuntamento.non-presentato',
        severity: 'info',
        source: 'D.Lgs. 150/2015 art. 21 c. 7',
      }),
    );
  });

  it('hears our refusal before anything is sent, and the nation’s as it was given', async () => {
    const calls = raccordo.anpal.state.calls.notifica ?? 0;
    const ours = await outcome(esito(await booked(), '1', '04'));
    expect([ours.esito, ours.why?.split(':')[0]]).toEqual(['R001', 'IdCausa']);
    expect((await showMessage(raccordo.url, ours.id)).status).toBe('quarantined');
    expect(raccordo.anpal.state.calls.notifica ?? 0).toBe(calls);
    const theirs = await outcome(esito('COAP99999999999', '1', 'ER'));
    expect([theirs.esito, theirs.why]).toEqual(['R101', 'Appuntamento sconosciuto']);
    const twice = await booked();
    await outcome(esito(twice, '1', 'ER'));
    expect((await outcome(esito(twice, '1', 'NP'))).why).toBe('Appuntamento non attivo: chiuso');
  });

  it('is told T099 while the nation is away; it arrives by itself and once', async () => {
    const coap = await booked();
    const before = applied();
    raccordo.anpal.setFault('down');
    const later = await outcome(esito(coap, '9', 'ER'));
    expect(later.esito).toBe('T099');
    raccordo.anpal.setFault('none');
    await acknowledged(later.id);
    expect([heldBy(coap)?.stato, applied()]).toEqual(['chiuso', before + 1]);
    expect((await outcome(esito(coap, '9', 'ER'))).esito).toBe('A000');
  });

  it('has one effect although the answer was lost', async () => {
    const coap = await booked();
    const before = applied();
    raccordo.anpal.setFault('silent', { times: 1 });
    const sent = await outcome(esito(coap, '9', '04', '10'));
    await acknowledged(sent.id);
    expect(applied()).toBe(before + 1);
    expect(raccordo.anpal.agenda.all().filter(({ regionale }) => regionale === '10')).toHaveLength(1);
  });

  it('does not wait for the outcome of another appointment', async () => {
    const [stuck, free] = [await booked(), await booked()];
    raccordo.anpal.setFault('x001', { times: 1 });
    expect((await outcome(esito(stuck, '21', 'ER'))).esito).toBe('T099');
    expect((await outcome(esito(free, '22', 'ER'))).esito).toBe('A000');
  });
});

const codeIn = (document = ''): string => /<codice>([^<]*)</.exec(document)?.[1] ?? '';
