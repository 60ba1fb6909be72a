/** The pages for partners show what works: their commands are run literally, in the order in which they stand. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { folder, linesOf, raccordo, startRaccordo } from '../cli/command.js';

const PAGES = 'docs/partners';
const pages = readdirSync(PAGES).map((name) => [name, readFileSync(join(PAGES, name), 'utf8')] as const);

/** The lines of the blocks that have no language: what is to be typed. */
const typed = (text: string): string[] =>
  [...text.matchAll(/^```\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => linesOf(block))
    .filter((line) => /^(raccordo|mkdir|cp) /.test(line));

// The reader is in a clone: its contracts stand where the commands are typed.
if (!existsSync(join(folder, 'contracts'))) symlinkSync(join(process.cwd(), 'contracts'), join(folder, 'contracts'));

/** The ways in which a command of these pages ends well. */
const ends = (line: string): number => (line.includes(' diff ') ? 1 : 0);

describe.each(pages)('docs/partners/%s', (_name, text) => {
  it('shows commands that work', async () => {
    const running: Awaited<ReturnType<typeof startRaccordo>>[] = [];
    for (const line of typed(text)) {
      const [command = '', ...words] = line.split(/\s+/);
      if (command === 'mkdir') mkdirSync(join(folder, words.at(-1) ?? ''), { recursive: true });
      else if (command === 'cp')
        cpSync(join(folder, words.at(-2) ?? ''), join(folder, words.at(-1) ?? ''), { recursive: true });
      else if (words[0] === 'sandbox') running.push(await startRaccordo(words, /ready at (\S+)/));
      else {
        const { code, stdout, stderr } = await raccordo(words);
        expect({ line, code, stderr: stderr.replace(/^This writes .*\n/, '') }).toEqual({
          line,
          code: ends(line),
          stderr: '',
        });
        expect(stdout).not.toBe('');
      }
    }
    for (const one of running) await one.end('SIGTERM');
  });

  it('shows YAML that a server can read, with commands that exist', () => {
    for (const [, yaml = ''] of text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)) {
      const read = JSON.stringify(parse(yaml));
      const used = [...read.matchAll(/main\.js (contract \w+)/g)].map(([, command = '']) => command);
      expect([...new Set(used)].sort()).toEqual(['contract check', 'contract verify']);
      expect(existsSync('dist/src/main.js')).toBe(true);
    }
  });
});

it('what the page shows of a difference is what is printed', async () => {
  const { stdout } = await raccordo(['contract', 'diff', 'anpal:Rev008', 'anpal:Rev009']);
  const shown = /^```\nbreaking\n([\s\S]*?)^```$/m.exec(readFileSync(join(PAGES, 'diff.md'), 'utf8'))?.[1] ?? '';
  expect(linesOf(shown).length).toBeGreaterThan(2);
  expect(linesOf(shown).filter((line) => !linesOf(stdout).includes(line))).toEqual([]);
});

it('the build that the page tells of makes the command', () => {
  const { scripts, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
  expect(scripts?.build).toBeDefined();
  const version = execFileSync(process.execPath, [bin?.raccordo ?? '', '--version']).toString();
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/);
});
