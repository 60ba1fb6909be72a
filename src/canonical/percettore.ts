/**
 * Who receives a benefit (L. 92/2012 art. 4 c. 35): one record is the state of one application of one person at one time.
 * The same record serves unemployment benefits (NASpI, DIS-COLL, …) and income support (RdC, ADI, SFL).
 */
import { z } from 'zod';
import {
  code,
  codiceEnte,
  codiceFiscaleText,
  decimal,
  extensions,
  identificativoSap,
  isoDate,
  text,
} from './fields.js';
import { domandaNra } from './nra.js';
import { accredito, azienda, domandaRa } from './reddito-attivazione.js';
import { indirizzo } from './sap.js';

/** Personal data of the receiver, as far as the sender gives them. */
export const datiPersona = z.strictObject({
  cognome: text.optional(),
  nome: text.optional(),
  sesso: code.optional(),
  dataNascita: isoDate.optional(),
  luogoNascita: code.optional().meta({ description: 'Belfiore code', codeList: 'comune' }),
  nomeLuogoNascita: text.optional().meta({ description: 'The name beside the code, as the sender writes it' }),
  cittadinanza: code.optional().meta({ codeList: 'cittadinanza' }),
});

/** Where a person lives, as the senders of benefits say it. */
export const indirizzoPersona = indirizzo.extend({
  provincia: code.optional().meta({ description: 'Two letters' }),
  nomeComune: text.optional().meta({ description: 'As the sender writes it beside the code' }),
  dal: isoDate.optional().meta({ description: 'Since when' }),
});

/** The communication that a record came with, or leaves with. */
export const comunicazionePercettore = z.strictObject({
  idComunicazione: text.optional(),
  data: isoDate.optional().meta({ description: 'Of two about one application, the later one holds' }),
  esito: code.optional().meta({ description: 'Outcome of the answer that it stood in', codeList: 'rdc-esito' }),
  messaggio: text.optional().meta({ description: 'What the answer said beside its outcome' }),
});

export const recapitiPersona = z.strictObject({
  telefono: text.optional(),
  cellulare: text.optional(),
  email: text.optional(),
});

/** The nation has codes of its own for the states of income support, and no list of them is public. */
const ofUnemployment = { unless: { tipo: ['RDC', 'SFL', 'ADI'] } } as const;

/** The benefit that was applied for, and where the application stands. */
export const prestazione = z.strictObject({
  tipo: code.meta({ description: 'Kind of benefit', codeList: 'tipo-prestazione', current: true }),
  protocollo: text.optional().meta({ description: 'INPS protocol of the application' }),
  protocolloPrecedente: text.optional().meta({ description: 'Protocol of the application that this one follows' }),
  dataDomanda: isoDate.optional(),
  dataInizio: isoDate.optional(),
  dataFine: isoDate.optional(),
  durata: z.int().optional().meta({ description: 'Days for which it is paid, as the sender counts them' }),
  stato: code.optional().meta({
    description: 'State of the application or of the benefit; of income support as the nation codes it',
    codeList: 'stato-prestazione',
    ...ofUnemployment,
  }),
  dataStato: isoDate.optional(),
  motivoStato: text.optional().meta({ codeList: 'motivo-stato-prestazione', ...ofUnemployment }),
  dataInizioDisoccupazione: isoDate.optional().meta({ description: 'First day without work' }),
  importoGiornaliero: decimal.optional(),
  importoComplessivo: decimal.optional(),
  tipoDomanda: code.optional(),
  dataRendicontazione: isoDate.optional(),
  dataTrasformazione: isoDate.optional(),
  tipoBeneficiario: code.optional(),
  mesiPagati: code.optional().meta({ description: 'Months paid so far, digits as written' }),
});

/** What a receiver of SFL or ADI has done and must do (DL 48/2023). */
const attivazione = z.strictObject({
  dataPattoDigitale: isoDate.optional(),
  obbligoFormativo: z.boolean().optional(),
  percorsoCpia: z.boolean().optional().meta({ description: 'Takes part in a course of adult education (CPIA)' }),
  intermediari: text.optional(),
});

export const percettore = z
  .strictObject({
    codiceFiscale: codiceFiscaleText,
    persona: datiPersona
      .extend({
        provinciaNascita: text.optional().meta({ description: 'As the sender writes it' }),
        statoNascita: text.optional().meta({ description: 'As the sender writes it: a code or a name' }),
      })
      .optional(),
    residenza: indirizzoPersona.optional(),
    domicilio: indirizzo.extend({ nomeComune: text.optional() }).optional(),
    recapiti: recapitiPersona.optional(),
    prestazione,
    ruolo: code
      .optional()
      .meta({ description: 'R applicant, M household member, T tutor', codeList: 'ruolo-beneficiario' }),
    codiceFiscaleRichiedente: codiceFiscaleText.optional(),
    attivazione: attivazione.optional(),
    cpi: codiceEnte.optional(),
    identificativoSap: identificativoSap.optional(),
    fonte: code.optional(),
    invio: comunicazionePercettore.optional().meta({ description: 'The communication it came with' }),
    azienda: azienda.optional(),
    accredito: accredito.optional(),
    nra: domandaNra.optional(),
    ra: domandaRa.optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'Percettore', description: 'A benefit of a person, as it stands at one time' });
export type Percettore = z.infer<typeof percettore>;
