/** The other side refuses, hangs, breaks off, lies about lengths, drips, shows an expired certificate, or answers too late. */

import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeAuthority, type SigningIdentity } from '../../src/sandbox/signatures/authority.js';
import { faultsOf, sumOf } from './harness/account.js';
import { AFTER, BEFORE, type Misdeed, Partner } from './harness/partner.js';
import type { Random } from './harness/random.js';
import { faults, type Outcome } from './harness/scenario.js';
import { inWorld } from './harness/world.js';

/** The gateway waits a second for an answer of the nation. */
const IMPATIENT = { RACCORDO_SIDES_ANPAL_TIMEOUT_SECONDS: '1' };

/** Each misdeed strikes some deliveries of people of its own, in one world. */
async function misbehaving(misdeeds: readonly Misdeed[], random: Random): Promise<Outcome> {
  let partner: Partner | undefined;
  const front = async (nation: string): Promise<Partner> => {
    partner = await Partner.inFrontOf(nation);
    return partner;
  };
  return inWorld({ front, env: IMPATIENT }, async (world) => {
    await world.start('all');
    const accounts = [];
    const problems: string[] = [];
    for (const [place, misdeed] of misdeeds.entries()) {
      const load = world.load({ random, first: place * 100 });
      const people = await load.open(4);
      const before = partner?.struck ?? 0;
      partner?.misbehave(misdeed, random.between(3, 6));
      await Promise.all([load.update(people, 3), load.open(3, { oneShot: true })]);
      const account = await world.account([load], 60);
      problems.push(...faultsOf(account).map((fault) => `${misdeed}: ${fault}`));
      if (partner?.struck === before) problems.push(`${misdeed}: struck no delivery`);
      accounts.push(account);
    }
    return {
      account: sumOf(accounts),
      allowed: ALL_KINDS,
      problems,
      note: `${misdeeds.join(', ')}; ${partner?.struck} calls struck`,
    };
  });
}

/** The faults of each misdeed are named with it, so those of the sum would only repeat them. */
const ALL_KINDS = ['lost', 'unexpected', 'reordered', 'duplicated', 'rekeyed', 'pending', 'parked', 'refused'] as const;

const pemOf = ({ key, certificate }: SigningIdentity) => ({
  key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  cert: new X509Certificate(certificate).toString(),
});

async function expired(random: Random): Promise<Outcome> {
  const authority = makeAuthority();
  const past = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2021-01-01T00:00:00Z') };
  const usual = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2049-12-31T00:00:00Z') };
  const good = pemOf(authority.issue({ name: 'localhost' }, usual));
  const bad = pemOf(authority.issue({ name: 'localhost' }, past));
  const directory = await mkdtemp(join(tmpdir(), 'raccordo-tls-'));
  const file = join(directory, 'authority.pem');
  await writeFile(file, authority.pem);
  let partner: Partner | undefined;
  const front = async (nation: string): Promise<Partner> => {
    partner = await Partner.inFrontOf(nation, good);
    return partner;
  };
  try {
    return await inWorld({ front, env: { NODE_EXTRA_CA_CERTS: file } }, async (world) => {
      await world.start('all');
      const load = world.load({ random });
      const people = await load.open(4);
      partner?.renew(bad);
      // The connections that are open have seen the certificate that was good: a new process has none.
      await world.end('all');
      await world.start('all');
      const calls = world.anpal.state.calls.invioSAP ?? 0;
      await load.update(people, 2);
      await sleep(2_000);
      const passed = (world.anpal.state.calls.invioSAP ?? 0) - calls;
      partner?.renew(good);
      const problems = passed === 0 ? [] : [`${passed} documents went to a node whose certificate has expired`];
      return { account: await world.account([load], 90), problems };
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

faults('the other side', [
  {
    fault: 9,
    name: 'hangs, breaks off, speaks no HTTP',
    run: (random) => misbehaving(['hangs', 'cut-in-body', 'no-http'], random),
  },
  { fault: 9, name: 'misbehaves before it has the document', run: (random) => misbehaving(BEFORE, random) },
  {
    fault: 9,
    name: 'misbehaves after the document has had its effect',
    seconds: 400,
    run: (random) => misbehaving(AFTER, random),
  },
  { fault: 9, name: 'shows a certificate that has expired', run: expired },
  {
    fault: 10,
    name: 'answers after our timeout: it happened',
    quick: true,
    run: (random) => misbehaving(['late'], random),
  },
]);
