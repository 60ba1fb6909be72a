/** How the stories of the demo are told: a step that comes out otherwise is never passed over. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoryBroken, StoryClock, Teller } from '../../src/cli/telling.js';

const MESSAGE = '01990000-0000-7000-8000-0000deadbeef';
const DELIVERIES = [
  { kind: 'record', destination: 'anpal', status: 'acknowledged', answer: { codice: 'OK' } },
  { kind: 'record', destination: 'inps', status: 'refused', answer: { codice: 'I101' } },
  { kind: 'esito', destination: 'silp', status: 'acknowledged', answer: null },
];

let gateway: Server;
let url = '';
beforeAll(async () => {
  gateway = createServer((_request, response) => response.end(JSON.stringify({ deliveries: DELIVERIES })));
  await new Promise<void>((ready) => gateway.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => gateway.close(closed)));

let said: string[];
let telling: AbortController;
let clock: StoryClock;
let teller: Teller;
beforeEach(() => {
  said = [];
  telling = new AbortController();
  clock = new StoryClock();
  teller = new Teller({
    say: (line) => void said.push(line),
    url,
    clock,
    pauseMs: 0,
    colours: false,
    signal: telling.signal,
  });
});

describe('a step', () => {
  it('is told on its day, on which the sides then are', async () => {
    await teller.step('2026-02-28', 'Somebody does something');
    expect(said).toEqual(['  2026-02-28  Somebody does something']);
    expect([clock.today(), teller.steps]).toEqual(['2026-02-28', 1]);
  });

  it('is not taken once the telling has ended', async () => {
    telling.abort();
    await expect(teller.step('2026-02-28', 'Somebody does something')).rejects.toThrow('aborted');
    expect(said).toEqual([]);
  });
});

describe('what came out', () => {
  it('is shown, and goes on when it is what it should be', () => {
    teller.came('the node hears', 'OK', 'OK');
    teller.came('invioSAP', 'OK SB00000001B', /^OK \w+$/);
    expect(said.map((line) => line.trim())).toEqual(['✓ the node hears: OK', '✓ invioSAP: OK SB00000001B']);
  });

  it.each(['OK', /^OK/])('ends the story when it is not: %s', (expected) => {
    expect(() => teller.came('the node hears', 'KO', expected)).toThrow(StoryBroken);
    expect(said[0]?.trim()).toBe('✗ the node hears: KO');
  });
});

describe('a document', () => {
  const sent = { status: 202, message: MESSAGE };
  const both = { anpal: 'OK', inps: 'refused I101' };

  it('arrived where it should have, with what each side said', async () => {
    await teller.arrived(sent, both);
    expect(said[0]?.trim()).toBe('✓ 202, → anpal OK, → inps refused I101 (message …deadbeef)');
  });

  it.each([
    ['went to one side more', sent, { anpal: 'OK' }],
    ['was refused', sent, { anpal: 'OK', inps: 'I000' }],
    ['should have been kept', sent, {}],
    ['was taken in with a warning', { ...sent, findings: ['registrazione.benefit-term at dataRegistrazione'] }, both],
    ['was not taken in', { status: 422, findings: ['xsd.root'] }, both],
  ])('ends the story when it %s', async (_what, came, expected) => {
    await expect(teller.arrived(came, expected)).rejects.toThrow(StoryBroken);
  });

  it('may bring the warnings that it should', async () => {
    await teller.arrived({ ...sent, findings: ['a.b at x', 'a.b at y'] }, both, ['a.b']);
    expect(said[0]).toContain('202 with warnings (a.b), →');
  });
});
