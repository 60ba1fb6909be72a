/** What a ListaDID tells beside the declaration, field by field; and the terms that run from it. */
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../../../src/canonical/check.js';
import { loadSettings } from '../../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../../src/sides.js';
import { fixturesOf } from '../../support/fixtures.js';

const side = buildSides(loadSettings({ env: {} }).settings).get('inps') as Side;
const documents = new Map(fixturesOf('inps').map(({ name, source }) => [name, source as Buffer]));

function partsOf(name: string, change: (text: string) => string = (text) => text): Record<string, unknown> {
  const document = side.receive('did', 'invio', Buffer.from(change(String(documents.get(name)))));
  const parts = side.parts('did', 'invio', document, () => true);
  return Object.fromEntries(parts.map(({ record, canonical }) => [record, canonical]));
}

const persona = { cognome: 'BRUNETTI', nome: 'ADALGISA', cittadinanza: '000' };
const domicilio = { comune: 'L219', cap: '10122', indirizzo: 'CORSO INVENTATO 12', localita: 'TORINO' };
const recapiti = { telefono: '0110000017', cellulare: '3330000017', email: 'adalgisa@example.org' };
const codiceFiscale = 'BRNDGS86P54L219X';
const protocollo = 'INPS.8100.12/05/2025.0012345';

describe('the parts of an announcement', () => {
  it('say everything that the document says of a registration and of a benefit', () => {
    expect(partsOf('domanda-intera')).toEqual({
      registrazione: {
        codiceFiscale,
        persona,
        domicilio,
        recapiti,
        dataRegistrazione: '2025-05-13',
        domanda: { data: '2025-05-12', protocollo },
        dataDid: '2025-05-12',
        cpi: 'L219C000381',
        fonte: 'INPS',
      },
      percettore: {
        codiceFiscale,
        persona,
        domicilio,
        recapiti,
        prestazione: {
          tipo: 'DIS',
          protocollo,
          dataDomanda: '2025-05-12',
          stato: 'PRESENTATA',
          dataStato: '2025-05-13',
          dataInizioDisoccupazione: '2025-05-01',
        },
        cpi: 'L219C000381',
        fonte: 'INPS',
        invio: { idComunicazione: '2025051300000017', data: '2025-05-13' },
      },
    });
  });

  it('leave out what is empty or no code', () => {
    const { registrazione, percettore } = partsOf('testi-vuoti', (text) => text.replace('>000<', '>ITALIANA<'));
    const bare = { cognome: 'BRUNETTI', nome: 'ADALGISA' };
    expect(registrazione).toMatchObject({ persona: bare, recapiti: {} });
    expect(percettore).toMatchObject({ persona: bare });
    for (const part of [registrazione, percettore]) expect(part).not.toHaveProperty('domicilio');
    expect(percettore).not.toHaveProperty('recapiti');
    expect((registrazione as { persona: object }).persona).not.toHaveProperty('cittadinanza');
  });

  it('take the first of two mobiles', () => {
    expect(partsOf('due-cellulari').percettore).toMatchObject({ recapiti: { cellulare: '3330000017' } });
  });

  it('show an application that was deleted as annulled, and one that was changed as presented', () => {
    expect(partsOf('domanda-cancellata')).toMatchObject({
      percettore: { prestazione: { stato: 'ANNULLATA', dataStato: '2025-05-20' } },
    });
    expect(partsOf('domanda-modificata')).toMatchObject({ percettore: { prestazione: { stato: 'PRESENTATA' } } });
  });
});

