/**
 * ListaDID of INPS. The declaration is the record; a registration and the application for a benefit are parts of the same
 * document, each a message of its own where a route takes it.
 */
import { code, field, list, type Row, type Table, text, xsdDate, xsdDecimal } from '../engine/index.js';
import { citizenshipCode, dayOrWarning, firstText, stateOfOperation, unlessEmpty } from './codecs.js';

const required = { required: true } as const;
const REVISION = '1.0';

/** INPS deletes an application, and with it the declaration in it: nationally, that is an annulment. */
const WITHDRAWN = 'D';

const application = (canonical: string, side: string, codec: Parameters<typeof field>[2], options = {}): Row =>
  field(`domandaInps.${canonical}`, side, codec, options);

const ACTIVITIES = [
  ['autonoma', 'Autonoma', 'Autonoma'],
  ['subordinata', 'Subord', 'Subordinato'],
  ['parasubordinata', 'ParaSub', 'ParaSubord'],
  ['accessoria', 'Access', 'Access'],
] as const;

const rows: readonly Row[] = [
  application('idComunicazione', 'IdComunicazione', text, required),
  application('dataInvio', 'DataInvio', xsdDate, required),
  application('operazione', 'DID.TipoOperazione', code, required),
  field('codiceFiscale', 'DID.CodiceFiscale', code, required),
  application('richiedente.cognome', 'DID.Cognome', text, required),
  application('richiedente.nome', 'DID.Nome', text, required),
  application('richiedente.cittadinanza', 'DID.Cittadinanza', text, {
    ...required,
    note: 'free text at INPS, not the code of the SAP',
  }),
  field('dataDid', 'DID.DataDichiarazione', xsdDate, required),
  field('entePromotore', 'DID.CodiceUnivocoCPI', code, required),
  application('protocollo', 'DID.Protocollo', text, required),
  list('domandaInps.telefoni[]', 'DID.Telefono[]', {
    item: text,
    note: 'one or two of telephone and mobile, in any order',
  }),
  list('domandaInps.cellulari[]', 'DID.Cellulare[]', { item: text }),
  application('email', 'DID.Email', text),
  application('emailPatronato', 'DID.EmailPatronato', text),
  application('dataInizioDisoccupazione', 'DID.DataInizioDisoccupazione', dayOrWarning),
  application('ultimaAzienda.denominazione', 'DID.DenominazioneAzienda', text, required),
  application('ultimaAzienda.codiceFiscale', 'DID.CodiceFiscalePIVAUltimaAzienda', code),
  application('ultimaAzienda.qualifica', 'DID.UltimaQualifica', text),
  ...ACTIVITIES.map(([name, since]) =>
    application(`attivita.${name}.dataInizio`, `DID.DataInizioAttivita${since}`, dayOrWarning),
  ),
  ...ACTIVITIES.map(([name, , income]) =>
    application(`attivita.${name}.reddito`, `DID.RedditoLavoro${income}`, xsdDecimal),
  ),
  application('domicilio.comune', 'DID.CodiceComuneDomicilio', code, required),
  application('domicilio.localita', 'DID.ComuneDomicilio', text, required),
  application('domicilio.provincia', 'DID.ProvinciaDomicilio', code, required),
  application('domicilio.indirizzo', 'DID.IndirizzoDomicilio', text, required),
  application('domicilio.cap', 'DID.CapDomicilio', text, required),
];

interface Announced {
  readonly dataDid?: string;
  readonly domandaInps?: { readonly operazione?: string; readonly dataInvio?: string };
}

const isWithdrawn = ({ domandaInps }: Announced): boolean => domandaInps?.operazione === WITHDRAWN;

function dayOfEvent(record: Announced): string | undefined {
  const { dataDid, domandaInps: { dataInvio } = {} } = record;
  if (!isWithdrawn(record)) return dataDid;
  // A deletion that is dated before its declaration cannot have been: the declaration's own day is the earliest.
  return dataDid !== undefined && dataInvio !== undefined && dataInvio < dataDid ? dataDid : dataInvio;
}

const declaration: Table = {
  side: 'inps',
  record: 'did',
  event: 'invio',
  revision: REVISION,
  rows,
  restores: () => false,
  derived: [
    {
      canonical: 'evento',
      from: (record) => (isWithdrawn(record) ? 'A' : 'I'),
      note: 'A where INPS deletes the application (TipoOperazione D), I where it brings or changes one',
    },
    {
      canonical: 'dataEvento',
      from: dayOfEvent,
      note: 'the day of the declaration; of a deletion, the day on which INPS sent it',
    },
    { canonical: 'fonte', from: () => 'INPS', note: 'announced by INPS' },
  ],
};

