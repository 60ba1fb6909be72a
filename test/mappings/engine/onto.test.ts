import { describe, expect, it } from 'vitest';
import { code, compile, encodeOnto, field, list, type Table, text } from '../../../src/mappings/engine/index.js';

const table: Table = {
  side: 'silp',
  record: 'sap',
  event: 'invio',
  revision: 'test',
  rows: [
    field('persona.sesso', 'persona.genere.codice', code, { whole: true, section: '1.1' }),
    field('persona.cognome', 'persona.cognome', text, { section: '1.1' }),
    field('recapiti.email', 'recapito.email', text, { section: '1.3' }),
    list('titoli[]', 'titoli[]', { key: ['livello'], section: '5.1' }),
    field('titoli[].livello', 'titoli[].grado.codice', code, { whole: true, section: '5.1' }),
    field('titoli[].voto', 'titoli[].voto', text, { section: '5.1' }),
  ],
};
const plan = compile(table);

const present = {
  id: 7,
  persona: { genere: { id: 1, codice: 'M', descr: 'Maschio' }, cognome: 'ROSSI', nota: 'x' },
  recapito: { email: 'a@b.it', pec: 'p@b.it' },
  titoli: [
    { idTitolo: 10, grado: { id: 4, codice: '40' }, voto: '60' },
    { idTitolo: 11, grado: { id: 2, codice: '20' } },
  ],
};

describe('writing onto what the side holds', () => {
  it('leaves a document untouched that already says everything, and changes no section', () => {
    const { document, changed } = encodeOnto(
      plan,
      { persona: { sesso: 'M', cognome: 'ROSSI' }, titoli: [{ livello: '20' }, { livello: '40', voto: '60' }] },
      present,
    );
    expect(changed).toEqual([]);
    expect(document).toEqual(present);
  });

  it('does not erase what the record does not state', () => {
    const { document, changed } = encodeOnto(plan, { persona: { cognome: 'BIANCHI' } }, present);
    expect(changed).toEqual(['1.1']);
    expect(document).toEqual({ ...present, persona: { ...present.persona, cognome: 'BIANCHI' } });
  });

  it('replaces a coded value whole, so that no label of the old code stays', () => {
    const { document } = encodeOnto(plan, { persona: { sesso: 'F' } }, present);
    expect((document.persona as Record<string, unknown>).genere).toEqual({ codice: 'F' });
  });

  it('changes the item with the same key and keeps its id; adds the new one; drops what is no longer listed', () => {
    const { document, changed } = encodeOnto(
      plan,
      { titoli: [{ livello: '40', voto: '65' }, { livello: '70' }] },
      present,
    );
    expect(changed).toEqual(['5.1']);
    expect(document.titoli).toEqual([
      { idTitolo: 10, grado: { id: 4, codice: '40' }, voto: '65' },
      { grado: { codice: '70' } },
    ]);
  });

  it('never touches the document it was given', () => {
    const before = structuredClone(present);
    encodeOnto(plan, { persona: { sesso: 'F' }, titoli: [] }, present);
    expect(present).toEqual(before);
  });

  it('writes a whole document where the side has none', () => {
    expect(encodeOnto(plan, { persona: { sesso: 'F' }, recapiti: { email: 'c@d.it' } }, undefined).document).toEqual({
      persona: { genere: { codice: 'F' } },
      recapito: { email: 'c@d.it' },
    });
  });

  it('reports a list that takes no changes as lost, without lineage for it', () => {
    const closed = compile({
      ...table,
      rows: [
        field('persona.cognome', 'persona.cognome', text),
        list('titoli[]', 'titoli[]', { key: ['livello'], readOnly: true, section: '5.1' }),
        field('titoli[].livello', 'titoli[].grado.codice', code, { section: '5.1' }),
      ],
    });
    const record = { persona: { cognome: 'ROSSI' }, titoli: [{ livello: '40' }] };
    const { document, changed, report, lineage } = encodeOnto(closed, record, undefined, { traced: true });
    expect(document).toEqual({ persona: { cognome: 'ROSSI' } });
    expect(changed).toEqual([]);
    expect(lineage).toEqual([{ canonical: 'persona.cognome', side: 'persona.cognome', codec: 'text' }]);
    expect(report).toMatchObject([{ kind: 'lost', canonical: 'titoli[]' }]);
  });

  it('names what only another side knows as lost', () => {
    const { report } = encodeOnto(plan, { estensioni: { anpal: { a: '1', b: '2' }, silp: { c: '3' } } }, undefined);
    expect(report).toEqual([{ kind: 'lost', canonical: 'estensioni.anpal', detail: '2 fields that only anpal knows' }]);
  });
});
