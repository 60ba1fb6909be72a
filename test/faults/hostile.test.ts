/** What wants to harm a reader of XML and JSON, through the doors of a running process: bounded in time and memory. And memory itself. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sapOf } from '../support/sap-document.js';
import { cdata, envelopeOf } from '../support/soap-call.js';
import { peakOf, residentOf } from './harness/memory.js';
import { MEMORY } from './harness/memory-scenarios.js';
import type { Random } from './harness/random.js';
import { faults, type Outcome } from './harness/scenario.js';
import { signedFiles } from './harness/signed-files.js';
import { inWorld, type World } from './harness/world.js';

/** What one message may take, on a machine that has other work: the tests in test/routes hold the doors to less. */
const MOST_MS = 10_000;
/** What all of them together may add to the memory of the process, in MB: bodies of some MB are read several at once. */
const MOST_MB = 500;

interface Message {
  readonly what: string;
  readonly path: string;
  readonly type: string;
  readonly body: string | Buffer;
}

const XML = 'application/xml';
const JSON_TYPE = 'application/json';
const PUSH_XML = '/rest/v1/sides/anpal/sap?event=invio';
const PUSH_JSON = '/rest/v1/sides/silp/sap?event=invio';
const SOAP = '/soap/v1/servizicoapSAP';
const MANY = 100_000;

