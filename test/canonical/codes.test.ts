import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkRecord } from '../../src/canonical/check.js';
import { codeList, codeListsAbout } from '../../src/canonical/codes/index.js';
import { isRealDate } from '../../src/canonical/date.js';
import { RECORD_DEFINITIONS } from '../../src/canonical/records.js';
import { anpalRestServices, anpalServices } from '../../src/contract/index.js';
import { inpsRestServices, inpsServices } from '../../src/contract/inps/index.js';
import { judge } from '../../src/contract/soap-service.js';
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

/** Lists of what a side decides by itself: told by no document, and named by the rules that stand for their codes. */
const NAMED_BY_RULES = ['ra-motivo-verifica', 'ra-stato'];

describe('a code list', () => {
  const read = new Set<string>();
  for (const { schema } of RECORD_DEFINITIONS)
    z.toJSONSchema(schema, {
      override: ({ jsonSchema }) => {
        if (typeof jsonSchema.codeList === 'string') read.add(jsonSchema.codeList);
      },
    });
  const outcomes = [...anpalServices, ...inpsServices, ...anpalRestServices, ...inpsRestServices].flatMap((service) =>
    service.operations.flatMap(({ esito }) => esito?.list ?? []),
  );

  it('is read by a field of a record or holds the words of an outcome', () => {
    const unread = names.filter((name) => !read.has(name) && !outcomes.includes(name) && name !== 'anomalie-sap');
    expect(unread.sort()).toEqual(NAMED_BY_RULES);
  });

  it('of outcomes is there, and gives its words where the answer has none', () => {
    expect(names).toEqual(expect.arrayContaining(outcomes));
    const rule = {
      code: 'Esito',
      text: 'Parole',
      acknowledged: ['E100'],
      later: [],
      list: 'rapporto-lavoro-attivo-esito',
    };
    expect(judge(rule, { Esito: 'E104' })).toEqual({
      says: 'refused',
      codice: 'E104',
      messaggio: 'Regione non autorizzata',
    });
    expect(judge(rule, { Esito: 'E104', Parole: 'no' })).toMatchObject({ messaggio: 'no' });
    expect(judge(rule, { Esito: 'E777' })).toEqual({ says: 'refused', codice: 'E777' });
  });
});

describe('the codes of a benefit', () => {
  const found = (prestazione: object) =>
    checkRecord('percettore', 'invio', { codiceFiscale: 'FRRGLI87D52L219H', prestazione })
      .findings.filter(({ rule }) => rule.startsWith('code.'))
      .map(({ rule, path, severity }) => `${severity} ${path} ${rule}`);

  it('are looked up in the lists, where the sender has no codes of its own', () => {
    expect(found({ tipo: 'NASPI', stato: 'SOSPESA', motivoStato: 'RINUNCIA' })).toEqual([]);
    expect(found({ tipo: 'NASPI', stato: 'BOH', motivoStato: 'BOH' })).toEqual([
      'warning prestazione.stato code.unknown',
      'warning prestazione.motivoStato code.unknown',
    ]);
    for (const tipo of ['RDC', 'SFL', 'ADI']) expect(found({ tipo, stato: '0003', motivoStato: '12' })).toEqual([]);
  });

  it.each([
    ['ASPI', '2015-07-07', '2015-07-08'],
    ['RDC', '2023-12-31', '2024-01-01'],
    ['MOB', '2017-03-09', '2017-03-10'],
  ])('%s could be applied for until %s', (tipo, last, late) => {
    expect(found({ tipo, dataDomanda: last })).toEqual([]);
    expect(found({ tipo, dataDomanda: late })).toEqual(['warning prestazione.tipo code.expired']);
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
