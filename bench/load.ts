/** A closed loop of posting clients in a process of its own: `load.ts URL CLIENTS SECONDS FIRST` prints accepted per second. */
import { Pool } from 'undici';
import { sapDocument } from './documents.js';

const [address = '', clientCount = '20', seconds = '5', first = '0'] = process.argv.slice(2);
const url = new URL(address);
const clients = Number(clientCount);
const pool = new Pool(url.origin, { connections: clients, pipelining: 1 });
let next = Number(first);
let accepted = 0;

// Making a document must cost next to nothing while the clock runs: a few hundred people are made before it, and each
// document is one of them with another house number, so that no two are the same bytes.
const people = Array.from({ length: 400 }, (_, i) => sapDocument(i));
const numberAt = people.map((document) => document.indexOf('Via Frejus ') + 'Via Frejus '.length);

function another(): Buffer {
  const n = next++;
  const document = Buffer.from(people[n % people.length] as Buffer);
  document.write(String(n).padStart(8, '0'), numberAt[n % people.length] ?? 0, 'latin1');
  return document;
}

async function client(until: number): Promise<void> {
  while (performance.now() < until) {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: url.pathname,
      headers: { 'content-type': 'application/xml' },
      body: another(),
    });
    await body.dump();
    if (statusCode !== 202) throw new Error(`status ${statusCode}`);
    accepted += 1;
  }
}

const began = performance.now();
const until = began + Number(seconds) * 1000;
await Promise.all(Array.from({ length: clients }, () => client(until)));
console.log(JSON.stringify({ perSecond: (accepted / (performance.now() - began)) * 1000, accepted }));
await pool.close();
