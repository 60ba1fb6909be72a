import { describe, expect, it } from 'vitest';
import { checkCodiceFiscale } from '../../src/canonical/codice-fiscale.js';
import { anpalContracts } from '../../src/contract/index.js';
import { jsonContract } from '../../src/contract/json-contract.js';
import { contractFile } from '../../src/contract/location.js';
import { openApiSchema } from '../../src/contract/openapi.js';
import { sampleSaps, sampleWorkers } from '../../src/sandbox/index.js';
import { writeDates } from '../../src/sandbox/silp/dates.js';
import { employerCode, PEOPLE } from '../../src/sandbox/traffic/people.js';

const [sapContract] = anpalContracts();
const findingsOf = (document: string) => sapContract?.read(Buffer.from(document)).findings ?? [];
const ID = 'SB00000001B';

describe('the sample traffic', () => {
  it.each(Object.values(PEOPLE))('$nome has a codice fiscale that says what is true of the person', (person) => {
    const { codiceFiscale, nascita, sesso, luogoNascita } = person;
    const facts = { birthDate: nascita, sex: sesso, birthplace: luogoNascita };
    expect(checkCodiceFiscale(codiceFiscale, facts, { path: 'codiceFiscale' })).toEqual([]);
  });

  it('names employers with a check digit that holds', () => {
    expect(checkCodiceFiscale(employerCode('0123400000'), {}, { path: 'azienda' })).toEqual([]);
    expect(checkCodiceFiscale(employerCode('0987600101'), {}, { path: 'azienda' })).toEqual([]);
  });

  it.each(sampleSaps().filter(({ expect: expected }) => expected === 'accepted'))(
    '$name is valid against the contract',
    (sample) => {
      expect(findingsOf(sample.document(sample.needsId ? ID : undefined))).toEqual([]);
    },
  );

  it('has one document that the contract forbids', () => {
    const refused = sampleSaps().filter(({ expect: expected }) => expected === 'refused');
    expect(refused.map(({ name }) => name)).toEqual(['non-valida']);
    expect(findingsOf(refused[0]?.document() ?? '').length).toBe(2);
  });

  it('is the same at every run', () => {
    const all = () => sampleSaps().map((sample) => sample.document());
    expect(all()).toEqual(all());
    expect(sampleWorkers()).toEqual(sampleWorkers());
  });

  it.each(['iso', 'epoch'] as const)(
    'has worker files that are valid against the contract of SILP, dates as %s',
    (form) => {
      const contract = jsonContract({
        side: 'silp',
        record: 'sap',
        event: 'invio',
        revision: 'v1',
        ...openApiSchema(contractFile('silp/v1/openapi.yaml'), 'SchedaAnagraficaProfessionale'),
      });
      for (const { scheda } of sampleWorkers()) {
        expect(contract.read(Buffer.from(JSON.stringify(writeDates(scheda, form)))).findings).toEqual([]);
      }
    },
  );
});
