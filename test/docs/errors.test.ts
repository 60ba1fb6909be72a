/** Every error has one definition, one row on the page, one address over HTTP, and someone who throws it. */
import { readdirSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERROR_AREAS } from '../../scripts/generate/errors-page.js';
import type { ErrorArea } from '../../src/foundation/errors.js';
import { ALL_ERRORS } from '../../src/routes/problems.js';
import { startTestGateway, type TestGateway } from '../support/gateway.js';

const sources = readdirSync('src', { recursive: true })
  .map((path) => `src/${String(path).split(sep).join('/')}`)
  .filter((path) => path.endsWith('.ts'));

/** Every list of errors in the code: exports named `…_ERRORS` of the files named `errors.ts`. */
const found: { readonly file: string; readonly errors: ErrorArea }[] = [];
for (const file of sources.filter((path) => path.endsWith('/errors.ts'))) {
  const module = (await import(pathToFileURL(file).href)) as Record<string, unknown>;
  for (const [name, value] of Object.entries(module))
    if (name.endsWith('_ERRORS')) found.push({ file, errors: value as ErrorArea });
}
const defined = found.flatMap(({ file, errors }) =>
  Object.entries(errors).map(([code, definition]) => ({ file, code, definition })),
);
const overHttp = ERROR_AREAS.filter(({ over }) => over !== 'command').flatMap(({ errors }) => Object.entries(errors));

describe('the lists of errors', () => {
  it('use no code twice', () => {
    const codes = defined.map(({ code }) => code);
    expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
  });

  it.each(defined)('$code is written as codes are, and says what to do', ({ code, definition }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(definition.title).toMatch(/^[A-Z].*[^.]$/);
    expect(definition.mend).toMatch(/^[A-Z].*\S$/);
    expect(definition.status).toBeGreaterThanOrEqual(400);
    expect(definition.status).toBeLessThan(600);
  });

  it.each(defined)('$code is used in the code', ({ code, file }) => {
    const users = sources.filter((path) => path !== file && readFileSync(path, 'utf8').includes(`'${code}'`));
    expect(users).not.toEqual([]);
  });

  it('are the only place where an error of ours is made', () => {
    const makers = sources.filter((path) => /new RaccordoError\(|errorsOf\(/.test(readFileSync(path, 'utf8')));
    expect(makers.sort()).toEqual([...found.map(({ file }) => file), 'src/foundation/errors.ts'].sort());
  });
});

describe('the page of errors', () => {
  const page = readFileSync('docs/reference/errors.md', 'utf8');

  it('has every list, and no other', () => {
    const listed = (areas: readonly { file: string; errors: ErrorArea }[]) =>
      areas.map(({ file, errors }) => `${file}: ${Object.keys(errors).join(' ')}`).sort();
    expect(listed(ERROR_AREAS)).toEqual(listed(found));
    expect([...page.matchAll(/Listed in `(.*)`/g)].map(([, file]) => file)).toEqual(
      ERROR_AREAS.map(({ file }) => file),
    );
  });

  it('has one row and one anchor for each code', () => {
    const anchors = [...page.matchAll(/^\| <a id="(.*)"><\/a>`(.*)` \|/gm)].map(([, anchor, code]) => [anchor, code]);
    expect(anchors.sort()).toEqual(defined.map(({ code }) => [code, code]).sort());
  });

  it('leads nowhere that is not on it', () => {
    const targets = [...page.matchAll(/\]\(#(.*?)\)/g)].map(([, target]) => target);
    expect(targets).not.toEqual([]);
    for (const target of targets) expect(page).toContain(`<a id="${target}">`);
  });
});

describe('over HTTP', () => {
  let raccordo: TestGateway;
  beforeAll(async () => {
    raccordo = await startTestGateway();
  });
  afterAll(() => raccordo.stop());

  it('the gateway knows exactly the errors that can be met there', () => {
    expect([...ALL_ERRORS].sort()).toEqual(overHttp.sort());
  });

  it.each(overHttp)('/problems/%s says what the page says', async (code, definition) => {
    const response = await fetch(`${raccordo.url}/problems/${code}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ code, ...definition });
  });

  it('the type of a problem is the address of its page', async () => {
    const refused = await fetch(`${raccordo.url}/rest/v1/messages/no-such-message`);
    const { type, status, title, mend } = (await refused.json()) as Record<string, string>;
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const explained = (await (await fetch(`${raccordo.url}${type}`)).json()) as object;
    expect(explained).toMatchObject({ status, title, mend });
  });

  it('a code that does not exist is a problem itself', async () => {
    const response = await fetch(`${raccordo.url}/problems/no-such-code`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: '/problems/not-found' });
  });
});
