/** Active policies: enrolment (A01, A02), interviews (A05 and following) and the others, one each. */
import { code, field, type Table, text, xsdDate, xsdDecimal } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { ours, required } from './shared.js';

export const politicaTable: Table = {
  ...ours,
  record: 'politica-attiva',
  event: 'invio',
  rows: [
    field('codiceFiscale', 'codiceFiscale', code),
    field('identificativoSap', 'identificativoSap', code),
    field('codiceEnteTitolare', 'cpiTitolare', code),
    field('dataNascita', 'dataNascita', xsdDate),
    field('dataAggiornamento', 'dataAggiornamento', xsdDate, required),
    field('lep', 'lep', code),
    field('percorsoGol', 'percorsoGol', code),
    field('politica.tipoAttivita', 'attivita.tipoAttivita', code, required),
    field('politica.titolo', 'attivita.titolo', text),
    field('politica.dataProposta', 'attivita.dataProposta', xsdDate, required),
    field('politica.dataInizio', 'attivita.dataInizio', xsdDate),
    field('politica.dataFine', 'attivita.dataFine', xsdDate),
    field('politica.durata', 'attivita.durata', whole),
    field('politica.tipologiaDurata', 'attivita.tipologiaDurata', code),
    field('politica.descrizione', 'attivita.descrizione', text),
    field('politica.progetto', 'attivita.progetto', code),
    field('politica.entePromotore', 'attivita.cpi', code),
    field('politica.identificativoPolitica', 'attivita.identificativoPolitica', code),
    field('politica.indiceProfiling', 'attivita.indiceProfilazione', xsdDecimal),
    field('politica.identificativoPresaInCarico', 'attivita.identificativoPresaInCarico', code),
    field('politica.ultimoEvento.evento', 'attivita.ultimoEvento.evento', code, required),
    field('politica.ultimoEvento.data', 'attivita.ultimoEvento.data', xsdDate, required),
    field('politica.ultimoEvento.descrizione', 'attivita.ultimoEvento.descrizione', text),
  ],
};
