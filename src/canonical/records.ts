/** The canonical records that are defined: which definition and which rules belong to a record and event. */
import type { z } from 'zod';
import type { Finding } from '../foundation/finding.js';
import type { EventName, RecordName } from '../foundation/names.js';
import {
  type Adesione,
  adesione,
  type NotificaAdesione,
  notificaAdesione,
  type VariazioneAdesione,
  variazioneAdesione,
} from './adesione.js';
import { adesioneHistory } from './adesione-lifecycle.js';
import { type Adr, adr, type EsitoAdr, esitoAdr, type VariazioneAdr, variazioneAdr } from './adr.js';
import { adrHistory } from './adr-history.js';
import {
  type AnnullamentoAppuntamento,
  type Appuntamento,
  annullamentoAppuntamento,
  appuntamento,
  type EsitoAppuntamento,
  esitoAppuntamento,
} from './appuntamento.js';
import { cpiAfterMove, cpiOfRegistration, holderOfDomicile, promoterOfDomicile } from './competenza-history.js';
import {
  type AnnullamentoCondizionalita,
  annullamentoCondizionalita,
  type Condizionalita,
  condizionalita,
} from './condizionalita.js';
import { annullamentoCondizionalitaHistory, condizionalitaHistory } from './condizionalita-history.js';
import { afterDecadenza } from './decadenza.js';
import { type Did, did, type EsitoDid, esitoDid } from './did.js';
import { didHistory } from './did-lifecycle.js';
import { type Disponibilita, disponibilita } from './disponibilita.js';
import {
  type AnnullamentoEnte,
  annullamentoEnte,
  type Ente,
  ente,
  type VariazioneEnte,
  variazioneEnte,
} from './ente.js';
import { type HistoryCheck, together } from './history.js';
import { type EsitoPatto, esitoPatto, type Patto, patto, type VariazionePatto, variazionePatto } from './patto.js';
import { pattoHistory } from './patto-history.js';
import { type Percettore, percettore } from './percettore.js';
import {
  type EsitoPercettore,
  esitoPercettore,
  type VariazionePercettore,
  variazionePercettore,
} from './percettore-eventi.js';
import { percettoreHistory } from './percettore-history.js';
import { type PoliticaAttivaSingola, politicaAttivaSingola } from './politica-attiva.js';
import { type EsitoProfiling, esitoProfiling, type Profiling, profiling } from './profiling.js';
import { promoterOfDid, promoterOfPatto } from './promoter.js';
import {
  type AnnullamentoRegistrazione,
  annullamentoRegistrazione,
  type EsitoRegistrazione,
  esitoRegistrazione,
  type Registrazione,
  registrazione,
  type VariazioneRegistrazione,
  variazioneRegistrazione,
} from './registrazione.js';
import { registrazioneHistory } from './registrazione-history.js';
import { type RilascioSap, rilascioSap } from './rilascio-sap.js';
import { type AnnullamentoSap, annullamentoSap, type NotificaSap, notificaSap, type Sap, sap } from './sap.js';
import { sapHistory } from './sap-history.js';
import { applySapRules, type RuleOptions } from './sap-rules.js';

/** Any record in its canonical form. */
export type CanonicalRecord =
  | Sap
  | AnnullamentoSap
  | NotificaSap
  | RilascioSap
  | Did
  | EsitoDid
  | Percettore
  | (Registrazione | VariazioneRegistrazione | AnnullamentoRegistrazione | EsitoRegistrazione)
  | Profiling
  | EsitoProfiling
  | Adesione
  | VariazioneAdesione
  | NotificaAdesione
  | Appuntamento
  | AnnullamentoAppuntamento
  | EsitoAppuntamento
  | Condizionalita
  | AnnullamentoCondizionalita
  | (Adr | VariazioneAdr | EsitoAdr | Disponibilita)
  | (Ente | VariazioneEnte | AnnullamentoEnte)
  | VariazionePercettore
  | EsitoPercettore
  | PoliticaAttivaSingola
  | (Patto | VariazionePatto | EsitoPatto);

