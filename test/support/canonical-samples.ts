/** Canonical SAPs about an invented person, without any finding; each call gives a fresh copy to spoil. */
import type { z } from 'zod';
import type { sap } from '../../src/canonical/sap.js';
import { makeCodiceFiscale, makeNumericCode } from './codice-fiscale.js';

const person = {
  cognome: 'PROVETTI',
  nome: 'ADELAIDE',
  sesso: 'F',
  dataNascita: '1984-05-17',
  luogoNascita: 'L219',
} as const;

/** A SAP as it may be written down, before anyone has checked it. */
export type SapInput = z.input<typeof sap>;
type Esperienza = NonNullable<SapInput['esperienze']>[number];
type Politica = NonNullable<SapInput['politicheAttive']>[number];

export function employment(index = 0): Esperienza {
  return {
    azienda: {
      codiceFiscale: makeNumericCode(`01234567${String(index).padStart(2, '0')}`),
      denominazione: `OFFICINE INVENTATE ${index} SRL`,
      indirizzo: 'VIA DELLE PROVE 1',
      ateco: '25.62.00',
    },
    dataInizio: '2009-03-02',
    dataFine: '2012-10-31',
    professione: '6.2.2.3.1.05',
    compiti: 'Conduzione di macchine utensili',
    rapporto: {
      contratto: 'A.02.00',
      inquadramento: '2',
      assunzioneLegge68: false,
      mobilita: false,
      stagionale: false,
      agricoltura: false,
    },
    modalitaLavoro: 'FT',
    luogo: { indirizzo: 'VIA DELLE PROVE 1', comune: 'L219' },
  };
}

export function policy(): Politica {
  return {
    tipoAttivita: 'A02',
    titolo: 'Patto di servizio',
    dataProposta: '2021-02-01',
    dataInizio: '2021-02-01',
    dataFine: '2021-08-01',
    durata: 6,
    tipologiaDurata: 'M',
    descrizione: 'Presa in carico',
    progetto: '05',
    entePromotore: 'L219C000372',
    identificativoPolitica: '13000000a1H',
    indiceProfiling: '0.512345678',
    ultimoEvento: { evento: '02', data: '2021-02-01' },
  };
}

/** A full SAP; `size` employments and policies (about 18 of each make a 30 KB document at the national node). */
export function fullSap(size = 1): SapInput {
  return {
    invio: {
      dataUltimoAggiornamento: '2021-03-01',
      identificativoSap: 'ZZ00012345A',
      codiceEnteTitolare: 'L219C000372',
      tipoVariazione: '02',
      dataNascita: person.dataNascita,
    },
    anagrafica: {
      persona: { codiceFiscale: makeCodiceFiscale(person), ...person, cittadinanza: '000' },
      residenza: { comune: 'L219', cap: '10121', indirizzo: 'VIA IMMAGINARIA 7' },
      domicilio: { comune: 'L219', cap: '10121', indirizzo: 'VIA IMMAGINARIA 7' },
      recapiti: { cellulare: '3330000000', email: 'prova@example.org' },
    },
    amministrativi: {
      statoInAnagrafe: { statoOccupazionale: 'DI', mesiAnzianita: '007', dataDid: '2021-01-15' },
      periodoDisoccupazione: { dataIngresso: '2021-01-15', tipoIngresso: 'D' },
      listeSpeciali: [{ tipoLista: '3', dataIscrizione: '2021-01-20', provincia: '001' }],
    },
    esperienze: Array.from({ length: size }, (_, index) => employment(index)),
    livelliIstruzione: ['40'],
    allegato: {
      titoliStudio: [{ livello: '40', corso: '40000000', comune: 'L219', riconosciuto: 'SI', annoTermine: '2003' }],
      lingue: [{ lingua: '038', letto: 'B1', scritto: 'B1', parlato: 'A2' }],
      informatica: [{ conoscenza: '001', grado: '1' }],
      altreInformazioni: [{ patente: '02' }],
    },
    politicheAttive: Array.from({ length: size }, policy),
  };
}
