/**
 * A person announces themselves to the employment services: contacts, and for benefit receivers the day of the application
 * to INPS, from which the terms run (D.Lgs. 150/2015 art. 20-21, D.Lgs. 22/2015; MiAttivo: within 15 days).
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, extensions, isoDate, text } from './fields.js';
import { datiPersona, recapitiPersona } from './percettore.js';
import { indirizzo } from './sap.js';

/** Special categories of data (GDPR art. 9), in a part of their own: whoever does not need them leaves the part out whole. */
const categorieParticolari = z
  .strictObject({
    collocamentoMirato: z.boolean().meta({ description: 'Enrolled, or to be, under L. 68/1999' }),
  })
  .meta({ description: 'Special categories of data (GDPR art. 9), apart from the rest' });

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
    condizione: code
      .optional()
      .meta({ description: 'Whether the person receives a benefit, or works', codeList: 'registrazione-condizione' }),
    identificativo: text.optional().meta({ description: 'Id that the portal gave the registration' }),
    categorieParticolari: categorieParticolari.optional(),
    cpi: codiceEnte.optional(),
    fonte: code.optional().meta({ description: 'Where the registration was made: a portal, INPS, a counter' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Registrazione', description: 'Registration of a person with the employment services' });
export type Registrazione = z.infer<typeof registrazione>;

/** The registration that an event is about. */
const registrazioneNota = {
  codiceFiscale: codiceFiscaleText,
  identificativo: text.optional().meta({ description: 'Id that the portal gave the registration' }),
};

export const variazioneRegistrazione = z
  .strictObject({
    ...registrazioneNota,
    data: isoDate.meta({ description: 'Day from which it holds' }),
    recapiti: recapitiPersona.optional().meta({ description: 'All contacts as they are now' }),
    domicilio: indirizzo.optional(),
    cpi: codiceEnte.optional().meta({ description: 'CPI that is competent now' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'VariazioneRegistrazione', description: 'A registered person can be reached elsewhere now' });
export type VariazioneRegistrazione = z.infer<typeof variazioneRegistrazione>;

export const annullamentoRegistrazione = z
  .strictObject({
    ...registrazioneNota,
    data: isoDate,
    motivo: code.meta({ codeList: 'registrazione-motivo-cancellazione' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'AnnullamentoRegistrazione', description: 'A registration is withdrawn' });
export type AnnullamentoRegistrazione = z.infer<typeof annullamentoRegistrazione>;

export const esitoRegistrazione = z
  .strictObject({
    ...registrazioneNota,
    esito: code.meta({ description: 'What the CPI made of the registration', codeList: 'registrazione-esito' }),
    data: isoDate,
    cpi: codiceEnte.meta({ description: 'CPI that decided' }),
    mancanti: z.array(text).optional().meta({ description: 'Fields that the person is to complete' }),
    identificativoPrecedente: text.optional().meta({ description: 'The registration that counts, of a duplicate' }),
    cpiCompetente: codiceEnte.optional().meta({ description: 'Where the person is to turn, when not to this CPI' }),
    note: text.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'EsitoRegistrazione', description: 'What the CPI made of a registration' });
export type EsitoRegistrazione = z.infer<typeof esitoRegistrazione>;
