/** What each side must do over HTTP: sending, asking back, fetching, asking, probing. */
import type { EventName } from '../../src/foundation/names.js';
import type { Fault } from '../../src/sandbox/index.js';
import { everySide, notSupported, type PerSide } from './expected.js';
import type { Trouble } from './world.js';

/** What became of one attempt to deliver a new SAP, and how many changes the side then counts. */
export type Sent = { readonly effects: number } & (
  | { readonly outcome: 'acknowledged' | 'refused'; readonly codice: string }
  | { readonly outcome: 'failed'; readonly reason: string; readonly ambiguous: boolean; readonly retryAfter?: number }
);

const acknowledged = (codice: string, effects = 1): Sent => ({ outcome: 'acknowledged', codice, effects });
const refused = (codice: string, effects = 0): Sent => ({ outcome: 'refused', codice, effects });
/** Nothing can have happened: the attempt may be repeated at once. */
const failed = (reason: string): Sent => ({ outcome: 'failed', reason, ambiguous: false, effects: 0 });
/** Something may have happened; `effects` says whether it has. */
const unclear = (reason: string, effects: number): Sent => ({ outcome: 'failed', reason, ambiguous: true, effects });

const ONE_CALL = notSupported('its only call is the one that writes');
const ONE_CALL_ELSEWHERE = {
  anpal: ONE_CALL,
  inps: ONE_CALL,
  miattivo: ONE_CALL,
  'toscana-lavoro': ONE_CALL,
  'lavoro-per-te': ONE_CALL,
};

interface SendCase {
  readonly title: string;
  readonly fault: Trouble;
  /** Which call the fault strikes first; a side that is read before it is written can be struck while it is read. */
  readonly at: 'the first call' | 'the writing call';
  readonly expected: PerSide<Sent>;
}

export const SENDING: readonly SendCase[] = [
  {
    title: 'is well',
    fault: 'none',
    at: 'the writing call',
    expected: {
      anpal: acknowledged('OK'),
      silp: acknowledged('OK'),
      inps: acknowledged('I000'),
      miattivo: acknowledged('M000'),
      'toscana-lavoro': acknowledged('T000'),
      'lavoro-per-te': acknowledged('00'),
    },
  },
  {
    title: 'does not listen',
    fault: 'away',
    at: 'the first call',
    expected: everySide(failed('unreachable')),
  },
  {
    title: 'does not let us in',
    fault: 'wrong account',
    at: 'the first call',
    expected: everySide(failed('not-admitted')),
  },
  ...struck('cuts the connection before it has read anything', 'down', {
    // Seen from here, a connection that was cut says nothing about how far the request came.
    writing: everySide(unclear('unreachable', 0)),
    reading: { ...ONE_CALL_ELSEWHERE, silp: failed('unreachable') },
  }),
  ...struck('takes longer than the timeout', 'slow', {
    writing: everySide(unclear('timeout', 1)),
    reading: { ...ONE_CALL_ELSEWHERE, silp: failed('timeout') },
  }),
  ...struck('is hidden by a proxy that answers in HTML', 'garbage', {
    writing: everySide(unclear('garbled-answer', 0)),
    reading: { ...ONE_CALL_ELSEWHERE, silp: failed('garbled-answer') },
  }),
  ...struck('cuts the connection in the middle of its answer', 'half', {
    writing: everySide(unclear('unreachable', 1)),
    reading: { ...ONE_CALL_ELSEWHERE, silp: failed('unreachable') },
  }),
  ...struck('cuts the connection instead of answering', 'silent', {
    writing: everySide(unclear('unreachable', 1)),
    reading: { ...ONE_CALL_ELSEWHERE, silp: failed('unreachable') },
  }),
  ...struck('refuses by its own rules', 'ko', {
    writing: {
      anpal: refused('KO'),
      silp: refused('SBX-99'),
      inps: refused('I999'),
      miattivo: refused('M999'),
      'toscana-lavoro': refused('T999'),
      'lavoro-per-te': refused('19'),
    },
    reading: { ...ONE_CALL_ELSEWHERE, silp: refused('SBX-99') },
  }),
  ...struck('has reached its call limit', 'x001', {
    writing: {
      anpal: { outcome: 'failed', reason: 'call-limit', ambiguous: false, retryAfter: 30, effects: 0 },
      // The limit is the national node's, and writing a file does not need the node.
      silp: acknowledged('OK'),
      inps: { outcome: 'failed', reason: 'call-limit', ambiguous: false, retryAfter: 1, effects: 0 },
      miattivo: { outcome: 'failed', reason: 'call-limit', ambiguous: false, retryAfter: 1, effects: 0 },
      'toscana-lavoro': { outcome: 'failed', reason: 'call-limit', ambiguous: false, retryAfter: 1, effects: 0 },
      'lavoro-per-te': acknowledged('00'),
    },
    reading: { ...ONE_CALL_ELSEWHERE, silp: acknowledged('OK') },
  }),
];

