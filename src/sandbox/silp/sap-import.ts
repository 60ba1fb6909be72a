/**
 * What SILP does with a SAP that it fetches from the national node: sections 0, 1, 2 (position), 3, 4 (titles) and 6 of
 * the document are written into the worker file. A reading of its own, apart from the gateway's mappings on purpose.
 */
import { openXml } from '../../contract/xml-gate.js';
import { readTree } from '../../contract/xml-tree.js';
import { asJson, asText, get, type Json, set } from './json.js';
import { comune, date, decodifica, emptyScheda, flag, indirizzo, luogo, nazione } from './scheda.js';

const ANAGRAFICI = ['datiAnagrafici', 'datiGenerali'] as const;
const RECAPITI = ['datiAnagrafici', 'reperibilitaRecapiti'] as const;

/** The worker file after the import, or undefined when the text is no XML document. */
export function importSap(sapXml: string, present: Json | undefined): Json | undefined {
  const sap = openXml(Buffer.from(sapXml, 'utf8'), (xml) => readTree(xml.text()).tree).value;
  if (sap === undefined) return undefined;
  const scheda = structuredClone(present ?? emptyScheda());
  importInvio(asJson(sap.datiinvio), scheda);
  if (sap.datianagrafici !== undefined) importPersona(asJson(sap.datianagrafici), scheda);
  const stato = asJson(get(sap, ['datiamministrativi', 'statoinanagrafe']));
  if (Object.keys(stato).length > 0) set(scheda, ['datiAmministrativi', 'posizione'], posizione(stato));
  importExperiences(sap, scheda);
  importTitles(sap, scheda);
  importPolicies(sap, scheda);
  return scheda;
}

function importInvio(invio: Json, scheda: Json): void {
  scheda.identificativoSap = asText(invio.identificativosap) || null;
  scheda.dataUltimoAggiornamento = date(asText(invio.dataultimoagg));
  scheda.enteTitolare = decodifica(asText(invio.codiceentetit));
}

function importPersona(anagrafici: Json, scheda: Json): void {
  const persona = asJson(anagrafici.datipersonali);
  const present = asJson(get(scheda, [...ANAGRAFICI, 'datiPersonali']));
  set(scheda, [...ANAGRAFICI, 'datiPersonali'], {
    ...present,
    codiceFiscale: asText(persona.codicefiscale),
    cognome: asText(persona.cognome),
    nome: asText(persona.nome),
    genere: decodifica(asText(persona.sesso)),
    dataDiNascita: date(asText(persona.datanascita)),
    luogoDiNascita: luogo(asText(persona.codcomune)),
    cittadinanza: {
      id: asText(persona.codcittadinanza),
      codCittadinanzaMin: asText(persona.codcittadinanza),
      descr: null,
    },
  });
  for (const which of ['residenza', 'domicilio'] as const) {
    if (anagrafici[which] === undefined) continue;
    const place = asJson(anagrafici[which]);
    set(scheda, [...RECAPITI, which, 'indirizzo'], {
      ...indirizzo({
        belfiore: asText(place.codcomune),
        indirizzo: asText(place.indirizzo),
        cap: asText(place.cap),
        localita: asText(place.localita),
      }),
    });
  }
  const recapiti = asJson(anagrafici.recapiti);
  set(scheda, [...RECAPITI, 'recapito'], {
    ...asJson(get(scheda, [...RECAPITI, 'recapito'])),
    telefonoAbitazione: asText(recapiti.telefono) || null,
    cellulare: asText(recapiti.cellulare) || null,
    email: asText(recapiti.email) || null,
  });
}

const posizione = (stato: Json): Json => ({
  dataDid: date(asText(stato.disponibilita)),
  statoOccupazionale: decodifica(asText(stato.codstatooccupazionale)),
  condizioneOccupazionale: decodifica(asText(stato.codstatus)),
  categoriaDlg297: decodifica(asText(stato.categoria297)),
  mesiAnzianitaDisoccup: asText(stato.anzianita) || null,
  indiceProfiling: decodifica(asText(stato.indiceprofiling)),
  dataEvento: date(asText(stato.dataevento)),
  dataAggiornamento: null,
  fonte: null,
});

const list = (value: unknown): readonly Json[] =>
  value === undefined || value === '' ? [] : (Array.isArray(value) ? value : [value]).map(asJson);

