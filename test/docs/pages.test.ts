/** What the pages say about the program is so: links, settings, error codes, commands, sides. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/program.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { SETTINGS } from '../../src/foundation/settings/manifest.js';
import { buildSides } from '../../src/sides.js';
import { raccordo } from '../cli/command.js';

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true })
    .map((path) => `docs/${String(path).split(sep).join('/')}`)
    .filter((path) => path.endsWith('.md')),
].map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const byHand = pages.filter(({ text }) => !text.startsWith('<!-- Made by'));
const sides = [...buildSides(loadSettings({ env: {} }).settings).values()];

describe.each(pages)('$path', ({ path, text }) => {
  it('links only to what is there', () => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(#[^)]*)?\)/g)].map(([, target = '']) => target);
    const files = targets.filter((target) => !/^[a-z]+:/.test(target));
    expect(files.filter((target) => !existsSync(join(dirname(path), target)))).toEqual([]);
  });
});

describe.each(byHand)('$path', ({ text }) => {
  const code = [...text.matchAll(/`([^`\n]+)`/g)].map(([, inside = '']) => inside);

  it('names only settings that exist', () => {
    const groups = [...new Set(SETTINGS.map(({ name }) => name.split('.')[0]))].join('|');
    const named = code.filter((inside) => new RegExp(`^(${groups})(\\.[a-z]+[A-Za-z]*)+$`).test(inside));
    const known = SETTINGS.map(({ name }) => name);
    expect(named.filter((name) => !known.some((one) => one === name || one.startsWith(`${name}.`)))).toEqual([]);
  });

  it('names only commands and options that exist', () => {
    const lines = [...text.matchAll(/(?:^|`|· )raccordo ([a-z][^`\n·#]*)/gm)].map(([, line = '']) => line.trim());
    expect(lines.flatMap(unknownIn)).toEqual([]);
  });
});

const everyCommand = await buildProgram();

/** What the command line has not, of what a line uses. */
function unknownIn(line: string): string[] {
  const words = line.split(/\s+/);
  let command: Command = everyCommand;
  while (command.commands.length > 0) {
    const next = command.commands.find((one) => one.name() === words[0]);
    if (next === undefined) return words[0] === 'help' ? [] : [`raccordo ${line}`];
    words.shift();
    command = next;
  }
  const options = words.filter((word) => word.startsWith('--'));
  return options
    .filter((option) => option !== '--help' && !command.options.some(({ long }) => long === option))
    .map((option) => `raccordo ${line}: ${option}`);
}

describe('the page on operations', () => {
  it('shows a configuration that a gateway starts with, once the environment has what is secret', () => {
    const text = readFileSync('docs/operations.md', 'utf8');
    const yaml = /```yaml\n(.*?)```/s.exec(text)?.[1] ?? '';
    const exports = [...text.matchAll(/^export (\w+)=('[^']*'|\S+)$/gm)];
    const env = Object.fromEntries(exports.map(([, name = '', value = '']) => [name, value.replaceAll("'", '')]));
    const file = join(mkdtempSync(join(tmpdir(), 'raccordo-docs-')), 'raccordo.yaml');
    try {
      writeFileSync(file, yaml);
      expect(() => loadSettings({ file, env: {} })).toThrow('user name and password go together');
      const { settings } = loadSettings({ file, env });
      expect(settings.callers.map(({ side }) => side)).toEqual(['silp', 'anpal']);
      expect(yaml).not.toMatch(/password:/);
    } finally {
      rmSync(dirname(file), { recursive: true });
    }
  });
});

describe('the README', () => {
  const readme = readFileSync('README.md', 'utf8');
  // Those that need neither a gateway, nor a running system, nor a file of the reader's own.
  const examples = [...readme.matchAll(/^raccordo ((?:map|validate|contract|settings)\b[^#\n]*)/gm)]
    .map(([, line = '']) => line.trim().split(/\s+/))
    .filter((words) => words[1] !== 'verify' && words[1] !== 'diff')
    .filter((words) => words.every((word) => !word.includes('.') || existsSync(word)));

  it.each(examples.map((words) => [words.join(' '), words] as const))(
    'shows what works: raccordo %s',
    async (_line, words) => {
      const args = words.map((word) => (existsSync(word) && word.includes('/') ? join(process.cwd(), word) : word));
      const { code, stdout } = await raccordo(args);
      expect({ code, printed: stdout !== '' }).toEqual({ code: 0, printed: true });
    },
  );

  it('shows at least how to map, check fixtures and list settings', () => {
    expect([...new Set(examples.map(([command]) => command))].sort()).toEqual(['contract', 'map', 'settings']);
  });

  it('shows paths of the repository that are there', () => {
    const paths = [...readme.matchAll(/(?:^|[\s@(])((?:contracts|docs|schemas|src)\/[\w./-]+)/gm)].map(
      ([, path = '']) => path,
    );
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe.each(sides.map((side) => [side.name, side] as const))('the page of side %s', (name) => {
  const path = `docs/sides/${name}.md`;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';

  it('names every operation that can be asked there', () => {
    const env = { [`RACCORDO_SIDES_${name.toUpperCase().replaceAll('-', '_')}_URL`]: 'http://127.0.0.1:9' };
    const operations = buildSides(loadSettings({ env }).settings).get(name)?.adapter?.capabilities.operations ?? [];
    expect(operations.filter((operation) => !text.includes(`\`${operation}\``))).toEqual([]);
  });

  it('tells how it is received, delivered and pointed at Raccordo', () => {
    expect(text).toMatch(new RegExp(`^# Side \`${name}\`: \\S`));
    expect(text).toContain(`contracts/${name}/`);
    expect(text).toMatch(/^## Point \S.* at Raccordo$/m);
    expect(text).toMatch(/^## Habits that matter$/m);
  });
});
