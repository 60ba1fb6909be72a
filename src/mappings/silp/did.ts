/**
 * The DID of SILP: the event as SILP confers it on the nation, the form by which it is asked to enter one, and the
 * declaration made to INPS that it holds beside.
 */
import { type Codec, code, field, type Row, type Table, text } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { codiceFiscale, decimalNumber, flag, provincia, studio } from './codecs.js';
import { silpDate } from './dates.js';
import { condizione, cpiInps, dateFrom, presenza, textFrom } from './rows-procedures.js';

const required = { required: true } as const;

/** A key of a table of the ministry ↔ its code. */
function ministryKey(name: string, description: string, codes: Readonly<Record<string, string>>): Codec {
  return {
    name,
    description,
    decode(value, run) {
      const known = codes[String(value)];
      if (known === undefined)
        run.problem('warning', 'silp.ministry-key', 'not a key that is known; it is not translated');
      return known;
    },
    encode(value, run) {
      const found = Object.entries(codes).find(([, one]) => one === value);
      if (found === undefined) run.note('lost', 'SILP has no key for this code that is known');
      return found === undefined ? undefined : Number(found[0]);
    },
  };
}

/** Known. */
const classeCittadinanza = ministryKey(
  'citizenship-class',
  '1 = A01 (another State of the EU), 2 = A02 (Italy), 3 = A03 (a State outside the EU)',
  { 1: 'A01', 2: 'A02', 3: 'A03' },
);
/** Assumed: neither the keys nor the codes are public. */
const posizione = ministryKey('last-position', 'key n = P0n; 0 = NO, never worked', {
  ...{ 0: 'NO', 1: 'P01', 2: 'P02', 3: 'P03', 4: 'P04' },
  ...{ 5: 'P05', 6: 'P06', 7: 'P07', 8: 'P08', 9: 'P09' },
});
/** Assumed, like the positions. */
const iscrizione = ministryKey('in-education', '0 = NO, 1 = S01, 2 = S02, 3 = N01', {
  0: 'NO',
  1: 'S01',
  2: 'S02',
  3: 'N01',
});

const CONFERIM = 'silLavDatiConferimDid';
const variable = (canonical: string, side: string, codec: Codec): Row =>
  field(`profiling.${canonical}`, `${CONFERIM}.${side}`, codec);

const event: Table = {
  side: 'silp',
  record: 'did',
  event: 'invio',
  revision: 'v1',
  rows: [
    field('entePromotore', 'codEntePromotore', code, required),
    field('evento', 'codStatoDid', code, required),
    field('dataEvento', 'dataEvento', silpDate, required),
    variable('genere', 'flgGenere', code),
    variable('eta', 'eta', whole),
    variable('classeCittadinanza', 'idSilTCittadinanzaMin', classeCittadinanza),
    variable('presenzaInItalia', 'silTPresenzaInItaliaMin', presenza),
    variable('titoloStudio', 'silTStudio', studio),
    variable('provinciaResidenza', 'silTProvincia', provincia),
    variable('haMaiLavorato', 'flgAvutoAlmenoUnLav', flag),
    variable('condizioneUnAnnoPrima', 'silTCondizOccupazionale', condizione),
    variable('mesiDallUltimoRapporto', 'numMesiFineUltimoRapp', whole),
    variable('posizioneUltimaOccupazione', 'idSilTPosizioneProfMin', posizione),
    variable('mesiDiRicerca', 'numMesiRicercaLav', whole),
    variable('iscrittoACorso', 'idSilTIscrizioneCorsoMin', iscrizione),
    variable('componentiFamiglia', 'numComponentiFamiglia', whole),
    variable('figliACarico', 'flgFigliAcarico', flag),
    variable('figliMinoriACarico', 'flgFigliAcaricoMinori', flag),
    variable('mesiDisoccupazioneCalcolati', 'durataDisoccupCalcolata', whole),
    field('dataDid', 'silLavSapDid.dataDid', silpDate, required),
    field('codiceFiscale', 'silLavSapDid.silLavAnagrafica.codFiscale', codiceFiscale, required),
  ],
  derived: [
    textFrom('codiceFiscale', `${CONFERIM}.silLavAnagrafica.codFiscale`, 'the worker of the data that are conferred'),
    dateFrom('dataDid', `${CONFERIM}.dataDid`, 'the day among the data that are conferred'),
  ],
};