function importExperiences(sap: Json, scheda: Json): void {
  const sent = list(get(sap, ['esperienzelavoro_lst', 'esperienzalavoro'])).map(esperienza);
  if (sent.length === 0) return;
  const path = ['esperienzeLavorative', 'esperienzeProfessionali'];
  const present = get(scheda, path);
  const fromNotices = (Array.isArray(present) ? present : []).filter(
    (row) => get(row, ['tipoEsperienza', 'codice']) !== 'ESP',
  );
  set(scheda, path, [...fromNotices, ...sent]);
}

function esperienza(row: Json): Json {
  const azienda = asJson(row.azienda);
  const rapporto = asJson(row.tiporapporto);
  const sede = asJson(row.luogolavoro);
  const yes = (name: string): string => flag(asText(rapporto[name]) === 'SI');
  return {
    idEsperienzaProfessionale: null,
    dataAssunzione: date(asText(row.datainizio)),
    dataCessazione: date(asText(row.datafine)),
    tipoEsperienza: decodifica('ESP'),
    lavEsperienzaLavoro: {
      dataInizio: date(asText(row.datainizio)),
      dataFine: date(asText(row.datafine)),
      codFiscaleDl: asText(azienda.codicefiscale),
      dsDenominazioneDl: asText(azienda.datorelavoro),
      dsIndirizzoDl: asText(azienda.indirizzoazienda) || null,
      silTAteco02: { idSilTAteco02: asText(azienda.codateco), codSilTAteco02: asText(azienda.codateco) },
      silTQualifica: { idSilTQualifica: asText(row.codprofessione), codSilTQualifica: asText(row.codprofessione) },
      dsMansione: asText(row.compiti) || null,
      silTTipoLavoro: { idSilTTipoLavoro: asText(rapporto.tipocontratto) },
      flgAssunzioneL68: yes('assunzioneLegge68'),
      flgLavInMobilita: yes('lavInMobilita'),
      flgStagionale: yes('lavoroStagionale'),
      flgLavoroAgricoltura: yes('lavoroInAgricoltura'),
      silTModalitaLavoro: { codModalitaLavoroMin: asText(get(row, ['modalitalavoro', 'codmodalitalavoro'])) },
      dsIndirizzoLuogoLav: asText(sede.indirizzo) || null,
      silTComuneLuogoLav: comune(asText(sede.codcomune)),
      silTNazioneLuogoLav: nazione(asText(sede.codcomune)),
    },
  };
}

function importTitles(sap: Json, scheda: Json): void {
  const titles = list(get(sap, ['allegato', 'titolistudio_lst'])).flatMap((container) => list(container.titolostudio));
  if (titles.length === 0) return;
  set(
    scheda,
    ['informazioniCurriculari', 'percorsoFormativo', 'titoliDiStudio'],
    titles.map((row) => ({
      gradoStudio: decodifica(asText(row.codlivelloistruzione)),
      codice: asText(row.corsostudio) || null,
      descrizioneTitolo: asText(row.descrizionecorsostudio) || null,
      completato: flag(asText(row.annotermine) !== ''),
      annoCompletato: asText(row.annotermine) || null,
      voto: asText(row.votazione) || null,
    })),
  );
}

function importPolicies(sap: Json, scheda: Json): void {
  const contained = list(sap.politiche_attive_lst).flatMap((container) => list(container.politiche_attive));
  const rows = [...list(sap.politiche_attive), ...contained];
  set(scheda, ['politicheAttiveLavoratore', 'politicheAttive'], rows.map(politica));
}

function politica(row: Json): Json {
  const evento = asJson(row.ultimo_evento);
  return {
    titoloProgetto: decodifica(asText(row.titolo_progetto)),
    attivita: decodifica(asText(row.tipo_attivita)),
    denominazione: asText(row.titolo_denominazione) || null,
    dataProposta: date(asText(row.data_proposta)),
    dataInizio: date(asText(row.data)),
    dataFine: date(asText(row.data_fine)),
    entePromotore: asText(row.codice_ente_promotore),
    ultimoEvento:
      asText(evento.evento) === ''
        ? null
        : {
            evento: decodifica(asText(evento.evento)),
            dataEvento: date(asText(evento.data_evento)),
            descrizione: asText(evento.descrizione_evento) || null,
          },
    lavSapSez6: {
      codEntePromotore: asText(row.codice_ente_promotore),
      dsPoliticaAttiva: asText(row.descrizione),
      identificativoPolitica: asText(row.identificativo_politica) || null,
      identificativoPresaincarico: asText(row.identificativo_presa_in_carico) || null,
      indiceProfiling: row.indice_profiling === undefined ? null : Number(asText(row.indice_profiling)),
      durata: row.durata === undefined ? null : Number(asText(row.durata)),
      codTipologiaDurata: asText(row.tipologia_durata) || null,
    },
  };
}
