/** Every statement of production through EXPLAIN: none may read a whole table on the way of a record. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDeliveryId, newMessageId } from '../../src/foundation/ids.js';
import type { Database, Param, Sql } from '../../src/store/database.js';
import * as delivery from '../../src/store/queries/delivery.js';
import * as intake from '../../src/store/queries/intake.js';
import * as migrations from '../../src/store/queries/migrations.js';
import * as operators from '../../src/store/queries/operators.js';
import * as persons from '../../src/store/queries/persons.js';
import { GRANTS, PING } from '../../src/store/queries/ping.js';
import * as policyIds from '../../src/store/queries/policy-ids.js';
import * as processes from '../../src/store/queries/processes.js';
import * as reading from '../../src/store/queries/reading.js';
import * as selection from '../../src/store/queries/selection.js';
import * as trimming from '../../src/store/queries/trimming.js';
import { EACH_STORE, type OpenStore } from '../support/store.js';

const [id, other] = [newMessageId(), newDeliveryId()];
const digest = 'ab'.repeat(32);
const now = '2026-03-01T10:00:00Z';
const page = ['silp', 'sap', 'accepted', id, 10, 'invio', 'xsd.pattern', id, id, now, now];
const going = ['anpal', 'r1', 'unreachable'];
const acting = JSON.stringify({ id, run: id, actor: 'a', side: 'silp', action: 'cancel', target: {}, reason: 'x' });
const selected = [
  'anpal',
  'silp',
  'sap',
  'invio',
  'r1',
  'call-limit',
  now,
  now,
  `{${id}}`,
  'silp',
  true,
  true,
  true,
  true,
  '{}',
];
const columns = JSON.stringify([
  {
    n: 0,
    id,
    side: 'silp',
    record: 'sap',
    event: 'invio',
    revision: '1',
    channel: 'rest',
    content_type: 'x',
    body_digest: digest,
    body_at: 1,
    body_bytes: 1,
    dedupe_key: 'k',
    findings: [],
    report: [],
    subject: 's',
    codice_fiscale: 'c',
    identificativo_sap: 'i',
    canonical_at: 2,
    canonical_bytes: 1,
    version: '2026-03-01',
    late: 'park',
  },
]);
const deliveries = JSON.stringify([
  { n: 0, id: other, message_id: id, kind: 'record', destination: 'anpal', ordering_key: 'k' },
]);

/** Parameters for each statement, by its constant's name. */
const SAMPLES: Record<string, readonly Param[]> = {
  ACCEPT: [columns, Buffer.from('x1'), deliveries],
  FIND_ACCEPTED: ['silp', 'k'],
  QUARANTINE: [
    id,
    'silp',
    'sap',
    'invio',
    '1',
    'rest',
    'x',
    digest,
    1,
    'k',
    null,
    null,
    '[]',
    Buffer.from('x'),
    null,
    null,
  ],
  FIND_QUARANTINED: ['silp', 'k', digest],
  RELEASE: [
    id,
    'sap',
    'invio',
    '1',
    '[]',
    '[]',
    's',
    'c',
    'i',
    '{}',
    deliveries,
    'k',
    'full',
    null,
    '2026-03-01',
    'park',
  ],
  REQUARANTINE: [id, '[]'],
  FREE: [id],
  DUE: [10, 1000, '{"anpal"}', '{}'],
  NOTE_DISPATCHED: [`{${other}}`, '{1.5}'],
  CLAIM: [other, 60, other],
  CLOSE: [other, 1, 'pending', false, 'failed', '{}', 1000, true, 'c', 'i', deliveries.slice(1, -1)],
  REPLAY_MESSAGE: [id, 'anpal', acting],
  REPLAY_CHOSEN: [`{${other}}`, acting],
  HOLD: ['side', 'anpal', 'x', 'a', acting],
  END_HOLD: ['side', 'anpal', acting],
  RELEASED_NOW: ['side', 'anpal', 10],
  HOLDS: [],
  CANCEL: [`{${other}}`, `{${id}}`, acting],
  CONFIRM: [`{${other}}`, `{${id}}`, acting],
  JOINED_BY: [`{${other}}`, '["anpal"]'],
  NOTE_ACTION: [acting, '{}'],
  ACTIONS: ['cancel', 'a', id, 'silp', id, 10],
  COUNT_SELECTED: selected,
  CHOOSE: selected,
  MESSAGE: [id],
  PARTS_OF: [id],
  RAW_MESSAGE: [id],
  MESSAGES: page,
  MESSAGES_BY_DELIVERY: [...page, 'parked', ...going],
  MESSAGES_GOING: [...page, 'pending', ...going],
  DELIVERY: [other],
  DELIVERIES_OF: [id],
  TOLD_SINCE_MESSAGE: [id, 10, 5],
  HELD_BESIDE: [id, 'anpal'],
  RECORDS_OF: ['c', 'sap', 10],
  RECORDS_SEEN_BY: ['c', 'sap', 10, 'silp'],
  LATEST_SAP: ['i', 'anpal'],
  WHO_IS: ['i'],
  SAP_OF: ['c'],
  SIDES_OF: ['i'],
  OTHER_CODES: ['c'],
  OTHER_CODES_SEEN_BY: ['c', 'silp'],
  LOCK_PERSONS: [],
  JOIN: ['i', 'c', id],
  SEPARATE: [other],
  FORGET: [other],
  CONTESTED: ['i', 'c'],
  REGROUP: ['["c"]'],
  REORDER: ['["c"]'],
  GIVE_POLICY_ID: ['13', 'm|0'],
  GIVEN_POLICY_ID: ['13', 'm|0'],
  COUNT_MESSAGES: [],
  COUNT_DELIVERIES: [],
  BEAT: [id, 'all', 'here', 1, '1', 15, '{}'],
  PROCESSES: [],
  LEAVE: [id],
  BURY_OTHERS: [id],
  TAKE_LEASE: ['sweep', id, 5],
  PING: [],
  TRIM_MESSAGES: [10],
  LOCK_BODIES: [`["${digest}"]`],
  DROP_BODIES: [`["${digest}"]`],
  DROP_CANONICAL: [`{${id}}`],
  DROP_ANSWERS: [`{${id}}`],
  DROP_ATTEMPTS: [`{${id}}`],
};
/** They count everything there is, seldom, and are meant to; a lock has no plan; of processes and jobs there are few. */
const WHOLE_TABLE = new Set([
  'COUNT_MESSAGES',
  'COUNT_DELIVERIES',
  'LOCK_PERSONS',
  'BEAT',
  'PROCESSES',
  'LEAVE',
  'BURY_OTHERS',
]);

