/**
 * Everything that is delivered to a side through one of its services, against every fault of the wire: the adapter must say
 * what became of it in the same words for each service, or a delivery would be repeated that must not be, or lost.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Adapter, Outbound } from '../../src/adapters/adapter.js';
import type { Fixture } from '../../src/contract/fixtures.js';
import type { EventName, RecordName } from '../../src/foundation/names.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { type Fault, startSandbox } from '../../src/sandbox/index.js';
import { buildSides, type Side } from '../../src/sides.js';
import { fixturesOf } from '../support/fixtures.js';
import { defaultRoutes } from '../support/routes.js';

const SERVED = ['anpal', 'inps', 'silp', 'lavoro-per-te', 'miattivo', 'toscana-lavoro'] as const;
type Served = (typeof SERVED)[number];

type Told = readonly (readonly [RecordName, EventName])[];

/** What the others are told by routes of their own; of ANPAL the default routes say it. */
const TOLD: Readonly<Record<Exclude<Served, 'anpal'>, Told>> = {
  inps: [
    ['did', 'esito'],
    ['patto', 'invio'],
    ['condizionalita', 'invio'],
    ['percettore', 'variazione'],
  ],
  // Beside the file of a worker.
  silp: [
    ['did', 'invio'],
    ['patto', 'invio'],
    ['profiling', 'invio'],
    ['percettore', 'invio'],
    ['adr', 'variazione'],
  ],
  // By the bus, by portal or SIL, and as the nation tells it.
  'lavoro-per-te': [
    ['sap', 'notifica'],
    ['did', 'invio'],
    ['patto', 'variazione'],
    ['patto', 'esito'],
    ['percettore', 'invio'],
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['adesione', 'invio'],
    ['adesione', 'notifica'],
  ],
  miattivo: [
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['patto', 'variazione'],
    ['registrazione', 'esito'],
  ],
  'toscana-lavoro': [
    ['did', 'invio'],
    ['patto', 'invio'],
    ['politica-attiva', 'invio'],
    ['appuntamento', 'invio'],
    ['appuntamento', 'annullamento'],
    ['sap', 'notifica'],
    ['sap', 'esito'],
  ],
};

/** A procedure of SILP begins with a reading call: when that is struck, nothing can have happened. */
const beginsByReading = ({ side, record }: Fixture): boolean => side === 'silp' && record !== 'percettore';

const spoken = buildSides(loadSettings({ env: {} }).settings);
const fixtures = fixturesOf();

/** A document of a record that the side takes, as the gateway writes it. */
function documentOf(side: Served, record: RecordName, event: EventName): Fixture | undefined {
  const form = (canonical: unknown) => spoken.get(side)?.writing(record, event, undefined, canonical)?.contract;
  return fixtures.find(
    (one) =>
      // A side may get a record in the form of another one.
      one.side === form(one.canonical)?.side &&
      one.record === record &&
      one.event === event &&
      one.direction !== 'in' &&
      one.expect === 'ok' &&
      one.revision === form(one.canonical)?.revision &&
      // Of the forms in which INPS speaks only ours is for what it is told.
      (side !== 'inps' || one.revision.startsWith('cpi-')),
  );
}

const delivered: readonly (readonly [title: string, side: Served, fixture: Fixture])[] = [
  ...defaultRoutes()
    .routes.filter(({ destinations, record }) => destinations.includes('anpal') && record !== 'sap')
    .flatMap(({ record, event }) =>
      (event === '*' ? (['invio', 'variazione', 'annullamento', 'esito'] as const) : event)
        .filter((one) => spoken.get('anpal')?.speaks(record, one))
        .map((one) => ['anpal', record, one] as const),
    ),
  ...(Object.entries(TOLD) as [Served, Told][]).flatMap(([side, told]) =>
    told.map(([record, event]) => [side, record, event] as const),
  ),
].map(([side, record, event]) => {
  const fixture = documentOf(side, record, event);
  if (fixture === undefined) throw new Error(`no fixture of ${side} ${record}/${event} can be sent`);
  return [`${side} ${record}/${event}`, side, fixture] as const;
});

/** What the wire does, and what an adapter may conclude from it. */
const FAULTS: readonly (readonly [fault: Fault, reason: string, nothingHappened: boolean])[] = [
  ['down', 'unreachable', true],
  ['slow', 'timeout', false],
  ['garbage', 'garbled-answer', true],
  ['half', 'unreachable', false],
  ['silent', 'unreachable', false],
];

