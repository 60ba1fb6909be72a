// Where the servers that the tests run against are installed.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const onPath = (program) =>
  (process.env.PATH ?? '')
    .split(':')
    .filter(Boolean)
    .map((directory) => join(directory, program))
    .find(existsSync);

/** The directory with `initdb` and `postgres`, of the newest version installed. */
export function postgresBin() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const candidates = versions.map((version) => join(debian, version, 'bin'));
  const found = onPath('initdb');
  if (found !== undefined) candidates.push(join(found, '..'));
  return candidates.find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')));
}

/** The directory with RabbitMQ's own scripts: the wrappers on Debian's PATH insist on the system's node and user. */
export function rabbitBin() {
  const candidates = ['/usr/lib/rabbitmq/bin', '/opt/rabbitmq/sbin', '/usr/local/sbin'];
  const found = onPath('rabbitmq-server');
  if (found !== undefined) candidates.push(join(found, '..'));
  return candidates.find((bin) => existsSync(join(bin, 'rabbitmq-server')) && existsSync(join(bin, 'rabbitmqctl')));
}

/** The library that shows a process another time: `libfaketime` of Debian. */
export function fakeTimeLibrary() {
  const libraries = '/usr/lib';
  const folders = existsSync(libraries) ? readdirSync(libraries).map((name) => join(libraries, name, 'faketime')) : [];
  return folders.map((folder) => join(folder, 'libfaketimeMT.so.1')).find(existsSync);
}