const good = sapOf(1);
const entities = Array.from({ length: 20 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join('');

/** Documents that are XML, or almost; each goes in as itself, and in a SOAP message as text and as markup. */
const DOCUMENTS: Readonly<Record<string, string | Buffer>> = {
  'entities that multiply': good
    .replace('?>', `?><!DOCTYPE l [<!ENTITY e0 "aaaaaaaaaa">${entities}]>`)
    .replace('PAOLA', '&e20;'),
  'one large entity, used often': good
    .replace('?>', `?><!DOCTYPE l [<!ENTITY e "${'a'.repeat(MANY)}">]>`)
    .replace('PAOLA', '&e;'.repeat(1000)),
  'an entity of parameters from outside': good.replace(
    '?>',
    '?><!DOCTYPE l [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x">%x;]>',
  ),
  'references to characters by the million': good.replace('PAOLA', '&#65;'.repeat(1_000_000)),
  depth: `${'<a>'.repeat(MANY)}${'</a>'.repeat(MANY)}`,
  breadth: `<lavoratore>${'<a/>'.repeat(1_000_000)}</lavoratore>`,
  'a huge attribute': `<lavoratore x="${'y'.repeat(5_000_000)}"/>`,
  'attributes by the thousand': `<lavoratore ${Array.from({ length: 50_000 }, (_, n) => `a${n}=""`).join(' ')}/>`,
  'namespaces by the thousand': `<lavoratore ${Array.from({ length: 20_000 }, (_, n) => `xmlns:n${n}="urn:${n}"`).join(' ')}/>`,
  'a name of a megabyte': `<${'n'.repeat(1_000_000)}/>`,
  'a comment without end': good.replace('<nome>', `<!-- ${'-'.repeat(1_000_000)}`),
  'CDATA in pieces': good.replace('PAOLA', '<![CDATA[P]]>'.repeat(200_000)),
  'processing instructions': good.replace('<nome>', `${'<?x y?>'.repeat(200_000)}<nome>`),
  'UTF-16 without a mark': Buffer.from(good, 'utf16le'),
  'UTF-7 by its own word': good.replace('UTF-8', 'UTF-7'),
  'a mark of order in the middle': good.replace('PAOLA', 'PA\ufeffOLA'),
  'bytes that are no UTF-8': Buffer.concat([
    Buffer.from(good.slice(0, 500)),
    Buffer.alloc(1000, 0xc0),
    Buffer.from(good.slice(500)),
  ]),
  'no bytes but NUL': Buffer.alloc(100_000),
};

/**
 * Words in a SOAP message have its encoding, whatever they say of their own; bytes that can only be UTF-16 are read as such, with a
 * warning; and a mark of order is a character like others. No route takes a SAP that the nation sends, so nothing comes of them.
 */
const HARMLESS: ReadonlySet<string> = new Set([
  'UTF-7 by its own word, in SOAP',
  'UTF-16 without a mark',
  'a mark of order in the middle',
  'a mark of order in the middle, in SOAP',
]);

const TEXTS: Readonly<Record<string, string>> = {
  'depth of lists': '['.repeat(MANY) + ']'.repeat(MANY),
  'depth of objects': `${'{"a":'.repeat(MANY)}1${'}'.repeat(MANY)}`,
  'keys twice': `{${'"a":1,'.repeat(MANY)}"a":2}`,
  'keys by the hundred thousand': `{${Array.from({ length: MANY }, (_, n) => `"k${n}":${n}`).join(',')}}`,
  'keys of the language': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}',
  'a number of a megabyte': `{"a":${'9'.repeat(1_000_000)}}`,
  'numbers beyond all': '{"a":1e999999,"b":-1e999999,"c":1e-999999}',
  'half a surrogate': '{"codiceFiscale":"\\ud800"}',
  'NUL in words': '{"codiceFiscale":"\\u0000"}',
  'a text of five megabytes': `{"a":"${'x'.repeat(5_000_000)}"}`,
};

function corpus(): readonly Message[] {
  const soap = (what: string, body: string): Message => ({
    what: `${what}, in SOAP`,
    path: SOAP,
    type: 'text/xml',
    body,
  });
  return [
    ...Object.entries(DOCUMENTS).flatMap(([what, body]) => {
      const text = body.toString('utf8');
      return [
        { what, path: PUSH_XML, type: XML, body },
        { what: `${what}, as the message`, path: SOAP, type: 'text/xml', body },
        soap(what, envelopeOf('invioSAP', { SAP: cdata(text.replaceAll(']]>', ']]]]><![CDATA[>')) })),
        soap(`${what}, as markup`, envelopeOf('invioSAP', { SAP: text.replace(/^<\?xml[^>]*\?>/, '') })),
      ];
    }),
    ...Object.entries(TEXTS).map(([what, body]) => ({ what, path: PUSH_JSON, type: JSON_TYPE, body })),
  ];
}

/** A good document with some bytes changed, doubled or gone. */
function spoilt(random: Random): Buffer {
  let bytes = Buffer.from(good);
  for (let n = random.between(1, 8); n > 0; n -= 1) {
    const at = random.between(0, bytes.length - 1);
    const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
    const how = random.between(0, 2);
    if (how === 0) bytes = Buffer.concat([before, Buffer.from([random.between(0, 255)]), after.subarray(1)]);
    else if (how === 1) bytes = Buffer.concat([before, after.subarray(random.between(1, 50))]);
    else bytes = Buffer.concat([before, after.subarray(0, random.between(1, 200)), after]);
  }
  return bytes;
}

/** Documents with signed files that must be refused, and one like them that must not. */
async function signed(random: Random): Promise<Outcome> {
  const { right, wrong, trusted } = signedFiles();
  const folder = await mkdtemp(join(tmpdir(), 'raccordo-trusted-'));
  await writeFile(join(folder, 'authority.pem'), trusted);
  const message = (what: string, body: string): Message => ({
    what: `a signed file: ${what}`,
    path: '/rest/v1/sides/toscana-lavoro/did?event=invio',
    type: JSON_TYPE,
    body,
  });
  try {
    const messages = Object.entries(wrong).map(([what, body]) => message(what, body));
    return await besideWork(random, messages, {
      env: { RACCORDO_SECURITY_TRUST_ANCHORS: folder },
      taken: message('as it must be', right),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sends each and looks how it was answered; a message of these is never taken in. */
async function thrownAt(world: World, messages: readonly Message[], mayBeTaken = false): Promise<string[]> {
  const problems: string[] = [];
  for (const { what, path, type, body } of messages) {
    const began = Date.now();
    const answer = await fetch(`${world.doors()[0]}${path}`, {
      method: 'POST',
      headers: { 'content-type': type, soapaction: '""' },
      body: typeof body === 'string' ? body : new Uint8Array(body),
      signal: AbortSignal.timeout(MOST_MS),
    }).catch((error: Error) => error);
    if (answer instanceof Error) {
      problems.push(`${what}: ${answer.message} after ${Date.now() - began} ms`);
      continue;
    }
    const text = await answer.text();
    if (HARMLESS.has(what) && answer.status < 300) continue;
    // A SOAP fault has HTTP 500, whoever is to blame (SOAP 1.1, 6.2): the fault code says it.
    const refused =
      (answer.status >= 400 && answer.status < 500) || text.includes('Client</faultcode>') || />KO</.test(text);
    if (!refused && !(mayBeTaken && answer.status < 500))
      problems.push(`${what}: answered with ${answer.status}: ${text.slice(0, 200)}`);
    if (/node_modules|\.js:\d|polluted/.test(text))
      problems.push(`${what}: the answer shows the inside: ${text.slice(0, 200)}`);
  }
  return problems;
}

interface Beside {
  readonly mayBeTaken?: boolean;
  /** One like the others that must be taken in: without it they could all be refused for something else. */
  readonly taken?: Message;
  readonly env?: Readonly<Record<string, string>>;
}

/** Throws these at a process that works at the same time, and holds it to its bounds. */
async function besideWork(random: Random, messages: readonly Message[], beside: Beside = {}): Promise<Outcome> {
  const { mayBeTaken = false, taken, env = {} } = beside;
  return inWorld({ env }, async (world) => {
    const { child } = await world.start('all');
    const pid = child.pid ?? 0;
    const load = world.load({ random, senders: 2, patienceSeconds: 30 });
    const people = await load.open(4);
    const before = residentOf(pid);
    const [problems] = await Promise.all([thrownAt(world, messages, mayBeTaken), load.update(people, 10, 200)]);
    await load.open(2);
    if (taken !== undefined && !(await thrownAt(world, [taken]))[0]?.includes('answered with 202'))
      problems.push(`${taken.what}: not taken in`);
    const grown = Math.round(peakOf(pid) - before);
    if (grown > MOST_MB) problems.push(`memory rose by ${grown} MB`);
    const note = `${messages.length} messages, memory at most ${grown} MB more (bound ${MOST_MB} MB)`;
    return { account: await world.account([load]), problems, note };
  });
}

faults('hostile documents', [
  {
    fault: 15,
    name: 'a corpus of hostile XML and JSON beside normal work',
    seconds: 400,
    run: (random) => besideWork(random, corpus()),
  },
  {
    fault: 15,
    name: 'good documents spoilt by chance',
    quick: true,
    run(random) {
      const messages = Array.from({ length: 150 }, (_, n) => ({
        what: `spoilt ${n}`,
        path: PUSH_XML,
        type: XML,
        body: spoilt(random),
      }));
      return besideWork(random, messages, { mayBeTaken: true });
    },
  },
  {
    fault: 16,
    name: 'files that are wrongly signed, through the door',
    run: signed,
  },
]);

faults('memory', MEMORY);
