/** SAP, section 6: the rows of active policies, which moved into a container with Rev009 and got new fields. */
import { code, field, group, list, type Row, xsdDate, xsdDecimal, xsdInt } from '../engine/index.js';
import { filled, freeText } from '../engine/xml-codecs.js';

const required = { required: true } as const;
const since009 = { note: 'since Rev009' } as const;

export interface PoliticheForm {
  /** `politiche_attive_lst.politiche_attive[]`, or directly under the root up to Rev008. */
  readonly inContainer: boolean;
  /** With the fields that Rev009 brought. */
  readonly withEventi: boolean;
  /** Up to Rev003 the start date is mandatory. */
  readonly startRequired?: boolean;
  /** The form is taken but not given. */
  readonly readOnly?: boolean;
}

/** The rows of section 6 in one of its forms. */
export function politicheRows({
  inContainer,
  withEventi,
  startRequired = false,
  readOnly = false,
}: PoliticheForm): readonly Row[] {
  const side = inContainer ? 'politiche_attive_lst.politiche_attive[]' : 'politiche_attive[]';
  const row = 'politicheAttive[]';
  return [
    list(row, side, { container: inContainer, direction: readOnly ? 'in' : 'both' }),
    ...politicaRows(row, side, { withEventi, startRequired }),
  ];
}

/** One row of section 6, wherever it stands at both ends. */
export function politicaRows(
  row: string,
  side: string,
  { withEventi, startRequired = false }: Pick<PoliticheForm, 'withEventi' | 'startRequired'>,
): readonly Row[] {
  return [
    field(`${row}.tipoAttivita`, `${side}.tipo_attivita`, code, required),
    field(`${row}.titolo`, `${side}.titolo_denominazione`, freeText({ max: 100 })),
    field(`${row}.dataProposta`, `${side}.data_proposta`, xsdDate, required),
    field(`${row}.dataInizio`, `${side}.data`, xsdDate, { required: startRequired }),
    field(`${row}.dataFine`, `${side}.data_fine`, xsdDate),
    field(`${row}.durata`, `${side}.durata`, xsdInt),
    field(`${row}.tipologiaDurata`, `${side}.tipologia_durata`, code),
    field(`${row}.descrizione`, `${side}.descrizione`, freeText({ max: 250, filled: true }), {
      ...required,
      note: 'for some activities the codice fiscale of the employer',
    }),
    field(`${row}.progetto`, `${side}.titolo_progetto`, code, required),
    field(`${row}.entePromotore`, `${side}.codice_ente_promotore`, code, required),
    ...(withEventi ? lastFields(row, side) : []),
  ];
}

/** The fields that Rev009 brought; `at` is empty where the row's fields stand at the top of the canonical record. */
export function lastFields(at: string, side: string, indice = 'indiceProfiling'): readonly Row[] {
  const row = at === '' ? '' : `${at}.`;
  return [
    field(`${row}identificativoPolitica`, `${side}.identificativo_politica`, filled, since009),
    field(`${row}${indice}`, `${side}.indice_profiling`, xsdDecimal, since009),
    field(`${row}identificativoPresaInCarico`, `${side}.identificativo_presa_in_carico`, filled, since009),
    ...lastEvent(row, side),
  ];
}

/** `row` ends in a dot, or is empty. */
export const lastEvent = (row: string, side: string): readonly Row[] => [
  group(`${row}ultimoEvento`, `${side}.ultimo_evento`, 'since Rev009'),
  field(`${row}ultimoEvento.evento`, `${side}.ultimo_evento.evento`, code, required),
  field(`${row}ultimoEvento.data`, `${side}.ultimo_evento.data_evento`, xsdDate, required),
  field(`${row}ultimoEvento.descrizione`, `${side}.ultimo_evento.descrizione_evento`, freeText({ max: 100 })),
];
