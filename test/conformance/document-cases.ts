/** What each side's documents must do: be read, be refused, hold a record, keep codes, keep what nobody knows. */
import { notSupported, type PerSide } from './expected.js';

/** The events of a SAP. */
export const SAP_EVENTS = ['invio', 'annullamento', 'notifica'] as const;
export type SapEvent = (typeof SAP_EVENTS)[number];

const NO_DOCUMENT = notSupported('it is told with the keys of the SAP alone, in a call of its own');

const NO_SAP = notSupported(
  'it takes no part in the SAP; its own documents have tests in test/mappings/inps and test/gateway',
);

const NATIONAL = notSupported('it withdraws a SAP at the national node, in the national form');

/** The fixture that shows the side's document at its fullest, for each event. */
export const READS: Readonly<Record<SapEvent, PerSide<string>>> = {
  invio: {
    anpal: 'full',
    silp: 'full',
    inps: NO_SAP,
    miattivo: NO_SAP,
    'toscana-lavoro': NO_SAP,
    'lavoro-per-te': 'full',
  },
  annullamento: {
    anpal: 'annullamento',
    silp: NO_DOCUMENT,
    inps: NO_SAP,
    miattivo: NO_SAP,
    'toscana-lavoro': NO_SAP,
    'lavoro-per-te': NATIONAL,
  },
  notifica: {
    anpal: 'notifica',
    silp: NO_DOCUMENT,
    inps: NO_SAP,
    miattivo: NO_SAP,
    'toscana-lavoro': 'notifica-sap',
    'lavoro-per-te': 'notifica',
  },
};

/** One thing changed in that fixture's text, and what is found. */
export interface Spoiled {
  readonly replace: RegExp;
  readonly by: string;
  readonly path: string;
  readonly rule: string;
}

/** A breach of the side's contract, and one of the rules that every side's record must keep. */
export const REFUSES: Readonly<Record<SapEvent, readonly PerSide<Spoiled>[]>> = {
  invio: [
    {
      anpal: {
        replace: /<dataultimoagg>[^<]*/,
        by: '<dataultimoagg>2024-13-15',
        path: 'datiinvio/dataultimoagg',
        rule: 'xsd.type',
      },
      silp: {
        replace: /"dataDiNascita":\s*[^,}]*/,
        by: '"dataDiNascita": "ieri"',
        path: 'datiAnagrafici.datiGenerali.datiPersonali.dataDiNascita',
        rule: 'schema.pattern',
      },
      inps: NO_SAP,
      miattivo: NO_SAP,
      'toscana-lavoro': NO_SAP,
      'lavoro-per-te': {
        replace: /<dataultimoagg>[^<]*/,
        by: '<dataultimoagg>2024-13-15',
        path: 'datiinvio/dataultimoagg',
        rule: 'xsd.type',
      },
    },
    {
      anpal: {
        replace: /<codicefiscale>[^<]*/,
        by: '<codicefiscale>FRRGLI87D52L219A',
        path: 'datianagrafici/datipersonali/codicefiscale',
        rule: 'codice-fiscale.check-character',
      },
      silp: {
        replace: /"codiceFiscale":\s*"[^"]*"/,
        by: '"codiceFiscale": "FRRGLI87D52L219A"',
        path: 'datiAnagrafici.datiGenerali.datiPersonali.codiceFiscale',
        rule: 'codice-fiscale.check-character',
      },
      inps: NO_SAP,
      miattivo: NO_SAP,
      'toscana-lavoro': NO_SAP,
      'lavoro-per-te': {
        replace: /<codicefiscale>[^<]*/,
        by: '<codicefiscale>FRRGLI87D52L219A',
        path: 'datianagrafici/datipersonali/codicefiscale',
        rule: 'codice-fiscale.check-character',
      },
    },
  ],
  annullamento: [
    {
      anpal: {
        replace: /<IdentificativoSap>[^<]*/,
        by: '<IdentificativoSap>0',
        path: 'IdentificativoSap',
        rule: 'xsd.pattern',
      },
      silp: NO_DOCUMENT,
      inps: NO_SAP,
      miattivo: NO_SAP,
      'toscana-lavoro': NO_SAP,
      'lavoro-per-te': NATIONAL,
    },
  ],
  notifica: [
    {
      anpal: { replace: /<CodiceSAP>[^<]*/, by: '<CodiceSAP>0', path: 'CodiceSAP', rule: 'xsd.pattern' },
      silp: NO_DOCUMENT,
      inps: NO_SAP,
      miattivo: NO_SAP,
      'toscana-lavoro': {
        replace: /"identificativoSap": "[^"]*/,
        by: '"identificativoSap": "0',
        path: 'identificativoSap',
        rule: 'schema.pattern',
      },
      'lavoro-per-te': {
        replace: /<IdentificativoSAP>[^<]*/,
        by: '<IdentificativoSAP>0',
        path: 'IdentificativoSAP',
        rule: 'identificativo-sap.pattern',
      },
    },
  ],
};

