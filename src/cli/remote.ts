/** `raccordo messages`: what came in and what became of it, asked of the gateway that runs. */
import type { Command } from 'commander';
import { z } from 'zod';
import { DELIVERY_STATES, EVENTS, MESSAGE_STATES, RECORDS, SIDES } from '../foundation/names.js';
import { call, HELD, type RemoteOptions, withRemote } from './call.js';
import { choice, choiceBeside, filled, instant, pageSize, uuid } from './input.js';

const PAGE = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      side: z.string(),
      record: z.string(),
      event: z.string(),
      status: z.string(),
      receivedAt: z.string(),
      findings: z.array(z.object({ severity: z.string(), rule: z.string() })),
      held: HELD.optional(),
    }),
  ),
  next: z.string().optional(),
});

const SHOWN = z.object({
  id: z.string(),
  side: z.string(),
  record: z.string(),
  event: z.string(),
  revision: z.string(),
  channel: z.string(),
  status: z.string(),
  receivedAt: z.string(),
  storage: z.string(),
  routes: z.string().optional(),
  trimmedAt: z.string().optional(),
  findings: z.array(z.object({ path: z.string(), rule: z.string(), severity: z.string(), message: z.string() })),
  deliveries: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      destination: z.string(),
      route: z.string().optional(),
      lane: z.string(),
      status: z.string(),
      attempts: z.number(),
      nextAttemptAt: z.string().nullable(),
      held: HELD.optional(),
      waits: z.object({ detail: z.string() }).optional(),
      answer: z.looseObject({}).nullable(),
    }),
  ),
});

export function addRemoteCommands(program: Command): void {
  const messages = program.command('messages').description('what came in and what became of it');
  withRemote(messages.command('list'))
    .description('messages, newest first')
    .addOption(choice('--side <side>', 'only from this side', SIDES))
    .addOption(
      choiceBeside('--status <status>', 'only messages in this state', MESSAGE_STATES, {
        option: '--delivery-status',
        names: DELIVERY_STATES,
      }),
    )
    .addOption(
      choiceBeside('--delivery-status <status>', 'only those with a delivery in this state', DELIVERY_STATES, {
        option: '--status',
        names: MESSAGE_STATES,
      }),
    )
    .addOption(choice('--record <record>', 'only this record', RECORDS))
    .addOption(choice('--event <event>', 'only this event', EVENTS))
    .addOption(choice('--destination <side>', 'only those with a delivery to this side', SIDES))
    .option('--route <id>', 'only those that this route sends', filled)
    .option(
      '--reason <word>',
      'only those with a delivery that failed for this reason, or was refused with this code',
      filled,
    )
    .option('--rule <rule>', 'only those with a finding of this rule', filled)
    .option('--since <instant>', 'received then or later', instant)
    .option('--until <instant>', 'received before then', instant)
    .option('--limit <n>', 'how many', pageSize, 20)
    .option('--cursor <cursor>', 'go on after the page that named it', filled)
    .option('--json', 'print the answer as JSON')
    .action(list);
  withRemote(messages.command('show'))
    .description('one message with its deliveries and esiti')
    .argument('<id>', 'the message', uuid)
    .option('--json', 'print the answer as JSON')
    .action(show);
}

/** Options of `messages list` that are asked of the gateway as they are, with the name that it gives them. */
const FILTERS = {
  side: 'side',
  record: 'record',
  event: 'event',
  status: 'status',
  deliveryStatus: 'delivery-status',
  destination: 'destination',
  route: 'route',
  reason: 'reason',
  rule: 'rule',
  since: 'since',
  until: 'until',
  cursor: 'cursor',
} as const;

async function list(
  options: RemoteOptions & { limit: number } & Partial<Record<keyof typeof FILTERS, string>>,
): Promise<void> {
  const query = new URLSearchParams({ limit: String(options.limit) });
  for (const [option, name] of Object.entries(FILTERS)) {
    const value = options[option as keyof typeof FILTERS];
    if (value !== undefined) query.set(name, value);
  }
  const page = await call(options, PAGE, `/rest/v1/messages?${query}`);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(page, null, 2)}\n`);
    return;
  }
  for (const message of page.items) {
    const wrong = message.findings.find((finding) => finding.severity === 'error');
    process.stdout.write(
      `${message.receivedAt}  ${message.id}  ${message.side.padEnd(14)} ${`${message.record}/${message.event}`.padEnd(18)} ${message.status}${wrong ? ` [${wrong.rule}]` : ''}${message.held ? ` (held: ${message.held.scope} ${message.held.name})` : ''}\n`,
    );
  }
  if (page.items.length === 0) process.stdout.write('no messages\n');
  if (page.next !== undefined) process.stderr.write(`older ones: --cursor ${page.next}\n`);
}

async function show(id: string, options: RemoteOptions): Promise<void> {
  const message = await call(options, SHOWN, `/rest/v1/messages/${encodeURIComponent(id)}`);
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
      ...(d.held ? [`  held    ${d.held.scope} ${d.held.name} since ${d.held.since}: ${d.held.reason}`] : []),
      ...(d.waits ? [`  waits   ${d.waits.detail}`] : []),
      ...(d.answer ? [`  answer  ${JSON.stringify(d.answer)}`] : []),
    ]),
  ];
  process.stdout.write(`${out.join('\n')}\n`);
}