const read = { direction: 'in' } as const;

const registration: Table = {
  side: 'inps',
  record: 'registrazione',
  event: 'invio',
  revision: REVISION,
  partOf: {
    record: 'did',
    event: 'invio',
    when: ({ documento }) => (documento.DID as { TipoOperazione?: unknown } | undefined)?.TipoOperazione !== WITHDRAWN,
  },
  rows: [
    field('dataRegistrazione', 'documento.DataInvio', xsdDate, read),
    field('codiceFiscale', 'documento.DID.CodiceFiscale', code, read),
    field('persona.cognome', 'documento.DID.Cognome', text, read),
    field('persona.nome', 'documento.DID.Nome', text, read),
    field('persona.cittadinanza', 'documento.DID.Cittadinanza', citizenshipCode, read),
    field('domanda.data', 'documento.DID.DataDichiarazione', xsdDate, read),
    field('cpi', 'documento.DID.CodiceUnivocoCPI', code, read),
    field('domanda.protocollo', 'documento.DID.Protocollo', text, read),
    field('recapiti.telefono', 'documento.DID.Telefono', firstText, read),
    field('recapiti.cellulare', 'documento.DID.Cellulare', firstText, read),
    field('recapiti.email', 'documento.DID.Email', unlessEmpty(text), read),
    field('domicilio.comune', 'documento.DID.CodiceComuneDomicilio', unlessEmpty(code), read),
    field('domicilio.localita', 'documento.DID.ComuneDomicilio', unlessEmpty(text), read),
    field('domicilio.indirizzo', 'documento.DID.IndirizzoDomicilio', unlessEmpty(text), read),
    field('domicilio.cap', 'documento.DID.CapDomicilio', unlessEmpty(code), read),
  ],
  derived: [
    { canonical: 'recapiti', from: () => ({}), note: 'none that says anything' },
    {
      canonical: 'dataDid',
      from: (record) => (record as { domanda?: { data?: string } }).domanda?.data,
      note: 'the application is the declaration',
    },
    { canonical: 'fonte', from: () => 'INPS', note: 'announced by INPS' },
  ],
};

const benefit: Table = {
  side: 'inps',
  record: 'percettore',
  event: 'invio',
  revision: REVISION,
  partOf: { record: 'did', event: 'invio' },
  rows: [
    field('invio.idComunicazione', 'documento.IdComunicazione', text, read),
    field('invio.data', 'documento.DataInvio', xsdDate, read),
    field('prestazione.stato', 'documento.DID.TipoOperazione', stateOfOperation, read),
    field('codiceFiscale', 'documento.DID.CodiceFiscale', code, read),
    field('persona.cognome', 'documento.DID.Cognome', text, read),
    field('persona.nome', 'documento.DID.Nome', text, read),
    field('persona.cittadinanza', 'documento.DID.Cittadinanza', citizenshipCode, read),
    field('prestazione.dataDomanda', 'documento.DID.DataDichiarazione', xsdDate, read),
    field('cpi', 'documento.DID.CodiceUnivocoCPI', code, read),
    field('prestazione.protocollo', 'documento.DID.Protocollo', text, read),
    field('recapiti.telefono', 'documento.DID.Telefono', firstText, read),
    field('recapiti.cellulare', 'documento.DID.Cellulare', firstText, read),
    field('recapiti.email', 'documento.DID.Email', unlessEmpty(text), read),
    field('prestazione.dataInizioDisoccupazione', 'documento.DID.DataInizioDisoccupazione', xsdDate, {
      ...read,
      note: 'the terms of a benefit run from here, so a day that does not exist is an error of this part',
    }),
    field('domicilio.comune', 'documento.DID.CodiceComuneDomicilio', unlessEmpty(code), read),
    field('domicilio.localita', 'documento.DID.ComuneDomicilio', unlessEmpty(text), read),
    field('domicilio.indirizzo', 'documento.DID.IndirizzoDomicilio', unlessEmpty(text), read),
    field('domicilio.cap', 'documento.DID.CapDomicilio', unlessEmpty(code), read),
  ],
  derived: [
    { canonical: 'prestazione.tipo', from: () => 'DIS', note: 'the document does not name the benefit' },
    {
      canonical: 'prestazione.dataStato',
      from: (record) => (record as { invio?: { data?: string } }).invio?.data,
      note: 'the day on which INPS said so',
    },
    { canonical: 'fonte', from: () => 'INPS', note: 'announced by INPS' },
  ],
};

export const listaDidTables: readonly Table[] = [declaration, registration, benefit];
