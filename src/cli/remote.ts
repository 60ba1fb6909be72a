/** `raccordo messages` and `raccordo replay`: asked of the gateway that runs, which alone may open an embedded store. */
import type { Command } from 'commander';
import { DELIVERY_STATES, MESSAGE_STATES, SIDES, type SideName } from '../foundation/names.js';
import { cliError } from './errors.js';
import { choice, httpAddress, pageSize, settingsFrom } from './input.js';

interface RemoteOptions {
  url?: string;
  user?: string;
  config?: string;
  json?: boolean;
}

interface Page {
  items: {
    id: string;
    side: string;
    record: string;
    event: string;
    status: string;
    receivedAt: string;
    findings: { severity: string; rule: string }[];
  }[];
  next?: string;
}

interface Shown {
  id: string;
  side: string;
  record: string;
  event: string;
  revision: string;
  channel: string;
  status: string;
  receivedAt: string;
  storage: string;
  routes?: string;
  trimmedAt?: string;
  findings: { path: string; rule: string; severity: string; message: string }[];
  deliveries: {
    id: string;
    kind: string;
    destination: string;
    route?: string;
    lane: string;
    status: string;
    attempts: number;
    nextAttemptAt: string | null;
    answer: Record<string, unknown> | null;
  }[];
}

const withRemote = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the gateway; by default the configured http.host and http.port', httpAddress)
    .option('--user <name:password>', 'account to call with')
    .option('--config <file>', 'configuration file');

export function addRemoteCommands(program: Command): void {
  const messages = program.command('messages').description('what came in and what became of it');
  withRemote(messages.command('list'))
    .description('messages, newest first')
    .addOption(choice('--side <side>', 'only from this side', SIDES))
    .addOption(choice('--status <status>', 'only messages in this state', MESSAGE_STATES))
    .addOption(choice('--delivery-status <status>', 'only those with a delivery in this state', DELIVERY_STATES))
    .option('--limit <n>', 'how many', pageSize, 20)
    .option('--cursor <cursor>', 'go on after the page that named it')
    .option('--json', 'print the answer as JSON')
    .action(list);
  withRemote(messages.command('show'))
    .description('one message with its deliveries and esiti')
    .argument('<id>')
    .option('--json', 'print the answer as JSON')
    .action(show);
  withRemote(program.command('replay'))
    .description('sends parked deliveries again; checks a quarantined message again')
    .argument('[id]', 'the message')
    .option('--parked', 'all parked deliveries of one side')
    .addOption(choice('--side <side>', 'with --parked: the side', SIDES))
    .action(replay);
}

/** Where the gateway is asked, without slash at the end. What listens everywhere is asked on this machine. */
function baseUrl(options: RemoteOptions): string {
  const { host, port } = settingsFrom(options).http;
  if (options.url !== undefined) return options.url.replace(/\/+$/, '');
  const here = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${here.includes(':') ? `[${here}]` : here}:${port}`;
}

async function call<T>(options: RemoteOptions, path: string, method: 'GET' | 'POST' = 'GET'): Promise<T> {
  const base = baseUrl(options);
  let response: Response;
  try {
    response = await fetch(`${base}${path}`, {
      method,
      headers:
        options.user === undefined ? {} : { authorization: `Basic ${Buffer.from(options.user).toString('base64')}` },
    });
  } catch (error) {
    throw cliError('gateway-unreachable', `at ${base}`, { cause: error });
  }
  const answer = (await response.json().catch(() => ({}))) as T & { title?: string; detail?: string };
  if (!response.ok) {
    const said = [answer.title ?? `status ${response.status}`, answer.detail].filter(Boolean).join(': ');
    throw cliError(response.status === 503 ? 'gateway-unavailable' : 'gateway-refused', said);
  }
  return answer;
}

async function list(
  options: RemoteOptions & {
    side?: SideName;
    status?: string;
    deliveryStatus?: string;
    limit: number;
    cursor?: string;
  },
): Promise<void> {
  const query = new URLSearchParams({ limit: String(options.limit) });
  if (options.side) query.set('side', options.side);
  if (options.status) query.set('status', options.status);
  if (options.deliveryStatus) query.set('delivery-status', options.deliveryStatus);
  if (options.cursor) query.set('cursor', options.cursor);
  const page = await call<Page>(options, `/rest/v1/messages?${query}`);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
    return;
  }
  for (const message of page.items) {
    const wrong = message.findings.find((finding) => finding.severity === 'error');
    process.stdout.write(
      `${message.receivedAt}  ${message.id}  ${message.side.padEnd(14)} ${`${message.record}/${message.event}`.padEnd(18)} ${message.status}${wrong ? ` [${wrong.rule}]` : ''}\n`,
    );
  }
  if (page.items.length === 0) process.stdout.write('no messages\n');
  if (page.next !== undefined) process.stderr.write(`older ones: --cursor ${page.next}\n`);
}

async function show(id: string, options: RemoteOptions): Promise<void> {
  const message = await call<Shown>(options, `/rest/v1/messages/${encodeURIComponent(id)}`);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(message, null, 2)}\n`);
    return;
  }
  const out = [
    `message   ${message.id}`,
    `from      ${message.side} by ${message.channel}, ${message.record}/${message.event}, ${message.revision}`,
    `received  ${message.receivedAt}`,
    `status    ${message.status}`,
    ...(message.routes ? [`routes    ${message.routes}`] : []),
    `kept      ${message.storage}${message.trimmedAt ? `, the rest let go of ${message.trimmedAt}` : ''}`,
    ...message.findings.map((f) => `  ${f.severity}  ${f.path || '(document)'}: ${f.message} [${f.rule}]`),
    ...message.deliveries.flatMap((d) => [
      `delivery  ${d.id} → ${d.destination} (${d.kind}): ${d.status}${d.route ? ` by route ${d.route}` : ''}, ${d.lane}, attempts ${d.attempts}${d.nextAttemptAt ? `, next ${d.nextAttemptAt}` : ''}`,
      ...(d.answer ? [`  answer  ${JSON.stringify(d.answer)}`] : []),
    ]),
  ];
  process.stdout.write(`${out.join('\n')}\n`);
}

async function replay(
  id: string | undefined,
  options: RemoteOptions & { parked?: boolean; side?: SideName },
): Promise<void> {
  const { parked = false, side } = options;
  if ((id === undefined) !== parked || parked !== (side !== undefined)) {
    throw cliError('wrong-usage', 'give either the id of a message, or --parked --side <side>');
  }
  const path =
    id === undefined ? `/rest/v1/sides/${side}/parked/replay` : `/rest/v1/messages/${encodeURIComponent(id)}/replay`;
  const result = await call<{ deliveries: number; checked?: string }>(options, path, 'POST');
  process.stdout.write(
    result.checked === undefined
      ? `${result.deliveries === 1 ? '1 delivery is' : `${result.deliveries} deliveries are`} pending again\n`
      : `checked again: ${result.checked}\n`,
  );
}
