/**
 * Intake: POST of a 30 KB SAP to 202, durable, against the bare road of `floor.ts`, on the same PostgreSQL and RabbitMQ,
 * with the same clients, in turn. Aim now: at least 0.35 of the bare road.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { startPostgres, startRabbit } from '../test/support/services.js';
import { show, spreadOf } from './stats.js';

const ROUNDS = 5;
const SECONDS = 4;
const CLIENTS = 20;
const AIM = 0.35;
const TSX = ['--import', 'tsx'];

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

/** Starts a server and waits for the line that says where it listens. */
async function start(args: readonly string[], env: NodeJS.ProcessEnv, pattern: RegExp): Promise<Server> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = pattern.exec(line)?.[1];
    if (url !== undefined) return { url, process: child };
  }
  throw new Error(`${args.join(' ')} did not start`);
}

async function load(url: string, first: number): Promise<number> {
  const args = [...TSX, 'bench/load.ts', url, String(CLIENTS), String(SECONDS), String(first)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString();
  });
  await once(child, 'exit');
  return (JSON.parse(text) as { perSecond: number }).perSecond;
}

export async function benchIntake(): Promise<void> {
  const postgres = await startPostgres();
  const rabbit = await startRabbit();
  const env = {
    RACCORDO_STORE_URL: postgres.url,
    RACCORDO_STORE_POOL_SIZE: '20',
    RACCORDO_BROKER_URL: rabbit.url,
    RACCORDO_HTTP_PORT: '0',
    RACCORDO_LOG_LEVEL: 'error',
  };
  const migrate = spawn(process.execPath, ['dist/src/main.js', 'migrate'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  });
  await once(migrate, 'exit');
  const floor = await start([...TSX, 'bench/floor.ts', postgres.url, rabbit.url], {}, /^ready (\S+)/);
  const ours = await start(['dist/src/main.js', 'serve', '--role', 'api'], env, /ready at (\S+)/);
  const path = `${ours.url}/rest/v1/sides/anpal/sap`;
  try {
    let first = 0;
    // More documents than one round can post, so that no number comes twice.
    const step = 1_000_000;
    await load(floor.url, first);
    first += step;
    await load(path, first);
    const floors: number[] = [];
    const rates: number[] = [];
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const a = await load(floor.url, first);
      first += step;
      const b = await load(path, first);
      floors.push(a);
      rates.push(b);
      ratios.push(b / a);
    }
    console.log(`(b) intake of a 30 KB SAP, ${CLIENTS} clients, ${ROUNDS} rounds of ${SECONDS} s in turn`);
    console.log(`    limit: insert raw body + publish with confirm  ${show(spreadOf(floors), 0)} per second`);
    console.log(`    ours:  contract, mapping, checks, commit, 202  ${show(spreadOf(rates), 0)} per second`);
    console.log(`    ratio ours/limit                               ${show(spreadOf(ratios), 2)}   aim ≥ ${AIM}`);
  } finally {
    floor.process.kill('SIGKILL');
    ours.process.kill('SIGTERM');
    await once(ours.process, 'exit');
    await rabbit.stop();
    await postgres.stop();
  }
}
