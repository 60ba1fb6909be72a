import { describe, expect, it } from 'vitest';
import { delayAfter } from '../../src/gateway/backoff.js';
import { Breaker } from '../../src/gateway/breaker.js';
import { mayCall } from '../../src/gateway/callback.js';

describe('backoff', () => {
  const settings = { firstDelaySeconds: 2, maxDelaySeconds: 60 };
  it('doubles up to the maximum and spreads by a fifth', () => {
    const exact = (attempt: number) => delayAfter(attempt, settings, 0, () => 0);
    expect([1, 2, 3, 4, 5, 6, 50].map(exact)).toEqual([2000, 4000, 8000, 16000, 32000, 60000, 60000]);
    expect(delayAfter(1, settings, 0, () => 1)).toBe(2400);
  });
  it('never asks a side earlier than it said', () => {
    expect(delayAfter(1, settings, 300, () => 0)).toBe(300_000);
  });
});

describe('reply addresses', () => {
  it.each([
    ['http://127.0.0.1:9000/esiti', [], true],
    ['http://localhost/esiti', [], true],
    ['https://silp.example.it/esiti', [], false],
    ['https://silp.example.it/esiti', ['silp.example.it'], true],
    ['http://127.0.0.1/esiti', ['silp.example.it'], false],
    ['https://user:secret@silp.example.it/', ['silp.example.it'], false],
    ['file:///etc/passwd', [], false],
    ['not an address', [], false],
  ])('%s with allowed hosts %j: %s', (address, allowed, expected) => {
    expect(mayCall(address, allowed)).toBe(expected);
  });
});

describe('breaker', () => {
  const miss = (breaker: Breaker, times: number) => {
    for (let i = 0; i < times; i++) breaker.note(true);
  };

  it('opens after five calls in a row that did not reach the side, not after four', () => {
    const breaker = new Breaker();
    miss(breaker, 4);
    expect(breaker.open).toBe(false);
    miss(breaker, 1);
    expect(breaker.open).toBe(true);
    breaker.release();
  });

  it('lets one call ahead after the rest, and all when that one reaches the side', async () => {
    const breaker = new Breaker();
    miss(breaker, 5);
    let through = 0;
    const waiting = [1, 2, 3].map(() => breaker.turn().then(() => (through += 1)));
    await Promise.race(waiting);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(through).toBe(1);
    breaker.note(false);
    await Promise.all(waiting);
    expect(through).toBe(3);
  });

  it('hands the turn on when the one ahead had nothing to call with', async () => {
    const breaker = new Breaker();
    miss(breaker, 5);
    await breaker.turn();
    breaker.skip();
    await breaker.turn();
    breaker.release();
  });
});
