/**
 * The canonical SAP (scheda anagrafico-professionale): every element of the national record, revision 009 (149 rows),
 * under Italian names, without the XML's containers. A group that is present but empty is `{}` or `[]`, because the
 * national record tells "empty" from "absent". Codes are strings and keep leading zeros; decimals are strings and keep
 * their digits; calendar dates are `YYYY-MM-DD`.
 *
 * Three shapes occur: full (every section), mini (sections 0, 1 and 2, to open a record) and policies only (sections
 * 0 and 6, from a body that does not hold the record).
 *
 * In the metadata of a field, `codeList` names the list its code is looked up in, `current` says that the code must be
 * in use on the day of the record's last update, and `rule` is the stable name under which a breach is reported.
 */
import { z } from 'zod';
import {
  code,
  codiceFiscaleText,
  decimal,
  extensions,
  identificativoPolitica,
  identificativoSap,
  isoDate,
  text,
} from './fields.js';

export const indirizzo = z.strictObject({
  comune: code
    .optional()
    .meta({ description: 'Belfiore code of the comune or foreign State', codeList: 'comune', current: true }),
  cap: text.optional(),
  indirizzo: text.optional(),
  localita: text.optional(),
});

export const datoreLavoro = z.strictObject({
  codiceFiscale: codiceFiscaleText.optional(),
  denominazione: text.optional(),
  indirizzo: text.optional(),
  ateco: code.optional().meta({ description: 'ATECO 2007; 00.00.00 when not known' }),
});

export const invio = z.strictObject({
  dataUltimoAggiornamento: isoDate,
  identificativoSap: identificativoSap.optional().meta({ description: 'National id; absent at the first sending' }),
  codiceEnteTitolare: code.meta({ description: 'Body that holds the SAP (CPI), ministry 11-character code' }),
  tipoVariazione: code.meta({
    description: '01 first, 02 update, 05 after a change of codice fiscale',
    codeList: 'tipo-variazione',
  }),
  dataNascita: isoDate.meta({ description: 'Date of birth, repeated as a check' }),
});

export const persona = z.strictObject({
  codiceFiscale: codiceFiscaleText,
  cognome: text,
  nome: text,
  sesso: code,
  dataNascita: isoDate,
  luogoNascita: code.meta({ description: 'Belfiore code of the comune or foreign State', codeList: 'comune' }),
  cittadinanza: code.meta({ codeList: 'cittadinanza', current: true }),
});

export const straniero = z.strictObject({
  tipoDocumento: code.optional().meta({ codeList: 'titolo-soggiorno', current: true }),
  numeroDocumento: text.optional(),
  motivo: text.optional(),
  validoAl: isoDate.optional(),
  dataUltimoMantenimentoIscrizione: isoDate.optional(),
});

export const recapiti = z.strictObject({
  telefono: text.optional(),
  cellulare: text.optional(),
  fax: text.optional(),
  email: text.optional(),
});

export const anagrafica = z.strictObject({
  persona,
  straniero: straniero.optional(),
  residenza: indirizzo.optional(),
  domicilio: indirizzo.meta({ description: 'Decides which CPI is competent' }),
  recapiti,
});

export const statoInAnagrafe = z.strictObject({
  statoOccupazionale: code.optional().meta({ codeList: 'stato-in-anagrafe' }),
  condizione: code.optional().meta({ codeList: 'condizione-status' }),
  categoria297: code.optional().meta({ codeList: 'categoria-297' }),
  mesiAnzianita: code.optional().meta({ description: 'Months of unemployment, digits as written' }),
  indiceProfiling: decimal.optional(),
  dataEventoDid: isoDate.optional(),
  dataDid: isoDate.optional(),
});

export const listaSpeciale = z.strictObject({
  tipoLista: code.optional().meta({ codeList: 'lista-speciale' }),
  dataIscrizione: isoDate.optional(),
  dataFineIscrizione: isoDate.optional(),
  dataMassimoDifferimento: isoDate.optional(),
  provincia: code.optional().meta({ codeList: 'provincia' }),
});

export const amministrativi = z.strictObject({
  statoInAnagrafe: statoInAnagrafe.optional(),
  periodoDisoccupazione: z
    .strictObject({
      dataIngresso: isoDate.optional(),
      tipoIngresso: code.optional().meta({ codeList: 'tipo-ingresso' }),
    })
    .optional(),
  listeSpeciali: z.array(listaSpeciale).optional(),
  assolvimentoIstruzione: z.strictObject({ obbligoFormativo: code.optional() }).optional(),
  altreNotizie: z
    .strictObject({
      categoriaProtetta: code.optional().meta({ codeList: 'categoria-protetta' }),
      indiceIsee: text.optional(),
    })
    .optional(),
});