/** What a record with every element of the national SAP is after it has been written for the side and read again. */
export interface Holds {
  /** What the side has no place for: the report names exactly this. */
  readonly lost: readonly string[];
  /** What comes back in another form that means the same. */
  readonly reshaped: Readonly<Record<string, unknown>>;
}

export const HOLDS: PerSide<Holds> = {
  anpal: { lost: [], reshaped: {} },
  silp: {
    lost: [
      'anagrafica.straniero.dataUltimoMantenimentoIscrizione',
      'anagrafica.recapiti.fax',
      'amministrativi.periodoDisoccupazione',
      'amministrativi.altreNotizie.indiceIsee',
      'livelliIstruzione',
      'allegato.titoliStudio[0].comune',
      'allegato.titoliStudio[0].annoFrequentato',
    ],
    reshaped: {
      // One list for each kind of licence at SILP.
      'allegato.altreInformazioni': [{ albo: '0012' }, { patente: '03' }, { patentino: '07' }],
      'politicheAttive[1].indiceProfiling': '0.5',
    },
  },
  inps: NO_SAP,
  miattivo: NO_SAP,
  'toscana-lavoro': NO_SAP,
  'lavoro-per-te': { lost: [], reshaped: {} },
};

/** Codes that a careless reader would take for numbers: place in the canonical record → code. */
export const CODES: Readonly<Record<string, string>> = {
  'anagrafica.persona.cittadinanza': '000',
  'anagrafica.domicilio.cap': '00100',
  'anagrafica.recapiti.cellulare': '+390110000007',
  'amministrativi.statoInAnagrafe.mesiAnzianita': '007',
  'amministrativi.listeSpeciali[0].provincia': '001',
  'politicheAttive[0].descrizione': '1e3',
  'esperienze[0].azienda.codiceFiscale': '00000000000',
  'esperienze[0].azienda.ateco': '01.10',
  'esperienze[0].professione': '6.2.2.3.1.05',
  'esperienze[0].rapporto.contratto': 'A.02.00',
  'allegato.titoliStudio[0].corso': '00000000',
  'allegato.titoliStudio[0].votazione': '007',
  'allegato.lingue[0].lingua': '038',
  'allegato.informatica[0].specifiche': '0012345678901234567',
  'allegato.altreInformazioni[0].albo': '0012',
  'politicheAttive[0].progetto': '05',
  'politicheAttive[0].identificativoPolitica': '0012345678E',
};

/** Codes that the side does not hold; all others come back as they went. */
export const CODES_NOT_HELD: PerSide<readonly string[]> = {
  anpal: [],
  silp: [],
  inps: NO_SAP,
  miattivo: NO_SAP,
  'toscana-lavoro': NO_SAP,
  'lavoro-per-te': [],
};

/** A field that the contract does not know, put into the fullest document. */
export const UNKNOWN_FIELD: PerSide<
  | {
      readonly replace: RegExp;
      readonly by: string;
      readonly refused: { readonly path: string; readonly rule: string };
    }
  | { readonly replace: RegExp; readonly by: string; readonly kept: string; readonly value: unknown }
> = {
  anpal: {
    replace: /<cognome>/,
    by: '<soprannome>NINO</soprannome><cognome>',
    refused: { path: 'datianagrafici/datipersonali/soprannome', rule: 'xsd.element-unexpected' },
  },
  silp: {
    replace: /"cognome":/,
    by: '"soprannome": "007", "cognome":',
    kept: 'datiAnagrafici.datiGenerali.datiPersonali.soprannome',
    value: '007',
  },
  inps: NO_SAP,
  miattivo: NO_SAP,
  'toscana-lavoro': NO_SAP,
  'lavoro-per-te': {
    replace: /<cognome>/,
    by: '<soprannome>NINO</soprannome><cognome>',
    refused: { path: 'datianagrafici/datipersonali/soprannome', rule: 'xsd.element-unexpected' },
  },
};
