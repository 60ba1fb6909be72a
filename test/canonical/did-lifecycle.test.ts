import { describe, expect, it } from 'vitest';
import { didHistory } from '../../src/canonical/did-lifecycle.js';
import { knownDid } from '../../src/canonical/did-past.js';
import {
  DID_EVENTS,
  DID_STATES,
  DID_TRANSITIONS,
  type DidState,
  didSender,
  didStateAfter,
  didTransition,
  legalDidEvents,
} from '../../src/canonical/did-states.js';
import type { PastRecord } from '../../src/canonical/history.js';
import { pattoHistory } from '../../src/canonical/patto-history.js';

/** State after each event in the order I C S R A; `-` where the event is not legal. */
const TABLE: Readonly<Record<DidState, string>> = {
  assente: 'inserita - - - -',
  inserita: '- convalidata sospesa revocata annullata',
  convalidata: '- convalidata sospesa revocata annullata',
  sospesa: '- convalidata - revocata -',
  revocata: 'inserita - - - -',
  annullata: 'inserita - - - -',
};
const pairs = DID_STATES.flatMap((state) =>
  DID_EVENTS.map(
    (event, i) => [state, event, (TABLE[state].split(' ') as (DidState | '-')[])[i] as DidState | '-'] as const,
  ),
);

describe('the life of a DID', () => {
  it.each(pairs)('%s, event %s → %s', (state, event, after) => {
    expect(didTransition(state, event)?.to ?? '-').toBe(after);
    expect(legalDidEvents(state).includes(event)).toBe(after !== '-');
  });

  it('has one transition for each legal pair, and every state can be reached', () => {
    expect(DID_TRANSITIONS).toHaveLength(pairs.filter(([, , after]) => after !== '-').length);
    const reached = new Set<DidState>(['assente']);
    for (const _ of DID_STATES) for (const { from, to } of DID_TRANSITIONS) if (reached.has(from)) reached.add(to);
    expect([...reached].sort()).toEqual([...DID_STATES].sort());
  });

  it('says who may send an event: the holder, the competent CPI for a revocation, the node alone for a suspension', () => {
    for (const { event, by } of DID_TRANSITIONS)
      expect(by, event).toBe(event === 'R' ? 'competente' : event === 'S' ? 'nodo' : 'titolare');
  });

  it.each(DID_EVENTS)('event %s leads to one state, and is sent by one, wherever it is legal', (event) => {
    const mine = DID_TRANSITIONS.filter((one) => one.event === event);
    expect(new Set(mine.map(({ to }) => to))).toEqual(new Set([didStateAfter(event)]));
    expect(new Set(mine.map(({ by }) => by))).toEqual(new Set([didSender(event)]));
  });

  it('knows no other events', () => expect([didStateAfter('X'), didSender('X')]).toEqual([undefined, undefined]));
});

const HOLDER = 'L219C000381';
const OTHER = 'F952C000383';
const TODAY = '2025-06-01';
const DAY = '2025-05-02';

/** A past record of an event, newest last where several are given: an outcome of the node, or somebody's word. */
const told = (event: PastRecord['event'], canonical: object, receivedAt?: Date): PastRecord => ({
  messageId: '',
  record: 'did',
  event,
  canonical: { dataDid: DAY, dataEvento: DAY, entePromotore: HOLDER, ...canonical },
  ...(receivedAt === undefined ? {} : { receivedAt }),
});
const answer = (evento: string, dataEvento = DAY, more: object = {}) =>
  told('esito', { evento, dataEvento, esito: 'E100', ...more });
const view = (evento: string, dataEvento = DAY, more: object = {}) =>
  told('invio', { evento, dataEvento, fonte: 'NODO', ...more });
const inps = (evento: string, dataEvento = DAY, more: object = {}) =>
  told('invio', { evento, dataEvento, fonte: 'INPS', ...more });
const n00 = (evento: string, data: string) => ({
  tipoAttivita: 'N00',
  dataProposta: DAY,
  ultimoEvento: { evento, data },
});
const sapWith = (...politicheAttive: object[]): PastRecord => ({
  messageId: '',
  record: 'sap',
  event: 'invio',
  canonical: { invio: { codiceEnteTitolare: HOLDER }, politicheAttive },
});
const asked = (evento: string, more: object = {}) => told('invio', { evento, ...more });

const stand = (...oldestFirst: PastRecord[]) => knownDid(oldestFirst.toReversed());
const findings = (evento: string, past: readonly PastRecord[], more: object = {}) =>
  didHistory.findings(asked(evento, more).canonical, past.toReversed(), TODAY);
const rules = (...said: Parameters<typeof findings>) => findings(...said).map(({ rule }) => rule);

