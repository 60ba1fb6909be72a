/**
 * The fields that several canonical records share. Codes are strings and keep leading zeros; decimals are strings and keep
 * their digits; calendar dates are `YYYY-MM-DD`.
 */
import { z } from 'zod';
import { CODICE_FISCALE_PATTERN, PATTERN_EXPECTED } from './codice-fiscale.js';
import { isInstant, isRealDate, isRealDateTime } from './date.js';

export const isoDate = z
  .string()
  .refine(isRealDate, { error: 'expected a calendar date that exists, YYYY-MM-DD' })
  .meta({ format: 'date', rule: 'date.real' });
/** A moment by the clock in Italy; without a zone, because the services have none. */
export const italianDateTime = z
  .string()
  .refine(isRealDateTime, { error: 'expected a date and time that exist, YYYY-MM-DDThh:mm:ss' })
  .meta({ description: 'Date and time in Italy, YYYY-MM-DDThh:mm:ss', rule: 'date-time.real' });
/** An hour of the day by the clock in Italy. */
export const hour = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected an hour of the day, hh:mm' })
  .meta({ rule: 'hour.real' });
/** A decimal number in the digits it was written with. */
export const decimal = z
  .string()
  .regex(/^[+-]?(\d+(\.\d*)?|\.\d+)$/, { error: 'expected a decimal number' })
  .meta({ rule: 'number.decimal' });
/** Euro with two decimals. */
export const importo = z
  .string()
  .regex(/^[0-9]{1,6}[.][0-9]{2}$/, { error: 'expected an amount with two decimals' })
  .meta({ rule: 'number.amount' });
/** A probability, 0 to 1, in the digits it was computed with. */
export const indice = z
  .string()
  .regex(/^(0|1|0[.][0-9]{1,12}|1[.]0{1,12})$/, { error: 'expected a number from 0 to 1' })
  .meta({ rule: 'number.index' });
/** A moment in UTC (RFC 3339): `2025-05-12T07:30:00Z`, with a fraction only where there is one. */
export const instant = z
  .string()
  .refine(isInstant, { error: 'expected a moment in UTC that exists, YYYY-MM-DDThh:mm:ssZ' })
  .meta({ format: 'date-time', rule: 'date.instant' });
export const text = z.string();
export const code = z.string();

/** Natural key of a side's own extra fields: path in that side's document → value as it came. */
export const extensions = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .meta({ description: 'Fields of a side that the canonical record does not hold: side → path → value' });

export const identificativoSap = z
  .string()
  .regex(/^[A-Z]{2}\d{8}[A-Z]$/, { error: 'expected 2 capital letters, 8 digits, 1 capital letter' })
  .meta({ rule: 'identificativo-sap.pattern', source: 'SAP Rev009, IdentificativoSap' });
export const identificativoPolitica = z
  .string()
  .regex(/^\d{2}[0-9A-Fa-f]{8}[A-Za-z]$/, { error: 'expected 2 digits, 8 hexadecimal digits, 1 letter' })
  .meta({ rule: 'identificativo-politica.pattern', source: 'SAP Rev009, IdentificativoPolitica' });
export const codiceFiscaleText = z
  .string()
  .regex(CODICE_FISCALE_PATTERN, { error: PATTERN_EXPECTED })
  .meta({ rule: 'codice-fiscale.pattern', source: 'SAP Rev009, CodiceFiscale' });
/** Region in the ministry's own numbering, not in the one of ISTAT. */
export const codiceRegioneMinistero = code.meta({
  description: 'Ministry numbering, two digits, zero padded; not the one of ISTAT',
  codeList: 'regione-ministeriale',
});
/** Ministry code of a body: Belfiore code of its seat, a letter for its kind (C = CPI, N = national, S = provider), six digits. */
export const codiceEnte = z
  .string()
  .regex(/^[A-Z]\d{3}[A-Z]\d{6}$/, { error: 'expected 1 letter, 3 digits, 1 letter, 6 digits' })
  .meta({ rule: 'codice-ente.pattern', source: 'SAP Rev009, CodiceEnteTitolare' });
