/** Arbitrary documents of SILP, drawn from its contract, and arbitrary canonical SAPs that SILP can hold. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'yaml';
import { contractFile } from '../../src/contract/location.js';

type Schema = {
  $ref?: string;
  type?: string | string[];
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
};

const { components } = parse(readFileSync(contractFile('silp/v1/openapi.yaml'), 'utf8')) as {
  components: { schemas: Record<string, Schema> };
};

/** Days on which Rome's clocks moved, at midnight too, and dates that stand for "not known" and "no end". */
const SPECIAL_DAYS = ['1900-01-01', '1966-05-22', '1966-09-25', '2024-03-31', '2024-10-27', '2100-01-01', '9999-12-31'];

export const day: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.constantFrom(...SPECIAL_DAYS), weight: 1 },
  {
    arbitrary: fc
      .date({ min: new Date('1901-01-01'), max: new Date('2150-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    weight: 4,
  },
);

const instant = fc.oneof(
  fc.integer({ min: Date.parse('1901-01-01'), max: Date.parse('2150-01-01') }),
  day,
  day.map((text) => `${text}T00:00:00+02:00`),
  day.map((text) => `${text}T13:30:00.000Z`),
  day.map((text) => text.split('-').reverse().join('/')),
);

const word = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => text.trim() === text);

/** Any document that the schema allows: every member may be missing, and members that it does not name occur. */
function drawn(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) as string;
    if (name === 'Data') return instant;
    if (name === 'Flag') return fc.constantFrom('S', 'N', 'X');
    return drawn(components.schemas[name] as Schema, depth);
  }
  const type = ([] as (string | undefined)[]).concat(schema.type).find((one) => one !== 'null');
  switch (type) {
    case 'string':
      return word;
    case 'integer':
      return fc.maxSafeInteger();
    case 'number':
      return fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(drawn(schema.items ?? {}, depth - 1), { maxLength: 2 });
    case 'object':
      return object(schema, depth);
    default:
      return fc.oneof(word, fc.integer());
  }
}

function object(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const required = schema.required ?? [];
  const model: Record<string, fc.Arbitrary<unknown>> = {
    nuovoCampo: fc.oneof(fc.nat(), fc.record({ interno: word })),
  };
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (required.includes(name)) model[name] = drawn(inner, depth - 1);
    else if (depth > 0) model[name] = fc.option(drawn(inner, depth - 1), { freq: 9 });
  }
  return fc.record(model, { requiredKeys: required });
}

/** A `SchedaAnagraficaProfessionale` as SILP might write it. */
export const scheda: fc.Arbitrary<Record<string, unknown>> = drawn(
  components.schemas.SchedaAnagraficaProfessionale as Schema,
  9,
) as fc.Arbitrary<Record<string, unknown>>;

type Model = Record<string, fc.Arbitrary<unknown>>;
const record = (required: Model, optional: Model = {}): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<
    Record<string, unknown>
  >;
const some = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> => fc.array(item, { maxLength: 3 });

const code = fc.stringMatching(/^[0-9A-Z.]{1,8}$/);
const place = fc.constantFrom('L219', 'H501', 'Z133', 'Z404');
const taxCode = fc.stringMatching(/^[0-9]{11}$/);
const address = record({}, { comune: place, cap: code, indirizzo: word, localita: word });
const company: Model = { codiceFiscale: taxCode, denominazione: word, indirizzo: word, ateco: code };
const yesNo = fc.constantFrom('SI', 'NO');
const year = fc.integer({ min: 1900, max: 2100 }).map(String);
const nonEmpty = (value: object): boolean => Object.keys(value).length > 0;

const esperienza = record(
  {
    azienda: record({}, company),
    dataInizio: day,
    rapporto: record(
      {},
      {
        contratto: code,
        inquadramento: code,
        assunzioneLegge68: fc.boolean(),
        mobilita: fc.boolean(),
        stagionale: fc.boolean(),
        agricoltura: fc.boolean(),
      },
    ),
    luogo: record({}, { indirizzo: word, comune: place }),
  },
  {
    utilizzatrice: record({}, company).filter(nonEmpty),
    dataFine: day,
    dataFinePeriodoFormativo: day,
    professione: code,
    compiti: word,
    modalitaLavoro: code,
  },
);

