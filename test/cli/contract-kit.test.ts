/** The commands of the contract kit as people run them: reports, files, exit codes, what they refuse. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { contract, folder, linesOf, raccordo, startRaccordo } from './command.js';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Every element of a report, read by a parser that is not ours. */
function elementsOf(xml: string): Element[] {
  const found: Element[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) =>
    found.push({ name, attributes: attributes as Record<string, string> }),
  );
  parser.write(xml).close();
  return found;
}

describe('a report in JUnit XML', () => {
  it('is printed, has a case for each fixture, and counts them', async () => {
    const { code, stdout } = await raccordo(['contract', 'check', '--side', 'silp', '--format', 'junit']);
    const elements = elementsOf(stdout);
    const cases = elements.filter(({ name }) => name === 'testcase');
    expect(code).toBe(0);
    expect(elements[0]).toMatchObject({
      name: 'testsuites',
      attributes: { tests: String(cases.length), failures: '0' },
    });
    expect(cases.length).toBeGreaterThan(20);
    expect(cases[0]?.attributes.classname).toMatch(/^silp\./);
  });

  it('is written into a file, and the sum is printed', async () => {
    const args = ['contract', 'check', '--side', 'silp', '--format', 'junit', '--output', 'check.xml'];
    const { code, stdout } = await raccordo(args);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+ hold, 0 do not\n$/) });
    expect(elementsOf(readFileSync(join(folder, 'check.xml'), 'utf8')).length).toBeGreaterThan(20);
  });

  it('tells the difference of a case that does not hold, with every sign that XML has a meaning for', async () => {
    await raccordo([
      'contract',
      'new',
      '--side',
      'anpal',
      '--record',
      'sap',
      '--name',
      'one',
      '--dir',
      'spoilt',
      contract('anpal/fixtures/sap/mini/source.xml'),
    ]);
    const file = join(folder, 'spoilt/anpal/fixtures/sap/one/canonical.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"cognome": "[^"]*"/, '"cognome": "<&\\">"'));
    const { code, stdout } = await raccordo(['contract', 'check', 'spoilt', '--format', 'junit']);
    const failure = elementsOf(stdout).find(({ name }) => name === 'failure');
    expect(code).toBe(1);
    expect(failure?.attributes.message).toContain('anagrafica.persona.cognome');
    expect(failure?.attributes.message).toContain('<&');
  });

  it('is refused where it cannot be written, before anything is run', async () => {
    const { code, stdout, stderr } = await raccordo(['contract', 'check', '--output', 'nowhere/check.xml']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The file cannot be written: nowhere/check.xml: ENOENT');
  });
});

