/** What the tables of Toscana Lavoro share. */
import { digest } from '../../foundation/ids.js';
import { type Codec, code, field, list, type Row, text } from '../engine/index.js';
import { moment } from '../engine/json-codecs.js';

export const required = { required: true } as const;

/** Ours; what a document brings beyond it is never written back, because a strict reader refuses it. */
export const ours = { side: 'toscana-lavoro', revision: '1.0', restores: () => false } as const;
export const copy = { ...ours, revision: 'copia-1.0' } as const;

/** The file stays with the message that brought it, as it came. */
const fingerprint: Codec = {
  name: 'fingerprint',
  description: 'base64 file → its SHA-256; the file itself stays with the message that brought it',
  decode: (value) => digest(Buffer.from(String(value), 'base64')),
  encode: () => undefined,
};

const firma = (side: string): Row[] => [
  list('firmeDigitali[]', `${side}[]`),
  field('firmeDigitali[].ruolo', `${side}[].ruolo`, code, required),
  field('firmeDigitali[].formato', `${side}[].formato`, code, required),
  field('firmeDigitali[].momento', `${side}[].momento`, moment, required),
  field('firmeDigitali[].impronta', `${side}[].impronta`, code, required),
  field('firmeDigitali[].codiceFiscale', `${side}[].codiceFiscale`, code, required),
];

const verifica = (side: string, options: object): Row[] => [
  field('firmeDigitali[].verifica.esito', `${side}[].verifica.esito`, code, options),
  field('firmeDigitali[].verifica.catena', `${side}[].verifica.catena`, code, options),
];

const riferimento = field('documento.riferimento', 'idDocumento', text);
const MADE_HERE = { direction: 'in', note: 'what the check of the signed file made of it' } as const;

/** The signed file, as Toscana sends it. */
export const signedFile: readonly Row[] = [
  { ...riferimento, required: true },
  field('documento.impronta', 'documentoFirmato.contenuto', fingerprint, {
    required: true,
    direction: 'in',
    note: 'no other side gets the file',
  }),
  field('documento.tipoContenuto', 'documentoFirmato.tipoContenuto', text, { direction: 'in' }),
  ...firma('documentoFirmato.firme'),
  ...verifica('documentoFirmato.firme', MADE_HERE),
];

/** What is told of a signed file, without it. */
export const knownFile: readonly Row[] = [
  riferimento,
  field('documento.impronta', 'documento.impronta', code, required),
  field('documento.tipoContenuto', 'documento.tipoContenuto', text),
  ...firma('firme'),
  ...verifica('firme', required),
];

/** Of a document that only Toscana makes: it is read, and never written. */
export const onlyRead = (rows: readonly Row[]): readonly Row[] =>
  rows.map((row) => (row.kind === 'group' ? row : { ...row, direction: 'in' }));
