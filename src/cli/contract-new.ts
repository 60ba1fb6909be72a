/** `raccordo contract new`: a fixture out of a document, with false data in place of the true. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Scaffold, scaffold } from '../contract-kit/scaffold.js';
import { findingLine } from '../foundation/finding.js';
import { EVENTS, type EventName, RECORDS, type RecordName, SIDES, type SideName } from '../foundation/names.js';
import { buildSides, type Side } from '../sides.js';
import { cliError, EXIT } from './errors.js';
import { choice, readInput, settingsFrom } from './input.js';
import { writeOutput } from './kit-report.js';
import { signAnew } from './sign-anew.js';

interface NewOptions {
  readonly side: SideName;
  readonly record: RecordName;
  readonly event: EventName;
  readonly revision?: string;
  readonly name: string;
  readonly shows?: string;
  readonly dir: string;
}

export function addContractNew(contract: Command): void {
  contract
    .command('new')
    .description('makes fixtures out of documents; personal data is replaced by consistent false data')
    .addOption(choice('--side <side>', 'side whose form the documents have', SIDES).makeOptionMandatory())
    .addOption(choice('--record <record>', 'type of record', RECORDS).makeOptionMandatory())
    .addOption(choice('--event <event>', 'what happened', EVENTS).default('invio'))
    .option('--revision <revision>', 'revision of the documents; by default the newest one that they are written in')
    .requiredOption('--name <case>', 'name of the case; of several documents each gets a number behind it')
    .option('--shows <text>', 'what the case shows, in one line')
    .option('--dir <dir>', 'folder laid out like contracts/ in which the case is made', 'contracts')
    .argument(
      '<document...>',
      'the documents, or - for standard input; who is in several of them stays the same person',
    )
    .action(create);
}

const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;

async function create(files: readonly string[], options: NewOptions): Promise<void> {
  const { side: name, record, event, dir } = options;
  if (!NAME.test(options.name))
    throw cliError('wrong-usage', '--name: expected small letters, digits and hyphens, such as first-sending');
  const side = buildSides(settingsFrom({})).get(name);
  if (!side?.speaks(record, event)) throw cliError('unknown-name', `${name} has no ${record}/${event}`);
  const documents = await documentsOf(files, side, options);
  const names = documents.map((_, i) => (documents.length === 1 ? options.name : `${options.name}-${i + 1}`));
  const made = scaffold({
    side,
    record,
    event,
    ...(options.revision === undefined ? {} : { revision: options.revision }),
    names,
    documents: documents.map(({ bytes }) => bytes),
    shows: options.shows ?? 'made from a document of the running system; say here what it shows',
    seed: randomUUID(),
    signAnew,
  });
  if (made.outcome === 'impossible') {
    process.stderr.write(
      `${documents[made.document]?.file}: no fixture was made; with false data the document would not be what it was:\n`,
    );
    for (const finding of made.findings) process.stderr.write(`  ${findingLine(finding)}\n`);
    process.exitCode = EXIT.wrong;
    return;
  }
  const taken = made.cases.find(({ folder }) => existsSync(join(resolve(dir), folder)));
  if (taken !== undefined)
    throw cliError('file-unwritable', `${join(dir, taken.folder)} is there already; choose another --name`);
  for (const one of made.cases) put(one, dir);
  process.stdout.write(`check with: raccordo contract check ${dir}\n`);
}

/** Files of several persons are taken apart, as they are where they are received. */
async function documentsOf(
  files: readonly string[],
  side: Side,
  { record, event }: NewOptions,
): Promise<{ readonly file: string; readonly bytes: Buffer }[]> {
  const read = await Promise.all(files.map(async (file) => ({ file, bytes: await readInput(file) })));
  return read.flatMap(({ file, bytes }) =>
    (side.split(record, event, bytes) ?? [bytes]).map((one) => ({ file, bytes: one })),
  );
}

function put({ folder, files, unknown, problems }: Scaffold, dir: string): void {
  const path = join(resolve(dir), folder);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw cliError('file-unwritable', `${path}: ${(error as { code?: string }).code ?? 'unwritable'}`, {
      cause: error,
    });
  }
  for (const [name, content] of files) writeOutput(join(path, name), content);
  process.stdout.write(`made ${join(dir, folder)} (${[...files.keys()].join(', ')})\n`);
  if (problems.length > 0)
    process.stdout.write(`  a bad case: it expects ${problems.map(({ rule }) => rule).join(', ')}\n`);
  if (unknown.length > 0)
    process.stdout.write(`  known to no mapping, so replaced or taken out: ${unknown.join(', ')}\n`);
}