describe('where a DID stands', () => {
  it.each<[string, PastRecord[], DidState | undefined]>([
    ['nothing', [], undefined],
    ['an event that has no outcome yet', [asked('I')], undefined],
    ['a refusal', [answer('I', DAY, { esito: 'E002' })], undefined],
    ['answers of the node', [answer('I'), answer('C'), answer('R', '2025-05-20')], 'revocata'],
    ['a view of the node', [view('S', '2025-05-10')], 'sospesa'],
    ['an announcement of INPS', [inps('I')], 'inserita'],
    ['a deletion by INPS', [inps('I'), inps('A', '2025-05-05')], 'annullata'],
    ['a suspension that only a view shows', [answer('I'), view('S', '2025-05-10')], 'sospesa'],
    ['an old copy of a SAP', [answer('I'), view('S', '2025-05-10'), view('I')], 'sospesa'],
    ['the rows N00 of a SAP', [answer('I'), sapWith(n00('07', '2025-05-04'), n00('09', '2025-05-10'))], 'sospesa'],
    [
      'an open row N00 that names a pact',
      [sapWith({ ...n00('02', DAY), identificativoPresaInCarico: '130000B2F1Z' })],
      'convalidata',
    ],
    ['an open row N00 without event', [sapWith({ tipoAttivita: 'N00', dataProposta: DAY })], 'inserita'],
    ['other rows of a SAP', [sapWith({ ...n00('10', DAY), tipoAttivita: 'A02' })], undefined],
    ['two words about one day, the later one', [view('I'), view('A')], 'annullata'],
    [
      'a confirmation with the day of the pact after a suspension',
      [view('S', '2025-05-10'), answer('C')],
      'convalidata',
    ],
    ['an old copy after that', [view('S', '2025-05-10'), answer('C'), view('S', '2025-05-10')], 'sospesa'],
    ['an insertion of an earlier day after an annulment', [answer('A', '2025-05-20'), answer('I', DAY)], 'inserita'],
    [
      'another DID that a view shows',
      [answer('R', '2025-06-30'), view('I', '2025-05-30', { dataDid: '2025-05-30' })],
      'inserita',
    ],
  ])('by %s', (_what, past, state) => {
    expect(stand(...past)?.state).toBe(state);
  });

  it('goes by receipt across the kinds of records, where the day is the same', () => {
    const [early, late] = [new Date('2025-05-03'), new Date('2025-05-04')];
    const shown = { ...sapWith(n00('07', DAY)), receivedAt: early };
    const said = { ...answer('I'), receivedAt: late };
    expect(knownDid([said, shown])?.state).toBe('inserita');
    expect(
      knownDid([
        { ...said, receivedAt: early },
        { ...shown, receivedAt: late },
      ])?.state,
    ).toBe('annullata');
  });

  it('counts events before a day, where only those are wanted', () => {
    const past = [answer('R', '2025-05-20'), answer('I')];
    expect(knownDid(past, '2025-05-21')?.state).toBe('revocata');
    expect(knownDid(past, '2025-05-20')?.state).toBe('inserita');
    expect(knownDid(past, DAY)).toBeUndefined();
  });

  it('may be another at the node where INPS has the last word', () => {
    expect(stand(inps('I'))?.states).toEqual(['inserita', 'assente']);
    expect(stand(answer('I'), inps('A', '2025-05-20'))?.states).toEqual(['annullata', 'inserita']);
    expect(stand(inps('I'), answer('I'))?.states).toEqual(['inserita']);
  });
});

describe('an event that does not fit', () => {
  it('is warned of, with those that are legal', () => {
    expect(findings('I', [answer('I')])).toEqual([
      {
        path: 'evento',
        rule: 'did.life-cycle',
        source: expect.stringContaining('E009'),
        severity: 'warning',
        message: 'the DID is inserita as far as is known here; legal now: C, S, R, A',
      },
    ]);
    expect(findings('C', [answer('I'), answer('R')])[0]?.message).toContain('revocata');
  });

  it('is known by what the node shows: no annulment out of a suspension', () => {
    expect(rules('A', [answer('I'), view('S', '2025-05-10')])).toEqual(['did.life-cycle']);
    expect(rules('C', [view('A')])).toEqual(['did.life-cycle']);
  });

  it.each<[string, string, PastRecord[]]>([
    ['nothing is known', 'C', []],
    ['it is legal', 'R', [answer('I'), answer('C')]],
    ['an open row is confirmed again', 'C', [answer('I'), answer('C')]],
    ['the node has not heard of what INPS announced', 'I', [inps('I')]],
    ['INPS has announced what the node holds', 'C', [answer('I'), inps('I')]],
    ['the node holds what INPS has deleted', 'A', [answer('I'), inps('A', '2025-05-20')]],
  ])('says nothing when %s', (_when, evento, past) => {
    expect(rules(evento, past)).toEqual([]);
  });

  it.each(['NODO', 'INPS'])('says nothing of what is no request (%s)', (fonte) => {
    expect(rules('I', [answer('I'), answer('R')], { fonte })).toEqual([]);
    expect(rules('S', [answer('I'), answer('R')], { fonte, entePromotore: OTHER })).toEqual([]);
  });
});

