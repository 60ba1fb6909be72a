import { expect, it } from 'vitest';
import { type Answer, doubtOf, type Failed, type Outbound } from '../../src/adapters/adapter.js';
import { subjectOf } from '../../src/canonical/check.js';
import { questionFor } from '../../src/contract/servizicoap.js';
import { hasErrors } from '../../src/foundation/finding.js';
import { type KnownSide, NotSupported, type PerSide } from './expected.js';
import {
  ARRIVED,
  ASKED,
  EVENTS_SENT,
  IDENTIFIED,
  type LookedFor,
  PROBED,
  PULLED,
  REPEATED,
  SENDING,
  type Sent,
  WITHDRAWN,
} from './wire-cases.js';
import {
  aboutSap,
  FIRST_SAP,
  MOVED_SAP,
  RECORD_OF,
  STRANGER,
  startWorld,
  strangersSap,
  type Trouble,
  type World,
} from './world.js';

type Work = (world: World) => Promise<void>;

const never = new AbortController().signal;

/** A test in a world of its own. */
function test(name: KnownSide, title: string, work: Work, trouble: Trouble = 'none'): void {
  it(title, async () => {
    const world = await startWorld(name, trouble);
    try {
      await work(world);
    } finally {
      await world.close();
    }
  });
}

/** A test with what is expected of the side; `absent` shows that a side without an expectation has no such ability. */
function expecting<T>(
  name: KnownSide,
  title: string,
  perSide: PerSide<T>,
  { trouble, absent, work }: { trouble?: Trouble; absent: Work; work: (world: World, wanted: T) => Promise<void> },
): void {
  const wanted = perSide[name];
  if (wanted instanceof NotSupported) test(name, `${title}: not supported, ${wanted.reason}`, absent);
  else test(name, title, (world) => work(world, wanted), trouble);
}

async function strike({ sandbox }: World, trouble: Trouble): Promise<void> {
  if (trouble === 'away') await sandbox.close();
  else if (trouble !== 'wrong account') sandbox.setFault(trouble);
}

function asSent(answer: Answer, { sandbox }: World): Sent {
  const effects = sandbox.state.effects.length;
  if (answer.outcome !== 'failed') return { outcome: answer.outcome, codice: answer.esito.codice, effects };
  const { outcome, reason, ambiguous, retryAfterSeconds } = answer;
  return {
    outcome,
    reason,
    ambiguous,
    effects,
    ...(retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds }),
  };
}

const outcomeOf = (answer: { readonly outcome: string } | Failed): string =>
  'reason' in answer ? `failed: ${answer.reason}` : answer.outcome;

/** A detail is for the log and for operators: it tells something, and it names nobody. */
function tellsNothingPersonal(answer: object, { known }: World): void {
  const { detail } = answer as { detail?: string };
  if (!('detail' in answer)) return;
  expect(detail).toMatch(/\S/);
  for (const one of [known, STRANGER]) expect(detail).not.toContain(one.codiceFiscale);
}

/** The tests of one side's adapter against the simulated side. */
export function wireTests(name: KnownSide): void {
  capabilityTests(name);
  sendingTests(name);
  arrivedTests(name);
  pullingTests(name);
  identifyingTests(name);
  askingTests(name);
  probingTests(name);
}

function capabilityTests(name: KnownSide): void {
  test(name, 'can do what it says, and says what it can do', async ({ adapter }) => {
    const { capabilities } = adapter;
    expect(adapter.side).toBe(name);
    expect(adapter.arrived !== undefined).toBe(Object.values(capabilities.inDoubt).includes('ask'));
    expect(adapter.pull !== undefined).toBe(capabilities.pull);
    expect(adapter.ask !== undefined).toBe(capabilities.operations.length > 0);
    expect(capabilities.largestBody).toBeGreaterThan(64 * 1024);
  });
  test(name, 'asks how to merge only when it merges', async ({ adapter, side }) => {
    let merged = false;
    const sap = strangersSap(side, FIRST_SAP, () => {
      merged = true;
    });
    await adapter.send(sap, never);
    expect(merged).toBe(adapter.capabilities.readMergeWrite.includes('sap'));
  });
}

