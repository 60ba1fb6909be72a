import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { codeList, codeListsAbout } from '../../src/canonical/codes/index.js';
import { isRealDate } from '../../src/canonical/date.js';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import { packageRoot } from '../../src/foundation/package.js';

const names = [...codeListsAbout().keys()];

describe('every code list', () => {
  it('has a file, and every file a list', () => {
    const files = readdirSync(new URL('schemas/codes/', packageRoot())).filter((name) => name.endsWith('.csv'));
    expect(files.map((name) => name.replace('.csv', '')).sort()).toEqual([...names].sort());
  });

  it.each(names)('%s says where it comes from and holds well-formed rows', (name) => {
    const list = codeList(name);
    expect(list?.about.source).not.toBe('');
    expect(['true', 'false', 'codes-only']).toContain(String(list?.about.complete));
    expect(['checked', 'informative']).toContain(list?.about.validity);
    expect(list?.entries.size).toBeGreaterThan(0);
    for (const { code, description, validFrom, validTo } of list?.entries.values() ?? []) {
      expect(code.trim()).toBe(code);
      expect(code).not.toBe('');
      expect(description.trim()).toBe(description);
      for (const date of [validFrom, validTo]) if (date !== undefined) expect(isRealDate(date)).toBe(true);
    }
  });

  it('that a canonical field names is there', () => {
    const named = new Set<string>();
    for (const { schema } of RECORD_DEFINITIONS)
      z.toJSONSchema(schema, {
        override: ({ jsonSchema }) => {
          if (typeof jsonSchema.codeList === 'string') named.add(jsonSchema.codeList);
        },
      });
    expect(named.size).toBeGreaterThan(20);
    expect(names).toEqual(expect.arrayContaining([...named]));
  });
});

describe('looking a code up', () => {
  const comune = codeList('comune');
  it('finds comuni in use, suppressed ones and foreign States', () => {
    expect(comune?.lookup('L219', '2024-01-01')).toBe('known');
    expect(comune?.lookup('Z100', '2024-01-01')).toBe('known');
    expect(comune?.lookup('A378', '2024-01-01')).toBe('expired');
    expect(comune?.lookup('A378')).toBe('known');
    expect(comune?.lookup('0000')).toBe('unknown');
  });
  it('does not mistake the members of an object for codes', () => {
    expect(comune?.lookup('constructor')).toBe('unknown');
    expect(comune?.lookup('__proto__')).toBe('unknown');
  });
  it('knows a code only as it is written', () => {
    expect(codeList('cittadinanza')?.lookup('000')).toBe('known');
    expect(codeList('cittadinanza')?.lookup('0')).toBe('unknown');
    expect(codeList('regione-ministeriale')?.entries.get('13')?.description).toBe('Piemonte');
  });
  it('does not expire codes of a list whose dates are for the reader only', () =>
    expect(codeList('tipo-contratto')?.lookup('A.03.00', '2024-01-01')).toBe('known'));
  it('finds no list of an unknown name', () => expect(codeList('nessuna')).toBeUndefined());
});
