/** What is said of the records that a national SAP shows: nothing that their rows can never hold. */
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/foundation/settings/load.js';
import { buildSides, type Side } from '../../../src/sides.js';
import { sapOf } from '../../support/sap-document.js';

const anpal = buildSides(loadSettings({ env: {} }).settings).get('anpal') as Side;
const row = (tipo: string, ente: string, ids: string, evento = '02', data = '2025-05-12'): string =>
  `<politiche_attive><tipo_attivita>${tipo}</tipo_attivita><titolo_denominazione>t</titolo_denominazione><data_proposta>${data}</data_proposta><data>${data}</data><data_fine>2027-01-31</data_fine><descrizione>d</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>${ente}</codice_ente_promotore>${ids}<ultimo_evento><evento>${evento}</evento><data_evento>${data}</data_evento></ultimo_evento></politiche_attive>`;
const id = (value: string): string => `<identificativo_politica>${value}</identificativo_politica>`;

/** The rules by which something is found wrong, by record. */
function found(...rows: string[]): Record<string, string[]> {
  const sections = `<politiche_attive_lst>${rows.join('')}</politiche_attive_lst>`;
  const body = Buffer.from(sapOf(1, { identificativoSap: 'ZZ00004701K', sections }));
  const received = anpal.receive('sap', 'invio', body, { codiceFiscaleCheck: 'off' });
  const parts = anpal.parts('sap', 'invio', received, () => true);
  return Object.fromEntries(parts.map(({ record, findings }) => [record, findings.map(({ rule }) => rule)]));
}

describe('out of a national SAP', () => {
  it('an open DID and the pact on it are taken without a word', () =>
    expect(
      found(
        row('N00', 'H501N000001', id('0000010800G')),
        row('A02', 'L219C000381', '<identificativo_politica>1300000009Q</identificativo_politica>'),
      ),
    ).toEqual({ did: [], patto: expect.not.arrayContaining(['patto.did-required', 'patto.content']) }));

  it('what a row does hold is looked at as ever', () => {
    const late = row('A02', 'L219C000381', id('1300000009A'), '01', '2025-05-12').replace(
      '<data_evento>2025-05-12',
      '<data_evento>2025-05-13',
    );
    expect(found(late).patto).toContain('patto.event-date');
  });
});

describe('by itself', () => {
  it('a DID without its variables and a pact without its DID are found out', async () => {
    const { checkRecord } = await import('../../../src/canonical/check.js');
    const rulesOf = (record: 'did' | 'patto', value: object) =>
      checkRecord(record, 'invio', value).findings.map(({ rule }) => rule);
    const day = { dataEvento: '2025-05-12', dataDid: '2025-05-12', entePromotore: 'L219C000381' };
    expect(rulesOf('did', { codiceFiscale: 'FRRGLI87D52L219H', evento: 'I', ...day })).toEqual([
      'did.profiling-required',
    ]);
    const pact = {
      identificativoSap: 'ZZ00012345A',
      tipo: 'PSP',
      entePromotore: 'L219C000381',
      dataProposta: '2025-05-12',
    };
    expect(rulesOf('patto', pact)).toEqual(['patto.did-required']);
  });
});