export const esperienza = z.strictObject({
  azienda: datoreLavoro,
  utilizzatrice: datoreLavoro.optional(),
  dataInizio: isoDate,
  dataFine: isoDate.optional(),
  dataFinePeriodoFormativo: isoDate.optional(),
  professione: code.optional(),
  compiti: text.optional(),
  rapporto: z.strictObject({
    contratto: code.optional().meta({ codeList: 'tipo-contratto' }),
    inquadramento: code.optional().meta({ codeList: 'inquadramento' }),
    assunzioneLegge68: z.boolean().optional(),
    mobilita: z.boolean().optional(),
    stagionale: z.boolean().optional(),
    agricoltura: z.boolean().optional(),
  }),
  modalitaLavoro: code.optional().meta({ codeList: 'modalita-lavoro' }),
  luogo: z.strictObject({
    indirizzo: text.optional(),
    comune: code.optional().meta({ codeList: 'comune' }),
  }),
});

export const titoloStudio = z.strictObject({
  livello: code.optional().meta({ codeList: 'livello-istruzione' }),
  corso: code.optional().meta({ codeList: 'titolo-studio' }),
  descrizione: text.optional(),
  comune: code.optional().meta({ codeList: 'comune' }),
  riconosciuto: code.optional(),
  votazione: text.optional(),
  annoTermine: text.optional(),
  annoFrequentato: text.optional(),
  annoFrequenza: text.optional(),
});

export const corsoFormazione = z.strictObject({
  titolo: text.optional(),
  ente: text.optional(),
  regione: code.optional().meta({ description: 'Ministry numbering, not ISTAT', codeList: 'regione-ministeriale' }),
  durata: z.int().optional(),
  tipologiaDurata: code.optional().meta({ codeList: 'tipologia-durata' }),
  attestazione: code.optional().meta({ codeList: 'attestazione' }),
  stage: code.optional(),
  aziendaStage: text.optional(),
});

export const lingua = z.strictObject({
  lingua: code.optional(),
  letto: code.optional().meta({ codeList: 'livello-lingua' }),
  scritto: code.optional().meta({ codeList: 'livello-lingua' }),
  parlato: code.optional().meta({ codeList: 'livello-lingua' }),
});

export const conoscenzaInformatica = z.strictObject({
  conoscenza: code.optional(),
  grado: code.optional().meta({ codeList: 'grado-informatica' }),
  specifiche: text.optional(),
});

export const altraInformazione = z.strictObject({
  albo: code.optional(),
  patente: code.optional(),
  patentino: code.optional(),
});

export const allegato = z.strictObject({
  titoliStudio: z.array(titoloStudio).optional(),
  formazione: z.array(corsoFormazione).optional(),
  lingue: z.array(lingua).optional(),
  informatica: z.array(conoscenzaInformatica).optional(),
  altreInformazioni: z.array(altraInformazione).optional(),
});

export const politicaAttiva = z.strictObject({
  tipoAttivita: code.meta({ codeList: 'tipo-attivita' }),
  titolo: text.optional(),
  dataProposta: isoDate,
  dataInizio: isoDate.optional(),
  dataFine: isoDate.optional(),
  durata: z.int().optional(),
  tipologiaDurata: code.optional().meta({ codeList: 'tipologia-durata' }),
  descrizione: text.optional(),
  progetto: code.optional().meta({ codeList: 'tipo-progetto' }),
  entePromotore: code.optional(),
  identificativoPolitica: identificativoPolitica.optional(),
  indiceProfiling: decimal.optional(),
  identificativoPresaInCarico: identificativoPolitica.optional(),
  ultimoEvento: z
    .strictObject({
      evento: code.meta({ codeList: 'evento-politica' }),
      data: isoDate,
      descrizione: text.optional(),
    })
    .optional(),
});

export const sap = z
  .strictObject({
    invio,
    anagrafica: anagrafica.optional(),
    amministrativi: amministrativi.optional(),
    esperienze: z.array(esperienza).optional(),
    livelliIstruzione: z.array(code.meta({ codeList: 'livello-istruzione' })).optional(),
    allegato: allegato.optional(),
    politicheAttive: z.array(politicaAttiva).optional(),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'SAP', description: 'Scheda anagrafico-professionale, canonical record' });

export type Sap = z.infer<typeof sap>;
export type PoliticaAttiva = z.infer<typeof politicaAttiva>;

/** The national node (or a region) withdraws a SAP: the record of `sap` with event `annullamento`. */
export const annullamentoSap = z
  .strictObject({ identificativoSap, estensioni: extensions.optional() })
  .meta({ title: 'AnnullamentoSap', description: 'Withdrawal of a SAP by its national id' });
export type AnnullamentoSap = z.infer<typeof annullamentoSap>;

/** The national node tells a region that something changed about a SAP: the record of `sap` with event `notifica`. */
export const notificaSap = z
  .strictObject({
    identificativoSap,
    motivo: code.meta({ description: '01 burnt, 02 loss of possession, 07 updated, …', codeList: 'motivo-notifica' }),
    estensioni: extensions.optional(),
  })
  .meta({ title: 'NotificaSap', description: 'Notice of the national node about a SAP' });
export type NotificaSap = z.infer<typeof notificaSap>;

export type SapShape = 'full' | 'mini' | 'policies-only';

/** Which of the three shapes in use a SAP has. */
export function shapeOf(record: Sap): SapShape {
  if (record.anagrafica === undefined) return 'policies-only';
  return record.esperienze === undefined &&
    record.livelliIstruzione === undefined &&
    record.politicheAttive === undefined
    ? 'mini'
    : 'full';
}
