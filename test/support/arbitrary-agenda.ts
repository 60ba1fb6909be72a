/** Adesioni and appointments as the national forms can hold them. */
import fc, { type Arbitrary } from 'fast-check';
import { ADESIONE_STATES } from '../../src/canonical/adesione-lifecycle.js';
import { dateText, textOf } from './arbitrary-document.js';
import { makeCodiceFiscale, makeNumericCode } from './codice-fiscale.js';

const digits = (count: number): Arbitrary<string> =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: count, maxLength: count }).map((all) => all.join(''));

const person: Arbitrary<string> = fc
  .record({
    cognome: fc.constantFrom('Conti', 'Fo', 'Sala', 'Neri'),
    nome: fc.constantFrom('Lia', 'Ugo', 'Margherita', 'Ivo'),
    sesso: fc.constantFrom('F' as const, 'M' as const),
    dataNascita: fc.constantFrom('2001-03-14', '1999-12-31', '2004-02-29'),
    luogoNascita: fc.constantFrom('A944', 'L219', 'Z100'),
    replaced: fc.nat(7),
  })
  .map(({ replaced, ...invented }) => makeCodiceFiscale(invented, replaced));
const codiceFiscale = fc.oneof(person, digits(10).map(makeNumericCode));

/** Fields that are absent where their value is undefined. */
const present = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>;
const maybe = <T>(value: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const group = <T extends object>(parts: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<Partial<T>> =>
  fc.record(parts).map((value) => present(value as T));

const key = { codiceFiscale, dataAdesione: dateText };
const regione = digits(2);
const stato = fc.constantFrom(...ADESIONE_STATES);
const dataOra = fc.tuple(dateText, fc.nat(23), fc.nat(59), fc.nat(59)).map(([day, ...clock]) => {
  return `${day}T${clock.map((part) => String(part).padStart(2, '0')).join(':')}`;
});
const ora = dataOra.map((moment) => moment.slice(11, 16));

export const arbitraryAdesione = {
  invio: group({ ...key, regione: maybe(regione), identificativoSap: maybe(digits(8).map((n) => `PI${n}Z`)) }),
  variazione: group({ ...key, regione, stato }),
  notifica: group({ ...key, regione, stato, dataStato: dataOra }),
} as const;

const cpi = fc
  .oneof(
    digits(9),
    digits(8).map((n) => `${n}I`),
  )
  .map((regionale) => ({ regionale }));
const id = textOf(1, 15).map((text) => text.replace(/[\n\t]/g, ' '));
const place = group({ comune: fc.constantFrom('A944', 'H223'), indirizzo: textOf(1, 100) });
const worker = group({
  nome: textOf(1, 50),
  cognome: textOf(1, 50),
  dataNascita: dateText,
  luogoNascita: fc.constantFrom('A944', 'Z100'),
  sesso: fc.constantFrom('M', 'F'),
  cittadinanza: digits(3),
});
const who = fc.oneof(
  group({ utente: fc.constant('L'), persona: worker, domicilio: place, residenza: place }),
  fc.constant({ utente: 'A' }),
);
const when = fc.oneof(
  fc.record({ slot: digits(19) }),
  fc.record({
    ricerca: group({ dal: maybe(dateText), al: maybe(dateText), fascia: maybe(fc.constantFrom('M', 'P')) }),
  }),
);
const booking = fc
  .tuple(
    who,
    when,
    group({
      codiceFiscale,
      provincia: digits(2),
      contatti: group({
        email: maybe(fc.constantFrom('', 'lia@example.it')),
        cellulare: maybe(digits(10)),
        consensoSms: fc.boolean(),
        avvisoSms: fc.boolean(),
        avvisoEmail: fc.boolean(),
      }),
      cpi,
      servizio: textOf(0, 8),
      identificativi: maybe(fc.record({ coap: id })),
      vuoleIdentificativo: maybe(fc.boolean()),
    }),
  )
  .map(([one, two, rest]) => ({ ...one, ...two, ...rest }));

export const arbitraryAppuntamento = {
  'invio 1.0': booking,
  'annullamento ordinaria': group({
    codiceFiscale,
    utente: fc.constantFrom('L', 'A'),
    servizio: textOf(0, 8),
    data: dateText,
    ora,
    cpi,
    provincia: digits(2),
    identificativi: maybe(fc.record({ regionale: id })),
  }),
  'annullamento anpal': group({
    provincia: digits(2),
    cpi,
    identificativi: fc.record({ coap: id, regionale: id }),
    causa: maybe(textOf(1, 5)),
    note: maybe(textOf(0, 30)),
  }),
  'esito 1.0': group({
    identificativi: fc.record({ coap: id, regionale: id }),
    esito: fc.constantFrom('04', 'ER', 'NP', '07'),
    causa: maybe(fc.constantFrom('C01', 'C02')),
    note: maybe(textOf(0, 100)),
    nuovoAppuntamento: maybe(
      group({
        identificativo: id,
        disponibilita: maybe(id),
        intermediario: digits(11),
        sportello: maybe(id),
        descrizioneSportello: maybe(textOf(0, 100)),
        dataOra,
        note: maybe(textOf(0, 200)),
      }),
    ),
    cpi: fc.oneof(
      cpi,
      digits(6).map((n) => ({ ministeriale: `H223C${n}` })),
    ),
  }),
} as const;
