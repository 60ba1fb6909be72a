import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRecord, subjectOf } from '../../src/canonical/check.js';
import { type Sap, shapeOf } from '../../src/canonical/sap.js';
import { RaccordoError } from '../../src/foundation/errors.js';
import { employment, fullSap, policy, type SapInput } from '../support/canonical-samples.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';
import { fixturesOf } from '../support/fixtures.js';

const check = (record: unknown, options = {}) => checkRecord('sap', 'invio', record, options);
const lines = (record: unknown, options = {}) =>
  check(record, options).findings.map(({ path, rule, severity }) => `${severity} ${path} [${rule}]`);

/** A full SAP after a change. */
function spoiled(change: (sap: SapInput) => void): SapInput {
  const sap = fullSap();
  change(sap);
  return sap;
}
type Anagrafica = NonNullable<SapInput['anagrafica']>;
const anagraficaOf = (sap: SapInput) => sap.anagrafica as Anagrafica;
const policyOf = (sap: SapInput) => sap.politicheAttive?.[0] as ReturnType<typeof policy>;
const employmentOf = (sap: SapInput) => sap.esperienze?.[0] as ReturnType<typeof employment>;

describe('a record of right shape', () => {
  it('comes back as it was, without findings', () => {
    const sap = fullSap(3);
    expect(check(sap)).toEqual({ value: sap, findings: [] });
  });

  it('may be mini, or hold policies only', () => {
    const mini = spoiled((sap) => {
      delete sap.esperienze;
      delete sap.livelliIstruzione;
      delete sap.allegato;
      delete sap.politicheAttive;
    });
    const policiesOnly: SapInput = { invio: fullSap().invio, politicheAttive: [policy()] };
    expect(lines(mini)).toEqual([]);
    expect(lines(policiesOnly)).toEqual([]);
    const shapes = [fullSap(), mini, policiesOnly].map((record) => shapeOf(check(record).value as Sap));
    expect(shapes).toEqual(['full', 'mini', 'policies-only']);
  });

  it('may be an annulment or a notice', () => {
    expect(checkRecord('sap', 'annullamento', { identificativoSap: 'ZZ00012345A' }).findings).toEqual([]);
    expect(checkRecord('sap', 'notifica', { identificativoSap: 'ZZ00012345A', motivo: '02' }).findings).toEqual([]);
    const unknown = checkRecord('sap', 'notifica', { identificativoSap: 'ZZ00012345A', motivo: '99' });
    expect(unknown.findings.map((finding) => finding.rule)).toEqual(['code.unknown']);
    expect(unknown.value).toEqual({ identificativoSap: 'ZZ00012345A', motivo: '99' });
  });

  it('keeps placeholder dates and the extension of a side', () => {
    const sap = spoiled((record) => {
      anagraficaOf(record).straniero = { tipoDocumento: '4', validoAl: '1900-01-01' };
      employmentOf(record).dataFine = '1900-01-01';
      record.estensioni = { silp: { 'a.b': [1, null, { c: true }] } };
    });
    expect(check(sap)).toEqual({ value: sap, findings: [] });
  });
});

describe('a record of wrong shape', () => {
  it('is not given back, and every breach is named with path and rule', () => {
    const sap = fullSap() as unknown as Record<string, Record<string, unknown>>;
    const wrong = {
      ...sap,
      sconosciuto: 1,
      invio: { ...sap.invio, dataNascita: '1984-02-30', identificativoSap: 'zz1', tipoVariazione: 2 },
      esperienze: [
        employment(),
        { ...employment(), dataInizio: undefined, azienda: { codiceFiscale: 'abc', extra: '' } },
      ],
      amministrativi: { statoInAnagrafe: { indiceProfiling: '0,5' } },
    };
    const { value, findings } = check(wrong);
    expect(value).toBeUndefined();
    expect(findings.map(({ path, rule }) => `${path} [${rule}]`).sort()).toEqual([
      'amministrativi.statoInAnagrafe.indiceProfiling [number.decimal]',
      'esperienze[1].azienda.codiceFiscale [codice-fiscale.pattern]',
      'esperienze[1].azienda.extra [canonical.unknown-field]',
      'esperienze[1].dataInizio [canonical.missing]',
      'invio.dataNascita [date.real]',
      'invio.identificativoSap [identificativo-sap.pattern]',
      'invio.tipoVariazione [canonical.type]',
      'sconosciuto [canonical.unknown-field]',
    ]);
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['error']));
  });

  it.each([[undefined], [null], ['text'], [[]], [42]])('may be anything: %j', (value) => {
    const checked = check(value);
    expect(checked.value).toBeUndefined();
    expect(checked.findings).toHaveLength(1);
  });

  it('does not show values', () => {
    const sap = spoiled((record) => {
      anagraficaOf(record).persona.codiceFiscale = 'PRVDLD84E57L219';
      anagraficaOf(record).persona.dataNascita = '17/05/1984';
    });
    const text = JSON.stringify(check(sap).findings);
    expect(text).not.toContain('PRVDLD');
    expect(text).not.toContain('1984');
    expect(text).toContain('99/99/9999');
  });

  it('never makes the check throw, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withMap: true, withBigInt: true }),
        fc.nat({ max: 5 }),
        (value, place) => {
          const sap = fullSap() as unknown as Record<string, unknown>;
          sap[Object.keys(sap)[place] as string] = value;
          for (const { path, rule } of [...check(value).findings, ...check(sap).findings]) {
            expect(typeof path).toBe('string');
            expect(rule).toMatch(/^[a-z-]+\.[a-z-]+$/);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of a record that is not defined is a fault of ours', () =>
    expect(() => checkRecord('sap', 'variazione', {})).toThrow(RaccordoError));
});