describe('contract new', () => {
  const full = contract('anpal/fixtures/sap/full/source.xml');
  const args = (name: string, ...more: readonly string[]) => [
    'contract',
    'new',
    '--side',
    'anpal',
    '--record',
    'sap',
    '--name',
    name,
    '--dir',
    'made',
    ...more,
  ];

  it('makes a folder that contract check runs', async () => {
    const { code, stdout } = await raccordo(args('mine', '--shows', 'what we send', full));
    expect(code).toBe(0);
    expect(stdout).toContain('made made/anpal/fixtures/sap/mine (source.xml, case.yaml, canonical.json)');
    expect(readdirSync(join(folder, 'made/anpal/fixtures/sap/mine')).sort()).toEqual([
      'canonical.json',
      'case.yaml',
      'source.xml',
    ]);
    expect(await raccordo(['contract', 'check', 'made'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('mine: what we send'),
    });
  });

  it('numbers several, and reads standard input', async () => {
    const { code } = await raccordo(args('two', full, '-'), { stdin: readFileSync(full) });
    expect(code).toBe(0);
    const [one, two] = ['two-1', 'two-2'].map((name) =>
      readFileSync(join(folder, `made/anpal/fixtures/sap/${name}/source.xml`), 'utf8'),
    );
    expect(one).toBe(two);
  });

  it('overwrites nothing', async () => {
    await raccordo(args('again', full));
    const { code, stderr } = await raccordo(args('again', full));
    expect(code).toBe(1);
    expect(stderr).toContain('is there already; choose another --name');
  });

  it.each([
    ['a name that is no folder name', '../up', 'anpal', 'sap', '--name: expected small letters', 2],
    ['a document that is none', 'none', 'anpal', 'sap', 'no fixture was made', 1],
    ['a record that the side has not', 'none', 'silp', 'ente', 'silp has no ente/invio', 2],
  ])('refuses %s', async (_what, name, side, record, said, exit) => {
    writeFileSync(join(folder, 'none.xml'), '<lavoratore><a>');
    const { code, stderr } = await raccordo([
      'contract',
      'new',
      '--side',
      side,
      '--record',
      record,
      '--dir',
      'made',
      '--name',
      name,
      'none.xml',
    ]);
    expect(code).toBe(exit);
    expect(stderr).toContain(said);
    expect(existsSync(join(folder, 'made/anpal/fixtures/sap/none'))).toBe(false);
  });
});

describe('contract verify', () => {
  it('wants to be told that a system elsewhere may be written to, and calls nobody before', async () => {
    const { code, stdout, stderr } = await raccordo([
      'contract',
      'verify',
      '--side',
      'silp',
      '--url',
      'https://silp.example.org/api',
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^This writes records of invented people into the system at https:\/\/silp\.example\.org\.\n/,
    );
    expect(stderr).toContain('say --yes');
  });

  it('reports on a running system, in both forms', async () => {
    const sandbox = await startRaccordo(['sandbox', 'inps'], /ready at (\S+)/);
    const args = ['contract', 'verify', '--side', 'inps', '--url', sandbox.url];
    const human = await raccordo(args);
    expect(human.code).toBe(0);
    expect(linesOf(human.stdout).at(-1)).toMatch(/^\d+ hold, 0 do not, \d+ not covered$/);
    const junit = await raccordo([...args, '--format', 'junit']);
    const elements = elementsOf(junit.stdout);
    expect(elements.filter(({ name }) => name === 'skipped').length).toBeGreaterThan(0);
    await fetch(new URL('/sandbox/fault', sandbox.url), {
      method: 'POST',
      body: '{"fault":"ko"}',
      headers: { 'content-type': 'application/json' },
    });
    const faulty = await raccordo(args);
    expect(faulty.code).toBe(1);
    expect(faulty.stdout).toMatch(
      /^WRONG {2}inps comunicazioni-cpi confermaDid .*\n {9}expected it to be accepted.*, found refused, I999/m,
    );
    await sandbox.end('SIGTERM');
  });

  it('says of every call that nobody answers', async () => {
    const { code, stdout } = await raccordo([
      'contract',
      'verify',
      '--side',
      'inps',
      '--url',
      'http://127.0.0.1:9/x',
      '--record',
      'did',
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain('expected an answer, found none: no connection to http://127.0.0.1:9');
  });
});

describe('contract diff', () => {
  it('ends with 1 where something breaks, with 0 where nothing does', async () => {
    const breaks = await raccordo(['contract', 'diff', 'anpal:Rev008', 'anpal:Rev009']);
    expect(breaks.code).toBe(1);
    expect(breaks.stdout).toMatch(/^breaking\n {2}lavoratore politiche_attive: removed.*\n/);
    expect(await raccordo(['contract', 'diff', 'silp:v1', 'silp:v1'])).toMatchObject({
      code: 0,
      stdout: '0 changes break what speaks silp:v1, 0 do not\n',
    });
  });

  it('reports in JUnit XML too', async () => {
    const { code, stdout } = await raccordo(['contract', 'diff', 'anpal:Rev008', 'anpal:Rev009', '--format', 'junit']);
    expect(code).toBe(1);
    const elements = elementsOf(stdout);
    expect(elements.filter(({ name }) => name === 'failure').length).toBeGreaterThan(2);
  });

  it('says which contract is none', async () => {
    const { code, stderr } = await raccordo(['contract', 'diff', 'anpal:Rev008', 'anpal:Rev999']);
    expect(code).toBe(1);
    expect(stderr).toContain('There is no such contract: anpal:Rev999: no folder Rev999 under contracts/anpal');
  });
});

describe('sandbox', () => {
  it.each(['anpal', 'silp', 'inps'])(
    'of %s prints addresses that answer, and a first call that works',
    async (side) => {
      const { output, end } = await startRaccordo(['sandbox', side], /verify: raccordo contract verify .*--url (\S+)/);
      const printed = output();
      const described = [...printed.matchAll(/^ {2}(http\S+\?wsdl)$/gm)].map(([, url = '']) => url);
      for (const url of described) expect((await fetch(url)).status).toBe(200);
      expect(/^ {2}\S/m.test(printed)).toBe(true);
      const [, account, url = ''] = /^try: curl(?: -u (\S+))? '?(http[^'\s]+)'?$/m.exec(printed) ?? [];
      const headers =
        account === undefined ? {} : { authorization: `Basic ${Buffer.from(account).toString('base64')}` };
      expect((await fetch(url, { headers })).status).toBe(200);
      await end('SIGTERM');
    },
  );
});
