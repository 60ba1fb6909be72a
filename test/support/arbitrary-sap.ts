/** Canonical SAPs that the national contract (Rev009) can hold: random presence and values of every field. */
import fc, { type Arbitrary } from 'fast-check';
import type { Sap } from '../../src/canonical/sap.js';
import { dateText, decimalText, textOf } from './arbitrary-document.js';

const upTo = (max: number): Arbitrary<string> => textOf(0, max);
const filled = (max: number): Arbitrary<string> => textOf(1, max);
const codeOf = (pattern: RegExp): Arbitrary<string> => fc.stringMatching(pattern);
const codiceFiscale = codeOf(
  /^([A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|[0-9]{11})$/,
);
const comune = codeOf(/^[A-Z][0-9]{3}$/);
const ente = codeOf(/^[A-Z][0-9]{3}[A-Z][0-9]{6}$/);
const idPolitica = codeOf(/^[0-9]{2}[0-9A-Fa-f]{8}[A-Za-z]$/);
const anno = codeOf(/^[0-9]{0,4}$/);
const integer = fc.integer({ min: 0, max: 9999 });
const email = fc.constantFrom('a@b.it', 'nome.cognome@posta.esempio.it', `${'x'.repeat(90)}@esempio.it`);

const all = { requiredKeys: [] };

const indirizzo = { comune, cap: codeOf(/^[0-9]{5}$/), indirizzo: filled(100), localita: upTo(50) };
const datore = { codiceFiscale, denominazione: filled(100), indirizzo: upTo(100), ateco: filled(8) };

const invio = fc.record(
  {
    dataUltimoAggiornamento: dateText,
    identificativoSap: codeOf(/^[A-Z]{2}[0-9]{8}[A-Z]$/),
    codiceEnteTitolare: ente,
    tipoVariazione: fc.constantFrom('02', '05'),
    dataNascita: dateText,
  },
  { requiredKeys: ['dataUltimoAggiornamento', 'codiceEnteTitolare', 'tipoVariazione', 'dataNascita'] },
);

const anagrafica = fc.record(
  {
    persona: fc.record({
      codiceFiscale,
      cognome: filled(50),
      nome: filled(50),
      sesso: fc.constantFrom('M', 'F'),
      dataNascita: dateText,
      luogoNascita: comune,
      cittadinanza: codeOf(/^[0-9]{3}$/),
    }),
    straniero: fc.record(
      {
        tipoDocumento: codeOf(/^[0-9]$/),
        numeroDocumento: filled(15),
        motivo: upTo(10),
        validoAl: dateText,
        dataUltimoMantenimentoIscrizione: dateText,
      },
      all,
    ),
    residenza: fc.record(indirizzo, all),
    domicilio: fc.record(indirizzo, { requiredKeys: ['comune', 'cap', 'indirizzo'] }),
    recapiti: fc.record({ telefono: filled(15), cellulare: filled(15), fax: filled(15), email }, all),
  },
  { requiredKeys: ['persona', 'domicilio', 'recapiti'] },
);

const amministrativi = fc.record(
  {
    statoInAnagrafe: fc.record(
      {
        statoOccupazionale: fc.constantFrom('DI', 'IN', 'OC', 'AL'),
        condizione: fc.constantFrom('CO', 'PE', ''),
        categoria297: filled(1),
        mesiAnzianita: codeOf(/^[0-9]{1,3}$/),
        indiceProfiling: decimalText,
        dataEventoDid: dateText,
        dataDid: dateText,
      },
      all,
    ),
    periodoDisoccupazione: fc.record({ dataIngresso: dateText, tipoIngresso: fc.constantFrom('D', 'F', '') }, all),
    listeSpeciali: fc.array(
      fc.record(
        {
          tipoLista: codeOf(/^[0-9]$/),
          dataIscrizione: dateText,
          dataFineIscrizione: dateText,
          dataMassimoDifferimento: dateText,
          provincia: filled(3),
        },
        all,
      ),
      { maxLength: 3 },
    ),
    assolvimentoIstruzione: fc.record({ obbligoFormativo: filled(2) }, all),
    altreNotizie: fc.record({ categoriaProtetta: upTo(2), indiceIsee: codeOf(/^[0-9][.,][0-9]{2}$/) }, all),
  },
  all,
);

const esperienza = fc.record(
  {
    azienda: fc.record(datore, { requiredKeys: ['codiceFiscale', 'denominazione', 'ateco'] }),
    utilizzatrice: fc.record(datore, all),
    dataInizio: dateText,
    dataFine: dateText,
    dataFinePeriodoFormativo: dateText,
    professione: filled(12),
    compiti: upTo(250),
    rapporto: fc.record(
      {
        contratto: filled(7),
        inquadramento: upTo(1),
        assunzioneLegge68: fc.boolean(),
        mobilita: fc.boolean(),
        stagionale: fc.boolean(),
        agricoltura: fc.boolean(),
      },
      { requiredKeys: ['contratto', 'assunzioneLegge68', 'mobilita', 'stagionale', 'agricoltura'] },
    ),
    modalitaLavoro: filled(2),
    luogo: fc.record({ indirizzo: filled(100), comune }),
  },
  { requiredKeys: ['azienda', 'dataInizio', 'professione', 'rapporto', 'modalitaLavoro', 'luogo'] },
);

const listOf = <T>(item: Arbitrary<T>): Arbitrary<T[]> => fc.array(item, { maxLength: 2 });

const allegato = fc.record(
  {
    titoliStudio: listOf(
      fc.record(
        {
          livello: filled(2),
          corso: filled(8),
          descrizione: upTo(100),
          comune: upTo(4),
          riconosciuto: filled(2),
          votazione: upTo(3),
          annoTermine: anno,
          annoFrequentato: anno,
          annoFrequenza: anno,
        },
        { requiredKeys: ['livello'] },
      ),
    ),
    formazione: listOf(
      fc.record(
        {
          titolo: filled(100),
          ente: upTo(100),
          regione: upTo(2),
          durata: integer,
          tipologiaDurata: upTo(1),
          attestazione: upTo(1),
          stage: upTo(2),
          aziendaStage: upTo(100),
        },
        all,
      ),
    ),
    lingue: listOf(fc.record({ lingua: filled(3), letto: filled(2), scritto: filled(2), parlato: filled(2) }, all)),
    informatica: listOf(
      fc.record({ conoscenza: filled(3), grado: filled(1), specifiche: upTo(1000) }, { requiredKeys: ['grado'] }),
    ),
    altreInformazioni: listOf(fc.record({ albo: upTo(4), patente: upTo(2), patentino: upTo(2) }, all)),
  },
  all,
);

/** A row of section 6. */
export const arbitraryPolitica = fc.record(
  {
    tipoAttivita: filled(3),
    titolo: upTo(100),
    dataProposta: dateText,
    dataInizio: dateText,
    dataFine: dateText,
    durata: integer,
    tipologiaDurata: upTo(1),
    descrizione: filled(250),
    progetto: filled(2),
    entePromotore: filled(11),
    identificativoPolitica: idPolitica,
    indiceProfiling: decimalText,
    identificativoPresaInCarico: idPolitica,
    ultimoEvento: fc.record(
      { evento: codeOf(/^[0-9]{2}$/), data: dateText, descrizione: upTo(100) },
      { requiredKeys: ['evento', 'data'] },
    ),
  },
  { requiredKeys: ['tipoAttivita', 'dataProposta', 'descrizione', 'progetto', 'entePromotore'] },
);

/** A canonical SAP of any shape. Codes need not be in their lists; codici fiscali need not have a true check character. */
export const arbitrarySap: Arbitrary<Sap> = fc.record(
  {
    invio,
    anagrafica,
    amministrativi,
    esperienze: listOf(esperienza),
    livelliIstruzione: listOf(filled(2)),
    allegato,
    politicheAttive: listOf(arbitraryPolitica),
  },
  { requiredKeys: ['invio'] },
) as Arbitrary<Sap>;
