/** `raccordo map` and `raccordo validate`: one document through contract, mapping and rules, without a gateway. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkRecord } from '../canonical/check.js';
import { RECORD_DEFINITIONS } from '../canonical/records.js';
import { type Finding, findingLine, hasErrors } from '../foundation/finding.js';
import { EVENTS, type EventName, RECORDS, type RecordName, SIDES, type SideName } from '../foundation/names.js';
import { buildSides, type Side } from '../sides.js';
import type { Received, Translation } from '../translation.js';
import { complain } from './complain.js';
import { cliError, EXIT } from './errors.js';
import { withForms } from './forms.js';
import { choice, readInput, settingsFrom } from './input.js';

interface DocumentOptions {
  record: RecordName;
  event: EventName;
  config?: string;
}

interface MapOptions extends DocumentOptions {
  from: SideName | 'canonical';
  to: SideName | 'canonical';
  revision?: string;
  report?: string;
}

interface ValidateOptions extends DocumentOptions {
  side: SideName;
  contractOnly?: boolean;
}

const withDocument = (command: Command): Command =>
  command
    .addOption(choice('--record <record>', 'type of record', RECORDS).makeOptionMandatory())
    .addOption(choice('--event <event>', 'what happened', EVENTS).default('invio'))
    .option('--config <file>', 'configuration file')
    .argument('<file>', 'the document, or - for standard input');

export function addDocumentCommands(program: Command): void {
  const forms = [...SIDES, 'canonical'];
  const mapping = withDocument(program.command('map'))
    .description('translates one document; only the result goes to standard output, problems go to standard error')
    .addOption(choice('--from <form>', 'form that the file has', forms).makeOptionMandatory())
    .addOption(choice('--to <form>', 'form that is wanted', forms).makeOptionMandatory())
    .option('--revision <revision>', 'revision of the wanted form; by default the configured one')
    .option('--report <file>', 'write the mapping report and lineage here, as JSON')
    .action(map);
  withForms(mapping, {
    always: ['--record', '--event', '--config', '--from', '--to', '--report'],
    forms: [
      { name: '--to canonical', meant: (command) => command.opts<MapOptions>().to === 'canonical', takes: [] },
      {
        name: '--to of a side',
        meant: (command) => command.opts<MapOptions>().to !== 'canonical',
        takes: ['--revision'],
      },
    ],
  });
  withDocument(program.command('validate'))
    .description('checks one document against the contract of a side, then against the rules')
    .addOption(choice('--side <side>', 'side whose form the file has', SIDES).makeOptionMandatory())
    .option('--contract-only', 'stop after the contract')
    .action(validate);
}

/** The side, if it has such a document. */
function sideFor(name: SideName, { record, event, config }: DocumentOptions): Side {
  const side = buildSides(settingsFrom(config === undefined ? {} : { config })).get(name);
  if (!side) throw cliError('unknown-name', `side ${name} is not spoken yet`);
  if (!side.speaks(record, event)) throw cliError('unknown-name', `${name} has no ${record}/${event}`);
  return side;
}

function translationFor(options: MapOptions, canonical?: unknown): Translation | undefined {
  const { to, record, event, revision } = options;
  if (to === 'canonical') return undefined;
  const translation = sideFor(to, options).writing(record, event, revision, canonical);
  if (!translation) throw cliError('unknown-name', `${to} has no ${record}/${event} in revision ${revision}`);
  return translation;
}

/** No side reads a canonical document; there must be such a record, though. */
function canonicalOnly({ record, event }: DocumentOptions): undefined {
  if (RECORD_DEFINITIONS.some((defined) => defined.record === record && defined.event === event)) return undefined;
  throw cliError('unknown-name', `there is no canonical ${record}/${event} yet`);
}

const withSource = (finding: Finding): string => `${findingLine(finding)} (${finding.source})`;

async function map(file: string, options: MapOptions): Promise<void> {
  const { from, record, event } = options;
  const source = from === 'canonical' ? canonicalOnly(options) : sideFor(from, options);
  // What is asked for and does not exist is said before anything is read.
  translationFor(options);
  const body = await readInput(file);
  const read = source?.receive(record, event, body, { traced: true }) ?? readCanonical(record, event, body);
  const target = translationFor(options, read.canonical);
  complain(read.findings);
  const forms: object[] = [{ form: from, report: read.report, lineage: read.lineage }];
  let result: Buffer | undefined = read.canonical && Buffer.from(`${JSON.stringify(read.canonical, null, 2)}\n`);
  if (target && read.canonical) {
    const { body: written, findings, report, lineage } = target.produce(read.canonical, { traced: true });
    complain(findings);
    forms.push({ form: `${options.to}:${target.contract.revision}`, report, lineage });
    result = written;
  }
  if (options.report !== undefined) await writeReport(options.report, forms);
  if (result === undefined) process.exitCode = EXIT.wrong;
  else process.stdout.write(result);
}

async function writeReport(file: string, forms: readonly object[]): Promise<void> {
  try {
    await writeFile(file, `${JSON.stringify(forms, null, 2)}\n`);
  } catch (error) {
    throw cliError('file-unwritable', `${file}: ${(error as { code?: string }).code ?? 'unwritable'}`, {
      cause: error,
    });
  }
}

function readCanonical(record: RecordName, event: EventName, body: Buffer): Received {
  const nothing = { report: [], lineage: [] };
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    const finding: Finding = {
      path: '',
      rule: 'json.not-well-formed',
      source: 'RFC 8259',
      severity: 'error',
      message: 'expected a JSON document',
    };
    return { ...nothing, findings: [finding] };
  }
  const { findings, value: canonical } = checkRecord(record, event, value, {});
  return { ...nothing, findings, ...(canonical === undefined || hasErrors(findings) ? {} : { canonical }) };
}

async function validate(file: string, options: ValidateOptions): Promise<void> {
  const { record, event, contractOnly = false } = options;
  const side = sideFor(options.side, options);
  const body = await readInput(file);
  const documents = side.split(record, event, body) ?? [body];
  const received = documents.map((one) => side.receive(record, event, one, { contractOnly }));
  // A finding about one of many says which, as a place in a list is written everywhere.
  const findings = received.flatMap((one, i) =>
    documents.length === 1
      ? one.findings
      : one.findings.map((f) => ({ ...f, path: `[${i}]${f.path && `.${f.path}`}` })),
  );
  complain(findings, withSource);
  if (hasErrors(findings)) process.exitCode = EXIT.wrong;
  else
    process.stdout.write(`valid as ${side.name} ${received[0]?.revision}${contractOnly ? ' (contract only)' : ''}\n`);
}
