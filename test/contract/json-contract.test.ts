import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonContract } from '../../src/contract/json-contract.js';
import { jsonFlaws } from '../../src/contract/json-text.js';
import { openApiSchema } from '../../src/contract/openapi.js';

const contract = jsonContract({
  side: 'silp',
  record: 'sap',
  event: 'invio',
  revision: 'v1',
  schema: {
    type: 'object',
    required: ['nome'],
    properties: {
      nome: { type: 'string', maxLength: 5 },
      data: { oneOf: [{ type: 'integer' }, { type: 'string', format: 'date' }] },
      righe: {
        type: 'array',
        items: { type: 'object', properties: { a: { enum: ['S', 'N'] } }, additionalProperties: false },
      },
      scelta: {
        anyOf: [{ type: 'object', required: ['x'], properties: { x: { type: 'integer' } } }, { type: 'null' }],
      },
    },
  },
});
const read = (text: string | Buffer, mode: 'strict' | 'lenient' = 'strict') =>
  contract.read(Buffer.from(text), { mode });
const found = (text: string | Buffer) => read(text).findings.map(({ path, rule }) => [path, rule]);

describe('what is no JSON object is refused as a whole', () => {
  test.each([
    ['nothing', '', 'json.not-well-formed'],
    ['half a document', '{"nome":', 'json.not-well-formed'],
    ['a trailing comma', '{"nome":"x",}', 'json.not-well-formed'],
    ['a list', '[]', 'json.root'],
    ['null', 'null', 'json.root'],
    ['another encoding', Buffer.from('{"nome":"Forl\xec"}', 'latin1'), 'json.encoding'],
    ['__proto__', '{"nome":"x","__proto__":{"a":1}}', 'json.forbidden-member'],
    ['__proto__, escaped', '{"nome":"x","righe":[{"\\u005f_proto__":1}]}', 'json.forbidden-member'],
  ])('%s', (_name, text, rule) => {
    const { tree, findings } = read(text);
    expect(tree).toBeUndefined();
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
  });
});

describe('what JSON readers lose without a word is an error', () => {
  test.each([
    ['a member written twice', '{"nome":"a","nome":"b"}', 'nome', 'json.duplicate-member'],
    ['twice, once escaped', '{"nome":"a","righe":[{},{"a":"S","\\u0061":"N"}]}', 'righe[1].a', 'json.duplicate-member'],
    ['an id of 19 digits', '{"nome":"a","id":1234567890123456789}', 'id', 'json.number-precision'],
    ['many decimals', '{"nome":"a","n":[0.5,0.12345678901234567890]}', 'n[1]', 'json.number-precision'],
  ])('%s', (_name, text, path, rule) => {
    expect(found(text)).toContainEqual([path, rule]);
  });

  test.each([
    ['U+0000', '{"nome":"a\\u0000"}', 'nome', 'PostgreSQL, character types'],
    ['half a pair', '{"nome":"a","righe":[{},{"b":["x","\\uD83D"]}]}', 'righe[1].b[1]', 'RFC 7493, 2.1'],
    ['a pair the wrong way round', '{"nome":"\\ude00\\ud83d"}', 'nome', 'RFC 7493, 2.1'],
    ['a noncharacter, escaped', '{"nome":"\\ufdd0"}', 'nome', 'RFC 7493, 2.1'],
    ['a noncharacter as it is', '{"nome":"\u{1fffe}"}', 'nome', 'RFC 7493, 2.1'],
    ['U+0000 in a name', '{"nome":"a","x\\u0000y":{"z\\udc00":1}}', 'x\ufffdy', 'PostgreSQL, character types'],
    ['half a pair in a name', '{"nome":"a","x\\u0000y":{"z\\udc00":1}}', 'x\ufffdy.z\ufffd', 'RFC 7493, 2.1'],
  ])('what no system behind can hold: %s', (_name, text, path, source) => {
    const { tree, findings } = read(text);
    expect(findings).toContainEqual(
      expect.objectContaining({ path, source, rule: 'json.forbidden-character', severity: 'error' }),
    );
    expect(tree, 'and whatever else is wrong is told as well').toBeDefined();
  });

  test('every other character is one, and an escaped backslash begins no escape', () => {
    expect(found('{"nome":"\\ud83d\\ude00","x":"\u{1f600}\\u0001\\u00e8","y":"\\\\u0000\\\\ud83d"}')).toEqual([]);
  });

  test('a forbidden member is seen however many flaws come before it', () => {
    const many = Array.from({ length: 150 }, () => '"nome":"a"').join(',');
    expect(read(`{${many},"__proto__":1}`).tree).toBeUndefined();
  });

  test('what only looks like it inside a string is none', () => {
    expect(found('{"nome":"a\\\\","x":"{\\"nome\\":1,\\"nome\\":12345678901234567890}"}')).toEqual([]);
    expect(found('{"nome":"a","righe":[{"a":"S"},{"a":"S"}],"id":9007199254740991}')).toEqual([]);
  });

  test('no document of JSON.stringify has a flaw, but for what is no character', () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: 'medium', noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value, (_key, held: unknown) =>
          typeof held === 'number' ? Math.trunc(held % 1e9) : held,
        );
        const flaws = jsonFlaws(text).filter(({ rule }) => rule !== 'json.forbidden-character');
        if (!text.includes('__proto__')) expect(flaws).toEqual([]);
      }),
    );
  });
});

