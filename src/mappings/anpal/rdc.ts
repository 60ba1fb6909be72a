/** Receivers of the reddito di cittadinanza: as the nation pushes one, and as it answers when a household is asked for. */
import { type Codec, code, field, type Row, type Table, text } from '../engine/index.js';
import { ifAny, textDate } from '../shared/text-codecs.js';

const required = { required: true } as const;

/** Element → its canonical field, the same in all documents; `!` marks what every version demands. */
const FIELDS: Readonly<Record<string, readonly [canonical: string, codec: Codec]>> = {
  cod_cap_domicilio: ['domicilio.cap', ifAny(text)],
  'cod_cap_residenza!': ['residenza.cap', text],
  cod_cittadinanza: ['persona.cittadinanza', ifAny(code)],
  cod_comune_domicilio: ['domicilio.comune', ifAny(code)],
  des_comune_domicilio: ['domicilio.nomeComune', ifAny(text)],
  cod_comune_nascita: ['persona.luogoNascita', ifAny(code)],
  des_comune_nascita: ['persona.nomeLuogoNascita', ifAny(text)],
  'cod_comune_residenza!': ['residenza.comune', code],
  'des_comune_residenza!': ['residenza.nomeComune', text],
  cod_sap: ['identificativoSap', ifAny(code)],
  'cod_stato!': ['prestazione.stato', code],
  'cod_fiscale!': ['codiceFiscale', code],
  'cod_fiscale_richiedente!': ['codiceFiscaleRichiedente', code],
  'cod_protocollo_inps!': ['prestazione.protocollo', text],
  'cod_ruolo_beneficiario!': ['ruolo', code],
  cod_sesso: ['persona.sesso', ifAny(code)],
  'des_cognome!': ['persona.cognome', text],
  des_email: ['recapiti.email', ifAny(text)],
  des_indirizzo_domicilio: ['domicilio.indirizzo', ifAny(text)],
  'des_indirizzo_residenza!': ['residenza.indirizzo', text],
  'des_nome!': ['persona.nome', text],
  des_telefono: ['recapiti.telefono', ifAny(text)],
  'dtt_domanda!': ['prestazione.dataDomanda', textDate],
  'dtt_nascita!': ['persona.dataNascita', textDate],
  'dtt_rendicontazione!': ['prestazione.dataRendicontazione', textDate],
  cod_cpi: ['cpi', ifAny(code)],
  fonte: ['fonte', ifAny(code)],
  dtt_trasformazione: ['prestazione.dataTrasformazione', ifAny(textDate)],
  tipo_domanda: ['prestazione.tipoDomanda', ifAny(code)],
  dtt_variazione_stato: ['prestazione.dataStato', ifAny(textDate)],
};

function rowsOf(group: string, elements: readonly string[], direction: 'both' | 'in' = 'both'): Row[] {
  return elements.map((element) => {
    const demanded = FIELDS[`${element}!`];
    const [canonical, codec] = demanded ?? (FIELDS[element] as (typeof FIELDS)[string]);
    return field(canonical, `${group}.${element}`, codec, { direction, ...(demanded === undefined ? {} : required) });
  });
}

const words = (names: string): readonly string[] => names.trim().split(/\s+/);

const BEFORE = words(`
  cod_cap_domicilio cod_cap_residenza cod_cittadinanza cod_comune_domicilio des_comune_domicilio
  cod_comune_nascita des_comune_nascita cod_comune_residenza des_comune_residenza`);
const APPLICATION = words('cod_fiscale cod_fiscale_richiedente cod_protocollo_inps cod_ruolo_beneficiario');
const PERSON = words('des_cognome des_email des_indirizzo_domicilio des_indirizzo_residenza des_nome des_telefono');

const FIRST = [
  ...BEFORE,
  ...APPLICATION,
  ...words('cod_sap cod_sesso cod_stato'),
  ...PERSON,
  ...words('dtt_rendicontazione dtt_domanda dtt_nascita'),
];
const SECOND = [
  ...BEFORE,
  ...words('cod_sap cod_stato'),
  ...APPLICATION,
  'cod_sesso',
  ...PERSON,
  ...words('dtt_domanda dtt_nascita dtt_rendicontazione fonte dtt_trasformazione'),
];
const LATEST = words('tipo_domanda dtt_variazione_stato');

/** What the notification of version 1.0 holds; the later versions append to it. */
const NOTIFIED = [
  ...words('cod_cap_domicilio cod_cap_residenza cod_cittadinanza cod_comune_domicilio cod_comune_nascita'),
  'cod_comune_residenza',
  ...APPLICATION,
  ...words('cod_sesso cod_stato'),
  ...PERSON,
  ...words('dtt_domanda dtt_nascita dtt_rendicontazione des_comune_domicilio des_comune_residenza'),
  ...words('des_comune_nascita cod_sap cod_cpi'),
];
const SINCE_1_2 = words('fonte dtt_trasformazione');

const PERCETTORE = {
  side: 'anpal',
  record: 'percettore',
  event: 'invio',
  derived: [{ canonical: 'prestazione.tipo', from: () => 'RDC', note: 'the services are those of the RdC' }],
} as const satisfies Partial<Table>;

const notified = (version: string, elements: readonly string[]): Table => ({
  ...PERCETTORE,
  revision: `notifica-${version}`,
  rows: [
    field('invio.idComunicazione', 'datiInvio.IdComunicazione', text, required),
    field('invio.data', 'datiInvio.DataInvio', textDate, required),
    ...rowsOf('invioRDC', elements),
  ],
});

interface Answered {
  readonly messageDemanded?: boolean;
  /** Elements that are taken and never written. */
  readonly alsoRead?: readonly string[];
}

const answered = (
  version: string,
  elements: readonly string[],
  { messageDemanded = false, alsoRead = [] }: Answered = {},
): Table => ({
  ...PERCETTORE,
  revision: `beneficiari-${version}`,
  rows: [
    ...rowsOf('beneficiari.beneficiario', elements),
    ...rowsOf('beneficiari.beneficiario', alsoRead, 'in'),
    field('invio.esito', 'esito.codEsito', code, { ...required, note: 'E100 where the record does not say it' }),
    field('invio.messaggio', 'esito.messaggioErrore', ifAny(text), messageDemanded ? required : {}),
  ],
});

/** The newest notification first: it is what is written where nothing else is configured. */
export const rdcTables: readonly Table[] = [
  notified('1.3', [...NOTIFIED, ...SINCE_1_2, ...LATEST]),
  notified('1.2', [...NOTIFIED, ...SINCE_1_2]),
  notified('1.0', NOTIFIED),
  answered('1.2', [...SECOND, ...LATEST]),
  answered('1.1', SECOND),
  answered('1.0', FIRST, { messageDemanded: true }),
  answered('1.0-eng', FIRST, { alsoRead: [...SINCE_1_2, ...LATEST] }),
];
