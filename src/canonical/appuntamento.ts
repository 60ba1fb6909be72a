/**
 * An appointment of a person (or a company) at a CPI. `invio` asks for one and `annullamento` withdraws it, both by the
 * nation at a region; `esito` is what the region tells the nation about the meeting: held, missed, moved. An outcome and an
 * annulment in the national form name the appointment alone, not the person. Regions' own systems convene people and hold
 * interviews online with the same record; what one form asks for and another does not know is therefore optional here.
 */
import { z } from 'zod';
import { cpi } from './cpi.js';
import { code, codiceFiscaleText, extensions, hour, instant, isoDate, italianDateTime, text } from './fields.js';
import { datiPersona } from './percettore.js';
import { indirizzo } from './sap.js';

/** The national id (idCoap) and the one that the region gives (AR: appuntamento regionale). */
const identificativi = z.strictObject({
  coap: text.optional().meta({ description: 'National id, at most 15 characters' }),
  regionale: text.optional(),
});

const utente = code.meta({ description: 'L worker, A company', codeList: 'agenda-utente' });
const servizio = code.meta({ description: 'Kind of service asked for', codeList: 'agenda-tipo-appuntamento' });
const provincia = code.meta({ description: 'Province, as the agenda of the region codes it' });

/** Where it takes place, for somebody who has to find it. */
const luogo = z.strictObject({
  denominazione: text.optional(),
  indirizzo: text.optional(),
  stanza: text.optional(),
});

/** The CPI convenes the person (D.Lgs. 150/2015 art. 20 c. 1, art. 21 c. 2). */
const convocazione = z.strictObject({
  motivo: code.meta({ codeList: 'convocazione-motivo' }),
  canali: z
    .array(code.meta({ codeList: 'canale-convocazione' }))
    .meta({ description: 'By which the person is told; what an absence means depends on it' }),
  conseguenze: z
    .strictObject({
      testo: text.meta({ description: 'As the person reads it' }),
      provvedimento: code
        .optional()
        .meta({ description: 'Measure if the person does not come', codeList: 'condizionalita-provvedimento' }),
    })
    .optional()
    .meta({ description: 'What it means not to come without a justified reason (art. 21 c. 7)' }),
  protocolloInps: text.optional().meta({ description: 'The application whose benefit depends on it' }),
});

/** An interview by video, and what has to be there before it is held. */
const colloquioOnline = z.strictObject({
  stanza: text.optional().meta({ description: 'Link to the room; whoever has it comes in' }),
  identita: code.optional().meta({ description: 'How the person is identified', codeList: 'identita-digitale' }),
  identitaVerificata: z.boolean().optional().meta({ description: 'The officer has checked it' }),
  dispositivo: z.boolean().optional().meta({ description: 'A device with camera, microphone and network' }),
  verificatoIl: instant.optional().meta({ description: 'When the officer checked what has to be there' }),
});

export const appuntamento = z
  .strictObject({
    codiceFiscale: codiceFiscaleText,
    utente: utente.optional(),
    persona: datiPersona.optional(),
    domicilio: indirizzo.pick({ comune: true, indirizzo: true }).optional(),
    residenza: indirizzo.pick({ comune: true, indirizzo: true }).optional(),
    provincia: provincia.optional(),
    contatti: z
      .strictObject({
        email: text.optional(),
        cellulare: text.optional(),
        consensoSms: z.boolean().optional(),
        avvisoSms: z.boolean().optional().meta({ description: 'A reminder by SMS is wanted' }),
        avvisoEmail: z.boolean().optional().meta({ description: 'A reminder by e-mail is wanted' }),
      })
      .optional(),
    cpi,
    servizio: servizio.optional(),
    slot: text.optional().meta({ description: 'Id of the slot that is booked, digits as written' }),
    ricerca: z
      .strictObject({
        dal: isoDate.optional(),
        al: isoDate.optional(),
        fascia: code.optional().meta({ description: 'M morning, P afternoon', codeList: 'agenda-fascia' }),
      })
      .optional()
      .meta({ description: 'Instead of a slot: any free one in this time' }),
    data: isoDate.optional(),
    ora: hour.optional(),
    precedente: z
      .strictObject({ data: isoDate, ora: hour })
      .optional()
      .meta({ description: 'When it was to be before it was moved' }),
    luogo: luogo.optional(),
    modalita: code.optional().meta({ codeList: 'colloquio-modalita' }),
    colloquio: code.optional().meta({ description: 'What the interview is for', codeList: 'colloquio-tipo' }),
    online: colloquioOnline.optional(),
    automatico: z.boolean().optional().meta({ description: 'Fixed by the system, not chosen by the person' }),
    convocazione: convocazione.optional(),
    durata: z.int().optional().meta({ description: 'Minutes' }),
    stato: code.optional().meta({ codeList: 'agenda-stato-appuntamento' }),
    identificativi: identificativi.optional(),
    vuoleIdentificativo: z.boolean().optional().meta({ description: 'The caller wants the region’s id back' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Appuntamento', description: 'An appointment of a person at a CPI: asked for, fixed or moved' });
export type Appuntamento = z.infer<typeof appuntamento>;

export const annullamentoAppuntamento = z
  .strictObject({
    codiceFiscale: codiceFiscaleText.optional(),
    utente: utente.optional(),
    servizio: servizio.optional(),
    data: isoDate.optional(),
    ora: hour.optional(),
    provincia: provincia.optional(),
    cpi,
    identificativi: identificativi.optional(),
    causa: code.optional(),
    note: text.optional(),
    estensioni: extensions.optional(),
  })
  .meta({
    title: 'AnnullamentoAppuntamento',
    description: 'A booking is withdrawn, named by person and time or by ids',
  });
export type AnnullamentoAppuntamento = z.infer<typeof annullamentoAppuntamento>;

export const esitoAppuntamento = z
  .strictObject({
    identificativi: identificativi.required(),
    esito: code.meta({ description: '04 moved; two characters', codeList: 'esito-appuntamento' }),
    causa: code.optional().meta({ description: 'C01, with a moved appointment, is the only one in use' }),
    note: text.optional(),
    nuovoAppuntamento: z
      .strictObject({
        identificativo: text.meta({ description: 'The region’s id' }),
        disponibilita: text.optional().meta({ description: 'The region’s id of the slot' }),
        intermediario: code.meta({ description: 'Ministry code of the body, 11 characters' }),
        sportello: text.optional(),
        descrizioneSportello: text.optional(),
        dataOra: italianDateTime,
        note: text.optional(),
      })
      .optional()
      .meta({ description: 'Where the appointment was moved to' }),
    cpi,
    estensioni: extensions.optional(),
  })
  .meta({ title: 'EsitoAppuntamento', description: 'What became of an appointment, told by the region' });
export type EsitoAppuntamento = z.infer<typeof esitoAppuntamento>;