/** Sends the stranger's first SAP to a side that is struck at its first call, or only when it is written to. */
async function sendUnder(world: World, trouble: Trouble, at: 'the first call' | 'the writing call'): Promise<Answer> {
  const later = at === 'the writing call' && world.adapter.capabilities.readMergeWrite.includes('sap');
  if (!later) await strike(world, trouble);
  const sap = strangersSap(world.side, FIRST_SAP, () => {
    if (later) void strike(world, trouble);
  });
  return world.adapter.send(sap, never);
}

function sendingTests(name: KnownSide): void {
  for (const { title, fault, at, expected } of SENDING)
    expecting(name, `sends to a side that ${title}, at ${at}`, expected, {
      trouble: fault,
      absent: async ({ adapter }) => expect(adapter.capabilities.readMergeWrite).toEqual([]),
      async work(world, wanted) {
        const answer = await sendUnder(world, fault, at);
        expect(asSent(answer, world)).toEqual(wanted);
        tellsNothingPersonal(answer, world);
      },
    });
  expecting(name, 'sends the same document again', REPEATED, {
    absent: async () => expect.unreachable('every side gets documents'),
    async work(world, wanted) {
      await world.adapter.send(strangersSap(world.side), never);
      expect(asSent(await world.adapter.send(strangersSap(world.side), never), world)).toEqual(wanted);
    },
  });
  for (const { event, about, expected } of EVENTS_SENT)
    expecting(name, `sends ${event} about somebody ${about}`, expected, {
      absent: async () => expect.unreachable('every side hears of events'),
      async work(world, wanted) {
        const sap = aboutSap(world.side, event, about === 'known' ? world.known : STRANGER);
        expect(asSent(await world.adapter.send(sap, never), world)).toEqual(wanted);
      },
    });
  test(name, 'gives up at once, without a rejection, when it is cancelled before it begins', async (world) => {
    const answer = await world.adapter.send(strangersSap(world.side), AbortSignal.abort());
    expect(asSent(answer, world)).toEqual({ outcome: 'failed', reason: 'timeout', ambiguous: false, effects: 0 });
    expect(world.sandbox.state.calls).toEqual({});
  });
}

function arrivedTests(name: KnownSide): void {
  for (const { title, fault, afterwards, lookedFor, expected } of ARRIVED)
    expecting(name, `asks whether a document arrived, ${title}`, expected, {
      absent: async (world) => {
        const { adapter } = world;
        expect(adapter.arrived).toBeUndefined();
        expect(doubtOf(adapter.capabilities.inDoubt, strangersSap(world.side))).toBe('repeat');
      },
      async work(world, wanted) {
        await sendUnder(world, fault, 'the writing call');
        world.sandbox.setFault('none');
        const document = await documentToLookFor(world, lookedFor);
        await strike(world, afterwards);
        const answer = await world.adapter.arrived?.(document, never);
        expect(answer?.outcome ?? 'not there').toBe(wanted);
        if (answer?.outcome === 'acknowledged' && document.record === 'sap')
          expect(answer.esito.identificativoSap).toMatch(/^[A-Z]{2}\d{8}[A-Z]$/);
      },
    });
  expecting(name, 'asks whether a withdrawal arrived', WITHDRAWN, {
    absent: async ({ adapter, side }) =>
      expect(adapter.arrived === undefined || side.writing('sap', 'annullamento') === undefined).toBe(true),
    async work(world) {
      const withdrawal = aboutSap(world.side, 'annullamento', world.known);
      expect(await world.adapter.arrived?.(withdrawal, never)).toBeUndefined();
      await world.adapter.send(withdrawal, never);
      expect(await world.adapter.arrived?.(withdrawal, never)).toMatchObject({ outcome: 'acknowledged' });
    },
  });
}

async function documentToLookFor({ adapter, side }: World, lookedFor: LookedFor): Promise<Outbound> {
  if (lookedFor === 'what was sent') return strangersSap(side);
  if (lookedFor === 'another address') return strangersSap(side, MOVED_SAP);
  const identificativoSap = await adapter.identify?.(STRANGER.codiceFiscale, never);
  const invio = { ...FIRST_SAP.invio, identificativoSap: String(identificativoSap), tipoVariazione: '02' };
  return strangersSap(side, { ...FIRST_SAP, invio });
}

