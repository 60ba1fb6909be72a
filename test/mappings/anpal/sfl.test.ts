import { readFileSync } from 'node:fs';
import fc, { type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sflContracts } from '../../../src/contract/anpal/sfl.js';
import { contractFile } from '../../../src/contract/location.js';
import { sflTables } from '../../../src/mappings/anpal/sfl.js';
import { compile, decode, encode, type Table } from '../../../src/mappings/engine/index.js';
import { dateText, textOf } from '../../support/arbitrary-document.js';

const [contract] = sflContracts();
const [table] = sflTables as [Table];

const words = textOf(1, 30);
const codes = fc.stringMatching(/^[0A-Z][0-9A-Z]{0,8}$/);
const group = (fields: Readonly<Record<string, Arbitrary<unknown>>>, requiredKeys: string[] = []) =>
  fc.record({ ...fields }, { requiredKeys });
/** A group of which something is there: an empty one is not written. */
const some = (fields: Readonly<Record<string, Arbitrary<unknown>>>) =>
  group(fields).filter((made) => Object.keys(made).length > 0);
const place = some({ comune: codes, nomeComune: words, indirizzo: words, cap: words });

const record = group(
  {
    codiceFiscale: codes,
    codiceFiscaleRichiedente: codes,
    ruolo: codes,
    persona: some({
      cognome: words,
      nome: words,
      sesso: codes,
      dataNascita: dateText,
      luogoNascita: codes,
      nomeLuogoNascita: words,
      cittadinanza: codes,
    }),
    prestazione: group(
      {
        protocollo: textOf(0, 20),
        protocolloPrecedente: words,
        stato: codes,
        tipoBeneficiario: codes,
        tipoDomanda: fc.oneof(codes, fc.constantFrom('RDC', 'ADI', 'SFL')),
        dataDomanda: dateText,
        dataStato: dateText,
        motivoStato: words,
        mesiPagati: fc.constantFrom('0', '007', '12'),
      },
      ['protocollo', 'stato'],
    ).map((made) => {
      const { tipoDomanda } = made as { tipoDomanda?: string };
      return { tipo: tipoDomanda === 'RDC' || tipoDomanda === 'ADI' ? tipoDomanda : 'SFL', ...made };
    }),
    residenza: place,
    domicilio: place,
    recapiti: some({ telefono: words, cellulare: words, email: words }),
    attivazione: some({
      dataPattoDigitale: dateText,
      obbligoFormativo: fc.boolean(),
      percorsoCpia: fc.boolean(),
      intermediari: words,
    }),
    cpi: codes,
    identificativoSap: codes,
    fonte: codes,
    invio: fc.record({ idComunicazione: fc.nat().map(String), data: dateText }),
  },
  ['codiceFiscale', 'prestazione', 'invio'],
);

test('canonical → JSON → canonical is the identity on what the notification holds', () => {
  const plan = compile(table);
  fc.assert(
    fc.property(record, (given) => {
      const encoded = encode(plan, given);
      expect(encoded.report).toEqual([]);
      const read = contract?.read(contract.write(encoded.document));
      expect(read?.findings).toEqual([]);
      expect(decode(plan, read?.tree).record).toEqual(given);
    }),
    { numRuns: 200 },
  );
});

test('the rows are the members of the contract, in order, and say which are demanded', () => {
  interface Schema {
    readonly required: string[];
    readonly properties: Readonly<Record<string, unknown>>;
  }
  const file = readFileSync(contractFile('anpal/notifica-sfl/1.0/openapi.yaml'), 'utf8');
  const { DatiInvio, InvioSfl } = (parse(file) as { components: { schemas: Record<string, Schema> } }).components
    .schemas;
  const members = ({ required, properties }: Schema, inside: string) =>
    Object.keys(properties).map((name) => [`${inside}.${name}`, required.includes(name)]);
  expect(table.rows.map((row) => [row.side, row.kind === 'field' && row.required])).toEqual([
    ...members(DatiInvio as Schema, 'datiInvio'),
    ...members(InvioSfl as Schema, 'invioSFL'),
  ]);
});
