/** `raccordo map` and `raccordo validate`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contract, folder, linesOf, PROBLEM_LINE, raccordo } from './command.js';

const SILP = contract('silp/v1/fixtures/sap/full/source.json');
const SILP_LEAST = contract('silp/v1/fixtures/sap/minimal/source.json');
const ANPAL = contract('anpal/fixtures/sap/full/source.xml');
const BROKEN = contract('anpal/fixtures/sap/bad-several/source.xml');
const canonicalOf = (file: string): unknown =>
  JSON.parse(readFileSync(join(file, '../canonical.json'), 'utf8')) as unknown;
const map = (from: string, to: string, file: string, ...more: string[]) => [
  'map',
  ...['--from', from, '--to', to, '--record', 'sap'],
  ...more,
  file,
];

describe('map', () => {
  it('prints the document in the form that is wanted and nothing else', async () => {
    const { code, stdout, stderr } = await raccordo(map('silp', 'anpal', SILP_LEAST));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<\?xml [^>]*\?><lavoratore>.*<\/lavoratore>\s*$/s);
    for (const line of linesOf(stderr)) expect(line).toMatch(PROBLEM_LINE);
  });

  it('reads standard input for -', async () => {
    const fromFile = await raccordo(map('silp', 'anpal', SILP_LEAST));
    const fromInput = await raccordo(map('silp', 'anpal', '-'), { stdin: readFileSync(SILP_LEAST) });
    expect(fromInput).toEqual(fromFile);
  });

  it.each([
    ['anpal', ANPAL],
    ['silp', SILP],
  ])('reads %s into the canonical record, and writes it back', async (side, file) => {
    const read = await raccordo(map(side, 'canonical', file));
    expect(read.code).toBe(0);
    expect(JSON.parse(read.stdout)).toEqual(canonicalOf(file));
    const written = await raccordo(map('canonical', side, '-'), { stdin: read.stdout });
    const again = await raccordo(map(side, 'canonical', '-'), { stdin: written.stdout });
    expect(JSON.parse(again.stdout)).toEqual(canonicalOf(file));
  });

  it('writes the revision that is asked for', async () => {
    const { code, stdout } = await raccordo(map('anpal', 'anpal', ANPAL, '--revision', 'Rev008'));
    expect(code).toBe(0);
    expect(stdout).toContain('<politiche_attive>');
    expect(stdout).not.toContain('<politiche_attive_lst>');
  });

  it('says on standard error what is wrong, one problem a line, and prints no document', async () => {
    const { code, stdout, stderr } = await raccordo(map('anpal', 'silp', BROKEN));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const lines = linesOf(stderr);
    for (const line of lines) expect(line).toMatch(PROBLEM_LINE);
    expect(lines.map((line) => line.replace(/: .* \[/, ' ['))).toEqual([
      'datiinvio/dataultimoagg [xsd.type]',
      'datiinvio/identificativosap [xsd.pattern]',
      'livelliistruzione_lst/codlivelloistruzione[2] [xsd.length]',
    ]);
  });

  it('refuses a canonical record that the side cannot be given, and prints no document', async () => {
    const stdin = readFileSync(contract('anpal/fixtures/sap/bad-cannot-be-written/canonical.json'));
    const { code, stdout, stderr } = await raccordo(map('canonical', 'anpal', '-'), { stdin });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(linesOf(stderr).at(-1)).toMatch(PROBLEM_LINE);
  });

  it('says of a canonical record that is no JSON where it stands', async () => {
    const { code, stdout, stderr } = await raccordo(map('canonical', 'anpal', '-'), { stdin: '<xml/>' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('(document): expected a JSON document [json.not-well-formed]\n');
  });

  it('puts what was lost, and where each value came from, into the report file', async () => {
    const report = join(folder, 'report.json');
    const { code, stdout } = await raccordo(map('anpal', 'silp', ANPAL, '--report', report));
    expect(code).toBe(0);
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
    const forms = JSON.parse(readFileSync(report, 'utf8')) as { form: string; report: object[]; lineage: object[] }[];
    expect(forms.map(({ form }) => form)).toEqual(['anpal', 'silp:v1']);
    expect(forms[1]?.report).toContainEqual({ kind: 'lost', canonical: 'anagrafica.recapiti.fax' });
    const name = { canonical: 'anagrafica.persona.cognome' };
    for (const { lineage } of forms) expect(lineage).toContainEqual(expect.objectContaining(name));
  });

  it('says when the report cannot be written', async () => {
    const { code, stdout, stderr } = await raccordo(map('anpal', 'silp', ANPAL, '--report', '/no/such/folder/r.json'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('The file cannot be written: /no/such/folder/r.json: ENOENT');
  });

  it('says when the file cannot be read', async () => {
    const { code, stderr } = await raccordo(map('anpal', 'silp', 'nothing.xml'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^raccordo: The file cannot be read: nothing\.xml: ENOENT\n {2}\S/);
  });

  it.each([
    ['a side that does not exist', ['map', '--from', 'nowhere', '--to', 'anpal', '--record', 'sap', ANPAL]],
    ['a side that has no such record', map('miattivo', 'anpal', ANPAL)],
    ['a record that does not exist', ['map', '--from', 'silp', '--to', 'anpal', '--record', 'saap', SILP]],
    ['a record that the side has not', ['map', '--from', 'silp', '--to', 'anpal', '--record', 'ente', SILP]],
    [
      'a record that is not defined',
      ['map', '--from', 'canonical', '--to', 'canonical', '--record', 'sap', '--event', 'variazione', SILP],
    ],
    ['an event that does not exist', map('silp', 'anpal', SILP, '--event', 'addio')],
    ['an event that the side has not', map('silp', 'anpal', SILP, '--event', 'notifica')],
    ['a revision that does not exist', map('silp', 'anpal', SILP, '--revision', 'Rev099')],
    ['no form that is wanted', ['map', '--from', 'silp', '--record', 'sap', SILP]],
    ['no file', ['map', '--from', 'silp', '--to', 'anpal', '--record', 'sap']],
  ])('is used wrongly with %s', async (_what, args) => {
    const { code, stdout, stderr } = await raccordo(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^(error|raccordo): /);
    expect(stderr).not.toMatch(/unexpected fault|^ {4}at /m);
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const { code, stderr } = await raccordo(map('anpal', 'anpal', ANPAL), { closed: true });
    expect(code).toBe(0);
    for (const line of linesOf(stderr)) expect(line).toMatch(PROBLEM_LINE);
  });
});

describe('validate', () => {
  const FALSE_CODE = contract('anpal/fixtures/sap/bad-check-character/source.xml');
  const validate = (side: string, file: string, ...more: string[]) =>
    raccordo(['validate', '--side', side, '--record', 'sap', ...more, file]);

  it.each([
    ['anpal', ANPAL, 'valid as anpal Rev009\n'],
    ['silp', SILP, 'valid as silp v1\n'],
    ['anpal', contract('anpal/fixtures/sap/revision-rev003/source.xml'), 'valid as anpal Rev008\n'],
  ])('says of a good document of %s in which revision it is valid', async (side, file, said) => {
    expect(await validate(side, file)).toMatchObject({ code: 0, stdout: said });
  });

  it('names what breaks the contract', async () => {
    const { code, stdout, stderr } = await validate('anpal', BROKEN);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(linesOf(stderr)).toHaveLength(3);
  });

  it('names what breaks the rules, unless it is told to stop after the contract', async () => {
    const whole = await validate('anpal', FALSE_CODE);
    expect({ code: whole.code, stdout: whole.stdout }).toEqual({ code: 1, stdout: '' });
    expect(whole.stderr).toMatch(
      /^datianagrafici\/datipersonali\/codicefiscale: .* \[codice-fiscale\.check-character\] \(DM 23-12-1976 n\. 13813\)\n$/,
    );
    expect(await validate('anpal', FALSE_CODE, '--contract-only')).toEqual({
      code: 0,
      stdout: 'valid as anpal Rev009 (contract only)\n',
      stderr: '',
    });
  });

  it('takes a false check character for what the configuration says that it is', async () => {
    const env = { RACCORDO_SIDES_ANPAL_CODICE_FISCALE_CHECK: 'warning' };
    const { code, stdout, stderr } = await raccordo(['validate', '--side', 'anpal', '--record', 'sap', FALSE_CODE], {
      env,
    });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'valid as anpal Rev009\n' });
    expect(stderr).toContain('[codice-fiscale.check-character]');
  });

  it('checks the other documents of a side', async () => {
    const file = contract('anpal/fixtures/sap/notifica/source.xml');
    expect(await validate('anpal', file, '--event', 'notifica')).toMatchObject({ code: 0 });
    expect(await validate('anpal', file, '--event', 'annullamento')).toMatchObject({ code: 1, stdout: '' });
  });

  it('never shows a value of the document', async () => {
    const { stderr } = await validate('anpal', FALSE_CODE);
    const code = /<codicefiscale>(.*)<\/codicefiscale>/.exec(readFileSync(FALSE_CODE, 'utf8'))?.[1] ?? '';
    expect(code).toHaveLength(16);
    expect(stderr).not.toContain(code);
  });
});