function struck(
  title: string,
  fault: Fault,
  { writing, reading }: { readonly writing: PerSide<Sent>; readonly reading: PerSide<Sent> },
): SendCase[] {
  return [
    { title, fault, at: 'the writing call', expected: writing },
    { title, fault, at: 'the first call', expected: reading },
  ];
}

/** A document that arrives a second time, its first answer being known. */
export const REPEATED: PerSide<Sent> = {
  // The node has the person already, and a first sending without id is against its rules.
  anpal: refused('KO', 1),
  silp: acknowledged('INVARIATO', 1),
  // The same key gets the first one's answer.
  inps: acknowledged('I000', 1),
  miattivo: acknowledged('M000', 1),
  'toscana-lavoro': acknowledged('T000', 1),
  'lavoro-per-te': refused('15', 1),
};

interface EventCase {
  readonly event: EventName;
  /** A person whom the side knows, or the one whom none knows. */
  readonly about: 'known' | 'unknown';
  readonly expected: PerSide<Sent>;
}

const NOT_TAKEN = refused('NON-PREVISTO');

export const EVENTS_SENT: readonly EventCase[] = [
  {
    event: 'annullamento',
    about: 'known',
    expected: {
      anpal: acknowledged('OK'),
      silp: acknowledged('OK', 0),
      inps: NOT_TAKEN,
      miattivo: NOT_TAKEN,
      'toscana-lavoro': NOT_TAKEN,
      'lavoro-per-te': NOT_TAKEN,
    },
  },
  {
    event: 'annullamento',
    about: 'unknown',
    expected: {
      anpal: refused('KO'),
      silp: refused('E0004'),
      inps: NOT_TAKEN,
      miattivo: NOT_TAKEN,
      'toscana-lavoro': NOT_TAKEN,
      'lavoro-per-te': NOT_TAKEN,
    },
  },
  {
    event: 'notifica',
    about: 'known',
    expected: {
      anpal: NOT_TAKEN,
      silp: acknowledged('OK', 0),
      inps: NOT_TAKEN,
      miattivo: NOT_TAKEN,
      'toscana-lavoro': acknowledged('T000'),
      'lavoro-per-te': acknowledged('101'),
    },
  },
  {
    event: 'notifica',
    about: 'unknown',
    expected: {
      anpal: NOT_TAKEN,
      silp: refused('E0004'),
      inps: NOT_TAKEN,
      miattivo: NOT_TAKEN,
      'toscana-lavoro': refused('T106'),
      'lavoro-per-te': acknowledged('101'),
    },
  },
];

const NO_ARRIVED = notSupported('repeating a merge has no second effect, so nothing needs to be asked');

const NO_ARRIVED_KEY = notSupported('a document with the same key, or the same communication id, has no second effect');

/** What is looked for after a lost answer: the document sent, the same as it is written for a retry, or another one. */
export type LookedFor = 'what was sent' | 'what was sent, with the id given since' | 'another address';

