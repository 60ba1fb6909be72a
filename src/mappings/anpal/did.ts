/** ConferimentoDID 4.0: the event of a DID, and what the national node made of it. */
import { code, field, type Row, type Table, text, xsdDecimal, xsdInt } from '../engine/index.js';
import { nationalDate, orNil, xsdBoolean } from '../engine/xml-codecs.js';

const required = { required: true } as const;
const WRITTEN_BY_NODE = { direction: 'in', note: 'written by the national node, always nil when sent' } as const;

const informazioni: readonly Row[] = [
  field('codiceFiscale', 'InformazioniDID.CodiceFiscale', code, required),
  field('evento', 'InformazioniDID.TipoEvento', code, required),
  field('dataEvento', 'InformazioniDID.DataEvento', nationalDate, required),
  field('dataDid', 'InformazioniDID.DataDID', nationalDate, required),
  field('entePromotore', 'InformazioniDID.CodiceEntePromotore', code, required),
];

const inside = (canonical: string, side: string, codec: Parameters<typeof field>[2], options = {}): Row =>
  field(`profiling.${canonical}`, `VariabiliDiProfiling.${side}`, orNil(codec), options);

const variabili: readonly Row[] = [
  inside('eta', 'Eta', xsdInt),
  inside('genere', 'Genere', code),
  inside('classeCittadinanza', 'Cittadinanza', code, { note: 'a class, not the citizenship code of the SAP' }),
  inside('presenzaInItalia', 'DurataPresenzaInItalia', code),
  inside('titoloStudio', 'TitoloDiStudio', code),
  inside('provinciaResidenza', 'ProvinciaDiResidenza', code),
  inside('haMaiLavorato', 'HaMaiAvutoUnLavoro', xsdBoolean),
  inside('condizioneUnAnnoPrima', 'CondizioneOccupazionaleUnAnnoPrima', code),
  inside('mesiDallUltimoRapporto', 'DaQuantiMesiConclusoUltimoRappLavoro', xsdInt),
  inside('posizioneUltimaOccupazione', 'PosizioneProfessioneUltimaOccupazione', code),
  inside('mesiDiRicerca', 'DaQuantiMesiStaCercandoLavoro', xsdInt),
  inside('iscrittoACorso', 'AttualmenteIscrittoScuolaUniversitaOCorsoFormazione', code),
  inside('componentiFamiglia', 'NumeroComponentiFamiglia', xsdInt),
  inside('figliACarico', 'PresenzaFigliACarico', xsdBoolean),
  inside('figliMinoriACarico', 'PresenzaFigliACaricoMeno18Anni', xsdBoolean),
  inside('condizioneCalcolata', 'CondizioneOccupazionaleAnnoPrecedenteCalcolata', code, WRITTEN_BY_NODE),
  inside('mesiDisoccupazioneCalcolati', 'DurataDisoccupazioneCalcolata', xsdInt, WRITTEN_BY_NODE),
];

/** The same variables under the names that the answer gives them. */
const calcolato: readonly Row[] = [
  field('profiling.identificativo', 'Profiling.IDSProfiling', text, required),
  field('profiling.codiceFiscale', 'Profiling.CodiceFiscale', code, required),
  ...(
    [
      ['eta', 'Eta', xsdInt],
      ['genere', 'Genere', code],
      ['classeCittadinanza', 'Cittadinanza', code],
      ['presenzaInItalia', 'DurataPresenzaInItalia', orNil(code)],
      ['titoloStudio', 'TitoloDiStudio', code],
      ['provinciaResidenza', 'ProvinciaDiResidenza', code],
    ] as const
  ).map(([canonical, side, codec]) => field(`profiling.variabili.${canonical}`, `Profiling.${side}`, codec)),
  field('profiling.regioneResidenza', 'Profiling.RegioneDiResidenza', code, { note: 'computed by the national node' }),
  ...(
    [
      ['haMaiLavorato', 'HaLavoratoAlmenoUnaVolta', xsdBoolean],
      ['condizioneUnAnnoPrima', 'CondizioneProfessionaleAnnoPrecedente', orNil(code)],
      ['mesiDallUltimoRapporto', 'DurataDellaDisoccupazione', orNil(xsdInt)],
      ['posizioneUltimaOccupazione', 'PosizioneUltimaOccupazione', orNil(code)],
      ['mesiDiRicerca', 'DurataRicercaLavoro', xsdInt],
      ['iscrittoACorso', 'AttualmenteIscrittoScuolaUniversitaOCorsoFormazione', code],
      ['componentiFamiglia', 'NumeroComponentiFamiglia', xsdInt],
      ['figliACarico', 'PresenzaFigliACarico', xsdBoolean],
      ['figliMinoriACarico', 'PresenzaFigliMinoriACarico', orNil(xsdBoolean)],
    ] as const
  ).map(([canonical, side, codec]) => field(`profiling.variabili.${canonical}`, `Profiling.${side}`, codec)),
  field('profiling.indice', 'Profiling.Probabilita', xsdDecimal, required),
  field('profiling.dataCalcolo', 'Profiling.DataInserimento', nationalDate, required),
  field(
    'profiling.variabili.condizioneCalcolata',
    'Profiling.CondizioneOccupazionaleAnnoPrecedenteCalcolata',
    orNil(code),
  ),
  field('profiling.variabili.mesiDisoccupazioneCalcolati', 'Profiling.DurataDisoccupazioneCalcolata', orNil(xsdInt)),
];

/** The twins under two namespaces have the same elements. */
export const didTables: readonly Table[] = ['4.0', '4.0-mlps'].flatMap((revision): Table[] => [
  {
    side: 'anpal',
    record: 'did',
    event: 'invio',
    revision,
    rows: [
      ...variabili,
      ...informazioni,
      field('operatore.identificativo', 'GUIDOperatore', orNil(text)),
      field('operatore.codiceFiscale', 'CodiceFiscaleOperatore', orNil(text)),
      field('applicazione', 'Applicazione', code, {
        ...required,
        otherwise: 'NCN',
        note: 'NCN, application cooperation, where the record does not say',
      }),
    ],
    restores: () => false,
  },
  {
    side: 'anpal',
    record: 'did',
    event: 'esito',
    revision,
    rows: [...calcolato, ...informazioni, field('esito', 'Esito', code, required)],
    restores: () => false,
  },
]);
