/**
 * The event of a DID as the national node shows it: in the row N00 of a SAP, and in the short view of
 * `richiestaSAP_N00_A02`. Read only: an event is sent as such. Open (01, 02) is an insertion, or a confirmation where the row
 * names a pact; suspended (09) a suspension; taken back (06, 07, 08) an annulment; any other event that closes a revocation.
 */
import { code, type Derived, field, type Row, type Table, xsdDate } from '../engine/index.js';
import { pactKind, pactRows } from './politiche.js';
import { convalida, eventoDellaDid } from './politiche-codecs.js';

const shown = { direction: 'in' } as const;

/** The later one in the document prevails: a link to a pact, then an event that ends what it began. */
const eventOf = (row: string): readonly Row[] => [
  field('evento', `${row}.identificativo_presa_in_carico`, convalida, shown),
  field('evento', `${row}.ultimo_evento.evento`, eventoDellaDid, shown),
];

const derived: readonly Derived[] = [
  { canonical: 'evento', from: () => 'I', note: 'an open row without a pact is the insertion itself' },
  {
    canonical: 'dataEvento',
    from: ({ dataDid }) => dataDid,
    note: 'the row names no event: the day of the declaration',
  },
  { canonical: 'fonte', from: () => 'NODO', note: 'what the node shows is no request of anybody' },
];

/** Read out of a SAP; section 1 must be there, since an event of a DID names the person. */
const ofSap = (revision: 'Rev009' | 'Rev008'): Table => ({
  side: 'anpal',
  record: 'did',
  event: 'invio',
  revision,
  partOf: {
    record: 'sap',
    event: 'invio',
    sidesOwn: true,
    each: revision === 'Rev009' ? 'politiche_attive_lst.politiche_attive[]' : 'politiche_attive[]',
    when: ({ documento, riga }) => riga?.tipo_attivita === 'N00' && documento.datianagrafici !== undefined,
  },
  rows: [
    field('codiceFiscale', 'documento.datianagrafici.datipersonali.codicefiscale', code, shown),
    field('dataDid', 'riga.data_proposta', xsdDate, shown),
    field('entePromotore', 'documento.datiinvio.codiceentetit', code, {
      ...shown,
      note: 'the body that holds the SAP; the row itself is promoted by the national node',
    }),
    ...(revision === 'Rev009'
      ? [...eventOf('riga'), field('dataEvento', 'riga.ultimo_evento.data_evento', xsdDate, shown)]
      : []),
  ],
  derived,
});

const lista: Table = {
  side: 'anpal',
  record: 'did',
  event: 'invio',
  revision: 'ListaDID',
  rows: [
    field('codiceFiscale', 'codicefiscale', code, shown),
    field('entePromotore', 'codiceentetit', code, shown),
    field('dataEvento', 'dataevento', xsdDate, shown),
    field('dataDid', 'disponibilita', xsdDate, { ...shown, note: 'absent after an annulment' }),
    field('dataDid', 'N00.politica.data_proposta', xsdDate, shown),
    ...eventOf('N00.politica'),
    field('dataEvento', 'N00.politica.ultimo_evento.data_evento', xsdDate, shown),
  ],
  derived,
};

/** The pact beside the DID: the one that counts, as the node chooses it. */
const listaPatto: Table = {
  side: 'anpal',
  record: 'patto',
  event: 'invio',
  revision: 'ListaDID',
  partOf: { record: 'did', event: 'invio', each: 'A02.politica[]' },
  rows: [
    field('codiceFiscale', 'documento.codicefiscale', code, shown),
    field('codiceEnteTitolare', 'documento.codiceentetit', code, shown),
    field('dataAggiornamento', 'documento.dataultimoagg', xsdDate, shown),
    field('dataDid', 'documento.disponibilita', xsdDate, shown),
    ...pactRows('riga', true),
  ],
  derived: pactKind,
};

export const didShownTables: readonly Table[] = [ofSap('Rev009'), ofSap('Rev008'), lista, listaPatto];