/** Whether a document whose answer was lost is there. */
export const ARRIVED: readonly {
  readonly title: string;
  readonly fault: Fault;
  readonly afterwards: Trouble;
  readonly lookedFor: LookedFor;
  readonly expected: PerSide<'acknowledged' | 'not there' | 'failed'>;
}[] = [
  arrived('after it had its effect', 'silent', 'none', 'what was sent', 'acknowledged'),
  arrived('after half an answer', 'half', 'none', 'what was sent', 'acknowledged'),
  // A retry asks the side for its id first, and the person has one by now.
  arrived('when its retry is an update', 'silent', 'none', 'what was sent, with the id given since', 'acknowledged'),
  arrived('when the side holds another one', 'silent', 'none', 'another address', 'not there'),
  arrived('after it had no effect', 'down', 'none', 'what was sent', 'not there'),
  // The limit is the nation’s, and does not strike a region’s own systems.
  arrived('at the call limit', 'silent', 'x001', 'what was sent', 'failed', 'acknowledged'),
  arrived('while the side is away', 'silent', 'away', 'what was sent', 'failed'),
  arrived('while the answer is garbage', 'silent', 'garbage', 'what was sent', 'failed'),
];

/** Whether a withdrawal whose answer was lost is there. */
export const WITHDRAWN: PerSide<'asked'> = {
  anpal: 'asked',
  silp: NO_ARRIVED,
  inps: NO_ARRIVED_KEY,
  'lavoro-per-te': notSupported('a SAP is withdrawn at the national node'),
  miattivo: NO_ARRIVED_KEY,
  'toscana-lavoro': NO_ARRIVED_KEY,
};

function arrived(
  title: string,
  fault: Fault,
  afterwards: Trouble,
  lookedFor: LookedFor,
  anpal: 'acknowledged' | 'not there' | 'failed',
  region = anpal,
): (typeof ARRIVED)[number] {
  return {
    title,
    fault,
    afterwards,
    lookedFor,
    expected: {
      anpal,
      silp: NO_ARRIVED,
      inps: NO_ARRIVED_KEY,
      miattivo: NO_ARRIVED_KEY,
      'toscana-lavoro': NO_ARRIVED_KEY,
      'lavoro-per-te': region,
    },
  };
}

const NO_PULL = notSupported('what it can be asked is a question of its service; it gives no record');
const NO_PULL_THERE = { miattivo: NO_PULL, 'toscana-lavoro': NO_PULL, 'lavoro-per-te': NO_PULL };

/** Fetching the present record of a person. */
export const PULLED: readonly {
  readonly about: 'known' | 'unknown' | 'nobody';
  readonly fault: Trouble;
  readonly expected: PerSide<'found' | 'absent' | 'refused' | string>;
}[] = [
  {
    about: 'known',
    fault: 'none',
    expected: { ...NO_PULL_THERE, anpal: 'found', silp: 'found', inps: 'found' },
  },
  {
    about: 'unknown',
    fault: 'none',
    expected: { ...NO_PULL_THERE, anpal: 'absent', silp: 'absent', inps: 'absent' },
  },
  {
    about: 'nobody',
    fault: 'none',
    expected: { ...NO_PULL_THERE, anpal: 'absent', silp: 'absent', inps: 'absent' },
  },
  {
    about: 'known',
    fault: 'away',
    expected: {
      ...NO_PULL_THERE,
      anpal: 'failed: unreachable',
      silp: 'failed: unreachable',
      inps: 'failed: unreachable',
    },
  },
  {
    about: 'known',
    fault: 'wrong account',
    expected: {
      ...NO_PULL_THERE,
      anpal: 'failed: not-admitted',
      silp: 'failed: not-admitted',
      inps: 'failed: not-admitted',
    },
  },
  {
    about: 'known',
    fault: 'down',
    expected: {
      ...NO_PULL_THERE,
      anpal: 'failed: unreachable',
      silp: 'failed: unreachable',
      inps: 'failed: unreachable',
    },
  },
  {
    about: 'known',
    fault: 'slow',
    expected: { ...NO_PULL_THERE, anpal: 'failed: timeout', silp: 'failed: timeout', inps: 'failed: timeout' },
  },
  {
    about: 'known',
    fault: 'garbage',
    expected: {
      ...NO_PULL_THERE,
      anpal: 'failed: garbled-answer',
      silp: 'failed: garbled-answer',
      inps: 'failed: garbled-answer',
    },
  },
  {
    about: 'known',
    fault: 'half',
    expected: {
      ...NO_PULL_THERE,
      anpal: 'failed: unreachable',
      silp: 'failed: unreachable',
      inps: 'failed: unreachable',
    },
  },
  {
    about: 'known',
    fault: 'x001',
    expected: { ...NO_PULL_THERE, anpal: 'failed: call-limit', silp: 'found', inps: 'failed: call-limit' },
  },
  // Questions have no form of refusal at the national node.
  {
    about: 'known',
    fault: 'ko',
    expected: { ...NO_PULL_THERE, anpal: 'found', silp: 'refused', inps: 'refused' },
  },
];