interface Reached {
  readonly url: string;
  readonly servicesUrl?: string;
  readonly olderUrl?: string;
}

/** The account that the simulated SILP lets in; the others let anyone. */
const ACCOUNT = { username: 'silp', password: 'silp' };

/** The side with its adapter pointed at the simulated one; an answer is waited for so long. */
function sideAt(name: Served, { url, servicesUrl, olderUrl }: Reached, timeoutSeconds = 5): Side {
  const setting = (what: string): string => `RACCORDO_SIDES_${name.toUpperCase().replaceAll('-', '_')}_${what}`;
  const env = {
    [setting('URL')]: url,
    [setting('TIMEOUT_SECONDS')]: String(timeoutSeconds),
    ...(servicesUrl === undefined ? {} : { [setting('SERVICES_URL')]: servicesUrl }),
    ...(olderUrl === undefined
      ? {}
      : {
          [setting('OLDER_URL')]: olderUrl,
          [setting('ADR_SERVICE')]: '77',
          [setting('USERNAME')]: ACCOUNT.username,
          [setting('PASSWORD')]: ACCOUNT.password,
        }),
  };
  const side = buildSides(loadSettings({ env }).settings).get(name);
  if (side === undefined) throw new Error(`${name} is not spoken`);
  return side;
}

function codiceFiscaleOf(canonical: unknown): { readonly codiceFiscale?: string } {
  const { codiceFiscale } = (canonical ?? {}) as { readonly codiceFiscale?: string };
  return codiceFiscale === undefined ? {} : { codiceFiscale };
}

let sent = 0;

/** The document on its way, under a key of its own. */
function outbound({ side, record, event, revision, source, canonical }: Fixture): Outbound {
  sent += 1;
  const written = spoken.get(side)?.writing(record, event, revision)?.produce(canonical).body;
  return {
    record,
    event,
    revision,
    idempotencyKey: `018f2b7c-0000-7000-8000-${String(sent).padStart(12, '0')}`,
    attempt: 1,
    ...codiceFiscaleOf(canonical),
    body: written ?? source ?? Buffer.alloc(0),
    onto: () => ({ document: {}, changed: [] }),
  };
}

const never = (): AbortSignal => new AbortController().signal;

describe.each(SERVED)('what is delivered to %s', (name) => {
  let sandbox: Awaited<ReturnType<typeof startSandbox<Served>>>;
  let adapter: Adapter;
  /** For an answer that never comes. */
  let impatient: Adapter;
  beforeAll(async () => {
    sandbox = await startSandbox(name, { slowSeconds: 3600 });
    adapter = sideAt(name, sandbox).adapter as Adapter;
    impatient = sideAt(name, sandbox, 0.1).adapter as Adapter;
  });
  afterAll(async () => {
    await adapter.close();
    await impatient.close();
    await sandbox.close();
  });

  const mine = delivered.filter(([, one]) => one === name);

  it.each(mine)('%s gets an answer of the side', async (_title, _side, fixture) => {
    const answer = await adapter.send(outbound(fixture), never());
    expect(answer).toMatchObject({ outcome: expect.stringMatching(/^(acknowledged|refused)$/) });
  });

  describe.each(FAULTS)('while the wire is %s', (fault, reason, nothingHappened) => {
    it.each(mine)('%s may have arrived, and nobody is named', async (_title, _side, fixture) => {
      const before = sandbox.state.effects.length;
      sandbox.setFault(fault, { times: 1 });
      const answer = await (fault === 'slow' ? impatient : adapter).send(outbound(fixture), never());
      sandbox.setFault('none');
      expect(answer).toMatchObject({ outcome: 'failed', reason, ambiguous: !beginsByReading(fixture) });
      expect(sandbox.state.effects.length - before).toBeLessThanOrEqual(nothingHappened ? 0 : 1);
      expect(JSON.stringify(answer)).not.toMatch(/[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]/);
    });
  });
});

it.each(delivered)('%s is not sent to a side that is not there', async (_title, name, fixture) => {
  const sandbox = await startSandbox(name);
  await sandbox.close();
  const adapter = sideAt(name, sandbox).adapter as Adapter;
  const answer = await adapter.send(outbound(fixture), never());
  await adapter.close();
  expect(answer).toMatchObject({ outcome: 'failed', reason: 'unreachable', ambiguous: false });
});