describe('codes', () => {
  it('not in their list travel as written, with a warning that names list and date', () => {
    const sap = spoiled((record) => {
      employmentOf(record).luogo.comune = 'Q999';
      policyOf(record).tipoAttivita = 'Z99';
      record.livelliIstruzione = ['40', '4X'];
    });
    const { value, findings } = check(sap);
    expect(value).toEqual(sap);
    expect(findings.map(({ path, rule, source, severity }) => ({ path, rule, source, severity }))).toEqual([
      {
        path: 'esperienze[0].luogo.comune',
        rule: 'code.unknown',
        source: 'code list comune of 2019-08-09',
        severity: 'warning',
      },
      {
        path: 'livelliIstruzione[1]',
        rule: 'code.unknown',
        source: 'code list livello-istruzione',
        severity: 'warning',
      },
      {
        path: 'politicheAttive[0].tipoAttivita',
        rule: 'code.unknown',
        source: 'code list tipo-attivita',
        severity: 'warning',
      },
    ]);
    expect(findings[2]?.message).toContain('known to be missing');
    expect(findings[0]?.message).not.toContain('known to be missing');
  });

  it('are compared as written: leading zeros count', () =>
    expect(lines(spoiled((sap) => (sap.invio.tipoVariazione = '2')))).toEqual([
      'warning invio.tipoVariazione [code.unknown]',
    ]));

  it('closed before the last update are warned of where they say how things are now, not how they were', () => {
    // A378 was suppressed by 2005: no one lives there now, but people were born there.
    const born = {
      cognome: 'PROVETTI',
      nome: 'ADELAIDE',
      sesso: 'F',
      dataNascita: '1984-05-17',
      luogoNascita: 'A378',
    } as const;
    const sap = spoiled((record) => {
      anagraficaOf(record).persona = { ...born, codiceFiscale: makeCodiceFiscale(born), cittadinanza: '000' };
      anagraficaOf(record).domicilio.comune = 'A378';
    });
    expect(lines(sap)).toEqual(['warning anagrafica.domicilio.comune [code.expired]']);
  });

  it('that are empty say nothing', () =>
    expect(lines(spoiled((sap) => (sap.amministrativi = { statoInAnagrafe: { condizione: '' } })))).toEqual([]));

  it('are not looked at when that is asked', () =>
    expect(
      lines(
        spoiled((sap) => (sap.invio.tipoVariazione = '2')),
        { codes: false },
      ),
    ).toEqual([]));
});

