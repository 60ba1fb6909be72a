/** Nothing that a command is given is ignored: what the form that is meant does not take is refused before anything is sent. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formsOf } from '../../src/cli/forms.js';
import { buildProgram } from '../../src/cli/program.js';
import { linesOf, raccordo } from './command.js';

const ID = '00000000-0000-7000-8000-000000000000';

let server: Server;
let url = '';
let calls = 0;
beforeAll(async () => {
  server = createServer((_request, response) => {
    calls += 1;
    response.end('{"deliveries":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function expectRefused(args: readonly string[], said: string): Promise<void> {
  const { code, stdout, stderr } = await raccordo(args, { refused: true });
  expect({ code, stdout, calls }).toEqual({ code: 2, stdout: '', calls: 0 });
  expect(linesOf(stderr)).toEqual([
    `raccordo: The command was not told what to do: ${said}`,
    '  See raccordo help COMMAND.',
  ]);
}

const NOT_BY_ID = 'with --select, not with the id of a message; to select that message, give --select --message ID';

describe('what a form would ignore is refused, and nothing is sent', () => {
  it.each([
    [['cancel', ID, '--preview', '--reason', 'x'], `--preview goes ${NOT_BY_ID}`],
    [['cancel', ID, '--yes', '--reason', 'x'], `--yes goes ${NOT_BY_ID}`],
    [['cancel', ID, '--destination', 'silp', '--source', 'anpal', '--reason', 'x'], `--source goes ${NOT_BY_ID}`],
    [['replay', ID, '--preview'], `--preview goes ${NOT_BY_ID}`],
    [['replay', ID, '--expect', '5'], `--expect goes ${NOT_BY_ID}`],
    [['replay', ID, '--destination', 'silp'], `--destination goes ${NOT_BY_ID}`],
    [
      ['replay', ID, '--side', 'silp'],
      '--side goes with --parked, not with the id of a message; to select that message, give --select --message ID',
    ],
    [
      ['replay', '--parked', '--side', 'anpal', '--preview', '--record', 'adesione', '--expect', '77'],
      '--record, --preview and --expect go with --select, not with --parked',
    ],
    [['replay', '--select', '--record', 'sap', '--side', 'silp'], '--side goes with --parked, not with --select'],
    [['replay', '--side', 'silp'], '--side goes with --parked'],
    [['replay', '--failed-with', 'unreachable', '--yes'], '--failed-with and --yes go with --select'],
    [['replay', '--parked'], 'give the --side whose parked deliveries are meant'],
    [
      ['replay', ID, '--select', '--preview'],
      'give either the id of a message, or --parked --side <side>, or --select with filters',
    ],
    [['cancel'], 'give either the id of a message, or --select with filters'],
    [['hold', '--side', 'silp', '--route', 'r1', '--reason', 'x'], 'give either --side <side> or --route <id>'],
    [['release'], 'give either --side <side> or --route <id>'],
    [
      ['replay', '--select', '--destination', 'silp', '--destination', 'inps', '--yes', '--reason', 'x'],
      '--destination is given twice, and takes one value',
    ],
    [['hold', '--side', 'silp', '--side', 'inps', '--reason', 'x'], '--side is given twice, and takes one value'],
  ])('%j', async (args, said) => {
    await expectRefused([...args, '--url', url], said);
  });

  it.each([
    [['sandbox', 'silp', '--notify', 'http://127.0.0.1:9'], '--notify goes with anpal, not with silp'],
    [['sandbox', 'anpal', '--dates', 'epoch'], '--dates goes with silp, not with anpal'],
    [
      ['sandbox', 'anpal', '--gateway-user', 'a:b'],
      '--gateway-user goes with inps or miattivo or toscana-lavoro, not with anpal',
    ],
    [
      ['sandbox', 'inps', '--empty'],
      '--empty goes with anpal or silp or lavoro-per-te or miattivo or toscana-lavoro, not with inps',
    ],
    [['demo', '--no-traffic', '--once'], '--once goes with stories, not with --no-traffic'],
    [
      ['map', '--record', 'sap', '--from', 'anpal', '--to', 'canonical', '--revision', 'Rev009', 'nowhere.xml'],
      '--revision goes with --to of a side, not with --to canonical',
    ],
    [
      [
        'contract',
        'verify',
        '--side',
        'silp',
        '--url',
        'http://127.0.0.1:9',
        '--password',
        'x',
        '--token-type',
        'text',
      ],
      '--password goes with --username, --token-type goes with --token-username',
    ],
  ])('%j', expectRefused);

  it('two things that exclude one another too', async () => {
    const { code, stderr } = await raccordo(['sandbox', 'anpal', '--seed', 'x.json', '--empty'], { refused: true });
    expect(code).toBe(2);
    expect(stderr).toContain("option '--seed <file>' cannot be used with option '--empty'");
  });
});

/** Commands that do one thing, with all of their options. */
const ONE_FORM = [
  'actions',
  'confirm',
  'contract check',
  'contract diff',
  'contract new',
  'doctor',
  'holds',
  'messages list',
  'messages show',
  'migrate',
  'routes check',
  'routes explain',
  'routes list',
  'serve',
  'settings',
  'validate',
];

function leaves(command: Command, path: readonly string[] = []): [name: string, command: Command][] {
  if (command.commands.length === 0) return [[path.join(' '), command]];
  return command.commands.flatMap((child) => leaves(child, [...path, child.name()]));
}

describe('the tables', () => {
  it('are there for every command that has several forms', async () => {
    const without = leaves(await buildProgram()).filter(([, command]) => formsOf(command) === undefined);
    expect(without.map(([name]) => name).sort()).toEqual(ONE_FORM);
  });

  it('name every option of their commands, and no other', async () => {
    for (const [name, command] of leaves(await buildProgram())) {
      const table = formsOf(command);
      if (table === undefined) continue;
      const own = table.forms.map((form) => form.name).filter((one) => /^--\S+$/.test(one));
      const named = new Set([...table.always, ...own, ...table.forms.flatMap(({ takes }) => takes)]);
      expect({ name, options: [...named].sort() }).toEqual({
        name,
        options: command.options.map(({ long }) => long).sort(),
      });
    }
  });
});
