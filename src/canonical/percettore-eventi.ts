/** What happens to a benefit after the application: changes that either side tells, and the decision on it. */
import { z } from 'zod';
import { code, codiceFiscaleText, decimal, extensions, isoDate, text } from './fields.js';
import { comunicazioneMinistero, eventoPrestazione, praticaNra } from './nra.js';
import { comunicazionePercettore, datiPersona, indirizzoPersona } from './percettore.js';

const chi = {
  codiceFiscale: codiceFiscaleText,
  persona: datiPersona.optional(),
  nra: praticaNra.optional(),
  invio: comunicazionePercettore.optional(),
};

export const variazionePercettore = z
  .strictObject({
    ...chi,
    protocollo: text.optional().meta({ description: 'INPS protocol of the application' }),
    comunicazioneMinistero: comunicazioneMinistero.optional(),
    evento: eventoPrestazione.optional(),
    importoComplessivoDecurtato: decimal.optional(),
    importoComplessivoAsdiDecurtato: decimal.optional(),
    residenza: indirizzoPersona.optional().meta({ description: 'The new one, since `dal`' }),
    reimpiego: z
      .strictObject({
        dataAssunzione: isoDate.optional(),
        dataCessazione: isoDate.optional(),
        idComunicazione: text.optional().meta({ description: 'The mandatory communication of the employer' }),
        codiceFiscaleDatore: codiceFiscaleText.optional(),
        denominazioneDatore: text.optional(),
      })
      .optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'VariazionePercettore', description: 'A change around a benefit: an event, a move, a new job' });
export type VariazionePercettore = z.infer<typeof variazionePercettore>;

export const esitoPercettore = z
  .strictObject({
    ...chi,
    provvedimento: z.strictObject({
      numero: text,
      data: isoDate,
      tipo: code.optional().meta({
        description: 'Of a decision on a later event; absent for one on the application',
        codeList: 'nra-tipo-evento',
      }),
      accolta: z.boolean().optional().meta({ description: 'Of a decision on the application' }),
      codiceReiezione: code.optional(),
    }),
    richiesta: text.optional().meta({ description: 'The communication that is answered' }),
    estensioni: extensions.optional(),
  })
  .meta({
    title: 'EsitoPercettore',
    description: 'A decision on an application for a benefit, or on what happened later',
  });
export type EsitoPercettore = z.infer<typeof esitoPercettore>;