describe('breaches of the schema', () => {
  test.each([
    ['{}', 'nome', 'schema.required'],
    ['{"nome":7}', 'nome', 'schema.type'],
    ['{"nome":"lunghissimo"}', 'nome', 'schema.maxLength'],
    ['{"nome":"x","data":"ieri"}', 'data', 'schema.oneOf'],
    ['{"nome":"x","righe":[{},{"a":"X"}]}', 'righe[1].a', 'schema.enum'],
    ['{"nome":"x","righe":[{"b":1}]}', 'righe[0].b', 'schema.additionalProperties'],
    ['{"nome":"x","scelta":{"x":"y"}}', 'scelta.x', 'schema.type'],
  ])('%s', (text, path, rule) => {
    expect(found(text)).toEqual([[path, rule]]);
  });

  test('say what was expected and mask the value', () => {
    const [finding] = read('{"nome":"x","data":"Rossi 7"}').findings;
    expect(finding).toMatchObject({ masked: 'xxxxx 9', message: 'expected integer, or expected the format date' });
  });

  test('an unknown member only warns in lenient mode', () => {
    expect(read('{"nome":"x","righe":[{"b":1}]}', 'lenient').findings).toMatchObject([{ severity: 'warning' }]);
  });
});

test('a document is written as it stands', () => {
  const tree = { nome: 'è', righe: [{ a: 'S' }] };
  expect(read(contract.write(tree))).toEqual({ tree, findings: [] });
});

describe('schemas out of an OpenAPI file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  const file = join(folder, 'openapi.yaml');
  writeFileSync(
    file,
    `openapi: 3.1.0
info: { title: t, version: '1' }
paths: {}
components:
  schemas:
    Scheda:
      type: object
      properties: { dato: { $ref: '#/components/schemas/Dato' } }
    Dato: { type: [string, 'null'], maxLength: 2 }
`,
  );

  test('keep their references to one another', () => {
    const scheda = jsonContract({
      side: 'silp',
      record: 'sap',
      event: 'invio',
      revision: 'v1',
      ...openApiSchema(file, 'Scheda'),
    });
    expect(scheda.read(Buffer.from('{"dato":null}')).findings).toEqual([]);
    expect(scheda.read(Buffer.from('{"dato":"abc"}')).findings).toMatchObject([
      { path: 'dato', rule: 'schema.maxLength' },
    ]);
  });

  test('that are not there are a fault of ours', () => {
    expect(() => openApiSchema(file, 'Altro').schema()).toThrow(
      expect.objectContaining({ code: 'contract-file-invalid' }),
    );
    expect(() => openApiSchema(join(folder, 'none.yaml'), 'A').schema()).toThrow(
      expect.objectContaining({ code: 'contract-file-missing' }),
    );
  });
});