function pullingTests(name: KnownSide): void {
  for (const { about, fault, expected } of PULLED)
    expecting(name, `fetches the record of somebody ${about}, fault ${fault}`, expected, {
      trouble: fault,
      absent: async ({ adapter }) => expect(adapter.pull).toBeUndefined(),
      async work(world, wanted) {
        const { codiceFiscale } = about === 'known' ? world.known : STRANGER;
        await strike(world, fault);
        const answer = await world.adapter.pull?.(RECORD_OF[name], about === 'nobody' ? {} : { codiceFiscale }, never);
        if (answer === undefined) return expect.unreachable('it says that it can be asked');
        expect(outcomeOf(answer)).toBe(wanted);
        tellsNothingPersonal(answer, world);
        expect(world.sandbox.state.effects).toEqual([]);
        if (answer.outcome === 'found') readable(world, answer.documents, codiceFiscale);
      },
    });
}

function readable(
  { side }: World,
  documents: readonly Pick<Outbound, 'record' | 'event' | 'body'>[],
  of: string,
): void {
  expect(documents).toHaveLength(1);
  for (const { record, event, body } of documents) {
    const read = side.receive(record, event, body, { mode: 'lenient' });
    expect(hasErrors(read.findings)).toBe(false);
    expect(subjectOf(read.canonical).codiceFiscale).toBe(of);
  }
}

function identifyingTests(name: KnownSide): void {
  for (const { about, fault, expected } of IDENTIFIED)
    expecting(name, `finds its own id of somebody ${about}, fault ${fault}`, expected, {
      absent: async ({ adapter }) => expect(adapter.identify).toBeUndefined(),
      async work(world, wanted) {
        await strike(world, fault);
        const { codiceFiscale, identificativoSap } = about === 'known' ? world.known : STRANGER;
        const id = await world.adapter.identify?.(codiceFiscale, never);
        if (wanted === 'an id') expect(id).toBe(identificativoSap);
        else if (wanted === 'none') expect(id).toBeUndefined();
        else expect(outcomeOf(id as Failed)).toBe(wanted);
      },
    });
}

function askingTests(name: KnownSide): void {
  const operations = ASKED[name];
  if (operations instanceof NotSupported) {
    test(name, `is asked nothing: not supported, ${operations.reason}`, async ({ adapter }) => {
      expect(adapter.capabilities.operations).toEqual([]);
    });
    return;
  }
  test(name, 'is asked exactly the operations that are known here', async ({ adapter }) => {
    expect([...adapter.capabilities.operations].sort()).toEqual(Object.keys(operations).sort());
  });
  for (const [operation, { about, answers }] of Object.entries(operations)) {
    const ask = ({ adapter, known }: World) => {
      const key = { id: known.identificativoSap, 'codice fiscale': known.codiceFiscale, nothing: '' }[about];
      return adapter.ask?.(operation, questionFor(operation as Parameters<typeof questionFor>[0], key), never);
    };
    test(name, `is asked ${operation}, and answers every field`, async (world) => {
      const answer = await ask(world);
      expect(answer).toMatchObject({ outcome: 'answered' });
      expect(Object.keys((answer as { fields: object }).fields)).toEqual(answers);
    });
    test(name, `is asked ${operation} while it is away`, async (world) => {
      await strike(world, 'away');
      expect(outcomeOf((await ask(world)) as Failed)).toBe('failed: unreachable');
    });
  }
}

function probingTests(name: KnownSide): void {
  for (const { fault, expected } of PROBED)
    expecting(name, `is probed, fault ${fault}`, expected, {
      trouble: fault,
      absent: async () => expect.unreachable('every side can be probed'),
      async work(world, wanted) {
        await strike(world, fault);
        const results = await world.adapter.probe(never);
        expect(results.length).toBeGreaterThan(0);
        expect(results.every(({ ok }) => ok)).toBe(wanted);
        expect(world.sandbox.state.effects).toEqual([]);
        for (const { what, ok, detail, mend } of results) {
          expect(what).toContain(name === 'silp' ? 'SILP' : name);
          expect(detail).toMatch(/\S/);
          if (!ok) expect(mend).toMatch(/\S/);
        }
      },
    });
}