describe('the terms of a registration', () => {
  const registration = { codiceFiscale, recapiti: { cellulare: '1' }, dataRegistrazione: '2025-05-27' };
  const rulesOf = (more: object) =>
    checkRecord('registrazione', 'invio', { ...registration, ...more }, { today: '2025-12-31' }).findings.map(
      ({ rule, severity }) => `${rule} ${severity}`,
    );

  it.each<[string, object, string[]]>([
    ['15 days after the application', { domanda: { data: '2025-05-12' } }, []],
    ['16 days', { domanda: { data: '2025-05-11' } }, ['registrazione.benefit-term warning']],
    ['30 days after the declaration', { dataDid: '2025-04-27' }, []],
    ['31 days', { dataDid: '2025-04-26' }, ['registrazione.did-term warning']],
    ['credentials after 61 days', { richiestaCredenziali: '2025-07-27' }, []],
    ['credentials after 60 days', { richiestaCredenziali: '2025-07-26' }, ['registrazione.credentials-term warning']],
    ['nothing to reach the person by', { recapiti: {} }, ['registrazione.contact warning']],
    ['a day to come', { dataRegistrazione: '2026-01-01' }, ['registrazione.in-future warning']],
    [
      'announced before it was made',
      { fonte: 'INPS', domanda: { data: '2025-05-28' } },
      ['registrazione.before-application warning'],
    ],
  ])('%s', (_what, more, rules) => expect(rulesOf(more)).toEqual(rules));
});

describe('the rules of a benefit', () => {
  const rulesOf = (event: 'invio' | 'variazione', record: object) =>
    checkRecord('percettore', event, { codiceFiscale, ...record }, { today: '2025-12-31' }).findings.map(
      ({ rule }) => rule,
    );
  const naspi = { tipo: 'NASPI', dataDomanda: '2025-03-10', dataInizioDisoccupazione: '2025-01-01' };

  it.each<[string, object, string[]]>([
    ['68 days', naspi, []],
    ['69 days', { ...naspi, dataDomanda: '2025-03-11' }, ['percettore.application-term']],
    ['24 months', { ...naspi, dataInizio: '2025-03-11', dataFine: '2027-03-10' }, []],
    ['more', { ...naspi, dataInizio: '2025-03-11', dataFine: '2027-03-11' }, ['percettore.naspi-duration']],
    [
      'DIS-COLL of more than a year',
      { ...naspi, tipo: 'DISCOLL', dataInizio: '2025-03-11', dataFine: '2026-03-11' },
      ['percettore.discoll-duration'],
    ],
    [
      'DIS-COLL as it was',
      { tipo: 'DISCOLL', dataDomanda: '2021-03-10', dataInizio: '2021-03-11', dataFine: '2022-12-12' },
      [],
    ],
    ['paid too early', { ...naspi, dataInizio: '2024-12-31' }, ['percettore.start-before-application']],
    ['asked too early', { ...naspi, dataDomanda: '2024-12-31' }, ['percettore.application-before-unemployment']],
    ['asked tomorrow', { tipo: 'NASPI', dataDomanda: '2026-01-01' }, ['percettore.application-in-future']],
    ['paid without a first day', { tipo: 'MOB', stato: 'ATTIVA' }, ['percettore.active-start']],
    ['an amount below nothing', { tipo: 'MOB', importoComplessivo: '-0.01' }, ['percettore.total-amount']],
    [
      'a state from before the application',
      { ...naspi, stato: 'RESPINTA', dataStato: '2025-03-09' },
      ['percettore.state-before-application'],
    ],
  ])('%s', (_what, prestazione, rules) => expect(rulesOf('invio', { prestazione })).toEqual(rules));

  it.each<[string, object, string[]]>([
    ['a sanction that is not named', { motivo: 'N', tipo: 'FTS' }, ['percettore.nra-sanction']],
    ['an annulment of nothing', { motivo: 'A', tipo: 'AGP' }, ['percettore.nra-annulled-which']],
    ['a reduction to nothing', { motivo: 'N', tipo: 'AGP', evento: 'DCR' }, ['percettore.nra-reduced-amount-ministry']],
  ])('%s', (_what, communication, rules) =>
    expect(
      rulesOf('variazione', { comunicazioneMinistero: { intermediario: 'L378C000001', ...communication } }),
    ).toEqual(rules),
  );
});