describe('a suspension', () => {
  it.each([
    ['2025-06-30', []],
    ['2025-07-01', ['did.suspension']],
  ])('that ends on %s may have lasted 180 days', (dataEvento, expected) => {
    for (const suspended of [answer, view]) {
      const past = [suspended('S', '2025-01-01', { dataDid: '2024-10-01' }), answer('I', '2024-10-01')];
      const found = (evento: string) =>
        didHistory.findings({ evento, dataEvento, dataDid: '2024-10-01', entePromotore: HOLDER }, past, '2025-07-02');
      expect(found('C').map(({ rule }) => rule)).toEqual(expected);
      expect(found('R')).toEqual([]);
    }
  });

  it('counts to the day of asking where the confirmation has the day of an earlier pact', () => {
    const past = [view('S', '2025-05-10')];
    const on = (today: string) => didHistory.findings(asked('C').canonical, past, today).map(({ rule }) => rule);
    expect(on('2025-11-06')).toEqual([]);
    expect(on('2025-11-07')).toEqual(['did.suspension']);
  });
});

describe('who may do what', () => {
  const sap = (codiceEnteTitolare: string, receivedAt?: Date): PastRecord => ({
    messageId: '',
    record: 'sap',
    event: 'invio',
    canonical: { invio: { codiceEnteTitolare } },
    ...(receivedAt === undefined ? {} : { receivedAt }),
  });
  /** Of another region than the holder and the other. */
  const ELSEWHERE = 'A944C000410';
  const roles = (evento: string, entePromotore: string, ...past: PastRecord[]) =>
    didHistory
      .findings(asked(evento, { entePromotore }).canonical, past, TODAY)
      .filter(({ rule }) => rule === 'did.other-cpi');

  it('insertion, confirmation and annulment are those of the CPI that holds the SAP', () => {
    for (const evento of ['I', 'C', 'A']) {
      expect(roles(evento, HOLDER, sap(HOLDER))).toEqual([]);
      expect(roles(evento, OTHER)).toEqual([]);
      expect(roles(evento, OTHER, sap(HOLDER))).toEqual([
        {
          path: 'entePromotore',
          rule: 'did.other-cpi',
          source: 'ConferimentoDID 4.0, E004',
          severity: 'warning',
          message: `${evento} is sent by the CPI that holds the SAP; as far as is known here that is ${HOLDER}`,
        },
      ]);
    }
  });

  it('a revocation is that of the CPI of the person: the one that holds the SAP, or that INPS named', () => {
    const named = inps('I', DAY, { entePromotore: ELSEWHERE });
    expect(roles('R', ELSEWHERE, sap(HOLDER))).toMatchObject([{ source: 'ConferimentoDID 4.0, E016' }]);
    expect(roles('R', ELSEWHERE, sap(HOLDER), named)).toEqual([]);
    expect(roles('R', HOLDER, sap(HOLDER), named)).toEqual([]);
    expect(roles('R', 'L219C000381', named)).toHaveLength(1);
    expect(roles('I', ELSEWHERE, sap(HOLDER), named)).toHaveLength(1);
    expect(roles('R', OTHER, sap(HOLDER))).toEqual([]);
  });

  it('the newest that tells says who holds the SAP: a SAP, or the view of the node', () => {
    const [early, late] = [new Date('2025-05-01'), new Date('2025-05-20')];
    const shown = (at: Date) => told('invio', { evento: 'I', fonte: 'NODO', entePromotore: OTHER }, at);
    expect(roles('C', OTHER, shown(late), sap(HOLDER, early))).toEqual([]);
    expect(roles('C', OTHER, shown(early), sap(HOLDER, late))).toHaveLength(1);
    expect(roles('C', OTHER, sap(OTHER, late), sap(HOLDER, early))).toEqual([]);
  });
});

describe('a pact', () => {
  const pact = { tipo: 'PSP', entePromotore: HOLDER, dataProposta: TODAY };
  const open = (...past: PastRecord[]) => pattoHistory.findings(pact, past, TODAY).map(({ rule }) => rule);

  it('stands on a DID that is open, whoever tells of it', () => {
    expect(open(view('A'))).toEqual(['patto.did-open']);
    expect(open(view('R', '2025-05-20'), answer('I'))).toEqual(['patto.did-open']);
    expect(open(inps('A', '2025-05-20'), inps('I'))).toEqual(['patto.did-open']);
    expect(open(view('S', '2025-05-20'), answer('I'))).toEqual([]);
    expect(open(inps('I'))).toEqual([]);
    expect(open(inps('A', '2025-05-20'), answer('I'))).toEqual([]);
    expect(open()).toEqual([]);
  });
});
