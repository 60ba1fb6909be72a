/** `raccordo replay` and `raccordo cancel`: one message, all that is parked for a side, or a selection; `raccordo confirm`: one message. */
import type { Command } from 'commander';
import { z } from 'zod';
import { CANCELLABLE, EVENTS, RECORDS, REPLAYABLE, type SelectedState, SIDES } from '../foundation/names.js';
import { call, deliveriesAre, print, REMOTE, type RemoteOptions, withRemote } from './call.js';
import { cliError } from './errors.js';
import { withForms } from './forms.js';
import { choice, count, filled, instant, uuid, uuids } from './input.js';
import { PREVIEWED, previewLines } from './preview.js';

interface Filters {
  status?: string;
  destination?: string;
  source?: string;
  record?: string;
  event?: string;
  route?: string;
  failedWith?: string;
  since?: string;
  until?: string;
  message?: readonly string[];
}

interface SelectOptions extends RemoteOptions, Filters {
  select?: boolean;
  preview?: boolean;
  yes?: boolean;
  expect?: number;
  reason?: string;
}

const DONE = z.object({
  deliveries: z.number(),
  left: z.number().optional(),
  checked: z.union([z.string(), z.object({ accepted: z.number(), quarantined: z.number() })]).optional(),
  action: z.string().optional(),
});
type Done = z.output<typeof DONE>;

/** @param states those that the act can be done to. */
const withSelection = (command: Command, states: readonly SelectedState[]): Command =>
  withRemote(command)
    .option('--select', 'all that the filters below leave; without --yes it is only counted')
    .addOption(choice('--status <status>', 'only what is in this state', states))
    .addOption(choice('--destination <side>', 'only what goes to this side', SIDES))
    .addOption(choice('--source <side>', 'only what this side has sent', SIDES))
    .addOption(choice('--record <record>', 'only this record', RECORDS))
    .addOption(choice('--event <event>', 'only this event', EVENTS))
    .option('--route <id>', 'only what this route sends', filled)
    .option(
      '--failed-with <word>',
      'only what failed for this reason, was refused with this code or breaks this rule',
      filled,
    )
    .option('--since <instant>', 'received then or later', instant)
    .option('--until <instant>', 'received before then', instant)
    .option('--message <id...>', 'only these messages', uuids)
    .option('--preview', 'only count, also with --yes')
    .option('--yes', 'do it')
    .option('--expect <n>', 'do nothing unless it is this many', count)
    .option('--reason <text>', 'why; kept with the action', filled)
    .option('--json', 'print the answer as JSON');

/** The filters, with the name that the gateway gives each. */
const FILTERS = {
  status: 'status',
  destination: 'destination',
  source: 'source',
  record: 'record',
  event: 'event',
  route: 'route',
  failedWith: 'reason',
  since: 'since',
  until: 'until',
  message: 'messages',
} as const satisfies Readonly<Record<keyof Filters, string>>;

const FILTER_OPTIONS = Object.keys(FILTERS).map(
  (name) => `--${name.replace(/[A-Z]/g, (big) => `-${big.toLowerCase()}`)}`,
);

const byId = (takes: readonly string[]) => ({
  name: 'the id of a message',
  meant: ({ args }: Command) => args.length > 0,
  takes,
  instead: 'to select that message, give --select --message ID',
});
const SELECTED = { name: '--select', takes: [...FILTER_OPTIONS, '--preview', '--yes', '--expect'] };

export function addAgainCommands(program: Command): void {
  const again = withSelection(program.command('replay'), REPLAYABLE)
    .description('sends parked deliveries again; checks quarantined messages again')
    .argument('[id]', 'the message', uuid)
    .option('--parked', 'all parked deliveries of one side')
    .addOption(choice('--side <side>', 'with --parked: the side', SIDES))
    .action(replay);
  withForms(again, {
    always: [...REMOTE, '--reason'],
    one: 'give either the id of a message, or --parked --side <side>, or --select with filters',
    forms: [byId([]), { name: '--parked', takes: ['--side'] }, SELECTED],
  });
  const off = withSelection(program.command('cancel'), CANCELLABLE)
    .description('calls off deliveries that are pending or parked, for good')
    .argument('[id]', 'the message', uuid)
    .action(cancel);
  withForms(off, {
    always: [...REMOTE, '--reason'],
    one: 'give either the id of a message, or --select with filters',
    forms: [byId(['--destination']), SELECTED],
  });
  withRemote(program.command('confirm'))
    .description('counts as arrived what was parked because its answer was lost, and was found at its side')
    .argument('<id>', 'the message', uuid)
    .addOption(choice('--destination <side>', 'only what goes to this side', SIDES))
    .requiredOption('--reason <text>', 'where it was seen; kept with the action, and told to its source', filled)
    .option('--json', 'print the answer as JSON')
    .action(confirm);
}

