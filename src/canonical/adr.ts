/**
 * The assegno di ricollocazione (D.Lgs. 150/2015 art. 23): one record is one event of its life, from the request to the
 * end. What the national portal made of it, with its receipt, comes back as the event `esito` of the same record.
 */
import { z } from 'zod';
import { code, codiceEnte, codiceFiscaleText, extensions, importo, indice, instant, isoDate, text } from './fields.js';

const evento = code.meta({ description: 'What happened to the assegno', codeList: 'adr-evento' });
const stato = code.meta({ description: 'Where it stands after the event', codeList: 'adr-stato' });

const fatto = {
  codiceFiscale: codiceFiscaleText,
  evento,
  dataEvento: isoDate.meta({ description: 'Calendar date of the event in Italy' }),
};

/** The person's own request, or one that an operator of a CPI makes for the person. */
const richiesta = z.strictObject({
  istante: instant,
  canale: code.meta({ codeList: 'adr-canale' }),
  operatore: z
    .strictObject({
      codiceFiscale: codiceFiscaleText.optional(),
      ente: codiceEnte.optional(),
      denominazioneEnte: text.optional(),
    })
    .optional()
    .meta({ description: 'Who made the request for the person' }),
});

const naspi = z.strictObject({
  dataInizio: isoDate,
  dataFine: isoDate.optional(),
  protocollo: text.optional(),
  cpiDomanda: codiceEnte.optional().meta({ description: 'CPI stated in the application for the NASpI' }),
});

const profiling = z.strictObject({ indice, data: isoDate });

/** Euro. By contract: open-ended, fixed-term from six months, fixed-term from three to six months. */
const valore = z.strictObject({
  massimo: importo,
  tempoIndeterminato: importo.optional(),
  tempoDeterminatoLungo: importo.optional(),
  tempoDeterminatoBreve: importo.optional(),
});

const storico = z.array(z.strictObject({ stato, istante: instant })).meta({ description: 'States, oldest first' });

const erogatore = z.strictObject({
  ente: codiceEnte,
  denominazione: text.optional(),
  sede: code.optional(),
  indirizzo: text.optional(),
});

const appuntamento = z.strictObject({
  istante: instant,
  luogo: text.optional(),
  esito: code.optional().meta({ codeList: 'adr-esito-appuntamento' }),
  note: text.optional(),
});

export const adr = z
  .strictObject({
    ...fatto,
    identificativo: text.optional().meta({ description: 'National id; absent in a request that a region makes' }),
    stato: stato.optional(),
    cpiCompetente: codiceEnte,
    richiesta,
    naspi,
    profiling: profiling.optional(),
    valore: valore.optional(),
    storico: storico.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Adr', description: 'A request for an assegno di ricollocazione' });
export type Adr = z.infer<typeof adr>;

export const variazioneAdr = z
  .strictObject({
    ...fatto,
    identificativo: text,
    stato: stato.optional(),
    cpiCompetente: codiceEnte,
    attore: z
      .strictObject({
        ruolo: code.meta({ codeList: 'adr-ruolo' }),
        ente: codiceEnte.optional(),
        operatore: codiceFiscaleText.optional(),
      })
      .meta({ description: 'Who did it' }),
    verifiche: z
      .strictObject({
        statoOccupazionale: code.optional().meta({ codeList: 'stato-in-anagrafe' }),
        naspiAttiva: z.boolean().optional().meta({ description: 'At the time of the request' }),
        altraPoliticaAttiva: z.boolean().optional(),
        lavoratoreContattato: z.boolean().optional().meta({ description: 'Asked to choose between the two measures' }),
        note: text.optional(),
      })
      .optional()
      .meta({ description: 'What the competent CPI checked' }),
    rigetto: z
      .strictObject({ motivo: code.meta({ codeList: 'adr-motivo-rigetto' }), note: text.optional() })
      .optional(),
    valore: valore.optional(),
    servizio: z
      .strictObject({
        dataRilascio: isoDate.optional(),
        dataInizio: isoDate.optional(),
        dataFine: isoDate.optional(),
      })
      .optional()
      .meta({ description: 'Issue of the assegno, first and last day of the service' }),
    erogatore: erogatore.optional(),
    appuntamento: appuntamento.optional(),
    tutor: z
      .strictObject({
        codiceFiscale: codiceFiscaleText.optional(),
        cognome: text,
        nome: text,
        email: text.optional(),
      })
      .optional(),
    patto: z
      .strictObject({ dataSottoscrizione: isoDate, azioni: text.optional() })
      .optional()
      .meta({ description: 'Patto di ricerca intensiva, signed on paper' }),
    incontro: z
      .strictObject({
        data: isoDate,
        dataPrecedente: isoDate.optional(),
        durataMinuti: z.int().min(1).max(600).optional(),
        note: text.optional(),
      })
      .optional(),
    offertaRifiutata: z
      .strictObject({ data: isoDate, giustificato: z.boolean().optional(), motivo: text.optional() })
      .optional(),
    esitoServizio: z
      .strictObject({
        codice: code.meta({ codeList: 'adr-esito-servizio' }),
        tipoContratto: code.optional().meta({ codeList: 'tipo-contratto' }),
        dataAssunzione: isoDate.optional(),
        codiceFiscaleDatore: codiceFiscaleText.optional(),
        importoRiconosciuto: importo.optional(),
      })
      .optional(),
    timesheet: z
      .strictObject({
        dataCompilazione: isoDate,
        dataSottoscrizione: isoDate.optional(),
        minuti: z.int().min(0).max(100_000).optional(),
        nomeFile: text.optional(),
        impronta: z
          .string()
          .regex(/^[0-9a-f]{64}$/, { error: 'expected a SHA-256 in 64 hexadecimal digits' })
          .optional(),
      })
      .optional()
      .meta({ description: 'Fee4Service; the file itself stays in the dossier' }),
    proroga: z.strictObject({ dataInizio: isoDate, dataFine: isoDate }).optional(),
    sospensione: z
      .strictObject({
        motivo: code.meta({ codeList: 'adr-motivo-sospensione' }),
        dataInizio: isoDate.optional(),
        dataFinePrevista: isoDate.optional(),
      })
      .optional(),
    chiusura: z
      .strictObject({ motivo: code.meta({ codeList: 'adr-motivo-chiusura' }), note: text.optional() })
      .optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'VariazioneAdr', description: 'An event of an assegno di ricollocazione after its request' });
export type VariazioneAdr = z.infer<typeof variazioneAdr>;

export const esitoAdr = z
  .strictObject({
    ...fatto,
    identificativo: text.optional(),
    esito: code.meta({ description: 'A000 = done', codeList: 'adr-esito' }),
    messaggio: text.optional(),
    stato: stato.optional(),
    ricevuta: z
      .strictObject({
        cpiCompetente: codiceEnte,
        richiesta: richiesta.optional(),
        naspi: naspi.optional(),
        profiling: profiling.optional(),
        valore: valore.optional(),
        erogatore: erogatore.optional(),
        appuntamento: appuntamento.optional(),
        storico: storico.optional(),
      })
      .optional()
      .meta({ description: 'The assegno as the portal holds it' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'EsitoAdr', description: 'What the national portal made of an event of an assegno' });
export type EsitoAdr = z.infer<typeof esitoAdr>;
