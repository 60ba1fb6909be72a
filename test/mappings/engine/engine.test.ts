import { describe, expect, it } from 'vitest';
import {
  code,
  compile,
  decode,
  encode,
  field,
  group,
  list,
  siNo,
  type Table,
  text,
  xsdDate,
  xsdInt,
} from '../../../src/mappings/engine/index.js';
import { freeText } from '../../../src/mappings/engine/xml-codecs.js';

const table: Table = {
  side: 'anpal',
  record: 'sap',
  event: 'invio',
  revision: 'test',
  restores: () => true,
  rows: [
    field('persona.cognome', 'dati.cognome', text, { required: true }),
    field('persona.nato', 'dati.nascita', xsdDate),
    field('persona.telefono', 'dati.recapito.tel', freeText({ max: 5 })),
    group('residenza', 'dati.residenza'),
    field('residenza.comune', 'dati.residenza.codice', code),
    list('lavori[]', 'lavori_lst.lavoro[]', { container: true }),
    field('lavori[].dove', 'lavori_lst.lavoro[].azienda.nome', text),
    field('lavori[].fisso', 'lavori_lst.lavoro[].fisso', siNo, { otherwise: false, note: 'asked for by the contract' }),
    list('lavori[].mesi[]', 'lavori_lst.lavoro[].mesi[]', { item: xsdInt }),
    list('livelli[]', 'livelli_lst.livello[]', { container: true, item: code }),
  ],
};
const plan = compile(table);

describe('decoding', () => {
  it('reads fields, groups and nested lists wherever they stand', () => {
    const { record, findings } = decode(plan, {
      dati: { cognome: 'ROSSI', nascita: '1980-01-01', residenza: { codice: '007' } },
      lavori_lst: { lavoro: [{ azienda: { nome: 'A' }, fisso: 'SI', mesi: ['1', '12'] }, { fisso: 'NO' }] },
      livelli_lst: { livello: ['20', '40'] },
    });
    expect(findings).toEqual([]);
    expect(record).toEqual({
      persona: { cognome: 'ROSSI', nato: '1980-01-01' },
      residenza: { comune: '007' },
      lavori: [{ dove: 'A', fisso: true, mesi: [1, 12] }, { fisso: false }],
      livelli: ['20', '40'],
    });
  });

  it('takes a single element for a list of one', () => {
    expect(decode(plan, { livelli_lst: { livello: '00' } }).record).toEqual({ livelli: ['00'] });
  });

  it('tells an empty group and an empty container from absent ones', () => {
    expect(decode(plan, { dati: { residenza: '' }, livelli_lst: '' }).record).toEqual({ residenza: {}, livelli: [] });
    expect(decode(plan, { dati: {} }).record).toEqual({});
  });

  it('merges repeated containers and says so', () => {
    const { record, report } = decode(plan, { livelli_lst: [{ livello: '10' }, { livello: ['20', '30'] }] });
    expect(record).toEqual({ livelli: ['10', '20', '30'] });
    expect(report).toContainEqual(expect.objectContaining({ kind: 'normalised', side: 'livelli_lst' }));
  });

  it('keeps what the canonical record does not hold, by its place in the document', () => {
    const { record, report } = decode(plan, {
      altro: { x: 1 },
      lavori_lst: { lavoro: [{}, { azienda: { nome: 'B', soci: '3' } }] },
    });
    expect(record.estensioni).toEqual({ anpal: { altro: { x: 1 }, 'lavori_lst.lavoro[1].azienda.soci': '3' } });
    expect(report.filter(({ kind }) => kind === 'kept').map(({ side }) => side)).toEqual([
      'altro',
      'lavori_lst.lavoro[1].azienda.soci',
    ]);
  });

  it('names the place, the rule and the masked value of what it cannot read', () => {
    const { findings } = decode(plan, {
      dati: { nascita: '1980-02-30' },
      lavori_lst: { lavoro: [{ fisso: 'FORSE' }] },
    });
    expect(findings).toEqual([
      expect.objectContaining({ path: 'dati.nascita', rule: 'date.real', severity: 'error', masked: '9999-99-99' }),
      expect.objectContaining({ path: 'lavori_lst.lavoro[0].fisso', rule: 'code.si-no', masked: 'xxxxx' }),
    ]);
  });

  it('drops the zone of a calendar date and says so', () => {
    const { record, report } = decode(plan, { dati: { nascita: '1980-01-01+01:00' } });
    expect(record).toEqual({ persona: { nato: '1980-01-01' } });
    expect(report).toContainEqual(expect.objectContaining({ kind: 'normalised', canonical: 'persona.nato' }));
  });

  it('refuses a bare value', () => {
    expect(decode(plan, 'x').findings[0]?.rule).toBe('mapping.not-a-document');
  });

  it('traces where every value came from', () => {
    const { lineage, report } = decode(plan, { lavori_lst: { lavoro: { fisso: 'SI' } } }, { traced: true });
    expect(lineage).toEqual([{ canonical: 'lavori[0].fisso', side: 'lavori_lst.lavoro[0].fisso', codec: 'si-no' }]);
    expect(report).toContainEqual(expect.objectContaining({ kind: 'translated', canonical: 'lavori[0].fisso' }));
  });
});

