/**
 * One active policy, and a pact, as a SAP of sections 0 and 6; and the same records, with the event of a DID, read out of a
 * whole SAP. The trees are sorted by the contract: `politica` a row, `A02` the pact, `RC1` the receiver of RdC beside it.
 */
import { pactOfProject } from '../../canonical/patto-project.js';
import { code, type Derived, field, group, list, type Row, type Table, xsdDate, xsdInt } from '../engine/index.js';
import { filled, freeText } from '../engine/xml-codecs.js';
import { always, domandaRdc, projectOfKind } from './politiche-codecs.js';
import { lastEvent, lastFields, politicaRows } from './politiche-rows.js';

const required = { required: true } as const;
const REVISIONS = ['Rev009', 'Rev008'] as const;
type Revision = (typeof REVISIONS)[number];
const withEventi = (revision: Revision): boolean => revision === 'Rev009';

const COMPLETED = 'completed from the national record where the region does not know it';

/** Section 0; an update by nature, since the person's SAP is there already. */
export const invio = (side: string): readonly Row[] => [
  field('dataAggiornamento', `${side}.dataultimoagg`, xsdDate, required),
  field('identificativoSap', `${side}.identificativosap`, filled, { note: COMPLETED }),
  field('codiceEnteTitolare', `${side}.codiceentetit`, code, { ...required, note: COMPLETED }),
  field('dataAggiornamento', `${side}.tipovariazione`, always('02'), { ...required, note: 'an update by nature' }),
  field('dataNascita', `${side}.datadinascita`, xsdDate, { ...required, note: COMPLETED }),
];

/** The row of a pact. */
export const pactRows = (side: string, eventi: boolean): readonly Row[] => [
  field('tipo', `${side}.tipo_attivita`, always('A02'), required),
  field('titolo', `${side}.titolo_denominazione`, freeText({ max: 100 })),
  field('dataProposta', `${side}.data_proposta`, xsdDate, required),
  field('dataStipula', `${side}.data`, xsdDate),
  field('dataFine', `${side}.data_fine`, xsdDate),
  field('durata', `${side}.durata`, xsdInt),
  field('tipologiaDurata', `${side}.tipologia_durata`, code),
  field('descrizione', `${side}.descrizione`, freeText({ max: 250, filled: true }), {
    ...required,
    otherwise: 'Patto di servizio',
    note: 'the row wants a description',
  }),
  field('tipo', `${side}.titolo_progetto`, projectOfKind, {
    direction: 'out',
    note: 'where the pact names no project of its own',
  }),
  field('progetto', `${side}.titolo_progetto`, code, required),
  field('entePromotore', `${side}.codice_ente_promotore`, code, required),
  ...(eventi ? lastFields('', side, 'profiling.indice') : []),
];

/** What follows from the row of a pact. */
export const pactKind: readonly Derived[] = [
  { canonical: 'tipo', from: ({ progetto }) => pactOfProject(progetto), note: 'the kind that the project stands for' },
];

const RDC_TITLE = 'Beneficiario del reddito di cittadinanza tenuto al patto per il lavoro';
const OF_RDC = 'as the row of a receiver of RdC always has it';

const rdcRows = (eventi: boolean): readonly Row[] => [
  group('rdc', 'RC1'),
  field('rdc.dataDomanda', 'RC1.tipo_attivita', always('RC1'), required),
  field('rdc.titolo', 'RC1.titolo_denominazione', freeText({ max: 100 }), { otherwise: RDC_TITLE, note: OF_RDC }),
  field('rdc.dataDomanda', 'RC1.data_proposta', xsdDate, required),
  field('rdc.dataDecorrenza', 'RC1.data', xsdDate),
  field('rdc.dataFine', 'RC1.data_fine', xsdDate),
  field('rdc.durata', 'RC1.durata', xsdInt, { otherwise: 18, note: OF_RDC }),
  field('rdc.tipologiaDurata', 'RC1.tipologia_durata', code, { otherwise: 'M', note: OF_RDC }),
  field('rdc.domanda', 'RC1.descrizione', domandaRdc, required),
  field('rdc.progetto', 'RC1.titolo_progetto', code, { ...required, otherwise: '08', note: OF_RDC }),
  field('rdc.entePromotore', 'RC1.codice_ente_promotore', code, required),
  ...(eventi
    ? [
        field('rdc.identificativoPolitica', 'RC1.identificativo_politica', filled, { note: 'since Rev009' }),
        ...lastEvent('rdc.', 'RC1'),
      ]
    : []),
];

const codiceFiscale = field('codiceFiscale', 'documento.datianagrafici.datipersonali.codicefiscale', code, {
  note: 'absent from a document of sections 0 and 6, which names the person by the SAP',
});

const eachRow = (revision: Revision): string =>
  withEventi(revision) ? 'politiche_attive_lst.politiche_attive[]' : 'politiche_attive[]';

const SAP = { record: 'sap', event: 'invio' } as const;
/** Rows of section 6 that are records of another kind. */
const OTHERS: ReadonlySet<unknown> = new Set(['N00', 'A02']);

const tablesOf = (revision: Revision): readonly Table[] => [
  {
    side: 'anpal',
    record: 'politica-attiva',
    event: 'invio',
    revision,
    rows: [...invio('datiinvio'), ...politicaRows('politica', 'politica', { withEventi: withEventi(revision) })],
    restores: () => false,
  },
  {
    side: 'anpal',
    record: 'patto',
    event: 'invio',
    revision,
    rows: [
      ...invio('datiinvio'),
      ...pactRows('A02', withEventi(revision)),
      ...rdcRows(withEventi(revision)),
      list('attivita[]', 'politica[]'),
      ...politicaRows('attivita[]', 'politica[]', { withEventi: withEventi(revision) }),
    ],
    derived: pactKind,
    restores: () => false,
  },
  {
    side: 'anpal',
    record: 'politica-attiva',
    event: 'invio',
    revision,
    partOf: { ...SAP, each: eachRow(revision), when: ({ riga }) => !OTHERS.has(riga?.tipo_attivita) },
    rows: [
      ...invio('documento.datiinvio'),
      codiceFiscale,
      ...politicaRows('politica', 'riga', { withEventi: withEventi(revision) }),
    ],
  },
  {
    side: 'anpal',
    record: 'patto',
    event: 'invio',
    revision,
    partOf: { ...SAP, each: eachRow(revision), when: ({ riga }) => riga?.tipo_attivita === 'A02' },
    rows: [...invio('documento.datiinvio'), codiceFiscale, ...pactRows('riga', withEventi(revision))],
    derived: pactKind,
  },
];

export const politicheTables: readonly Table[] = REVISIONS.flatMap(tablesOf);
