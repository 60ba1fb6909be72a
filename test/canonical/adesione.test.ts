import { describe, expect, it, test } from 'vitest';
import { policyFindings } from '../../src/canonical/adesione-coherence.js';
import { ADESIONE_STATES, adesioneHistory, mayFollow, nextStates } from '../../src/canonical/adesione-lifecycle.js';
import { checkHistory } from '../../src/canonical/check.js';
import type { PastRecord } from '../../src/canonical/history.js';

const ALLOWED = 'AX AC AP AN AU AD PR PC PT TR TC TF'.split(' ');

test('of the hundred changes of state exactly the twelve published are allowed', () => {
  const pairs = ADESIONE_STATES.flatMap((from) => ADESIONE_STATES.map((to) => [from, to] as const));
  expect(pairs.filter(([from, to]) => mayFollow(from, to)).map((pair) => pair.join(''))).toEqual(
    expect.arrayContaining(ALLOWED),
  );
  expect(pairs.filter(([from, to]) => mayFollow(from, to))).toHaveLength(ALLOWED.length);
  expect(ADESIONE_STATES.filter((state) => nextStates(state).length === 0).join('')).toBe('CDFNRUX');
});

const told = (event: PastRecord['event'], canonical: object): PastRecord => ({
  messageId: '',
  record: 'adesione',
  event,
  canonical,
});
const key = { codiceFiscale: 'VLNGRT01C54F952B', dataAdesione: '2025-02-17', regione: '13' };
const TODAY = '2025-06-01';
const rules = (value: object, past: PastRecord[]) =>
  adesioneHistory.findings(value, past, TODAY).map(({ rule }) => rule);

describe('a state against what is known of the adesione', () => {
  const joined = told('invio', key);
  it('warns of what cannot follow, naming what can, and cites its source', () => {
    const [finding] = adesioneHistory.findings({ ...key, stato: 'T' }, [joined], TODAY);
    expect(finding).toMatchObject({ path: 'stato', rule: 'adesione.life-cycle', severity: 'warning' });
    expect(finding?.message).toContain('X, C, P, N, U, D');
    expect(finding?.source).toContain('setStatoAdesioneYG');
  });
  it('says nothing of what can follow, and of an adesione it has never seen', () => {
    expect(rules({ ...key, stato: 'P' }, [joined])).toEqual([]);
    expect(rules({ ...key, stato: 'T' }, [])).toEqual([]);
    expect(rules({ ...key, dataAdesione: '2025-02-18', stato: 'T' }, [joined])).toEqual([]);
    expect(rules({ ...key, regione: '12', stato: 'T' }, [joined])).toEqual([]);
  });
  it('counts the newest state, whoever told it, and an adesione whose region was not said', () => {
    const taken = told('notifica', { ...key, stato: 'P', dataStato: '2025-03-01T00:00:00' });
    const closed = told('variazione', { ...key, stato: 'C' });
    expect(rules({ ...key, stato: 'T' }, [taken, joined])).toEqual([]);
    expect(rules({ ...key, stato: 'T' }, [closed, taken, joined])).toEqual(['adesione.life-cycle']);
    expect(rules({ ...key, stato: 'T' }, [told('invio', { ...key, regione: undefined })])).toEqual([
      'adesione.life-cycle',
    ]);
  });
  it('takes the nation’s notice of a state that it already knows, but not a second telling of it', () => {
    const taken = told('variazione', { ...key, stato: 'P' });
    expect(rules({ ...key, stato: 'P', dataStato: '2025-03-01T10:00:00' }, [taken])).toEqual([]);
    expect(rules({ ...key, stato: 'P' }, [taken])).toEqual(['adesione.life-cycle']);
  });
  it('is looked at for a state that is told, and only then', async () => {
    const past = async () => [joined];
    expect((await checkHistory('adesione', 'variazione', { ...key, stato: 'T' }, past)).findings).toHaveLength(1);
    expect(
      (await checkHistory('adesione', 'notifica', { ...key, stato: 'T', dataStato: 'x' }, past)).findings,
    ).toHaveLength(1);
    expect((await checkHistory('adesione', 'invio', key, past)).findings).toHaveLength(0);
  });
});

const policy = (tipoAttivita: string, evento?: string, progetto = '02') => ({
  tipoAttivita,
  progetto,
  ...(evento === undefined ? {} : { ultimoEvento: { evento, data: '2025-03-01' } }),
});
const sap = (...politicheAttive: object[]): PastRecord => ({
  messageId: '',
  record: 'sap',
  event: 'invio',
  canonical: { politicheAttive },
});

describe('a state against the policies of the programme', () => {
  const [done, refusedA02] = [policy('A02', '10'), policy('A02', '04')];
  test.each([
    ['A', [], [done]],
    ['D', [policy('B01', '10', '01')], [policy('B01', '02')]],
    ['N', [policy('A01', '10')], [policy('C06', '01')]],
    ['U', [policy('B01', '08')], [refusedA02]],
    ['X', [refusedA02], [refusedA02, policy('B01', '01')]],
    ['P', [done, policy('B01', '01')], [done, policy('B01', '02')]],
    ['T', [done, policy('B01', '02')], [done, policy('B01', '01')]],
    ['R', [done, policy('B01', '05')], [done, policy('B01', '05'), policy('C06', '02')]],
    ['F', [done, policy('B01', '10')], [done, policy('B01', '10'), policy('C06', '01')]],
  ] as const)('%s', (stato, going, notGoing) => {
    expect(policyFindings(stato, [sap(...going)])).toEqual([]);
    expect(policyFindings(stato, [sap(...notGoing)])).toMatchObject([
      { rule: 'adesione.policies', severity: 'warning' },
    ]);
  });
  it('allows leftovers under C, and says nothing without a SAP that lists policies', () => {
    expect(policyFindings('C', [sap(done, policy('B01', '02'))])).toEqual([]);
    expect(policyFindings('F', [{ ...sap(), canonical: {} }])).toEqual([]);
  });
  it('does not hold a policy without an event against the state', () => {
    expect(policyFindings('T', [sap(done, policy('B01'))])).toEqual([]);
    expect(policyFindings('P', [sap(policy('A02'))])).toEqual([]);
  });
  it('looks at the newest SAP alone', () => {
    expect(policyFindings('A', [sap(), sap(done)])).toEqual([]);
  });
});