describe('codice fiscale', () => {
  const person = 'anagrafica.persona.codiceFiscale';
  const falseCheck = spoiled((sap) => (anagraficaOf(sap).persona.codiceFiscale = 'PRVDLD84E57L219A'));

  it('with a wrong check character is an error, or what the side is allowed', () => {
    expect(lines(falseCheck)).toEqual([`error ${person} [codice-fiscale.check-character]`]);
    expect(lines(falseCheck, { codiceFiscaleSeverity: 'warning' })).toEqual([
      `warning ${person} [codice-fiscale.check-character]`,
    ]);
    expect(lines(falseCheck, { codiceFiscaleSeverity: 'off' })).toEqual([]);
  });

  it('that says another date, sex or place of birth is a warning each', () =>
    expect(
      lines(
        spoiled((sap) => {
          Object.assign(anagraficaOf(sap).persona, { sesso: 'M', dataNascita: '1984-05-18', luogoNascita: 'H501' });
          sap.invio.dataNascita = '1984-05-18';
        }),
      ),
    ).toEqual([
      `warning ${person} [codice-fiscale.birth-date]`,
      `warning ${person} [codice-fiscale.sex]`,
      `warning ${person} [codice-fiscale.birthplace]`,
    ]));

  it('of an employer is never an error: not with a false check digit, not with zeros', () => {
    const employer = (code: string, severity?: string) =>
      lines(
        spoiled((sap) => (employmentOf(sap).utilizzatrice = { codiceFiscale: code })),
        severity ? { codiceFiscaleSeverity: severity } : {},
      );
    const path = 'esperienze[0].utilizzatrice.codiceFiscale';
    expect(employer('12345678901')).toEqual([`warning ${path} [codice-fiscale.check-character]`]);
    expect(employer('12345678901', 'off')).toEqual([]);
    expect(employer('00000000000')).toEqual([`warning ${path} [codice-fiscale.zeros]`]);
    expect(employer('RSSMRA80A01H501U')).toEqual([]);
  });

  const officers = (record: 'did' | 'patto' | 'condizionalita', value: object, severity?: 'warning' | 'off') => {
    const fixture = fixturesOf().find((one) => one.record === record && one.event === 'invio' && one.canonical);
    const options = severity === undefined ? {} : { codiceFiscaleSeverity: severity };
    return checkRecord(record, 'invio', { ...(fixture?.canonical as object), ...value }, options)
      .findings.filter(({ rule }) => rule.startsWith('codice-fiscale.'))
      .map((one) => `${one.severity} ${one.path} [${one.rule}]`);
  };
  const [right, wrong] = ['MSNCRD70B17D612Y', 'MSNCRD70B17D612A'];
  const signedBy = (code: string) => ({
    ruolo: 'OPERATORE',
    formato: 'CADES',
    momento: '2025-06-16T09:45:00Z',
    impronta: '0'.repeat(64),
    codiceFiscale: code,
  });

  it.each([
    ['did', 'operatore.codiceFiscale', (code: string) => ({ operatore: { codiceFiscale: code } })],
    ['did', 'firmeDigitali[1].codiceFiscale', (code: string) => ({ firmeDigitali: [right, code].map(signedBy) })],
    ['patto', 'responsabile.codiceFiscale', (code: string) => ({ responsabile: { codiceFiscale: code } })],
    ['patto', 'firmeDigitali[0].codiceFiscale', (code: string) => ({ firmeDigitali: [code, right].map(signedBy) })],
    ['condizionalita', 'codiceFiscaleOperatore', (code: string) => ({ codiceFiscaleOperatore: code })],
  ] as const)('of an officer is looked at as that of the person: %s, %s', (record, path, value) => {
    expect(officers(record, value(wrong))).toEqual([`error ${path} [codice-fiscale.check-character]`]);
    expect(officers(record, value(wrong), 'warning')).toEqual([`warning ${path} [codice-fiscale.check-character]`]);
    expect(officers(record, value(wrong), 'off')).toEqual([]);
    expect(officers(record, value(right))).toEqual([]);
  });

  it('of an officer is left alone where the national form holds some other text', () => {
    expect(officers('did', { operatore: { codiceFiscale: 'sportello 3' } })).toEqual([]);
  });

  it('of zeros cannot name the person', () =>
    expect(lines(spoiled((sap) => (anagraficaOf(sap).persona.codiceFiscale = '00000000000')))).toEqual([
      `error ${person} [codice-fiscale.zeros]`,
    ]));
});

