// Sees to it that the servers which the tests start privately are installed.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { fakeTimeLibrary, postgresBin, rabbitBin } from './binaries.mjs';
import { run } from './run.mjs';

const SERVERS = [
  { name: 'PostgreSQL', debian: 'postgresql', given: 'RACCORDO_TEST_POSTGRES_URL', find: postgresBin },
  { name: 'RabbitMQ', debian: 'rabbitmq-server', given: 'RACCORDO_TEST_RABBIT_URL', find: rabbitBin },
];
const POLICY = '/usr/sbin/policy-rc.d';

const missing = () => SERVERS.filter((server) => process.env[server.given] === undefined && !server.find());

/** Debian starts a server as soon as it is installed, unless this policy forbids it; ours are started by the tests. */
function withoutStarting(work) {
  if (existsSync(POLICY)) return work();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env });
  return withoutStarting(() => install() || (run('apt-get', ['update', '-q'], { env }) && install()));
}

export function provideTestServices() {
  const wanted = missing();
  if (wanted.length === 0) return true;
  const packages = wanted.map((server) => server.debian);
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error(`Installing ${packages.join(' and ')} for the tests (apt-get)`);
    aptInstall(packages);
  }
  const still = missing();
  for (const { name, debian, given } of still) {
    console.error(
      `The tests need ${name}: install it (Debian: apt-get install ${debian}), or name a server in ${given}.`,
    );
  }
  return still.length === 0;
}

/** What only some of the fault scenarios need. Where it is missing they are not run, and the report says so. */
export function provideFaultTools() {
  if (fakeTimeLibrary() === undefined && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing libfaketime for the fault scenarios (apt-get)');
    aptInstall(['libfaketime']);
  }
  return true;
}
