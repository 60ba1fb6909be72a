/**
 * The pact between a person and the employment service: patto di servizio personalizzato (D.Lgs. 150/2015 art. 20) and its
 * relatives. Nationally it is one row of section 6 (activity A02); what that row has no place for (officer, acts of search,
 * signatures) lives in the regional systems.
 */
import { z } from 'zod';
import {
  code,
  codiceEnte,
  codiceFiscaleText,
  decimal,
  extensions,
  identificativoPolitica,
  instant,
  isoDate,
  text,
} from './fields.js';
import { firmeDigitali } from './firma-digitale.js';
import { soggettoSezione6 } from './politica-attiva.js';
import { politicaAttiva } from './sap.js';

const firma = z.strictObject({
  stato: code.meta({ description: 'D to be accepted, A accepted, S term over', codeList: 'patto-stato-accettazione' }),
  tipo: code.optional().meta({ codeList: 'patto-tipo-accettazione' }),
  data: isoDate.optional(),
  istante: instant.optional().meta({ description: 'The moment, where it is known' }),
  entro: instant.optional().meta({ description: 'Until when it can be accepted' }),
});

const firme = z.strictObject({ lavoratore: firma.optional(), operatore: firma.optional() });

/** The act by which the offices know a pact. */
const protocollo = z.strictObject({
  numero: text,
  anno: z.int(),
  provincia: text.optional(),
  stato: code.optional().meta({ codeList: 'patto-stato-atto' }),
});

/** The document of a pact: where it is and which one. */
const documento = z.strictObject({
  tipo: code.optional().meta({ codeList: 'patto-documento' }),
  riferimento: text.optional().meta({ description: 'Where the sender keeps it' }),
  impronta: text.optional().meta({ description: 'SHA-256 of the document, hexadecimal' }),
  tipoContenuto: text.optional().meta({ description: 'Media type' }),
});

/** An act of active search, and when it is to be done (art. 20 c. 2 lett. c). */
const attoRicerca = z.strictObject({
  atto: text,
  frequenza: text.optional(),
  entro: isoDate.optional(),
});

/** The application for reddito di cittadinanza behind a pact for work: the row RC1 beside the pact's own. */
const beneficiarioRdc = z.strictObject({
  domanda: z
    .strictObject({ protocolloInps: text, ruolo: code.optional().meta({ codeList: 'ruolo-beneficiario' }) })
    .meta({ description: 'R applicant, M another member of the household, T guardian' }),
  dataDomanda: isoDate,
  dataDecorrenza: isoDate.optional().meta({ description: 'Accounting date of the application' }),
  dataFine: isoDate.optional(),
  titolo: text.optional(),
  durata: z.int().optional(),
  tipologiaDurata: code.optional().meta({ codeList: 'tipologia-durata' }),
  progetto: code.optional().meta({ codeList: 'tipo-progetto' }),
  entePromotore: codiceEnte,
  identificativoPolitica: identificativoPolitica.optional(),
  ultimoEvento: politicaAttiva.shape.ultimoEvento,
});

export const patto = z
  .strictObject({
    ...soggettoSezione6,
    tipo: code.meta({
      description:
        'PSP di servizio personalizzato, PDA di attivazione, PRI di ricerca intensiva, PPL per il lavoro, AG',
      codeList: 'patto-tipo',
    }),
    programma: code.optional().meta({ codeList: 'patto-programma' }),
    percorsoGol: code.optional().meta({ codeList: 'gol-percorso' }),
    entePromotore: codiceEnte.meta({ description: 'CPI of the pact' }),
    progetto: code.optional().meta({
      description: 'National project; without it the one that the kind stands for',
      codeList: 'tipo-progetto',
    }),
    titolo: text.optional(),
    descrizione: text.optional(),
    dataProposta: isoDate,
    dataStipula: isoDate.optional(),
    dataFirma: isoDate.optional(),
    dataScadenza: isoDate.optional(),
    dataFine: isoDate.optional(),
    motivoFine: code.optional().meta({ codeList: 'patto-motivo-fine' }),
    durata: z.int().optional(),
    tipologiaDurata: code.optional().meta({ codeList: 'tipologia-durata' }),
    dataDid: isoDate.optional().meta({ description: 'Day of the DID to which the pact is linked' }),
    prestazione: z
      .strictObject({
        tipo: code.optional(),
        protocollo: text.optional().meta({ description: 'INPS protocol of the application' }),
        dataDomanda: isoDate.optional(),
        dataInizio: isoDate.optional(),
      })
      .optional()
      .meta({ description: 'The benefit that the person receives: it shortens the terms (art. 21)' }),
    profiling: z.strictObject({ indice: decimal.optional(), data: isoDate.optional() }).optional(),
    identificativoPolitica: identificativoPolitica.optional(),
    identificativoPresaInCarico: identificativoPolitica
      .optional()
      .meta({ description: 'Row of the taking in charge, for a pact that is not one itself' }),
    ultimoEvento: politicaAttiva.shape.ultimoEvento,
    rdc: beneficiarioRdc.optional(),
    attivita: z
      .array(politicaAttiva)
      .optional()
      .meta({ description: 'The activities agreed, each a row of section 6' }),
    responsabile: z
      .strictObject({
        cognome: text.optional(),
        nome: text.optional(),
        codiceFiscale: text.optional(),
        identificativo: text.optional(),
      })
      .optional()
      .meta({ description: 'Officer responsible for the activities (art. 20 c. 2 lett. a)' }),
    ricercaAttiva: z.array(attoRicerca).optional(),
    frequenzaContatti: text.optional().meta({ description: 'Ordinary frequency of contacts (lett. d)' }),
    provaRicerca: text.optional().meta({ description: 'How the search is proven (lett. e)' }),
    impegni: z
      .array(text)
      .optional()
      .meta({ description: 'What the person declares to be available for (art. 20 c. 3)' }),
    aggiornamenti: z.array(z.strictObject({ data: isoDate, descrizione: text.optional() })).optional(),
    firme: firme.optional(),
    firmeDigitali: firmeDigitali.optional(),
    protocollo: protocollo.optional(),
    documento: documento.optional(),
    identificativi: z
      .array(z.strictObject({ sistema: text, valore: text }))
      .optional()
      .meta({ description: 'Ids of the pact in the systems that know it' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Patto', description: 'Pact between a person and the employment service' });
export type Patto = z.infer<typeof patto>;

/** Which pact: its person, its day and the act by which the offices know it. */
const pattoNoto = {
  codiceFiscale: codiceFiscaleText,
  dataStipula: isoDate,
  protocollo: protocollo.optional(),
  serviziAmministrativi: text
    .optional()
    .meta({ description: 'Code of the administrative services of the person on the portal' }),
};

export const variazionePatto = z
  .strictObject({
    ...pattoNoto,
    tipo: code.optional().meta({ codeList: 'patto-tipo' }),
    entePromotore: codiceEnte.optional().meta({ description: 'CPI of the pact' }),
    documento: documento
      .extend({ contenuto: text.optional().meta({ description: 'The document itself, base64, where it goes along' }) })
      .optional(),
    firme: firme.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'VariazionePatto', description: 'A pact is put before the person to be signed' });
export type VariazionePatto = z.infer<typeof variazionePatto>;

export const esitoPatto = z
  .strictObject({
    ...pattoNoto,
    firme: firme.extend({ lavoratore: firma.required({ istante: true }) }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'EsitoPatto', description: 'What became of a pact that was put before the person to be signed' });
export type EsitoPatto = z.infer<typeof esitoPatto>;