describe('rules', () => {
  const cases: [string, (sap: SapInput) => void, string[]][] = [
    [
      'a first sending without the person is an error',
      (sap) => {
        sap.invio.tipoVariazione = '01';
        delete sap.invio.identificativoSap;
        delete sap.anagrafica;
      },
      [
        'error anagrafica [sap.first-without-person]',
        'warning amministrativi.statoInAnagrafe.dataDid [sap.node-fills]',
      ],
    ],
    [
      'a first sending has no national id',
      (sap) => (sap.invio.tipoVariazione = '01'),
      [
        'warning invio.identificativoSap [sap.first-with-id]',
        'warning amministrativi.statoInAnagrafe.dataDid [sap.node-fills]',
      ],
    ],
    [
      'an update has one',
      (sap) => delete sap.invio.identificativoSap,
      ['warning invio.identificativoSap [sap.update-without-id]'],
    ],
    [
      'a SAP says something',
      (sap) => {
        delete sap.anagrafica;
        sap.politicheAttive = [];
      },
      ['warning  [sap.empty]'],
    ],
    [
      'the repeated date of birth agrees',
      (sap) => (sap.invio.dataNascita = '1984-05-16'),
      ['warning invio.dataNascita [sap.birth-date-repeated]'],
    ],
    [
      'an employment ends after it began',
      (sap) => {
        employmentOf(sap).dataFine = '2009-03-01';
        employmentOf(sap).dataFinePeriodoFormativo = '2009-02-01';
      },
      ['warning esperienze[0].dataFine [date.order]', 'warning esperienze[0].dataFinePeriodoFormativo [date.order]'],
    ],
    [
      'an enrolment ends after it began',
      (sap) =>
        (sap.amministrativi = { listeSpeciali: [{ dataIscrizione: '2020-01-02', dataFineIscrizione: '2020-01-01' }] }),
      ['warning amministrativi.listeSpeciali[0].dataFineIscrizione [date.order]'],
    ],
    [
      'a policy starts after its proposal and ends after its start',
      (sap) =>
        Object.assign(policyOf(sap), {
          dataInizio: '2021-01-31',
          dataFine: '2021-01-30',
          ultimoEvento: { evento: '03', data: '2021-01-31' },
        }),
      ['warning politicheAttive[0].dataInizio [date.order]', 'warning politicheAttive[0].dataFine [date.order]'],
    ],
    [
      'from the end of 2017 a policy has dates, id and last event',
      (sap) => {
        const { dataInizio, dataFine, identificativoPolitica, ultimoEvento, ...rest } = policyOf(sap);
        expect([dataInizio, dataFine, identificativoPolitica, ultimoEvento]).not.toContain(undefined);
        sap.politicheAttive = [
          { ...rest, dataProposta: '2017-12-04' },
          { ...rest, dataProposta: '2017-12-03' },
          { ...rest, dataProposta: '2015-12-08' },
        ];
      },
      [
        'warning politicheAttive[0].dataInizio [politica.required]',
        'warning politicheAttive[0].dataFine [politica.required]',
        'warning politicheAttive[0].identificativoPolitica [politica.required]',
        'warning politicheAttive[0].ultimoEvento [politica.required]',
        'warning politicheAttive[1].dataInizio [politica.required]',
        'warning politicheAttive[1].dataFine [politica.required]',
      ],
    ],
    [
      'duration and unit go together',
      (sap) => delete policyOf(sap).tipologiaDurata,
      ['warning politicheAttive[0].durata [politica.duration]'],
    ],
    [
      'duration is positive',
      (sap) => (policyOf(sap).durata = 0),
      ['warning politicheAttive[0].durata [politica.duration]'],
    ],
    [
      'training has a title',
      (sap) => Object.assign(policyOf(sap), { tipoAttivita: 'C05', titolo: '' }),
      [
        'warning politicheAttive[0].titolo [politica.required]',
        'warning politicheAttive[0].identificativoPolitica [politica.id-check]',
      ],
    ],
    [
      'some activities are described by the employer alone',
      (sap) => (policyOf(sap).tipoAttivita = 'E02'),
      [
        'warning politicheAttive[0].descrizione [politica.employer]',
        'warning politicheAttive[0].identificativoPolitica [politica.id-check]',
      ],
    ],
    [
      'project 04 belongs to national promoters',
      (sap) => (policyOf(sap).progetto = '04'),
      ['warning politicheAttive[0].entePromotore [politica.promoter]'],
    ],
    [
      'the last event repeats the date it belongs to',
      (sap) => (policyOf(sap).ultimoEvento = { evento: '10', data: '2021-02-01' }),
      ['warning politicheAttive[0].ultimoEvento.data [politica.event-date]'],
    ],
  ];
  it.each(cases)('%s', (_name, change, expected) => expect(lines(spoiled(change))).toEqual(expected));

  it('let a national promoter have project 04', () =>
    expect(
      lines(spoiled((sap) => Object.assign(policyOf(sap), { progetto: '04', entePromotore: 'H501N000001' }))),
    ).toEqual(['warning politicheAttive[0].identificativoPolitica [politica.id-check]']));
});

describe('the subject of a record', () => {
  it('is the person and the national id, as far as the record holds them', () => {
    expect(subjectOf(fullSap())).toEqual({
      codiceFiscale: fullSap().anagrafica?.persona.codiceFiscale,
      identificativoSap: 'ZZ00012345A',
    });
    expect(subjectOf({ identificativoSap: 'ZZ00012345A', motivo: '02' })).toEqual({ identificativoSap: 'ZZ00012345A' });
    expect(subjectOf(null)).toEqual({});
  });
});
