/** Communications about an employment, as the portal tells them to the SIL. */
import type { DocumentTree } from '../../src/contract/contract.js';
import { person } from './sap-document.js';

interface Told {
  readonly inizio?: string;
  readonly prorogaFino?: string;
  readonly prg?: string;
}

const HOME = { Comune: 'F257', cap: '41121', Indirizzo: 'VIA IMMAGINARIA 1' };

const contratto = (inizio: string): DocumentTree => ({
  '@lavoroInAgricoltura': 'NO',
  '@dataInizio': inizio,
  '@entePrevidenziale': '01',
  '@TipologiaContrattuale': 'A.01.00',
  '@socioLavoratore': 'NO',
  '@lavInMobilita': 'NO',
  '@lavoroStagionale': 'NO',
  tipoOrario: { '@codice': 'F' },
  qualificaProfessionale: '5.1.2.2.0.1',
  PatINAIL: '12345678',
});

/** The start of an employment, or until when one goes on. */
export function uniLav(n: number, { inizio = '2030-01-02', prorogaFino, prg }: Told): DocumentTree {
  const { codiceFiscale, cognome, nome, dataNascita } = person(n);
  return {
    CodiceFiscale: codiceFiscale,
    IdProvincia: '37',
    DataRichiesta: '2030-01-08T09:00:00',
    codTipoMovimento: prorogaFino === undefined ? 'AVV' : 'PRO',
    UniLav: {
      DatoreLavoro: {
        '@codiceFiscale': '00000000000',
        '@denominazione': 'AZIENDA IMMAGINARIA',
        SedeLegale: HOME,
        SedeLavoro: HOME,
        Settore: '47.19.90',
        PubblicaAmministrazione: 'NO',
      },
      Lavoratore: {
        AnagraficaCompleta: {
          cognome,
          nome,
          cittadinanza: '000',
          sesso: 'F',
          nascita: { comune: 'L219', data: dataNascita },
        },
        IndirizzoLavoratore: HOME,
      },
      ...(prorogaFino === undefined
        ? { InizioRapporto: contratto(inizio) }
        : { Proroga: { '@dataFineProroga': prorogaFino, Contratto: contratto(inizio) } }),
    },
    ...(prg === undefined ? {} : { prgMovimentoDaProrogare: prg }),
  };
}
