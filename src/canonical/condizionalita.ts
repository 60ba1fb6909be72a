/**
 * Condizionalità (D.Lgs. 150/2015 art. 21; DL 4/2019): one record is one event, something that a receiver of a benefit
 * failed to do, told to the nation about one application. It is evidence, never a decision: what follows from it is stated
 * where somebody has decided it.
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, extensions, isoDate, text } from './fields.js';

/** What names an event at the nation: the same values again are the same event. */
const fatto = {
  codiceFiscale: codiceFiscaleText,
  evento: code.meta({ description: 'X01 to X13', codeList: 'condizionalita-evento' }),
  dataEvento: isoDate.meta({ description: 'The day on which the person failed' }),
  cpi: codiceEnte.meta({ description: 'CPI that tells it' }),
  protocolloInps: text.meta({ description: 'INPS protocol of the application: RdC, or the one that held a DID' }),
  dataDomanda: isoDate,
  codiceFiscaleOperatore: text.meta({ description: 'Who tells it for the CPI' }),
};

/** How the person was called and what proves it. It is only ever added to: a later record tells more, none tells less. */
export const proveCondizionalita = z.strictObject({
  convocazione: z
    .strictObject({
      data: isoDate.meta({ description: 'Day of sending' }),
      per: isoDate.optional().meta({ description: 'Day on which the person was expected' }),
      riferimento: text.optional().meta({ description: 'Number of the letter or message' }),
    })
    .optional(),
  canale: code.optional().meta({ codeList: 'canale-convocazione' }),
  consegna: z
    .strictObject({ data: isoDate.optional(), riferimento: text.optional() })
    .optional()
    .meta({ description: 'Proof of delivery: receipt of the PEC, of the registered letter, signature' }),
  assenza: z
    .strictObject({ data: isoDate, rilevataDa: text.optional() })
    .optional()
    .meta({ description: 'The absence as it was noted' }),
  termineGiustificazione: isoDate.optional().meta({ description: 'Last day to justify the absence' }),
  giustificazione: z.strictObject({ data: isoDate, motivo: text.optional() }).optional(),
});

export const condizionalita = z
  .strictObject({
    ...fatto,
    note: text.optional(),
    prestazione: code.optional().meta({ description: 'The benefit applied for', codeList: 'tipo-prestazione' }),
    fattispecie: code.optional().meta({
      description: 'Which duty was broken, as the law lists them',
      codeList: 'condizionalita-fattispecie',
    }),
    occorrenza: z.int().positive().optional().meta({ description: 'How often by now, as the CPI counts' }),
    provvedimento: code
      .optional()
      .meta({ description: 'The measure that was decided', codeList: 'condizionalita-provvedimento' }),
    prove: proveCondizionalita.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Condizionalita', description: 'An event of condizionalità' });
export type Condizionalita = z.infer<typeof condizionalita>;

export const annullamentoCondizionalita = z
  .strictObject({
    ...fatto,
    dataInvio: isoDate.optional().meta({ description: 'Day on which the event was told, where the sender says it' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'AnnullamentoCondizionalita', description: 'An event of condizionalità is taken back' });
export type AnnullamentoCondizionalita = z.infer<typeof annullamentoCondizionalita>;
