/** A file of SILP goes to the national side and comes back without an edit: nothing may change at SILP. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fixture } from '../../../src/contract/index.js';
import { loadSettings } from '../../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../../src/sides.js';
import type { Translation } from '../../../src/translation.js';
import { fixturesOf } from '../../support/fixtures.js';

const sides = buildSides(loadSettings({ env: {} }).settings);
const silp = sides.get('silp')?.writing('sap', 'invio') as Translation;
const anpal = sides.get('anpal') as Side;
// biome-ignore lint/suspicious/noExplicitAny: documents are looked into at many depths here
type Loose = any;

const files = fixturesOf('silp')
  .filter(({ expect: wanted, direction }) => wanted === 'ok' && direction !== 'out')
  .map((fixture): [string, Fixture] => [fixture.name, fixture]);

const sources = new Map(files.map(([name, { source }]) => [name, String(source)]));
const full = (): Loose => JSON.parse(sources.get('full') ?? '');

/** The record as the national side gives it back, or undefined where it does not take it. */
function back(file: unknown): Loose {
  const { canonical } = silp.receive(Buffer.from(JSON.stringify(file)), { codiceFiscaleCheck: 'off' });
  const { body } = (anpal.writing('sap', 'invio') as Translation).produce(canonical);
  return body && anpal.receive('sap', 'invio', body, { codiceFiscaleCheck: 'off' }).canonical;
}

function untouched(file: unknown, record: unknown): void {
  const { document, changed } = silp.onto(record, file);
  expect(changed).toEqual([]);
  expect(document).toEqual(file);
}

/** Members of a declared experience that a SAP carries and SILP may leave empty. */
const MAY_BE_EMPTY = [
  'dataFine',
  'dataFinePeriodoFormativo',
  'dsIndirizzoDl',
  'silTAteco02',
  'codFiscaleAu',
  'dsDenominazioneAu',
  'dsIndirizzoAu',
  'silTAtecoAu',
  'dsMansione',
  'silTGrado',
  'flgAssunzioneL68',
  'flgLavInMobilita',
  'flgStagionale',
  'flgLavoroAgricoltura',
  'dsIndirizzoLuogoLav',
] as const;

describe('a file that has been at the national side and comes back', () => {
  it.each(files)('is left as it is: %s', (name, { source }) => {
    const file = JSON.parse(String(source)) as unknown;
    const record = back(file);
    // The one file with a code that the national side does not take.
    if (name === 'code-unknown') expect(record).toBeUndefined();
    else untouched(file, record);
  });

  it('is left as it is whatever an experience leaves empty, and in whatever order the lists come', () => {
    let compared = 0;
    const emptied = fc.array(fc.tuple(fc.nat(1), fc.constantFrom(...MAY_BE_EMPTY), fc.constantFrom(null, undefined)));
    fc.assert(
      fc.property(emptied, fc.boolean(), (members, turned) => {
        const file = full();
        for (const [i, member, nothing] of members) {
          const row = file.esperienzeLavorative.esperienzeProfessionali[i].lavEsperienzaLavoro;
          if (nothing === null) row[member] = null;
          else delete row[member];
        }
        const record = back(file);
        if (record === undefined) return;
        compared += 1;
        if (turned) {
          for (const list of [record.esperienze, record.allegato.titoliStudio, record.amministrativi.listeSpeciali])
            list.reverse();
        }
        untouched(file, record);
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(75);
  });

  it('takes a yes that was a no, and a no that was a yes', () => {
    const file = full();
    const rows = file.esperienzeLavorative.esperienzeProfessionali;
    rows[0].lavEsperienzaLavoro.flgStagionale = null;
    rows[1].lavEsperienzaLavoro.flgStagionale = 'S';
    const record = back(file);
    record.esperienze[0].rapporto.stagionale = true;
    record.esperienze[1].rapporto.stagionale = false;
    const { document, changed } = silp.onto(record, file) as Loose;
    expect(changed).toEqual(['4.1']);
    const now = document.esperienzeLavorative.esperienzeProfessionali;
    expect(now.map((row: Loose) => row.lavEsperienzaLavoro.flgStagionale)).toEqual(['S', 'N']);
  });

  it('keeps the order of SILP and gets what is new at the end', () => {
    const file = full();
    const record = back(file);
    record.allegato.lingue.unshift({ lingua: '012', letto: 'A1', scritto: 'A1', parlato: 'A1' });
    record.esperienze.reverse();
    const { document, changed } = silp.onto(record, file) as Loose;
    expect(changed).toEqual(['5.3']);
    const lingue = document.informazioniCurriculari.lingueStraniere;
    expect(lingue.map((row: Loose) => row.lingua.codice)).toEqual(['038', '012']);
    expect(document.esperienzeLavorative).toEqual(file.esperienzeLavorative);
  });
});
