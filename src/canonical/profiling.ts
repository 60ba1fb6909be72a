/**
 * Profiling. Quantitative: the variables that the national model asks for and the probability it computes of still being
 * without work (D.Lgs. 150/2015 art. 19 c. 5). Of the young people's programme: the classes of its own model.
 */
import { z } from 'zod';
import { code, codiceFiscaleText, decimal, isoDate, text } from './fields.js';

/** The input of the quantitative model, ConferimentoDID 4.0; the last two are written by the national node alone. */
export const variabiliProfiling = z.strictObject({
  eta: z.int().optional(),
  genere: code.optional(),
  classeCittadinanza: code
    .optional()
    .meta({ description: 'A class, not the citizenship code of the SAP', codeList: 'did-profiling-cittadinanza' }),
  presenzaInItalia: code.optional().meta({ codeList: 'did-profiling-presenza-italia' }),
  titoloStudio: code.optional().meta({ codeList: 'titolo-studio' }),
  provinciaResidenza: code.optional().meta({ description: 'Three digits', codeList: 'provincia' }),
  haMaiLavorato: z.boolean().optional(),
  condizioneUnAnnoPrima: code.optional(),
  mesiDallUltimoRapporto: z.int().optional(),
  posizioneUltimaOccupazione: code.optional().meta({ codeList: 'did-profiling-posizione-professione' }),
  mesiDiRicerca: z.int().optional(),
  iscrittoACorso: code.optional(),
  componentiFamiglia: z.int().optional(),
  figliACarico: z.boolean().optional(),
  figliMinoriACarico: z.boolean().optional(),
  condizioneCalcolata: code.optional(),
  mesiDisoccupazioneCalcolati: z.int().optional(),
});
export type VariabiliProfiling = z.infer<typeof variabiliProfiling>;

/** What the national node computed, with the variables it used. */
export const profilingCalcolato = z.strictObject({
  identificativo: text.meta({ description: 'National id of the computation, digits as written' }),
  codiceFiscale: codiceFiscaleText.optional().meta({ description: 'Whom the computation is about, as the node says' }),
  indice: decimal.meta({ description: 'Probability of remaining without work, 0 to 1, never rounded' }),
  dataCalcolo: isoDate,
  regioneResidenza: code.optional(),
  variabili: variabiliProfiling,
});
export type ProfilingCalcolato = z.infer<typeof profilingCalcolato>;