export interface RecordDefinition {
  readonly record: RecordName;
  readonly event: EventName;
  /** Name of its JSON Schema: `schemas/<name>.schema.json`. */
  readonly name: string;
  /** How findings name it as the source of a rule. */
  readonly source: string;
  readonly schema: z.ZodType<CanonicalRecord>;
  /** The day on which codes in current use must be valid and dated rules hold; absent = not looked at. */
  readonly day?: (value: CanonicalRecord) => string | undefined;
  /** The day for which a record that replaces the one before stands (ISO): an older one that comes after it is late. */
  readonly version?: (value: CanonicalRecord) => string | undefined;
  /** Paths of codici fiscali of persons, whose check character is looked at as the sender's side is configured. */
  readonly persons?: readonly string[];
  /**
   * Paths of codici fiscali of those who act or sign for others (`list[].field`), looked at in the same way. What has not the form
   * of one is left alone: the national forms take any text there.
   */
  readonly officers?: readonly string[];
  /** Rules that are more than data can say; the others stand in `schemas/rules/`. */
  readonly rules?: (value: CanonicalRecord, options: RuleOptions, findings: Finding[]) => void;
  readonly history?: HistoryCheck;
}

export const RECORD_DEFINITIONS: readonly RecordDefinition[] = [
  {
    record: 'sap',
    event: 'invio',
    name: 'sap',
    source: 'canonical SAP',
    schema: sap,
    day: (value) => (value as Sap).invio.dataUltimoAggiornamento,
    // A body that does not hold the SAP sends its policies alone: that replaces nothing else.
    version: (value) =>
      (value as Sap).anagrafica === undefined ? undefined : (value as Sap).invio.dataUltimoAggiornamento,
    rules: (value, options, findings) => applySapRules(value as Sap, options, findings),
    history: together(sapHistory, holderOfDomicile),
  },
  {
    record: 'sap',
    event: 'annullamento',
    name: 'annullamento-sap',
    source: 'canonical AnnullamentoSap',
    schema: annullamentoSap,
  },
  { record: 'sap', event: 'notifica', name: 'notifica-sap', source: 'canonical NotificaSap', schema: notificaSap },
  {
    record: 'sap',
    event: 'esito',
    name: 'rilascio-sap',
    source: 'canonical RilascioSap',
    schema: rilascioSap,
    day: (value) => (value as RilascioSap).dataRilascio,
    persons: ['codiceFiscale'],
  },
  {
    record: 'did',
    event: 'invio',
    name: 'did',
    source: 'canonical Did',
    schema: did,
    day: (value) => (value as Did).dataDid,
    persons: ['codiceFiscale'],
    officers: ['operatore.codiceFiscale', 'firmeDigitali[].codiceFiscale'],
    history: together(
      didHistory,
      promoterOfDid,
      promoterOfDomicile,
      afterDecadenza('did.after-decadenza', 'dataDid', (value) => (value as Did).evento === 'I'),
    ),
  },
  {
    record: 'did',
    event: 'esito',
    name: 'esito-did',
    source: 'canonical EsitoDid',
    schema: esitoDid,
    day: (value) => (value as EsitoDid).dataDid,
  },
  {
    record: 'percettore',
    event: 'invio',
    name: 'percettore',
    source: 'canonical Percettore',
    schema: percettore,
    day: (value) => (value as Percettore).prestazione.dataDomanda,
    persons: ['codiceFiscale'],
    history: percettoreHistory,
  },
  {
    record: 'registrazione',
    event: 'invio',
    name: 'registrazione',
    source: 'canonical Registrazione',
    schema: registrazione,
    day: (value) => (value as Registrazione).dataRegistrazione,
    persons: ['codiceFiscale'],
    history: together(
      registrazioneHistory,
      cpiOfRegistration,
      afterDecadenza('registrazione.after-decadenza', 'dataRegistrazione', () => true),
    ),
  },
  {
    record: 'registrazione',
    event: 'variazione',
    name: 'variazione-registrazione',
    source: 'canonical VariazioneRegistrazione',
    schema: variazioneRegistrazione,
    day: (value) => (value as VariazioneRegistrazione).data,
    persons: ['codiceFiscale'],
    history: together(registrazioneHistory, cpiAfterMove),
  },
  {
    record: 'registrazione',
    event: 'annullamento',
    name: 'annullamento-registrazione',
    source: 'canonical AnnullamentoRegistrazione',
    schema: annullamentoRegistrazione,
    day: (value) => (value as AnnullamentoRegistrazione).data,
    persons: ['codiceFiscale'],
    history: registrazioneHistory,
  },
  {
    record: 'registrazione',
    event: 'esito',
    name: 'esito-registrazione',
    source: 'canonical EsitoRegistrazione',
    schema: esitoRegistrazione,
    day: (value) => (value as EsitoRegistrazione).data,
    persons: ['codiceFiscale'],
    history: registrazioneHistory,
  },
  {
    record: 'profiling',
    event: 'invio',
    name: 'profiling',
    source: 'canonical Profiling',
    schema: profiling,
    day: (value) => (value as Profiling).data,
    persons: ['codiceFiscale'],
  },
  {
    record: 'profiling',
    event: 'esito',
    name: 'esito-profiling',
    source: 'canonical EsitoProfiling',
    schema: esitoProfiling,
    day: (value) => (value as EsitoProfiling).dataCalcolo,
  },
  {
    record: 'adesione',
    event: 'invio',
    name: 'adesione',
    source: 'canonical Adesione',
    schema: adesione,
    day: (value) => (value as Adesione).dataAdesione,
    persons: ['codiceFiscale'],
  },
  {
    record: 'adesione',
    event: 'variazione',
    name: 'variazione-adesione',
    source: 'canonical VariazioneAdesione',
    schema: variazioneAdesione,
    day: (value) => (value as VariazioneAdesione).dataAdesione,
    persons: ['codiceFiscale'],
    history: adesioneHistory,
  },
  {
    record: 'adesione',
    event: 'notifica',
    name: 'notifica-adesione',
    source: 'canonical NotificaAdesione',
    schema: notificaAdesione,
    day: (value) => (value as NotificaAdesione).dataStato.slice(0, 10),
    persons: ['codiceFiscale'],
    history: adesioneHistory,
  },
  {
    record: 'appuntamento',
    event: 'invio',
    name: 'appuntamento',
    source: 'canonical Appuntamento',
    schema: appuntamento,
    persons: ['codiceFiscale'],
  },
  {
    record: 'appuntamento',
    event: 'annullamento',
    name: 'annullamento-appuntamento',
    source: 'canonical AnnullamentoAppuntamento',
    schema: annullamentoAppuntamento,
    persons: ['codiceFiscale'],
  },
  {
    record: 'appuntamento',
    event: 'esito',
    name: 'esito-appuntamento',
    source: 'canonical EsitoAppuntamento',
    schema: esitoAppuntamento,
  },
  {
    record: 'condizionalita',
    event: 'invio',
    name: 'condizionalita',
    source: 'canonical Condizionalita',
    schema: condizionalita,
    day: (value) => (value as Condizionalita).dataEvento,
    persons: ['codiceFiscale'],
    officers: ['codiceFiscaleOperatore'],
    history: condizionalitaHistory,
  },
  {
    record: 'condizionalita',
    event: 'annullamento',
    name: 'annullamento-condizionalita',
    source: 'canonical AnnullamentoCondizionalita',
    schema: annullamentoCondizionalita,
    day: (value) => (value as AnnullamentoCondizionalita).dataEvento,
    persons: ['codiceFiscale'],
    officers: ['codiceFiscaleOperatore'],
    history: annullamentoCondizionalitaHistory,
  },
  {
    record: 'adr',
    event: 'invio',
    name: 'adr',
    source: 'canonical Adr',
    schema: adr,
    day: (value) => (value as Adr).dataEvento,
    persons: ['codiceFiscale', 'richiesta.operatore.codiceFiscale'],
    history: adrHistory,
  },
  {
    record: 'adr',
    event: 'variazione',
    name: 'variazione-adr',
    source: 'canonical VariazioneAdr',
    schema: variazioneAdr,
    day: (value) => (value as VariazioneAdr).dataEvento,
    persons: ['codiceFiscale', 'attore.operatore', 'tutor.codiceFiscale'],
    history: adrHistory,
  },
  {
    record: 'adr',
    event: 'esito',
    name: 'esito-adr',
    source: 'canonical EsitoAdr',
    schema: esitoAdr,
    day: (value) => (value as EsitoAdr).dataEvento,
  },
  {
    record: 'appuntamento',
    event: 'variazione',
    name: 'disponibilita',
    source: 'canonical Disponibilita',
    schema: disponibilita,
    day: (value) => (value as Disponibilita).dal,
  },
  {
    record: 'ente',
    event: 'invio',
    name: 'ente',
    source: 'canonical Ente',
    schema: ente,
    day: (value) => (value as Ente).ente.dataRegistrazione,
    persons: ['registrante.codiceFiscale'],
  },
  {
    record: 'ente',
    event: 'variazione',
    name: 'variazione-ente',
    source: 'canonical VariazioneEnte',
    schema: variazioneEnte,
    day: (value) => (value as VariazioneEnte).data,
    persons: ['delega.delegante', 'delega.delegato'],
  },
  {
    record: 'ente',
    event: 'annullamento',
    name: 'annullamento-ente',
    source: 'canonical AnnullamentoEnte',
    schema: annullamentoEnte,
    day: (value) => (value as AnnullamentoEnte).data,
  },
  {
    record: 'percettore',
    event: 'variazione',
    name: 'variazione-percettore',
    source: 'canonical VariazionePercettore',
    schema: variazionePercettore,
    day: (value) => (value as VariazionePercettore).invio?.data,
    persons: ['codiceFiscale'],
  },
  {
    record: 'percettore',
    event: 'esito',
    name: 'esito-percettore',
    source: 'canonical EsitoPercettore',
    schema: esitoPercettore,
    day: (value) => (value as EsitoPercettore).provvedimento.data,
    persons: ['codiceFiscale'],
  },
  {
    record: 'politica-attiva',
    event: 'invio',
    name: 'politica-attiva',
    source: 'canonical PoliticaAttiva',
    schema: politicaAttivaSingola,
    day: (value) => (value as PoliticaAttivaSingola).politica.dataProposta,
    persons: ['codiceFiscale'],
  },
  {
    record: 'patto',
    event: 'invio',
    name: 'patto',
    source: 'canonical Patto',
    schema: patto,
    day: (value) => (value as Patto).dataStipula ?? (value as Patto).dataProposta,
    persons: ['codiceFiscale'],
    officers: ['responsabile.codiceFiscale', 'firmeDigitali[].codiceFiscale'],
    history: together(pattoHistory, promoterOfPatto),
  },
  {
    record: 'patto',
    event: 'variazione',
    name: 'variazione-patto',
    source: 'canonical VariazionePatto',
    schema: variazionePatto,
    day: (value) => (value as VariazionePatto).dataStipula,
    persons: ['codiceFiscale'],
  },
  {
    record: 'patto',
    event: 'esito',
    name: 'esito-patto',
    source: 'canonical EsitoPatto',
    schema: esitoPatto,
    day: (value) => (value as EsitoPatto).dataStipula,
    persons: ['codiceFiscale'],
  },
];
