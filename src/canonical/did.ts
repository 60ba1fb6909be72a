/**
 * The DID (dichiarazione di immediata disponibilità, D.Lgs. 150/2015 art. 19): one record is one event of its life. What
 * the national node made of it comes back as the event `esito` of the same record.
 */
import { z } from 'zod';
import { domandaInps } from './domanda-inps.js';
import { code, codiceEnte, codiceFiscaleText, extensions, isoDate, text } from './fields.js';
import { firmeDigitali } from './firma-digitale.js';
import { datiPersona, recapitiPersona } from './percettore.js';
import { profilingCalcolato, variabiliProfiling } from './profiling.js';
import { indirizzo } from './sap.js';

const evento = code.meta({
  description: 'I inserimento, C convalida, S sospensione, R revoca, A annullamento',
  codeList: 'did-tipo-evento',
});

const fatto = {
  codiceFiscale: codiceFiscaleText,
  evento,
  dataEvento: isoDate,
  dataDid: isoDate.meta({ description: 'The day of the declaration' }),
  entePromotore: codiceEnte.meta({ description: 'CPI that sends the event' }),
};

/** Who makes the declaration, for an office that may not know the person. */
const dichiarante = z.strictObject({
  persona: datiPersona.omit({ nomeLuogoNascita: true }).optional(),
  domicilio: indirizzo.pick({ comune: true, indirizzo: true }).optional(),
  residenza: indirizzo.pick({ comune: true, indirizzo: true }).optional(),
  recapiti: recapitiPersona.omit({ telefono: true }).optional(),
  rischioDisoccupazione: z.boolean().optional().meta({ description: 'Dismissed, and still at work (art. 19 c. 4)' }),
  dataLicenziamento: isoDate.optional(),
});

/** How a region's own office writes the declaration down. */
const dichiarazione = z.strictObject({
  tipo: code.optional().meta({ description: 'Kind of declaration, as the region codes it' }),
  provincia: code.optional().meta({ description: 'Database of the province that keeps it, as the region numbers it' }),
  stampa: z
    .strictObject({
      modello: text.optional(),
      protocollata: z.boolean().optional(),
      intestazione: z.boolean().optional(),
    })
    .optional(),
});

export const did = z
  .strictObject({
    ...fatto,
    entePromotore: codiceEnte.optional().meta({
      description: 'CPI that sends the event; absent where the declaration is made at the region alone',
    }),
    dichiarazione: dichiarazione.optional(),
    dichiarante: dichiarante.optional(),
    profiling: variabiliProfiling.optional(),
    operatore: z
      .strictObject({ identificativo: text.optional(), codiceFiscale: text.optional() })
      .optional()
      .meta({ description: 'Who acts for the CPI' }),
    applicazione: code.optional().meta({ codeList: 'did-applicazione' }),
    fonte: code.optional().meta({
      description:
        'Whose word it is: NODO what the national node shows, INPS what INPS announces; absent in an event that a CPI asks for',
      codeList: 'did-fonte',
    }),
    domandaInps: domandaInps.optional(),
    autocertificazione: z.boolean().optional().meta({ description: 'The person declares under DPR 445/2000' }),
    documento: z
      .strictObject({
        riferimento: text.optional().meta({ description: 'Where the sender keeps it' }),
        impronta: text.optional().meta({ description: 'SHA-256 of the document, hexadecimal' }),
        tipoContenuto: text.optional().meta({ description: 'Media type' }),
      })
      .optional()
      .meta({ description: 'The declaration as a document' }),
    firmeDigitali: firmeDigitali.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Did', description: 'An event of a DID' });
export type Did = z.infer<typeof did>;

export const esitoDid = z
  .strictObject({
    ...fatto,
    esito: code.meta({ description: 'E100 = done', codeList: 'did-esito' }),
    protocolloInps: text.optional().meta({ description: 'The application for a benefit that held the declaration' }),
    profiling: profilingCalcolato.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'EsitoDid', description: 'What the national node made of an event of a DID' });
export type EsitoDid = z.infer<typeof esitoDid>;
