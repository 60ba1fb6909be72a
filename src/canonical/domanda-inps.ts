/** The application for a benefit that holds a DID, as INPS announces it (ListaDID). */
import { z } from 'zod';
import { code, decimal, isoDate, text } from './fields.js';
import { indirizzo } from './sap.js';

/** Work that goes on beside the benefit: since when, and the income expected of it. */
const attivita = z.strictObject({ dataInizio: isoDate.optional(), reddito: decimal.optional() });

export const domandaInps = z.strictObject({
  protocollo: text.meta({ description: 'INPS protocol of the application, at most 28 characters' }),
  idComunicazione: text.optional(),
  dataInvio: isoDate.optional(),
  operazione: code.optional().meta({ codeList: 'did-inps-tipo-operazione' }),
  richiedente: z
    .strictObject({
      cognome: text.optional(),
      nome: text.optional(),
      cittadinanza: text.optional().meta({ description: 'As INPS writes it: a code or words' }),
    })
    .optional(),
  telefoni: z.array(text).optional(),
  cellulari: z.array(text).optional(),
  email: text.optional(),
  emailPatronato: text.optional(),
  domicilio: indirizzo
    .extend({ provincia: code.optional().meta({ description: 'Two letters' }) })
    .optional()
    .meta({ description: '`localita` is the name of the comune' }),
  dataInizioDisoccupazione: isoDate.optional(),
  ultimaAzienda: z
    .strictObject({
      denominazione: text.optional(),
      codiceFiscale: text.optional().meta({ description: 'Codice fiscale or partita IVA' }),
      qualifica: text.optional(),
    })
    .optional(),
  attivita: z
    .strictObject({
      autonoma: attivita.optional(),
      subordinata: attivita.optional(),
      parasubordinata: attivita.optional(),
      accessoria: attivita.optional(),
    })
    .optional(),
});
