/** National SAPs about invented people, as text: short, valid by Rev009, each person with a codice fiscale of its own. */
import { makeCodiceFiscale } from './codice-fiscale.js';

const SURNAMES = ['BIANCHI', 'FERRERO', 'GALLO', 'MARCHISIO', 'NEGRO', 'PAUTASSO', 'ROVERO', 'SACCO', 'TESTA', 'VIALE'];

export interface InventedPerson {
  readonly codiceFiscale: string;
  readonly cognome: string;
  readonly nome: string;
  readonly dataNascita: string;
}

/** The n-th invented person; different numbers below 13 000 are different people. */
export function person(n: number): InventedPerson {
  const cognome = SURNAMES[n % SURNAMES.length] as string;
  const year = 1960 + (n % 40);
  const month = 1 + (Math.floor(n / 40) % 12);
  const day = 1 + (Math.floor(n / 480) % 28);
  const dataNascita = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const nome = 'PAOLA';
  return {
    codiceFiscale: makeCodiceFiscale({ cognome, nome, dataNascita, sesso: 'F', luogoNascita: 'L219' }),
    cognome,
    nome,
    dataNascita,
  };
}

export interface SapOptions {
  readonly identificativoSap?: string;
  /** `01` without an id, `02` with one, unless given. */
  readonly tipoVariazione?: string;
  readonly indirizzo?: string;
  readonly ente?: string;
  /** The day for which it stands. */
  readonly dataUltimoAgg?: string;
  /** More sections, as XML, after section 1. */
  readonly sections?: string;
}

/** A SAP of the n-th person. */
export function sapOf(n: number, options: SapOptions = {}): string {
  const { codiceFiscale, cognome, nome, dataNascita } = person(n);
  const {
    identificativoSap,
    ente = 'L219C000300',
    indirizzo = `Via Frejus ${n}`,
    sections = '',
    dataUltimoAgg = '2026-11-22',
  } = options;
  const variation = options.tipoVariazione ?? (identificativoSap === undefined ? '01' : '02');
  const id = identificativoSap === undefined ? '' : `<identificativosap>${identificativoSap}</identificativosap>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?><lavoratore><datiinvio><dataultimoagg>${dataUltimoAgg}</dataultimoagg>${id}` +
    `<codiceentetit>${ente}</codiceentetit><tipovariazione>${variation}</tipovariazione><datadinascita>${dataNascita}</datadinascita></datiinvio>` +
    `<datianagrafici><datipersonali><codicefiscale>${codiceFiscale}</codicefiscale><cognome>${cognome}</cognome><nome>${nome}</nome><sesso>F</sesso>` +
    `<datanascita>${dataNascita}</datanascita><codcomune>L219</codcomune><codcittadinanza>000</codcittadinanza></datipersonali>` +
    `<domicilio><codcomune>L219</codcomune><cap>10138</cap><indirizzo>${indirizzo}</indirizzo></domicilio>` +
    `<recapiti><cellulare>3331234567</cellulare><email>persona${n}@example.it</email></recapiti></datianagrafici>${sections}</lavoratore>`
  );
}

/** A document that only carries policies of a body, as a body that does not hold the SAP sends it. */
export function policiesOnly(n: number, identificativoSap: string, ente = 'L219C000300'): string {
  return (
    `<lavoratore><datiinvio><dataultimoagg>2026-11-22</dataultimoagg><identificativosap>${identificativoSap}</identificativosap>` +
    `<codiceentetit>${ente}</codiceentetit><tipovariazione>02</tipovariazione><datadinascita>${person(n).dataNascita}</datadinascita></datiinvio>` +
    `<politiche_attive_lst><politiche_attive><tipo_attivita>B01</tipo_attivita><data_proposta>2026-10-01</data_proposta>` +
    `<descrizione>Orientamento</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>${ente}</codice_ente_promotore></politiche_attive></politiche_attive_lst></lavoratore>`
  );
}