describe('encoding', () => {
  it('writes members in the order of the table, whatever the order of the record', () => {
    const { document } = encode(plan, {
      livelli: ['40'],
      lavori: [{ fisso: true, dove: 'A' }],
      persona: { nato: '1980-01-01', cognome: 'ROSSI' },
    });
    expect(JSON.stringify(document)).toBe(
      '{"dati":{"cognome":"ROSSI","nascita":"1980-01-01"},"lavori_lst":{"lavoro":[{"azienda":{"nome":"A"},"fisso":"SI"}]},"livelli_lst":{"livello":["40"]}}',
    );
  });

  it('writes empty groups and empty containers', () => {
    expect(encode(plan, { residenza: {}, livelli: [] }).document).toEqual({ dati: { residenza: {} }, livelli_lst: {} });
  });

  it('writes a default only into an item that is there, and reports it', () => {
    const { document, report } = encode(plan, { lavori: [{ dove: 'A' }] });
    expect(document).toEqual({ lavori_lst: { lavoro: [{ azienda: { nome: 'A' }, fisso: 'NO' }] } });
    expect(report).toContainEqual({
      kind: 'defaulted',
      canonical: 'lavori[0].fisso',
      side: 'lavori_lst.lavoro[0].fisso',
      detail: 'asked for by the contract',
    });
    expect(encode(plan, {}).document).toEqual({});
  });

  it('names every field the side has no place for, to the last item', () => {
    const { report } = encode(plan, { persona: { cognome: 'R', soprannome: 'x' }, lavori: [{}, { paga: 3 }] });
    expect(report.filter(({ kind }) => kind === 'lost').map(({ canonical }) => canonical)).toEqual([
      'persona.soprannome',
      'lavori[1].paga',
    ]);
  });

  it('cuts what is too long and names how much', () => {
    const { document, report } = encode(plan, { persona: { telefono: '0123456789' } });
    expect(document).toEqual({ dati: { recapito: { tel: '01234' } } });
    expect(report).toContainEqual(expect.objectContaining({ kind: 'lost', detail: 'cut after 5 of 10 characters' }));
  });

  it('puts back what the same side had sent, and leaves other sides’ fields behind by name', () => {
    const source = { dati: { cognome: 'ROSSI', extra: '1' }, lavori_lst: { lavoro: [{ fisso: 'SI', nota: 'n' }] } };
    const { record } = decode(plan, source);
    expect(encode(plan, record).document).toEqual(source);
    const foreign = encode(plan, { persona: { cognome: 'R' }, estensioni: { silp: { a: 1, b: 2 } } });
    expect(foreign.report).toEqual([
      { kind: 'lost', canonical: 'estensioni.silp', detail: '2 fields that only silp knows' },
    ]);
  });
});
