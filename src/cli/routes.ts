/** `raccordo routes`: the table of routes checked, listed, and explained for a document, without a gateway. */
import type { Command } from 'commander';
import { hasErrors } from '../foundation/finding.js';
import { EVENTS, type EventName, RECORDS, type RecordName, SIDES, type SideName } from '../foundation/names.js';
import { type ExplainedRecord, type Explanation, explain } from '../gateway/explain.js';
import { formText } from '../gateway/form.js';
import { routedTo } from '../gateway/recipients.js';
import { routesFileOf, routeWorld } from '../gateway/routing/book.js';
import { UNREAD } from '../gateway/routing/decide.js';
import { readRouteFile } from '../gateway/routing/file.js';
import { type Route, type RouteTable, tableName } from '../gateway/routing/route.js';
import { buildSides, type Side } from '../sides.js';
import { complain } from './complain.js';
import { cliError, EXIT } from './errors.js';
import { choice, readInput, settingsFrom } from './input.js';

interface RoutesOptions {
  config?: string;
  json?: boolean;
}

interface ExplainOptions extends RoutesOptions {
  from: SideName;
  record: RecordName;
  event: EventName;
  revision?: string;
  form?: SideName;
}

export function addRoutesCommand(program: Command): void {
  const routes = program.command('routes').description('where records go: the table of routes');
  routes
    .command('check')
    .description('checks a file of routes; without one, that of the configuration')
    .argument('[file]', 'the file')
    .option('--config <file>', 'configuration file')
    .action((file: string | undefined, options: RoutesOptions) => {
      const { table, path, remarks } = open(options, file);
      say(...remarks.map((remark) => `look again: ${remark}`));
      say(`ok: ${tableName(table)}, ${table.routes.length} routes in ${path}`);
    });
  routes
    .command('list')
    .description('the routes of the configuration, in their order')
    .option('--config <file>', 'configuration file')
    .option('--json', 'print them as JSON')
    .action((options: RoutesOptions) => {
      const { table, path } = open(options);
      if (options.json) say(JSON.stringify(table, null, 2));
      else say(`${tableName(table)} in ${path}`, ...table.routes.map(routeLine));
    });
  routes
    .command('explain')
    .description('says of a document which routes take it, which do not and why, and where it would go')
    .argument('<file>', 'the document, or - for standard input')
    .addOption(choice('--from <side>', 'side it comes from', SIDES).makeOptionMandatory())
    .addOption(choice('--record <record>', 'type of record', RECORDS).makeOptionMandatory())
    .addOption(choice('--event <event>', 'what happened', EVENTS).default('invio'))
    .option('--revision <revision>', 'revision that the document has; by default every one spoken is tried')
    .addOption(choice('--form <side>', 'side whose form it has; by default that of its sender', SIDES))
    .option('--config <file>', 'configuration file')
    .option('--json', 'print the answer as JSON')
    .action(explainFile);
}

interface Opened {
  readonly table: RouteTable;
  readonly sides: ReadonlyMap<SideName, Side>;
  readonly path: string;
  readonly remarks: readonly string[];
}

function open({ config }: RoutesOptions, file?: string): Opened {
  const settings = settingsFrom(config === undefined ? {} : { config });
  const sides = buildSides(settings);
  const path = file ?? routesFileOf(settings);
  const { table, remarks } = readRouteFile(path, routeWorld(settings, sides));
  return { table, remarks, sides, path };
}

