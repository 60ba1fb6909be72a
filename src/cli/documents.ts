/** `raccordo map` and `raccordo validate`: one document through contract, mapping and rules, without a gateway. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { checkRecord } from '../canonical/check.js';
import { type Finding, findingLine, hasErrors } from '../foundation/finding.js';
import { EVENTS, type EventName, type RecordName, type SideName } from '../foundation/names.js';
import { buildSides, type Side } from '../sides.js';
import { cliError, EXIT } from './errors.js';
import { readInput, recordName, settingsFrom, sideName } from './input.js';

interface MapOptions {
  from: string;
  to: string;
  record: string;
  event: EventName;
  revision?: string;
  report?: string;
  config?: string;
}

export function addDocumentCommands(program: Command): void {
  program
    .command('map')
    .description('translates one document; only the result goes to standard output, problems go to standard error')
    .requiredOption('--from <side>', 'side whose form the file has, or canonical')
    .requiredOption('--to <side>', 'side whose form is wanted, or canonical')
    .requiredOption('--record <record>', 'type of record, such as sap')
    .option('--event <event>', `what happened: ${EVENTS.join(', ')}`, 'invio')
    .option('--revision <revision>', 'revision of the wanted form; by default the configured one')
    .option('--report <file>', 'write the mapping report and lineage here, as JSON')
    .option('--config <file>', 'configuration file')
    .argument('<file>', 'the document, or - for standard input')
    .action(map);

  program
    .command('validate')
    .description('checks one document against the contract of a side, then against the rules')
    .requiredOption('--side <side>', 'side whose form the file has')
    .requiredOption('--record <record>', 'type of record, such as sap')
    .option('--event <event>', `what happened: ${EVENTS.join(', ')}`, 'invio')
    .option('--contract-only', 'stop after the contract')
    .option('--config <file>', 'configuration file')
    .argument('<file>', 'the document, or - for standard input')
    .action(validate);
}

function sideFor(name: SideName, config: string | undefined): Side {
  const side = buildSides(settingsFrom(config === undefined ? {} : { config })).get(name);
  if (!side) throw cliError('unknown-name', `side ${name} is not spoken yet`);
  return side;
}

function complain(findings: readonly Finding[]): void {
  for (const finding of findings) process.stderr.write(`${findingLine(finding)}\n`);
}

async function map(file: string, options: MapOptions): Promise<void> {
  const record = recordName(options.record);
  const body = await readInput(file);
  const read =
    options.from === 'canonical'
      ? readCanonical(record, options.event, body)
      : sideFor(sideName(options.from), options.config).receive(record, options.event, body, { traced: true });
  complain(read.findings);
  if (read.canonical === undefined) {
    process.exitCode = EXIT.wrong;
    return;
  }
  const reports: object[] = [{ form: options.from, report: read.report, lineage: read.lineage }];
  let result: Buffer | undefined;
  if (options.to === 'canonical') result = Buffer.from(`${JSON.stringify(read.canonical, null, 2)}\n`);
  else {
    const translation = sideFor(sideName(options.to), options.config).writing(record, options.event, options.revision);
    if (!translation)
      throw cliError('unknown-name', `${options.to} has no ${record}/${options.event} ${options.revision ?? ''}`);
    const produced = translation.produce(read.canonical, { traced: true });
    complain(produced.findings);
    reports.push({
      form: `${options.to}:${translation.contract.revision}`,
      report: produced.report,
      lineage: produced.lineage,
    });
    result = produced.body;
  }
  if (options.report !== undefined) await writeFile(options.report, `${JSON.stringify(reports, null, 2)}\n`);
  if (result === undefined) process.exitCode = EXIT.wrong;
  else process.stdout.write(result);
}

function readCanonical(record: RecordName, event: EventName, body: Buffer) {
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
    return { ...nothing, findings: [finding], canonical: undefined };
  }
  const checked = checkRecord(record, event, value, {});
  return { ...nothing, findings: checked.findings, canonical: hasErrors(checked.findings) ? undefined : checked.value };
}

async function validate(
  file: string,
  options: { side: string; record: string; event: EventName; contractOnly?: boolean; config?: string },
): Promise<void> {
  const record = recordName(options.record);
  const side = sideFor(sideName(options.side), options.config);
  if (!side.speaks(record, options.event))
    throw cliError('unknown-name', `${side.name} has no ${record}/${options.event}`);
  const { findings, revision } = side.receive(record, options.event, await readInput(file), {
    contractOnly: options.contractOnly === true,
  });
  complain(findings);
  if (hasErrors(findings)) process.exitCode = EXIT.wrong;
  else process.stdout.write(`valid as ${side.name} ${revision}${options.contractOnly ? ' (contract only)' : ''}\n`);
}