const NO_IDS = notSupported('it finds a person by codice fiscale and gives no id of its own to a SAP');
const NO_IDS_ELSEWHERE = {
  silp: NO_IDS,
  inps: NO_IDS,
  miattivo: NO_IDS,
  'toscana-lavoro': NO_IDS,
  'lavoro-per-te': NO_IDS,
};

/** The side's own id of a person's record. */
export const IDENTIFIED: readonly {
  readonly about: 'known' | 'unknown';
  readonly fault: Trouble;
  readonly expected: PerSide<'an id' | 'none' | string>;
}[] = [
  {
    about: 'known',
    fault: 'none',
    expected: { ...NO_IDS_ELSEWHERE, anpal: 'an id' },
  },
  {
    about: 'unknown',
    fault: 'none',
    expected: { ...NO_IDS_ELSEWHERE, anpal: 'none' },
  },
  {
    about: 'known',
    fault: 'x001',
    expected: { ...NO_IDS_ELSEWHERE, anpal: 'failed: call-limit' },
  },
  {
    about: 'known',
    fault: 'away',
    expected: { ...NO_IDS_ELSEWHERE, anpal: 'failed: unreachable' },
  },
];

/** Operations that are asked and answered at once: what the question is about, and the fields of the answer. */
export const ASKED: PerSide<
  Readonly<Record<string, { readonly about: 'id' | 'codice fiscale' | 'nothing'; readonly answers: readonly string[] }>>
> = {
  anpal: {
    richiestaSAP: { about: 'id', answers: ['SAP'] },
    verificaEsistenzaSAP: { about: 'codice fiscale', answers: ['CodiceSAP'] },
    richiestaCodSAPRegTitolare: { about: 'codice fiscale', answers: ['CodiceSAP', 'CodiceRegione'] },
    recuperaListaSAPNonAttive: { about: 'nothing', answers: ['SAPs'] },
    richiestaSAP_N00_A02: { about: 'codice fiscale', answers: ['DID'] },
  },
  silp: notSupported('what it can be asked is asked by the adapter itself; callers ask the national node'),
  inps: notSupported('its questions are documents of a described service, or a pull'),
  miattivo: notSupported('its questions are documents of a described service'),
  'toscana-lavoro': notSupported('its questions are documents of a described service'),
  'lavoro-per-te': notSupported('its questions are documents of a described service'),
};

/** Whether the doctor finds the side there. */
export const PROBED: readonly {
  readonly fault: Trouble;
  readonly expected: PerSide<boolean>;
}[] = [
  {
    fault: 'none',
    expected: everySide(true),
  },
  {
    fault: 'ko',
    expected: everySide(true),
  },
  {
    fault: 'x001',
    expected: everySide(true),
  },
  {
    fault: 'away',
    expected: everySide(false),
  },
  {
    fault: 'wrong account',
    expected: everySide(false),
  },
  {
    fault: 'down',
    expected: everySide(false),
  },
  {
    fault: 'slow',
    expected: everySide(false),
  },
  {
    fault: 'garbage',
    expected: everySide(false),
  },
  {
    fault: 'silent',
    expected: everySide(false),
  },
];
