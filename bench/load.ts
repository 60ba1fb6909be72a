/** A closed loop of posting clients in a process of its own: `load.ts URL CLIENTS SECONDS FIRST` prints accepted per second. */
import { Pool } from 'undici';
import { sapDocument } from './documents.js';

const [address = '', clientCount = '20', seconds = '5', first = '0'] = process.argv.slice(2);
const url = new URL(address);
const clients = Number(clientCount);
const pool = new Pool(url.origin, { connections: clients, pipelining: 1 });
let next = Number(first);
let accepted = 0;

// Documents are made before the clock starts: making them must not be part of what is measured.
const made = Array.from({ length: Number(seconds) * 2500 }, (_, i) => sapDocument(next + i));
next = 0;

async function client(until: number): Promise<void> {
  while (performance.now() < until) {
    const document = made[next++ % made.length] as Buffer;
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: url.pathname,
      headers: { 'content-type': 'application/xml' },
      body: document,
    });
    await body.dump();
    if (statusCode !== 202) throw new Error(`status ${statusCode}`);
    accepted += 1;
  }
}

const began = performance.now();
const until = began + Number(seconds) * 1000;
await Promise.all(Array.from({ length: clients }, () => client(until)));
console.log(
  JSON.stringify({ perSecond: (accepted / (performance.now() - began)) * 1000, accepted, wrapped: next > made.length }),
);
await pool.close();
