/**
 * The release of a SAP to the person or to a company: for a hiring, for a benefit that wants the state of unemployment, or to
 * see periods of work, for which the cancelled one will do.
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, extensions, identificativoSap, isoDate, text } from './fields.js';

export const rilascioSap = z
  .strictObject({
    codiceFiscale: codiceFiscaleText,
    identificativoSap: identificativoSap.optional(),
    stato: code.meta({ description: 'Active, or cancelled', codeList: 'sap-stato' }),
    dataCancellazione: isoDate.optional(),
    dataRilascio: isoDate,
    cpi: codiceEnte.meta({ description: 'CPI that released it' }),
    richiedente: z.strictObject({
      tipo: code.meta({ codeList: 'sap-richiedente' }),
      codiceFiscale: codiceFiscaleText.optional().meta({ description: 'Of a company that asked' }),
    }),
    motivo: code.meta({ codeList: 'sap-motivo-rilascio' }),
    canale: code.meta({ codeList: 'sap-canale-rilascio' }),
    documento: z
      .strictObject({
        tipoContenuto: text.optional().meta({ description: 'Media type' }),
        impronta: text.meta({ description: 'SHA-256 of the document, hexadecimal' }),
      })
      .meta({ description: 'The document that was released; the file stays where it was made' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'RilascioSap', description: 'A SAP was released to somebody who asked for it' });
export type RilascioSap = z.infer<typeof rilascioSap>;