async function confirm(id: string, options: RemoteOptions & { destination?: string; reason: string }): Promise<void> {
  await end('confirm', id, options, confirmedWords);
}

/** Ends deliveries of one message. */
async function end(
  verb: 'cancel' | 'confirm',
  id: string,
  { destination, reason, ...options }: RemoteOptions & { destination?: string; reason: string },
  words: (done: Done) => string,
): Promise<void> {
  const result = await call(options, DONE, `/rest/v1/messages/${encodeURIComponent(id)}/${verb}`, {
    method: 'POST',
    body: { reason, ...(destination === undefined ? {} : { destination }) },
  });
  print(options, result, [words(result)]);
}

async function replay(
  id: string | undefined,
  options: SelectOptions & { parked?: boolean; side?: string },
): Promise<void> {
  const { parked = false, side, reason } = options;
  if (parked && side === undefined) throw cliError('wrong-usage', 'give the --side whose parked deliveries are meant');
  if (options.select) return selection(options, '/rest/v1/replays', replayedWords);
  const path =
    id === undefined ? `/rest/v1/sides/${side}/parked/replay` : `/rest/v1/messages/${encodeURIComponent(id)}/replay`;
  const result = await call(options, DONE, path, {
    method: 'POST',
    ...(reason === undefined ? {} : { body: { reason } }),
  });
  print(options, result, [replayedWords(result)]);
}

async function cancel(id: string | undefined, options: SelectOptions): Promise<void> {
  const { reason } = options;
  if (id === undefined) return selection(options, '/rest/v1/cancellations', cancelledWords);
  if (reason === undefined) throw cliError('wrong-usage', 'give a --reason: it is what the source is told');
  await end('cancel', id, { ...options, reason }, cancelledWords);
}

/** Counts a selection, and carries it out where that was agreed to. */
async function selection(options: SelectOptions, path: string, words: (done: Done) => string): Promise<void> {
  const { reason, yes = false, preview = false, expect: expected } = options;
  const select = selectOf(options);
  if (Object.keys(select).length === 0)
    throw cliError('wrong-usage', `give --select at least one filter: ${FILTER_OPTIONS.join(', ')}`);
  if (!yes || preview) {
    const counted = await call(options, PREVIEWED, path, {
      method: 'POST',
      body: { select, preview: true },
      changes: false,
    });
    const goOn = `nothing was done; to go on, repeat the command with --yes --expect ${counted.total} and a --reason`;
    const differs = expected === undefined || expected === counted.total ? [] : [`${expected} were expected`];
    return print(options, counted, [...previewLines(counted), ...differs, ...(counted.total === 0 ? [] : [goOn])]);
  }
  if (reason === undefined) throw cliError('wrong-usage', 'give a --reason: it is kept with the action');
  const done = await call(options, DONE, path, {
    method: 'POST',
    body: { select, reason, ...(expected === undefined ? {} : { expected }) },
  });
  print(options, done, [words(done), ...(done.action === undefined ? [] : [`action ${done.action}`])]);
}

function selectOf(filters: Filters): object {
  const given = Object.entries(FILTERS).map(([option, name]) => [name, filters[option as keyof Filters]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function replayedWords({ deliveries, checked, left = 0 }: Done): string {
  const waits =
    left === 0 ? '' : `; ${left} left for a person to decide about (messages list --delivery-status parked)`;
  const again = `${deliveriesAre(deliveries)} pending again${waits}`;
  if (typeof checked === 'string') return `checked again: ${checked}`;
  if (checked === undefined || checked.accepted + checked.quarantined === 0) return again;
  return `${again}; checked again: ${checked.accepted} accepted, ${checked.quarantined} still in quarantine`;
}

const confirmedWords = ({ deliveries }: Done): string => `${deliveriesAre(deliveries)} confirmed as arrived`;

const cancelledWords = ({ deliveries }: Done): string => `${deliveriesAre(deliveries)} called off`;
