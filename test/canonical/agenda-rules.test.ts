/** Every rule of adesioni and appointments, broken once and kept once. */
import { expect, test } from 'vitest';
import { checkRecord } from '../../src/canonical/check.js';
import { rulesOf } from '../../src/canonical/rules/rule.js';
import type { EventName } from '../../src/foundation/names.js';

const TODAY = '2025-06-30';
const cf = 'VLNGRT01C54F952B';
const without = (record: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
const adesione = { codiceFiscale: cf, dataAdesione: '2025-02-17', regione: '13', identificativoSap: 'PI00012345B' };
const { identificativoSap: _, ...changed } = { ...adesione, stato: 'P' };
const notice = { ...changed, dataStato: '2025-03-01T10:00:00' };
const persona = { cognome: 'Valente', nome: 'Greta' };
const booking = {
  codiceFiscale: cf,
  utente: 'L',
  persona,
  provincia: '13',
  contatti: { email: 'a@example.it', cellulare: '333', consensoSms: true, avvisoSms: true, avvisoEmail: true },
  cpi: { ministeriale: 'F952C000383' },
  servizio: 'PL_APPGG',
  ricerca: { dal: '2025-07-01', al: '2025-07-02' },
  identificativi: { coap: '123456789012345' },
};
const convened = {
  codiceFiscale: cf,
  cpi: { ministeriale: 'D969C000171' },
  data: '2025-07-03',
  ora: '09:30',
  luogo: { denominazione: 'CPI' },
  convocazione: { motivo: 'PATTO', canali: ['EMAIL'] },
};
const online = {
  ...without(convened, 'luogo', 'convocazione'),
  modalita: 'ONLINE',
  online: { stanza: 'https://stanze.example.it/7', identita: 'SPID' },
};
const annulment = {
  provincia: '13',
  cpi: { ministeriale: 'F952C000383' },
  identificativi: { coap: '1', regionale: '2' },
};
const nuovoAppuntamento = { identificativo: '3', intermediario: 'F952C000383', dataOra: '2025-07-03T09:00:00' };
const moved = {
  identificativi: { coap: '1', regionale: '2' },
  esito: '04',
  causa: 'C01',
  nuovoAppuntamento,
  cpi: { regionale: '081300100' },
};
const { nuovoAppuntamento: _new, causa: _why, ...held } = { ...moved, esito: 'ER' };

const band = { giorno: 'LUN', dalle: '09:00', alle: '12:30' };
const oneDay = { data: '2025-09-15', dalle: '14:00', alle: '18:00' };
const agenda = {
  ente: { codice: 'L219C000381' },
  operazione: 'PUBBLICAZIONE',
  servizio: 'ADR',
  dal: '2025-09-01',
  al: '2025-12-19',
  fasce: [band, oneDay],
};

type Broken = readonly [rule: string, record: object];
const CASES: Readonly<Record<string, { readonly kept: object; readonly broken: readonly Broken[] }>> = {
  'adesione invio': {
    kept: adesione,
    broken: [
      ['adesione.futura', { ...adesione, dataAdesione: '2025-07-01' }],
      ['adesione.regione', without(adesione, 'regione')],
      ['adesione.senza-sap', without(adesione, 'identificativoSap')],
    ],
  },
  'adesione variazione': {
    kept: changed,
    broken: [
      ['adesione.stato', { ...changed, stato: 'Z' }],
      ['adesione.stato-iniziale', { ...changed, stato: 'A' }],
      ['adesione.variazione-futura', { ...changed, dataAdesione: '2025-07-01' }],
    ],
  },
  'adesione notifica': {
    kept: { ...notice, stato: 'A' },
    broken: [['adesione.stato-notificato', { ...notice, stato: 'Z' }]],
  },
  'appuntamento invio': {
    kept: booking,
    broken: [
      ['appuntamento.id-coap', { ...booking, identificativi: { coap: '1234567890123456' } }],
      ['appuntamento.lavoratore', without(booking, 'persona')],
      ['appuntamento.azienda', { ...booking, utente: 'A' }],
      ['appuntamento.slot-o-ricerca', without(booking, 'ricerca')],
      ['appuntamento.slot-e-ricerca', { ...booking, slot: '7' }],
      ['appuntamento.ricerca-rovesciata', { ...booking, ricerca: { dal: '2025-07-02', al: '2025-07-01' } }],
      ['appuntamento.email', { ...booking, contatti: without(booking.contatti, 'email') }],
      ['appuntamento.cellulare', { ...booking, contatti: without(booking.contatti, 'cellulare') }],
      ['appuntamento.consenso-sms', { ...booking, contatti: { ...booking.contatti, consensoSms: false } }],
      ['appuntamento.cpi-ministeriale', { ...booking, cpi: { regionale: '081300100' } }],
    ],
  },
  'appuntamento invio, convened': {
    kept: convened,
    broken: [
      ['appuntamento.ora-fissata', without(convened, 'ora')],
      ['appuntamento.convocazione-luogo', without(convened, 'luogo')],
    ],
  },
  'appuntamento invio, online': {
    kept: online,
    broken: [
      ['appuntamento.stanza', { ...online, online: without(online.online, 'stanza') }],
      ['appuntamento.identita', { ...online, online: without(online.online, 'identita') }],
    ],
  },
  'appuntamento annullamento': {
    kept: annulment,
    broken: [
      ['appuntamento.annullamento-persona', without(annulment, 'identificativi')],
      ['appuntamento.annullamento-cpi-ministeriale', { ...annulment, cpi: { regionale: '081300100' } }],
    ],
  },
  'appuntamento esito': {
    kept: moved,
    broken: [
      ['appuntamento.esito-id', { ...held, identificativi: { coap: '1234567890123456', regionale: '2' } }],
      ['appuntamento.esito-id-mancante', { ...held, identificativi: { coap: '', regionale: '2' } }],
      ['appuntamento.spostato-causa', without(moved, 'causa')],
      ['appuntamento.spostato-causa-valore', { ...moved, causa: 'C02' }],
      ['appuntamento.spostato-nuovo', without(moved, 'nuovoAppuntamento')],
      ['appuntamento.nuovo-senza-spostamento', { ...held, nuovoAppuntamento }],
      [
        'appuntamento.intermediario',
        { ...moved, nuovoAppuntamento: { ...nuovoAppuntamento, intermediario: '12345678901' } },
      ],
      ['appuntamento.non-presentato', { ...held, esito: 'NP' }],
    ],
  },
  'appuntamento variazione': {
    kept: agenda,
    broken: [
      ['agenda.period', { ...agenda, al: '2025-08-31', fasce: [band] }],
      ['agenda.bands', { ...agenda, fasce: [] }],
      ['agenda.day', { ...agenda, fasce: [without(band, 'giorno')] }],
      ['agenda.day-or-date', { ...agenda, fasce: [{ ...band, data: '2025-09-15' }] }],
      ['agenda.date-from', { ...agenda, fasce: [{ ...oneDay, data: '2025-08-29' }] }],
      ['agenda.date-to', { ...agenda, fasce: [{ ...oneDay, data: '2026-01-05' }] }],
    ],
  },
};

const found = (name: string, record: object): string[] => {
  const [kind, event] = name.split(/,? /) as ['adesione' | 'appuntamento', EventName];
  const rules = new Set(rulesOf(kind).map(({ id }) => id));
  const { findings } = checkRecord(kind, event, record, { today: TODAY });
  expect(findings.filter(({ rule, severity }) => severity === 'error' && !rules.has(rule))).toEqual([]);
  return findings.map(({ rule }) => rule).filter((rule) => rules.has(rule));
};

test.each(Object.entries(CASES))(
  '%s: each rule speaks of what breaks it, and of nothing else',
  (name, { kept, broken }) => {
    expect(found(name, kept)).toEqual([]);
    for (const [rule, record] of broken) expect(found(name, record), rule).toEqual([rule]);
  },
);

test('no rule is left out', () => {
  const tried = Object.values(CASES).flatMap(({ broken }) => broken.map(([rule]) => rule));
  const known = (['adesione', 'appuntamento'] as const).flatMap((record) => rulesOf(record).map(({ id }) => id));
  expect(tried.sort()).toEqual(known.sort());
});
