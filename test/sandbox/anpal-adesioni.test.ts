import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnpalSandbox, startSandbox } from '../../src/sandbox/index.js';
import { callYg, check, stato, utente } from '../support/national-calls.js';

const GRETA = 'VLNGRT01C54F952B';
let node: AnpalSandbox;
beforeEach(async () => {
  node = await startSandbox('anpal', { today: () => '2025-06-30' });
});
afterEach(() => node.close());

const join = (regione: string, data = '2025-02-17') =>
  callYg(node.servicesUrl, 'ServiziUtentiYG', 'invioUtenteYG', utente(GRETA, data, regione), { field: 'UtenteYG' });
const set = (regione: string, to: string, data = '2025-02-17') =>
  callYg(node.servicesUrl, 'SetStatoAdesioneYG', 'setStatoAdesioneYG', stato(GRETA, regione, { data, stato: to }));
const get = (regione: string) =>
  callYg(node.servicesUrl, 'GetStatoAdesioneYG', 'getStatoAdesioneYG', stato(GRETA, regione));
const may = (regione: string) =>
  callYg(node.servicesUrl, 'ServiziUtentiYG', 'checkUtenteYG', check(GRETA, regione), { field: 'codiceFiscale' });
const esitoOf = async (reply: Promise<{ field(name: string): string | undefined }>) => (await reply).field('Esito');

describe('adesioni of the simulated nation', () => {
  it('opens one in state A, tells it, and refuses it a second time', async () => {
    expect(await esitoOf(get('13'))).toBe('KO');
    expect(await esitoOf(join('13'))).toBe('OK');
    const told = await get('13');
    expect([told.field('Esito'), told.field('DataAdesione'), told.field('StatoAdesione')]).toEqual([
      'OK',
      '2025-02-17',
      'A',
    ]);
    expect(told.field('DataStatoAdesione')).toBe('2025-06-30T00:00:00');
    expect(await esitoOf(join('13'))).toBe('KO');
    expect(await esitoOf(join('13', '2025-02-18'))).toBe('KO');
    expect(await esitoOf(join('07', '2025-07-01'))).toBe('KO');
  });

  it('enforces the transitions: a refused one changes nothing', async () => {
    await join('13');
    const refused = await set('13', 'T');
    expect([refused.field('Esito'), refused.field('MessaggioErrore')]).toEqual([
      'KO',
      'Stato precedente non congruente: A',
    ]);
    expect((await get('13')).field('StatoAdesione')).toBe('A');
    for (const to of ['P', 'T', 'F']) expect(await esitoOf(set('13', to))).toBe('OK');
    expect(await esitoOf(set('13', 'C'))).toBe('KO');
    expect(await esitoOf(set('12', 'P'))).toBe('KO');
    expect(node.state.effects.map(({ operation }) => operation)).toEqual([
      'invioUtenteYG',
      ...Array(3).fill('setStatoAdesioneYG'),
    ]);
    expect(node.state.refusals.setStatoAdesioneYG).toBe(3);
  });

  it('ends the open adesioni elsewhere when a region takes the person in charge', async () => {
    await join('13');
    await join('07', '2025-03-01');
    expect(await esitoOf(may('13'))).toBe('KO');
    expect(await esitoOf(may('12'))).toBe('OK');
    expect(await esitoOf(set('13', 'P'))).toBe('OK');
    expect((await get('07')).field('StatoAdesione')).toBe('N');
    expect(await esitoOf(may('12'))).toBe('KO');
    expect(await esitoOf(join('12', '2025-04-01'))).toBe('KO');
  });

  it('answers the limit and a refusal on demand, and a fault to a wrong document or spelling', async () => {
    node.setFault('x001', { times: 1 });
    expect(await esitoOf(join('13'))).toBe('X001');
    node.setFault('ko', { times: 1 });
    expect(await esitoOf(join('13'))).toBe('KO');
    expect(node.adesioni.all()).toEqual([]);
    const wrong = await callYg(node.servicesUrl, 'SetStatoAdesioneYG', 'setStatoAdesioneYG', stato(GRETA, '13'));
    expect(wrong.status).toBe(500);
    expect(wrong.text).toContain('the DatiStatoAdesione of getStatoAdesioneYG');
    const capital = await callYg(node.servicesUrl, 'SetStatoAdesioneYG', 'SetStatoAdesioneYG', stato(GRETA, '13'));
    expect(capital.status).toBe(500);
    expect(capital.text).toContain('differs from setStatoAdesioneYG in its capital letters');
  });
});
