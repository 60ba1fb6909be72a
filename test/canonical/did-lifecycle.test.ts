import { describe, expect, it } from 'vitest';
import {
  DID_EVENTS,
  DID_STATES,
  DID_TRANSITIONS,
  type DidState,
  didHistory,
  didStateAfter,
  didTransition,
  legalDidEvents,
} from '../../src/canonical/did-lifecycle.js';
import type { EventName, RecordName } from '../../src/foundation/names.js';

/** State after each event in the order I C S R A; `-` where the event is not legal. */
const TABLE: Readonly<Record<DidState, string>> = {
  assente: 'inserita - - - -',
  inserita: '- convalidata sospesa revocata annullata',
  convalidata: '- - sospesa revocata annullata',
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

  it('passes over what is not legal where it stands, and what is no event', () => {
    const stateAfter = (events: string) => didStateAfter([...events].map((evento) => ({ evento })));
    expect(stateAfter('')).toBe('assente');
    expect(stateAfter('CSRA')).toBe('assente');
    expect(stateAfter('ICXSCR')).toBe('revocata');
    expect(stateAfter('IAI')).toBe('inserita');
    expect(stateAfter('ISAR')).toBe('revocata');
  });
});

describe('what is known of the past', () => {
  /** Past records, oldest first: `I:E100` an outcome, `I` an event that is on its way. */
  const findings = (evento: string, past: string, record: RecordName = 'did') =>
    didHistory.findings(
      { evento },
      past
        .split(' ')
        .filter((one) => one !== '')
        .map((one) => one.split(':'))
        .map(([event, esito], i) => ({
          messageId: String(i),
          record,
          event: (esito === undefined ? 'invio' : 'esito') as EventName,
          canonical: { evento: event, ...(esito === undefined ? {} : { esito }) },
        }))
        .reverse(),
      '2025-06-01',
    );

  it('warns of an event that the node will refuse, and says which are legal', () => {
    expect(findings('I', 'I:E100')).toEqual([
      {
        path: 'evento',
        rule: 'did.life-cycle',
        source: expect.stringContaining('E009'),
        severity: 'warning',
        message: 'the DID is inserita as far as is known here; legal now: C, S, R, A',
      },
    ]);
    expect(findings('C', 'I:E100 R:E100')[0]?.message).toContain('revocata');
    expect(findings('A', 'I:E100 S:E100')).toHaveLength(1);
  });

  it.each([
    ['2025-06-30', 0],
    ['2025-07-01', 1],
  ])('warns, on %s, of a DID that goes on after more than 180 days of suspension', (dataEvento, warnings) => {
    const answered = (evento: string, day: string) => ({
      messageId: evento,
      record: 'did' as const,
      event: 'esito' as const,
      canonical: { evento, esito: 'E100', dataEvento: day },
    });
    const past = [answered('S', '2025-01-01'), answered('I', '2024-10-01')];
    const found = didHistory.findings({ evento: 'C', dataEvento }, past, '2025-07-02');
    expect(found.map(({ rule }) => rule)).toEqual(Array.from({ length: warnings }, () => 'did.suspension'));
    expect(didHistory.findings({ evento: 'R', dataEvento }, past, '2025-07-02')).toEqual([]);
  });

  it.each([
    ['nothing is known', 'C', ''],
    ['the event is legal', 'R', 'I:E100 C:E100'],
    ['what came before was refused', 'I', 'I:E002'],
    ['what came before has no outcome yet', 'I', 'I'],
  ])('says nothing when %s', (_when, evento, past) => {
    expect(findings(evento, past)).toEqual([]);
  });

  it('looks at outcomes of a DID alone', () => {
    expect(didHistory.of).toEqual(['did']);
    expect(findings('I', 'I:E100', 'percettore')).toEqual([]);
  });
});