function say(...lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`);
}

function routeLine({ id, source, record, event, destinations, ...rest }: Route): string {
  const to = destinations.length === 0 ? 'kept here' : `→ ${destinations.join(', ')}`;
  const more = [
    ...(rest.parts ? ['parts'] : []),
    ...(rest.revisions.length > 0 ? [`revisions ${rest.revisions.join(', ')}`] : []),
    ...rest.when.map(({ path }) => `when ${path}`),
    ...(rest.region.length > 0 ? [`region ${rest.region.join(', ')}`] : []),
    ...(rest.ifConfigured ? ['if configured'] : []),
    ...(rest.own ? ['own'] : []),
    ...(rest.lane === 'bulk' ? ['bulk'] : []),
    ...(rest.storage === 'full' ? [] : [`keeps ${rest.storage}`]),
    ...(rest.events.length > 0 ? [`events to ${rest.events.join(', ')}`] : []),
  ];
  const what = `${source} ${record}/${[event].flat().join(',')}`;
  return `${id}: ${what} ${to}${more.length > 0 ? ` (${more.join('; ')})` : ''}`;
}

async function explainFile(file: string, options: ExplainOptions): Promise<void> {
  const opened = open(options);
  const side = formOfFile(opened, options);
  const records = recordsIn(opened, side, options, await readInput(file));
  const explained = await Promise.all(records.map((record) => explain(opened, record)));
  if (options.json) say(JSON.stringify(explained, null, 2));
  else say(...explained.flatMap(explanationLines));
  if (explained.length === 0 || explained.some(({ outcome }) => outcome === 'parked')) process.exitCode = EXIT.wrong;
}

/** The side whose form the file has; what does not exist is said before anything is read. */
function formOfFile({ sides }: Opened, { from, form = from, record, event }: ExplainOptions): Side {
  const side = sides.get(form);
  if (!side?.speaks(record, event)) throw cliError('unknown-name', `${form} has no ${record}/${event}`);
  return side;
}

/** Every record in a document, as intake would take it in: each of a file of several, and what is read out of each. */
function recordsIn(
  { sides, table }: Opened,
  side: Side,
  { from: source, record, event, revision }: ExplainOptions,
  body: Buffer,
): readonly ExplainedRecord[] {
  const format = side.name;
  const codiceFiscaleCheck = sides.get(source)?.codiceFiscaleCheck;
  const checks = codiceFiscaleCheck === undefined ? {} : { codiceFiscaleCheck };
  return (side.split(record, event, body) ?? [body]).flatMap((document) => {
    const received = side.receive(record, event, document, {
      ...checks,
      ...(revision === undefined ? {} : { revision }),
    });
    complain(received.findings);
    if (received.canonical === undefined || hasErrors(received.findings)) {
      process.exitCode = EXIT.wrong;
      return [];
    }
    const whole = { record, event, source, form: formText(format, received.revision), canonical: received.canonical };
    const partForm = formText(format, received.revision, { record, event, place: 0 });
    const wanted = (one: RecordName, of: EventName): boolean =>
      routedTo({ sides, routes: { table } }, { record: one, event: of, side: source, revision: partForm }, UNREAD) !==
      undefined;
    const parts = side.parts(record, event, received, wanted, checks);
    const read = parts.flatMap(({ record: one, event: of, canonical, findings }) => {
      complain(findings);
      return canonical === undefined ? [] : [{ record: one, event: of, source, form: partForm, canonical }];
    });
    return [whole, ...read];
  });
}

function explanationLines(of: Explanation): string[] {
  const { record, event, source, form, routes, rules, destinations, events, storage } = of;
  return [
    `${record}/${event} from ${source} as ${form}, by ${routes}`,
    ...(rules.length === 0 ? [`  no route is about ${record} of ${source}`] : []),
    ...rules.map(({ id, fits, why }) => (fits ? `  takes it: ${id}` : `  does not: ${id}; ${why.join('; ')}`)),
    ...destinations.map((one) => `  → ${one.side} by ${one.route}, ${one.lane}`),
    ...events.map((one) => `  event to ${one.side} by ${one.route}, ${one.lane}`),
    ...of.leftOut.map(({ side, why }) => `  not to ${side}: ${why}`),
    ...OUTCOMES[of.outcome],
    ...(storage === undefined ? [] : [`  storage: ${storage}`]),
    ...(of.note === undefined ? [] : [`  ${of.note}`]),
  ];
}

const OUTCOMES: Readonly<Record<Explanation['outcome'], readonly string[]>> = {
  sent: [],
  open: [],
  kept: ['  it is kept here, and goes to nobody'],
  parked: ['  no route takes it: it would be parked'],
};