const politica = record(
  { tipoAttivita: code, dataProposta: day },
  {
    titolo: word,
    dataInizio: day,
    dataFine: day,
    durata: fc.integer(),
    tipologiaDurata: code,
    descrizione: word,
    progetto: code,
    entePromotore: code,
    identificativoPolitica: fc.stringMatching(/^\d{2}[0-9a-f]{8}[A-Z]$/),
    indiceProfiling: fc
      .integer({ min: 1, max: 999_999 })
      .map((n) => String(n / 1_000_000))
      .filter((text) => !text.includes('e')),
    identificativoPresaInCarico: fc.stringMatching(/^\d{2}[0-9a-f]{8}[A-Z]$/),
    ultimoEvento: record({ evento: code, data: day }, { descrizione: word }),
  },
);

const altra = fc.constantFrom('albo', 'patente', 'patentino').chain((name) => record({ [name]: code }));
const altre = some(altra).map((items) => {
  const order = ['albo', 'patente', 'patentino'];
  const rank = (item: unknown): number => order.indexOf(Object.keys(item as object)[0] ?? '');
  return items.sort((a, b) => rank(a) - rank(b));
});

const allegato = record(
  {},
  {
    titoliStudio: some(
      record(
        {},
        {
          livello: code,
          corso: code,
          descrizione: word,
          riconosciuto: yesNo,
          votazione: code,
          annoTermine: year,
          annoFrequenza: year,
        },
      ),
    ),
    formazione: some(
      record(
        {},
        {
          titolo: word,
          ente: word,
          regione: code,
          durata: fc.integer(),
          tipologiaDurata: code,
          attestazione: code,
          stage: yesNo,
          aziendaStage: word,
        },
      ),
    ),
    lingue: some(record({}, { lingua: code, letto: code, scritto: code, parlato: code })),
    informatica: some(record({}, { conoscenza: code, grado: code, specifiche: word })),
    altreInformazioni: altre,
  },
).filter(nonEmpty);

const amministrativi = record(
  {},
  {
    statoInAnagrafe: record(
      {},
      {
        statoOccupazionale: code,
        condizione: code,
        categoria297: code,
        mesiAnzianita: code,
        indiceProfiling: code,
        dataEventoDid: day,
        dataDid: day,
      },
    ),
    listeSpeciali: some(
      record(
        {},
        {
          tipoLista: code,
          dataIscrizione: day,
          dataFineIscrizione: day,
          dataMassimoDifferimento: day,
          provincia: code,
        },
      ),
    ),
    assolvimentoIstruzione: record({ obbligoFormativo: yesNo }),
    altreNotizie: record({}, { categoriaProtetta: code }),
  },
);

/**
 * Canonical SAPs that SILP can hold: what its file has no place for (contracts/silp/v1/source.md) is left out, items of the
 * annex's last list carry one code each and stand in SILP's order, and codes are not empty.
 */
export const holdableSap: fc.Arbitrary<Record<string, unknown>> = fc
  .record({
    id: fc.option(fc.stringMatching(/^[A-Z]{2}[0-9]{8}[A-Z]$/), { nil: undefined }),
    dataUltimoAggiornamento: day,
    codiceEnteTitolare: fc.stringMatching(/^[A-Z][0-9]{3}C[0-9]{6}$/),
    anagrafica: record(
      {
        persona: record({
          codiceFiscale: fc.stringMatching(/^[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]$/),
          cognome: word,
          nome: word,
          sesso: fc.constantFrom('M', 'F'),
          dataNascita: day,
          luogoNascita: place,
          cittadinanza: code,
        }),
        domicilio: address,
        recapiti: record({}, { telefono: word, cellulare: word, email: word }),
      },
      {
        straniero: record({}, { tipoDocumento: code, numeroDocumento: word, motivo: code, validoAl: day }),
        residenza: address,
      },
    ),
    rest: record({}, { amministrativi, esperienze: some(esperienza), allegato, politicheAttive: some(politica) }),
  })
  .map(({ id, dataUltimoAggiornamento, codiceEnteTitolare, anagrafica, rest }) => ({
    invio: {
      dataUltimoAggiornamento,
      ...(id === undefined ? {} : { identificativoSap: id }),
      codiceEnteTitolare,
      tipoVariazione: id === undefined ? '01' : '02',
      dataNascita: (anagrafica.persona as { dataNascita: string }).dataNascita,
    },
    anagrafica,
    ...rest,
  }));
