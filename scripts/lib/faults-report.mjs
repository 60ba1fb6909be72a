// The page that a run of the fault suite leaves behind: what was done, and what became of every document.
import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { postgresBin, rabbitBin } from './binaries.mjs';
import { root } from './run.mjs';

/** Classes without a scenario, and why. The numbers are those of the scenarios (`fault`). */
const ELSEWHERE = [
  { fault: 17, name: 'growth of the disk', notRun: 'nothing is thrown away yet, so there is no bound to hold' },
];

const count = (value) => (Array.isArray(value) ? value.length : value);
const COLUMNS = [
  'attempted',
  'acknowledged',
  'delivered',
  'pending',
  'parked',
  'refused',
  'lost',
  'duplicated',
  'rekeyed',
  'recovered',
  'unexpected',
  'reordered',
];

/** What some call of a program says, or why it says nothing. */
function said(program, args) {
  try {
    return execFileSync(program, args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'not known';
  }
}

const cells = (row) => COLUMNS.map((column) => (row.account === undefined ? '–' : count(row.account[column])));
const stateOf = (row) => (row.notRun ? 'not run' : row.problems.length > 0 ? 'FAILED' : 'ok');
const line = (values) => `| ${values.join(' | ')} |`;

function totals(rows) {
  const accounts = rows.flatMap((row) => (row.account === undefined ? [] : [row.account]));
  return COLUMNS.map((column) => accounts.reduce((sum, account) => sum + count(account[column]), 0));
}

/** The table of the rows, in Markdown, with their sum. */
export function tableOf(rows) {
  const head = ['class', 'fault', ...COLUMNS, 'result'];
  const body = rows.map((row) => line([row.fault, row.name, ...cells(row), stateOf(row)]));
  return [line(head), line(head.map(() => '---')), ...body, line(['', 'all', ...totals(rows), ''])].join('\n');
}

/** docs/reliability-report.md. */
export function reportPage(rows, { began, ended, seed, counts }) {
  const notRun = [...rows.filter((row) => row.notRun), ...ELSEWHERE];
  const failed = rows.filter((row) => !row.notRun && row.problems.length > 0);
  const sum = Object.fromEntries(totals(rows).map((value, i) => [COLUMNS[i], value]));
  const changed = said('git', ['status', '--porcelain', 'src']) === '' ? '' : ', with changes that are not committed';
  const processor = cpus()[0]?.model ?? 'unknown processor';
  return `<!-- Made by npm run test:faults. Do not edit. -->
# Reliability report

Made by \`npm run test:faults\`. Real processes of the gateway, real PostgreSQL and RabbitMQ, the sides simulated; senders that repeat what they
were not answered. Every document is counted:

**${COLUMNS.map((column) => `${column} ${sum[column]}`).join(', ')}.**

- *attempted*: sent at least once. *acknowledged*: its sender was told that it is taken in. *delivered*: had its effect at the other side.
- *pending*, *parked*, *refused*: not delivered, and the store says where it stands. *lost*: acknowledged, and none of these.
- *duplicated*: had its effect more than once. *rekeyed*: so, and the other side could not have known it again.
- *recovered*: delivered although its sender never heard so. *unexpected*: delivered, and nobody has sent it.
- *reordered*: of one person, delivered in another order than sent.

| | |
| --- | --- |
| run | ${began.toISOString().slice(0, 16)}Z, ${Math.round((ended - began) / 60_000)} minutes |
| commit | ${said('git', ['rev-parse', 'HEAD'])}${changed} |
| machine | ${cpus().length} × ${processor}, ${Math.round(totalmem() / 2 ** 30)} GB |
| Node | ${process.version} |
| PostgreSQL | ${said(join(postgresBin() ?? '', 'postgres'), ['--version'])} |
| RabbitMQ | ${said(join(rabbitBin() ?? '', 'rabbitmqctl'), ['version'])} |
| seed | ${seed} (\`RACCORDO_TEST_FAULTS_SEED=${seed} npm run test:faults\` makes the same choices) |
| scenarios | ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} not run |

## What became of every document

${tableOf(rows)}

## What was done

${rows
  .filter((row) => !row.notRun)
  .map(
    (row) => `- ${row.fault} · ${row.name}: ${[row.note, `${Math.round(row.seconds)} s`].filter(Boolean).join('; ')}`,
  )
  .join('\n')}

## What was not run, and why

${notRun.map((row) => `- ${row.fault} · ${row.name}: ${row.notRun}`).join('\n')}
${failed.length === 0 ? '' : `\n## What failed\n\n${failed.map((row) => `- ${row.fault} · ${row.name} (seed ${row.seed}): ${row.problems.join('; ')}`).join('\n')}\n`}`;
}