const statements = new Map<string, Sql>(
  Object.entries({
    ...intake,
    ...delivery,
    ...operators,
    ...persons,
    PING,
    ...policyIds,
    ...processes,
    ...reading,
    ...selection,
    ...trimming,
  }),
);

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Nodes that read a whole table: one by one, or through an index without any condition on what it is about. */
function wholeTableReads(plan: Plan): string[] {
  return nodesOf(plan)
    .filter((node) => {
      const type = node['Node Type'];
      if (type === 'Seq Scan') return true;
      const isPartial = /undispatched|dispatched|leased|unwelcome|quarantined|to_trim/.test(node['Index Name'] ?? '');
      return /^(Index|Bitmap Index)/.test(type) && node['Index Cond'] === undefined && !isPartial;
    })
    .map((node) => `${node['Node Type']} on ${node['Relation Name'] ?? node['Index Name']}`);
}

describe.each(EACH_STORE)('the plans of the $kind store', ({ kind, open }) => {
  let opened: OpenStore;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.end());

  const planOf = (database: Database, sql: Sql, params: readonly Param[]): Promise<Plan> =>
    database.transaction(async (query) => {
      // On empty tables reading everything is the cheapest: only where there is no other way may it be chosen.
      await query({ name: 'test-no-seqscan', text: 'set local enable_seqscan = off' });
      await query({ name: 'test-no-bitmap', text: 'set local enable_bitmapscan = off' });
      const [row] = await query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        { name: 'test-explain', text: `explain (format json) ${sql.text}` },
        params,
      );
      if (row === undefined) throw new Error('no plan');
      return row['QUERY PLAN'][0].Plan;
    });

  it('have a sample for every statement', () => {
    expect([...statements.keys()].sort()).toEqual(Object.keys(SAMPLES).sort());
    expect(Object.keys(migrations)).toHaveLength(5);
  });

  it.each([...statements.keys()].filter((name) => !WHOLE_TABLE.has(name)))('%s reads no whole table', async (name) => {
    const plan = await planOf(opened.database, statements.get(name) as Sql, SAMPLES[name] ?? []);
    expect(wholeTableReads(plan)).toEqual([]);
  });

  // The embedded store has one user only.
  const several = kind === 'postgres';
  if (several)
    it('need no right that readiness does not ask for', async () => {
      const granted = GRANTS.filter(([, rights]) => !rights.includes('usage')).map(
        ([name, rights]) => `grant ${rights.join(', ')} on ${name} to modest`,
      );
      const refused: string[] = [];
      await opened.database.transaction(async (query) => {
        const run = (text: string, params: readonly Param[] = []) => query({ name: 'test-rights', text }, params);
        for (const text of ['create role modest', ...granted, 'set local role modest']) await run(text);
        for (const [name, { text }] of statements) {
          await run('savepoint one');
          // A lock has no plan to be explained.
          const asked = text.startsWith('lock') ? run(text) : run(`explain ${text}`, SAMPLES[name] ?? []);
          await asked.catch(async (error: Error) => {
            refused.push(`${name}: ${error.message}`);
            await run('rollback to one');
          });
        }
        for (const text of ['reset role', 'drop owned by modest', 'drop role modest']) await run(text);
      });
      expect(refused).toEqual([]);
    });

  it('would be found out', async () => {
    const text = `select id from messages where channel = 'rest'`;
    expect(wholeTableReads(await planOf(opened.database, { name: 'test-scan', text }, []))).not.toEqual([]);
  });
});
