/** Garanzia Giovani through a real gateway: regions call the nation through us, and the nation calls regions through us. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Adapter } from '../../src/adapters/adapter.js';
import { serviziUtentiYG } from '../../src/contract/anpal/adesione.js';
import type { Side } from '../../src/sides.js';
import { eventually, type ShownMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { basic, callYg, check, stato, utente } from '../support/national-calls.js';
import { routesEnv } from '../support/routes.js';

const [GRETA, MARCO, LIA, IVO] = ['VLNGRT01C54F952B', 'SLAMRC99S02L219B', 'CNTLIA00A70A944C', 'NREVIO03L21DNLRW'];
const ROUTES = [
  { record: 'adesione', event: 'invio', source: 'silp', destinations: ['anpal'] },
  { record: 'adesione', event: 'variazione', source: 'silp', destinations: ['anpal'] },
  { record: 'adesione', event: 'invio', source: 'anpal', destinations: [] },
  { record: 'adesione', event: 'notifica', source: 'anpal', destinations: [] },
];
const CALLERS = ['silp', 'anpal'].map((side) => ({ name: side, username: side, password: side, side }));

let raccordo: TestGateway;
let doors: string;
beforeAll(async () => {
  raccordo = await startTestGateway({
    env: { ...routesEnv(ROUTES), RACCORDO_CALLERS: JSON.stringify(CALLERS) },
    anpal: { regionAccount: { username: 'anpal', password: 'anpal' } },
  });
  doors = `${raccordo.url}/soap/v1`;
});
afterAll(() => raccordo.stop());

const asRegion = { headers: basic('silp') };
const asNation = { headers: basic('anpal') };
const join = (cf: string, regione: string, data = '2025-02-17', as: object = asRegion) =>
  callYg(doors, 'ServiziUtentiYG', 'invioUtenteYG', utente(cf, data, regione), { field: 'UtenteYG', ...as });
const set = (cf: string, regione: string, to: string, data = '2025-02-17') =>
  callYg(doors, 'SetStatoAdesioneYG', 'setStatoAdesioneYG', stato(cf, regione, { data, stato: to }), asRegion);
const heldBy = (cf: string) => raccordo.anpal.adesioni.all().filter(({ codiceFiscale }) => codiceFiscale === cf);
const shown = async (id: string, as: { headers: Readonly<Record<string, string>> } = asRegion) =>
  (await (await fetch(`${raccordo.url}/rest/v1/messages/${id}`, as)).json()) as ShownMessage;

describe('a region calls the nation', () => {
  it('joins, changes the state and asks for it, each time with the nation’s own answer', async () => {
    const joined = await join(GRETA, '13');
    expect([joined.status, joined.field('Esito'), joined.field('MessaggioErrore')]).toEqual([200, 'OK', '']);
    expect((await set(GRETA, '13', 'P')).field('Esito')).toBe('OK');
    const told = await callYg(doors, 'GetStatoAdesioneYG', 'getStatoAdesioneYG', stato(GRETA, '13'), asRegion);
    expect([told.field('Esito'), told.field('DataAdesione'), told.field('StatoAdesione')]).toEqual([
      'OK',
      '2025-02-17',
      'P',
    ]);
    const asked = await callYg(doors, 'ServiziUtentiYG', 'checkUtenteYG', check(GRETA, '07'), {
      field: 'codiceFiscale',
      ...asRegion,
    });
    expect([asked.field('Esito'), asked.field('MessaggioErrore')]).toEqual(['KO', 'Utente gia preso in carico']);
  });

  it('hears the nation’s refusal, and was warned by us of what the records told', async () => {
    await join(IVO, '13');
    const refused = await set(IVO, '13', 'F');
    expect([refused.field('Esito'), refused.field('MessaggioErrore')]).toEqual([
      'KO',
      'Stato precedente non congruente: A',
    ]);
    expect((await shown(refused.message)).findings).toMatchObject([
      { rule: 'adesione.life-cycle', severity: 'warning' },
    ]);
  });

  it('gets the outcome of the first when it sends the same again', async () => {
    const joined = await join(LIA, '06');
    const again = await join(LIA, '06');
    expect([joined.field('Esito'), again.field('Esito')]).toEqual(['OK', 'OK']);
    expect(again.message).toBe(joined.message);
    expect(heldBy(LIA)).toHaveLength(1);
  });

  it('hears KO with the reason for the document of another operation, which is kept', async () => {
    const wrong = await callYg(doors, 'SetStatoAdesioneYG', 'setStatoAdesioneYG', stato(GRETA, '13'), asRegion);
    expect([wrong.status, wrong.field('Esito')]).toEqual([200, 'KO']);
    expect(wrong.field('MessaggioErrore')).toContain('this is the DatiStatoAdesione of getStatoAdesioneYG');
    expect((await shown(wrong.message)).status).toBe('quarantined');
    const question = await callYg(
      doors,
      'GetStatoAdesioneYG',
      'getStatoAdesioneYG',
      stato(GRETA, '13', { data: '2025-02-17', stato: 'P' }),
      asRegion,
    );
    expect(question.field('Esito')).toBe('KO');
    expect(question.field('MessaggioErrore')).toContain('of setStatoAdesioneYG, not the one of getStatoAdesioneYG');
  });

  it('is told of the capital letter of the portal’s own copy', async () => {
    const document = stato(GRETA, '13', { data: '2025-02-17', stato: 'T' });
    const capital = await callYg(doors, 'SetStatoAdesioneYG', 'SetStatoAdesioneYG', document, asRegion);
    expect(capital.status).toBe(500);
    expect(capital.field('faultstring')).toContain('differs from setStatoAdesioneYG in its capital letters');
  });

  it('hears X001 while the nation is away; it arrives by itself and once', async () => {
    raccordo.anpal.setFault('down');
    const later = await join(MARCO, '13');
    expect(later.field('Esito')).toBe('X001');
    const question = await callYg(doors, 'GetStatoAdesioneYG', 'getStatoAdesioneYG', stato(MARCO, '13'), asRegion);
    expect(question.field('Esito')).toBe('X001');
    raccordo.anpal.setFault('none');
    await eventually(
      () => shown(later.message),
      ({ deliveries }) => deliveries.every(({ status }) => status === 'acknowledged'),
    );
    expect(heldBy(MARCO)).toMatchObject([{ stato: 'A' }]);
  });

  it.each(['silent', 'half'] as const)('asks before it repeats a sending whose answer was lost (%s)', async (fault) => {
    const before = raccordo.anpal.state.calls.setStatoAdesioneYG ?? 0;
    raccordo.anpal.setFault(fault, { times: 1 });
    const sent = await set(MARCO, '13', fault === 'silent' ? 'P' : 'T');
    const { deliveries } = await eventually(
      () => shown(sent.message),
      (message) => message.deliveries.every(({ status }) => status === 'acknowledged'),
    );
    expect(deliveries).toHaveLength(1);
    expect(raccordo.anpal.state.calls.setStatoAdesioneYG).toBe(before + 1);
    expect((await set(MARCO, '13', fault === 'silent' ? 'P' : 'T')).field('Esito')).toBe('OK');
  });
});

describe('the nation calls a region', () => {
  it('hears OK once its adesione and its notice are kept; the same notice again is the same message', async () => {
    const joined = await join(GRETA, '13', '2025-05-01', asNation);
    expect(joined.field('Esito')).toBe('OK');
    const notice = stato(GRETA, '13', { data: '2025-05-01', stato: 'N', quando: '2025-05-02T10:00:00' });
    const notify = () =>
      callYg(doors, 'NotificaCambioStatoAdesioneYG', 'notificaCambioStatoAdesioneYG', notice, asNation);
    const [first, second] = [await notify(), await notify()];
    expect([first.field('Esito'), second.field('Esito')]).toEqual(['OK', 'OK']);
    expect(second.message).toBe(first.message);
    expect(await shown(first.message, asNation)).toMatchObject({ status: 'accepted', deliveries: [] });
  });

  it('tells the region that lost a person, as the simulated node does', async () => {
    await join(LIA, '07', '2025-06-01');
    await set(LIA, '07', 'P', '2025-06-01');
    const told = await eventually(
      async () => raccordo.anpal.regions.calls,
      (calls) => calls.some(({ region }) => region === '06'),
    );
    expect(told).toContainEqual({ operation: 'notificaCambioStatoAdesioneYG', region: '06', esito: 'OK' });
  });

  it('is not let in where regions call, nor regions where it calls', async () => {
    const notice = stato(GRETA, '13', { data: '2025-05-01', stato: 'N', quando: '2025-05-02T10:00:00' });
    const asked = stato(GRETA, '13', { data: '2025-05-01', stato: 'P' });
    const wrong = await callYg(
      doors,
      'NotificaCambioStatoAdesioneYG',
      'notificaCambioStatoAdesioneYG',
      notice,
      asRegion,
    );
    const other = await callYg(doors, 'SetStatoAdesioneYG', 'setStatoAdesioneYG', asked, asNation);
    expect([wrong.status, other.status]).toEqual([403, 403]);
  });

  it('hears KO with words where no region here answers its question, and the region’s answer where one does', async () => {
    const ask = () =>
      callYg(doors, 'ServiziUtentiYG', 'checkUtenteYG', check(GRETA, '13'), { field: 'UtenteYG', ...asNation });
    const nobody = await ask();
    expect([nobody.field('Esito'), nobody.field('MessaggioErrore')]).toEqual([
      'KO',
      'nessun sistema regionale collegato risponde a checkUtenteYG',
    ]);
    const sides = raccordo.gateway.context.sides as Map<string, Side>;
    const silp = sides.get('silp') as Side;
    const asked: string[] = [];
    const adapter = {
      ...(silp.adapter as Adapter),
      services: [serviziUtentiYG],
      exchange: async (_service: string, operation: string, document: Buffer) => {
        asked.push(`${operation} ${document.toString().includes(GRETA)}`);
        const answer =
          '<risposta_checkUtenteYG xmlns="http://servizi.lavoro.gov.it/servizicoap/types"><Esito>OK</Esito><MessaggioErrore/></risposta_checkUtenteYG>';
        return { outcome: 'answered', document: Buffer.from(answer), tree: {} } as const;
      },
    };
    sides.set('silp', { ...silp, adapter });
    try {
      expect((await ask()).field('Esito')).toBe('OK');
      expect(asked).toEqual(['checkUtenteYG true']);
    } finally {
      sides.set('silp', silp);
    }
  });
});
