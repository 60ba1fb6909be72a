/** A policy of SILP: an item of section 6 of the file, and the same as a record of its own. */
import { code, field, type Row, type Table, text } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { codiceFiscale, decimalNumber, decodifica } from './codecs.js';
import { silpDate } from './dates.js';

/** A policy under two prefixes, each empty or ending in a dot. */
export const politicaRows = (canonical: string, side: string): readonly Row[] => [
  field(`${canonical}progetto`, `${side}titoloProgetto`, decodifica),
  field(`${canonical}tipoAttivita`, `${side}attivita`, decodifica),
  field(`${canonical}titolo`, `${side}denominazione`, text),
  field(`${canonical}dataProposta`, `${side}dataProposta`, silpDate),
  field(`${canonical}dataInizio`, `${side}dataInizio`, silpDate),
  field(`${canonical}dataFine`, `${side}dataFine`, silpDate),
  field(`${canonical}ultimoEvento.evento`, `${side}ultimoEvento.evento`, decodifica),
  field(`${canonical}ultimoEvento.data`, `${side}ultimoEvento.dataEvento`, silpDate),
  field(`${canonical}ultimoEvento.descrizione`, `${side}ultimoEvento.descrizione`, text),
  field(`${canonical}durata`, `${side}lavSapSez6.durata`, whole),
  field(`${canonical}tipologiaDurata`, `${side}lavSapSez6.codTipologiaDurata`, code),
  field(`${canonical}descrizione`, `${side}lavSapSez6.dsPoliticaAttiva`, text),
  field(`${canonical}entePromotore`, `${side}lavSapSez6.codEntePromotore`, code),
  field(`${canonical}identificativoPolitica`, `${side}lavSapSez6.identificativoPolitica`, code),
  field(`${canonical}indiceProfiling`, `${side}lavSapSez6.indiceProfiling`, decimalNumber),
  field(`${canonical}identificativoPresaInCarico`, `${side}lavSapSez6.identificativoPresaincarico`, code),
];

export const politicaTable: Table = {
  side: 'silp',
  record: 'politica-attiva',
  event: 'invio',
  revision: 'v1',
  rows: [
    ...politicaRows('politica.', ''),
    field('codiceFiscale', 'lavSapSez6.silLavAnagrafica.codFiscale', codiceFiscale, { required: true }),
  ],
};