/** Whether the DID comes out of an application for a benefit: SILP then takes its day as given. */
const outOfInps: Codec = {
  name: 'out-of-inps',
  description: 'true where the DID comes out of an application to INPS',
  decode: () => undefined,
  encode: (value) => value !== undefined,
};

/** SILP tells of a DID in another document; this one is for what it is told. */
const told = (canonical: string, side: string, codec: Codec, options = {}): Row =>
  field(canonical, side, codec, { ...options, direction: 'out' });

const entry: Table = {
  side: 'silp',
  record: 'did',
  event: 'invio',
  revision: 'v1-inserimento',
  rows: [
    told('codiceFiscale', 'codFisc', codiceFiscale, required),
    told('domandaInps.richiedente.cognome', 'cognome', text),
    told('domandaInps.richiedente.nome', 'nome', text),
    told('dataDid', 'dataDid', silpDate, required),
    told('profiling.titoloStudio', 'lavTitoloStudio', studio),
    told('profiling.condizioneUnAnnoPrima', 'condizOccupazionale', condizione),
    told('profiling.presenzaInItalia', 'durataPresenzaInItalia', presenza),
    told('profiling.componentiFamiglia', 'numeroComponentiNucleoFamiliare', whole),
    told('profiling.figliACarico', 'presenzaDiFigliACarico', flag),
    told('domandaInps.protocollo', 'dataDidForzataDaDidINPS', outOfInps, {
      note: 'which declaration it is SILP finds by person and day',
    }),
    told('evento', 'azioneGestioneStatoDid', code, required),
    told('dataEvento', 'dataStatoDid', silpDate, required),
  ],
};

/** Several numbers here, one at SILP. */
const firstOf: Codec = {
  name: 'first-of',
  description: 'the first of a list',
  decode: (value) => [String(value)],
  encode(value, run) {
    const all = Array.isArray(value) ? value : [];
    if (all.length > 1) run.note('lost', `${all.length - 1} more, for which SILP has no place`);
    return all[0];
  },
};

interface Announced {
  readonly operazione?: string;
  readonly dataInvio?: string;
}

const declaration: Table = {
  side: 'silp',
  record: 'did',
  event: 'invio',
  revision: 'v1-inps',
  rows: [
    field('domandaInps.idComunicazione', 'idComunicazione', text),
    field('domandaInps.dataInvio', 'dataInvio', silpDate),
    field('domandaInps.operazione', 'tipoOperazione', code),
    field('codiceFiscale', 'codiceFiscale', codiceFiscale, required),
    field('dataDid', 'dataDichiarazione', silpDate, required),
    field('entePromotore', 'cpi', cpiInps, required),
    field('domandaInps.protocollo', 'protocollo', text, required),
    field('domandaInps.telefoni', 'recapito.telefono', firstOf),
    field('domandaInps.cellulari', 'recapito.cellulare', firstOf),
    field('domandaInps.email', 'recapito.email', text),
    field('domandaInps.dataInizioDisoccupazione', 'dataInizioDisoccupazione', silpDate),
    field('domandaInps.ultimaAzienda.denominazione', 'azienda.datiAnagrafici.denominazione', text),
    field('domandaInps.ultimaAzienda.codiceFiscale', 'azienda.datiAnagrafici.codiceFiscale', code),
    field('domandaInps.ultimaAzienda.qualifica', 'qualifica.descrizione', text),
    field('domandaInps.attivita.parasubordinata.dataInizio', 'dataInizioAttivitaParaSub', silpDate),
    field('domandaInps.attivita.parasubordinata.reddito', 'redditoPrevParaSub', decimalNumber),
    field('domandaInps.attivita.subordinata.reddito', 'redditoLavoroSubordinato', decimalNumber),
  ],
  derived: [
    {
      canonical: 'evento',
      from: ({ domandaInps }) => ((domandaInps as Announced | undefined)?.operazione === 'D' ? 'A' : 'I'),
      note: 'A where INPS deletes the application (tipoOperazione D), I where it brings or changes one',
    },
    {
      canonical: 'dataEvento',
      from({ dataDid, domandaInps, evento }) {
        const sent = (domandaInps as Announced | undefined)?.dataInvio;
        return evento === 'A' && sent !== undefined && sent > String(dataDid) ? sent : dataDid;
      },
      note: 'the day of the declaration; of a deletion, the day on which INPS sent it',
    },
  ],
};

export const didTables: readonly Table[] = [event, entry, declaration];
