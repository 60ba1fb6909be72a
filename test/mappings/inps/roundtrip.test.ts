/** Every record that a document of INPS can hold comes back as it went, through bytes that keep the contract. */
import fc, { type Arbitrary } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRecord } from '../../../src/canonical/check.js';
import { readLayout } from '../../../src/contract/csv-contract.js';
import { inpsContracts } from '../../../src/contract/inps/index.js';
import type { EventName, RecordName } from '../../../src/foundation/names.js';
import { compile, decode, encode } from '../../../src/mappings/engine/index.js';
import { inpsTables } from '../../../src/mappings/inps/index.js';
import { dateText, decimalText, textOf } from '../../support/arbitrary-document.js';
import { makeCodiceFiscale } from '../../support/codice-fiscale.js';

const RUNS = { numRuns: 120 };

const cf = fc.constantFrom(
  makeCodiceFiscale({ cognome: 'PROVA', nome: 'UNO', sesso: 'M', dataNascita: '1980-01-01', luogoNascita: 'L219' }),
  makeCodiceFiscale({ cognome: 'PROVA', nome: 'DUE', sesso: 'F', dataNascita: '1990-02-02', luogoNascita: 'A944' }, 2),
);
/** Days of the centuries that the form of INPS lets through. */
const day = dateText.filter((date) => /^[12][09]/.test(date));
const cpi = fc.constantFrom('L219C000381', 'F952C000383', 'A944C000233');
const belfiore = fc.constantFrom('L219', 'A944', 'Z112');
const id17 = fc.constantFrom('20160215103045001', '20251231235959999', '90000000000000000');
const intText = fc.constantFrom('0', '007', '-1', '2147483647');
const amount = fc.constantFrom('0', '0.5', '12.30', '999999.99', '0001.00');
const euro = fc.constantFrom('0', '0.5', '12.30', '-7', '0001.00');
const some = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });

/** A record without its absent fields, and without groups in which nothing is left. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value)
    .map(([key, part]) => [key, bare(part)] as const)
    .filter(([, part]) => part !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function holds(record: RecordName, event: EventName, revision: string, records: Arbitrary<unknown>): void {
  test(`${record}/${event} ${revision}`, () => {
    const mine = (one: { record: string; event: string; revision: string; partOf?: unknown }) =>
      one.record === record && one.event === event && one.revision === revision && one.partOf === undefined;
    const contract = inpsContracts().find(mine);
    const table = inpsTables.find(mine);
    if (!contract || !table) throw new Error(`no ${record}/${event} ${revision}`);
    const plan = compile(table);
    fc.assert(
      fc.property(records.map(bare), (one) => {
        expect(checkRecord(record, event, one, { codes: false }).value).toEqual(one);
        const encoded = encode(plan, one);
        const read = contract.read(contract.write(encoded.document));
        expect(read.findings).toEqual([]);
        expect(encoded.report).toEqual([]);
        const decoded = decode(plan, read.tree);
        expect(decoded.findings).toEqual([]);
        expect(decoded.record).toEqual(one);
      }),
      RUNS,
    );
  });
}

describe('canonical → document → canonical is the identity', () => {
  const activity = fc.record({ dataInizio: some(day), reddito: some(decimalText) });
  const phones = fc.array(textOf(0, 15), { minLength: 1, maxLength: 2 });
  holds(
    'did',
    'invio',
    '1.0',
    fc
      .record({
        codiceFiscale: cf,
        dataDid: day,
        entePromotore: cpi,
        contacts: fc.oneof(
          phones.map((telefoni) => ({ telefoni })),
          phones.map((cellulari) => ({ cellulari })),
          fc.tuple(textOf(0, 9), textOf(0, 9)).map(([t, c]) => ({ telefoni: [t], cellulari: [c] })),
        ),
        domandaInps: fc.record({
          protocollo: textOf(0, 14),
          idComunicazione: textOf(0, 20),
          dataInvio: day,
          operazione: fc.constantFrom('I', 'U', 'D'),
          richiedente: fc.record({ cognome: textOf(1, 20), nome: textOf(1, 20), cittadinanza: textOf(0, 20) }),
          email: some(textOf(0, 20)),
          emailPatronato: some(textOf(0, 20)),
          dataInizioDisoccupazione: some(day),
          ultimaAzienda: fc.record({
            denominazione: textOf(0, 30),
            codiceFiscale: some(fc.constantFrom('07654321095', 'RSSMRA80A01H501U')),
            qualifica: some(textOf(0, 20)),
          }),
          attivita: some(
            fc.record({
              autonoma: some(activity),
              subordinata: some(activity),
              parasubordinata: some(activity),
              accessoria: some(activity),
            }),
          ),
          domicilio: fc.record({
            comune: fc.constantFrom('L219', ''),
            localita: textOf(0, 30),
            provincia: fc.constantFrom('TO', ''),
            indirizzo: textOf(0, 30),
            cap: fc.constantFrom('00100', '10122', ''),
          }),
        }),
      })
      .map(({ contacts, domandaInps, dataDid, ...one }) => {
        const withdrawn = domandaInps.operazione === 'D';
        const dataEvento = withdrawn && domandaInps.dataInvio > dataDid ? domandaInps.dataInvio : dataDid;
        return {
          ...one,
          dataDid,
          evento: withdrawn ? 'A' : 'I',
          dataEvento,
          fonte: 'INPS',
          domandaInps: { ...domandaInps, ...contacts },
        };
      }),
  );

  const columns = new Map(readLayout('inps/percettori/1.0/layout.yaml').columns.map((one) => [one.name, one]));
  const oneOf = (column: string): Arbitrary<string> => fc.constantFrom(...(columns.get(column)?.values ?? ['']));
  const cell = (most: number): Arbitrary<string> => textOf(1, most).filter((text) => text.trim() !== '');
  holds(
    'percettore',
    'invio',
    '1.0',
    fc.record({
      codiceFiscale: cf,
      persona: some(
        fc.record({
          cognome: some(cell(30)),
          nome: some(cell(30)),
          sesso: some(oneOf('sesso')),
          dataNascita: some(day),
          luogoNascita: some(belfiore),
          cittadinanza: some(fc.constantFrom('000', '201')),
        }),
      ),
      residenza: some(fc.record({ comune: belfiore })),
      domicilio: some(
        fc.record({ comune: some(belfiore), cap: some(fc.constantFrom('00100')), indirizzo: some(cell(30)) }),
      ),
      recapiti: some(fc.record({ telefono: some(cell(9)), cellulare: some(cell(9)), email: some(cell(20)) })),
      prestazione: fc.record({
        tipo: oneOf('prestazione'),
        protocollo: cell(14),
        dataDomanda: day,
        dataInizio: some(day),
        dataFine: some(day),
        stato: oneOf('stato'),
        dataStato: some(day),
        motivoStato: some(fc.constantFrom('007', 'FINE-DURATA')),
        importoGiornaliero: some(euro),
        importoComplessivo: some(euro),
        dataInizioDisoccupazione: some(day),
      }),
      cpi: some(cpi),
      invio: some(fc.record({ idComunicazione: some(cell(20)), data: some(day) })),
      fonte: fc.constant('INPS'),
    }),
  );

  const digits = fc.constantFrom('05000', '00017', '1');
  holds(
    'percettore',
    'invio',
    'ra-1.0',
    fc.record({
      codiceFiscale: cf,
      persona: fc.record({
        cognome: some(cell(30)),
        nome: some(cell(30)),
        dataNascita: some(dateText),
        nomeLuogoNascita: some(cell(30)),
        provinciaNascita: some(cell(10)),
        statoNascita: some(cell(10)),
      }),
      residenza: fc.record({
        indirizzo: some(cell(30)),
        cap: some(digits),
        nomeComune: some(cell(30)),
        provincia: some(cell(5)),
      }),
      recapiti: fc.record({ telefono: some(cell(9)), email: some(cell(20)) }),
      prestazione: fc.record({
        tipo: fc.constant('RA'),
        dataDomanda: some(dateText),
        dataInizio: some(dateText),
        dataFine: some(dateText),
        durata: some(fc.integer()),
        importoGiornaliero: some(euro),
        importoComplessivo: some(euro),
      }),
      azienda: fc.record({
        matricolaInps: some(digits),
        codiceFiscale: some(fc.constantFrom('07654321095', 'X')),
        denominazione: some(cell(30)),
      }),
      accredito: fc.record({
        paese: some(fc.constantFrom('IT', 'SM', 'DE')),
        controllo: some(digits),
        cin: some(fc.constantFrom('X')),
        abi: some(digits),
        cab: some(digits),
        conto: some(fc.constantFrom('000000123456', 'CC0000000017')),
      }),
      ra: fc.record({
        tipo: some(cell(10)),
        ente: fc.record({ codice: some(fc.constantFrom('REG042')), denominazione: some(cell(30)) }),
        provvedimento: fc.record({ numero: some(cell(10)), anno: some(digits), data: some(dateText) }),
      }),
    }),
  );

  const who = {
    codiceFiscale: cf,
    persona: fc.record({ nome: textOf(0, 30), cognome: textOf(0, 30), dataNascita: day, luogoNascita: belfiore }),
  };
  const practice = { idDomandaWeb: intText, idDomandaIntranet: intText, operatore: textOf(0, 20) };
  const invio = fc.record({ data: day, idComunicazione: id17 });
  const cap = fc.constantFrom('00100', '38122');
  const place = { indirizzo: textOf(1, 30), cap, comune: belfiore, provincia: some(fc.constantFrom('TN', 'BO')) };
  holds(
    'percettore',
    'invio',
    'nra-0.0.1',
    fc.record({
      ...who,
      residenza: fc.record({ ...place, dal: some(day) }),
      prestazione: fc.record({
        tipo: fc.constant('NRA'),
        dataDomanda: day,
        dataInizio: day,
        dataFine: day,
        importoGiornaliero: amount,
        importoComplessivo: amount,
      }),
      nra: fc.record({
        ...practice,
        importoGiornalieroAsdi: amount,
        importoComplessivoAsdi: amount,
        codiceReiezione: some(intText),
        noteDifferenze: some(textOf(0, 30)),
        progetto: some(fc.record({ idComunicazione: id17, intermediario: textOf(11, 11), data: day })),
      }),
      invio,
    }),
  );

  const tipo = fc.constantFrom('DCR', 'SSP', 'DCD', 'RZN');
  const event = fc.oneof(
    fc.record({
      comunicazioneMinistero: fc.record({
        intermediario: textOf(11, 11),
        motivo: fc.constantFrom('A', 'N'),
        tipo: fc.constantFrom('AGP', 'FTS', 'STP'),
        evento: some(tipo),
        sanzione: some(fc.constantFrom('MP1', 'MP2', 'MP3', 'MO1', 'MO2', 'PDS', 'MPA', 'ROC')),
        annullata: some(id17),
      }),
    }),
    fc.record({
      evento: fc.record({
        tipo,
        motivo: intText,
        descrizione: textOf(0, 30),
        nota: some(textOf(0, 30)),
        data: some(day),
      }),
    }),
  );
  holds(
    'percettore',
    'variazione',
    'nra-eventi-0.0.1',
    fc
      .record({
        ...who,
        nra: fc.record(practice),
        event,
        importoComplessivoDecurtato: some(amount),
        importoComplessivoAsdiDecurtato: some(amount),
        invio,
      })
      .map(({ event, ...rest }) => ({ ...rest, ...event })),
  );
  holds(
    'percettore',
    'variazione',
    'nra-residenza-0.0.1',
    fc.record({ ...who, nra: fc.record(practice), residenza: fc.record({ ...place, dal: day }), invio }),
  );
  holds(
    'percettore',
    'variazione',
    'cpi-1.0',
    fc
      .record({
        codiceFiscale: cf,
        protocollo: textOf(1, 14),
        reimpiego: fc.record({
          dataAssunzione: some(day),
          dataCessazione: some(day),
          idComunicazione: some(textOf(1, 20)),
          codiceFiscaleDatore: some(fc.constantFrom('07654321095')),
          denominazioneDatore: some(textOf(0, 30)),
        }),
      })
      .filter(({ reimpiego: { dataAssunzione, dataCessazione } }) => (dataAssunzione ?? dataCessazione) !== undefined),
  );

  const answered = { ...who, nra: fc.record(practice), invio, richiesta: id17 };
  const decision = { numero: textOf(0, 20), data: day };
  holds(
    'percettore',
    'esito',
    'nra-domanda-0.0.1',
    fc.record({
      ...answered,
      provvedimento: fc.record({ ...decision, accolta: fc.boolean(), codiceReiezione: some(intText) }),
    }),
  );
  holds(
    'percettore',
    'esito',
    'nra-successive-0.0.1',
    fc.record({ ...answered, provvedimento: fc.record({ ...decision, tipo }) }),
  );
  holds(
    'did',
    'esito',
    'cpi-1.0',
    fc.record({
      codiceFiscale: cf,
      protocolloInps: some(textOf(1, 14)),
      evento: fc.constantFrom('I', 'C', 'S', 'R', 'A'),
      dataEvento: day,
      dataDid: day,
      entePromotore: cpi,
      esito: fc.constantFrom('E100', 'E001', 'E021'),
    }),
  );
});
