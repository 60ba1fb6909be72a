/** Nuovo reddito di attivazione (Trento; same family as ASDI): what it has beyond other benefits. */
import { z } from 'zod';
import { code, decimal, isoDate, text } from './fields.js';

/** Under which numbers INPS holds the application, and who speaks for the sender. */
export const praticaNra = z.strictObject({
  idDomandaWeb: code,
  idDomandaIntranet: code,
  operatore: text.optional(),
});

export const domandaNra = praticaNra.extend({
  importoGiornalieroAsdi: decimal.optional(),
  importoComplessivoAsdi: decimal.optional(),
  codiceReiezione: code.optional(),
  noteDifferenze: text.optional(),
  progetto: z
    .strictObject({ idComunicazione: text, intermediario: text, data: isoDate })
    .optional()
    .meta({ description: 'The personal project that was signed: the communication of the ministry that says so' }),
});

/** An event that the ministry told INPS of. */
export const comunicazioneMinistero = z.strictObject({
  intermediario: text.meta({ description: 'Body that reported it, 11 characters' }),
  motivo: code.meta({ description: 'N new, A annulled', codeList: 'nra-motivo-comunicazione' }),
  tipo: code.meta({ codeList: 'nra-tipo-comunicazione' }),
  evento: code.optional().meta({ codeList: 'nra-tipo-evento' }),
  sanzione: code.optional().meta({ codeList: 'nra-motivo-sanzione' }),
  annullata: text.optional().meta({ description: 'The communication that is annulled' }),
});

/** An event that INPS found itself. */
export const eventoPrestazione = z.strictObject({
  tipo: code.meta({ codeList: 'nra-tipo-evento' }),
  motivo: code,
  descrizione: text,
  nota: text.optional(),
  data: isoDate.optional(),
});
