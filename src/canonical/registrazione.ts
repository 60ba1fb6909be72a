/**
 * A person announces themselves to the employment services: contacts, and for benefit receivers the day of the application
 * to INPS, from which the terms run (D.Lgs. 150/2015 art. 20-21, D.Lgs. 22/2015; MiAttivo: within 15 days).
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, extensions, isoDate, text } from './fields.js';
import { datiPersona, recapitiPersona } from './percettore.js';
import { indirizzo } from './sap.js';

export const registrazione = z
  .strictObject({
    codiceFiscale: codiceFiscaleText,
    persona: datiPersona.optional(),
    domicilio: indirizzo.optional(),
    recapiti: recapitiPersona,
    dataRegistrazione: isoDate.meta({ description: 'The day on which the person registered, or INPS announced them' }),
    domanda: z
      .strictObject({
        data: isoDate.meta({ description: 'Day of the application to INPS' }),
        prestazione: code.optional().meta({ codeList: 'tipo-prestazione' }),
        protocollo: text.optional(),
      })
      .optional(),
    dataDid: isoDate.optional().meta({ description: 'Day of the declaration, where there is one' }),
    richiestaCredenziali: isoDate
      .optional()
      .meta({ description: 'Day on which the person asked for credentials of their own (art. 20 c. 4)' }),
    collocamentoMirato: z.boolean().optional().meta({ description: 'L. 68/1999: a special category of data' }),
    cpi: codiceEnte.optional(),
    fonte: code.optional().meta({ description: 'Where the registration was made: a portal, INPS, a counter' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Registrazione', description: 'Registration of a person with the employment services' });
export type Registrazione = z.infer<typeof registrazione>;
