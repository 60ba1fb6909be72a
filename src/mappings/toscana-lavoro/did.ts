/** DIDs: signed by both when they come from Toscana, told without the file when they were made elsewhere. */
import { code, field, type Row, type Table, text, xsdDate } from '../engine/index.js';
import { truth, whole } from '../engine/json-codecs.js';
import { copy, knownFile, onlyRead, ours, required, signedFile } from './shared.js';

type Codec = Parameters<typeof field>[2];

const VARIABLES: readonly (readonly [name: string, codec: Codec, needed?: true])[] = [
  ['eta', whole, true],
  ['genere', code, true],
  ['classeCittadinanza', code],
  ['presenzaInItalia', code],
  ['titoloStudio', code],
  ['provinciaResidenza', code],
  ['haMaiLavorato', truth],
  ['condizioneUnAnnoPrima', code],
  ['mesiDallUltimoRapporto', whole],
  ['posizioneUltimaOccupazione', code],
  ['mesiDiRicerca', whole],
  ['iscrittoACorso', code],
  ['componentiFamiglia', whole],
  ['figliACarico', truth],
  ['figliMinoriACarico', truth],
];

const rows: readonly Row[] = [
  field('codiceFiscale', 'codiceFiscale', code, required),
  field('evento', 'evento', code, required),
  field('dataEvento', 'dataEvento', xsdDate, required),
  field('dataDid', 'dataDid', xsdDate, required),
  field('entePromotore', 'cpi', code, required),
  field('operatore.codiceFiscale', 'operatore.codiceFiscale', code, required),
  field('operatore.identificativo', 'operatore.identificativo', text),
  ...VARIABLES.map(([name, codec, needed = false]) =>
    field(`profiling.${name}`, `profilazione.${name}`, codec, { required: needed }),
  ),
];

export const didTables: readonly Table[] = [
  {
    ...ours,
    record: 'did',
    event: 'invio',
    rows: onlyRead([...rows, field('autocertificazione', 'autocertificazione', truth, required), ...signedFile]),
  },
  {
    ...copy,
    record: 'did',
    event: 'invio',
    rows: [...rows, field('autocertificazione', 'autocertificazione', truth), ...knownFile],
  },
];
