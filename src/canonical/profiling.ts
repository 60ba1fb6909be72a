/**
 * Profiling. Quantitative: the variables that the national model asks for and the probability it computes of still being
 * without work (D.Lgs. 150/2015 art. 19 c. 5). Of the young people's programme: the classes of its own model. Qualitative:
 * the assessment that, together with the quantitative index, leads to a path of GOL (ANPAL delibera 5 of 9-5-2022).
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, decimal, extensions, isoDate, text } from './fields.js';

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

/** The input of the model of the young people's programme, YG_Profiling: each is mandatory there. */
const variabiliGaranziaGiovani = z.strictObject({
  titoloStudio: code.optional().meta({ codeList: 'titolo-studio' }),
  provincia: code.optional().meta({ description: 'Three digits', codeList: 'provincia' }),
  presenzaInItalia: code.optional().meta({ description: 'Time in Italy; values not public' }),
  condizioneUnAnnoPrima: code.optional().meta({ description: 'Status one year before; values not public' }),
});

/** The quantitative index as a regional system keeps it, apart from the DID that it came with. */
const profilingQuantitativo = z.strictObject({
  identificativo: text.optional().meta({ description: 'National id of the computation, digits as written' }),
  indice: decimal.optional().meta({ description: 'Probability of remaining without work, 0 to 1, never rounded' }),
  classe: code.optional(),
  variabili: variabiliProfiling.optional(),
});

const risposta = z.strictObject({
  sezione: code.optional(),
  domanda: code.meta({ description: 'Question, as the questionnaire codes it' }),
  risposta: code.optional(),
  testo: text.optional(),
});

/** An assessment: the questionnaire as it was answered, and the path it led to. */
const profilingQualitativo = z.strictObject({
  percorso: code.optional().meta({ description: 'Path of GOL that the person is given', codeList: 'gol-percorso' }),
  percorsoCalcolato: code
    .optional()
    .meta({ description: 'Path that the points lead to, where the assessor chose another', codeList: 'gol-percorso' }),
  motivoModifica: text.optional().meta({ description: 'Why the assessor chose another path' }),
  punteggio: z.int().optional(),
  sezioni: z
    .array(z.strictObject({ sezione: code, punteggio: z.int().optional(), note: text.optional() }))
    .optional()
    .meta({ description: 'Sections of the questionnaire with their points' }),
  risposte: z.array(risposta).optional(),
  valutazione: text.optional().meta({ description: 'Assessment in words' }),
  note: text.optional(),
  stato: code.optional().meta({ description: 'State of the assessment, as the sender codes it' }),
  valutatore: z
    .strictObject({ identificativo: text.optional(), codiceFiscale: text.optional() })
    .optional()
    .meta({ description: 'Who assessed' }),
  identificativoPolitica: text.optional().meta({ description: 'National id of the policy A07 that records it' }),
});

const tipo = code.meta({
  description: 'quantitativo, garanzia-giovani or qualitativo: which of the groups the record has',
  codeList: 'profiling-tipo',
});

/** A profiling of a person: what is known for it, or what an assessor found. */
export const profiling = z
  .strictObject({
    codiceFiscale: codiceFiscaleText,
    tipo,
    data: isoDate.optional().meta({ description: 'Day of the computation or of the assessment' }),
    entePromotore: codiceEnte.optional().meta({ description: 'CPI that profiles' }),
    origine: code.optional().meta({ codeList: 'profiling-origine' }),
    garanziaGiovani: variabiliGaranziaGiovani.optional(),
    quantitativo: profilingQuantitativo.optional(),
    qualitativo: profilingQualitativo.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Profiling', description: 'A profiling of a person' });
export type Profiling = z.infer<typeof profiling>;

/** What the national node computed for a young person, or why it did not. */
export const esitoProfiling = z
  .strictObject({
    codiceFiscale: codiceFiscaleText.optional().meta({ description: 'The node may leave it out of a refusal' }),
    tipo,
    esito: code.meta({ description: 'E01 = done', codeList: 'profiling-esito' }),
    dataCalcolo: isoDate.optional(),
    garanziaGiovani: variabiliGaranziaGiovani.optional().meta({ description: 'The input, as the node took it' }),
    genere: code.optional(),
    eta: z.int().optional(),
    classe: z.int().optional().meta({ description: 'First class, one digit' }),
    descrizioneClasse: text.optional(),
    classePatto: z.int().optional().meta({ description: 'Second class, one digit: the one a pact carries' }),
    descrizioneClassePatto: text.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'EsitoProfiling', description: 'What the national node made of a profiling' });
export type EsitoProfiling = z.infer<typeof esitoProfiling>;
