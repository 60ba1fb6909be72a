/** SAPs of about 30 KB about invented people, each with its own codice fiscale, so that no two are the same document. */
import { makeCodiceFiscale } from '../test/support/codice-fiscale.js';

const SURNAMES = ['BIANCHI', 'FERRERO', 'GALLO', 'MARCHISIO', 'NEGRO', 'PAUTASSO', 'ROVERO', 'SACCO', 'TESTA', 'VIALE'];

const experience = (i: number): string =>
  `<esperienzalavoro><azienda><codicefiscale>12345678903</codicefiscale><datorelavoro>OFFICINE ${i} &amp; FIGLI SRL</datorelavoro><indirizzoazienda>Corso Francia ${i}</indirizzoazienda><codateco>25.62.00</codateco></azienda><datainizio>20${String(10 + (i % 10))}-01-11</datainizio><datafine>20${String(10 + (i % 10))}-12-20</datafine><codprofessione>6.2.2.3.1.0</codprofessione><compiti>Conduzione di macchine utensili, controllo qualità, turni</compiti><tiporapporto><tipocontratto>A.02.00</tipocontratto><assunzioneLegge68>NO</assunzioneLegge68><lavInMobilita>NO</lavInMobilita><lavoroStagionale>NO</lavoroStagionale><lavoroInAgricoltura>NO</lavoroInAgricoltura></tiporapporto><modalitalavoro><codmodalitalavoro>FT</codmodalitalavoro></modalitalavoro><luogolavoro><indirizzo>Via Livorno ${i}</indirizzo><codcomune>L219</codcomune></luogolavoro></esperienzalavoro>`;

const policy = (i: number): string =>
  `<politiche_attive><tipo_attivita>A02</tipo_attivita><titolo_denominazione>Patto di servizio ${i}</titolo_denominazione><data_proposta>2024-0${1 + (i % 9)}-15</data_proposta><data>2024-0${1 + (i % 9)}-20</data><descrizione>Patto di servizio personalizzato</descrizione><titolo_progetto>05</titolo_progetto><codice_ente_promotore>L219C000300</codice_ente_promotore><identificativo_politica>13${i.toString(16).padStart(8, '0')}B</identificativo_politica><ultimo_evento><evento>02</evento><data_evento>2024-0${1 + (i % 9)}-20</data_evento></ultimo_evento></politiche_attive>`;

const repeat = (n: number, make: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => make(i)).join('');

/** The n-th document: 30 KB, valid by Rev009. */
export function sapDocument(n: number): Buffer {
  const surname = `${SURNAMES[n % SURNAMES.length]}`;
  const year = 1960 + (n % 40);
  const month = 1 + (Math.floor(n / 40) % 12);
  const day = 1 + (Math.floor(n / 480) % 28);
  const birthDate = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const codiceFiscale = makeCodiceFiscale({
    cognome: surname,
    nome: 'PAOLA',
    dataNascita: birthDate,
    sesso: 'F',
    luogoNascita: 'L219',
  });
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><lavoratore><datiinvio><dataultimoagg>2026-11-22</dataultimoagg><codiceentetit>L219C000300</codiceentetit><tipovariazione>01</tipovariazione><datadinascita>${birthDate}</datadinascita></datiinvio><datianagrafici><datipersonali><codicefiscale>${codiceFiscale}</codicefiscale><cognome>${surname}</cognome><nome>PAOLA</nome><sesso>F</sesso><datanascita>${birthDate}</datanascita><codcomune>L219</codcomune><codcittadinanza>000</codcittadinanza></datipersonali><domicilio><codcomune>L219</codcomune><cap>10138</cap><indirizzo>Via Frejus ${String(n).padStart(8, '0')}</indirizzo></domicilio><recapiti><cellulare>3331234567</cellulare><email>persona${n}@example.it</email></recapiti></datianagrafici><datiamministrativi><statoinanagrafe><codstatooccupazionale>DI</codstatooccupazionale><anzianita>012</anzianita><indiceprofiling>0.412345678</indiceprofiling><disponibilita>2024-01-15</disponibilita></statoinanagrafe></datiamministrativi><esperienzelavoro_lst>${repeat(24, experience)}</esperienzelavoro_lst><livelliistruzione_lst><codlivelloistruzione>40</codlivelloistruzione></livelliistruzione_lst><politiche_attive_lst>${repeat(18, policy)}</politiche_attive_lst></lavoratore>`,
  );
}
