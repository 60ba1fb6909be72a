/** Worker files as SILP holds them, about invented people: the same ones as in the SAP documents, and some more. */
import type { Json } from '../silp/json.js';
import { date, decodifica, emptyScheda, flag, indirizzo, isItalian, luogo } from '../silp/scheda.js';
import type { WorkerSeed } from '../silp/workers.js';
import { employerCode, PEOPLE, type Person } from './people.js';

/** One whole file, one of a foreign citizen, an archived one, one person with two records; without national id yet. */
export function sampleWorkers(): readonly WorkerSeed[] {
  const { elena, grace, marta, bruno, nora } = PEOPLE;
  return [
    { scheda: { ...whole(elena), idSilLavAnagrafica: 2001 } },
    { scheda: { ...withPermit(grace), idSilLavAnagrafica: 2002 } },
    { scheda: { ...opened(marta), idSilLavAnagrafica: 2003 } },
    { scheda: { ...opened(bruno), idSilLavAnagrafica: 2004 }, archived: true },
    { scheda: { ...opened(nora), idSilLavAnagrafica: 2005 } },
    { scheda: { ...opened(nora), idSilLavAnagrafica: 2006 } },
  ];
}

/** The file of somebody whom SILP knows since the DID, under its key of the worker. */
export const openedFile = (person: Person, idSilLavAnagrafica: number): WorkerSeed => ({
  scheda: { ...opened(person), idSilLavAnagrafica },
});

/** The same with takings in charge that are open, under these keys. */
export const fileTakenInCharge = (
  person: Person,
  idSilLavAnagrafica: number,
  policies: readonly number[],
): WorkerSeed => ({
  scheda: {
    ...opened(person),
    idSilLavAnagrafica,
    politicheAttiveLavoratore: { politicheAttive: policies.map((id) => policy(person, id)) },
  },
});

const source = {
  dataAggiornamento: date('2025-05-20'),
  fonte: { id: 1, descr: 'SILP', codice: 'SILP', special: null },
};

function opened(person: Person): Json {
  const place = {
    indirizzo: indirizzo({
      belfiore: person.domicilio.belfiore,
      nome: person.domicilio.comune,
      indirizzo: person.domicilio.via,
      cap: person.domicilio.cap,
    }),
    fonteAggiornamento: source,
  };
  return {
    ...emptyScheda(),
    dataUltimoAggiornamento: date('2025-05-20'),
    enteTitolare: decodifica(person.cpi, `CPI ${person.domicilio.comune}`),
    datiAnagrafici: {
      datiGenerali: {
        datiPersonali: personal(person),
        notizieCittadiniStranieri: null,
        documento: null,
        foto: null,
      },
      reperibilitaRecapiti: {
        residenza: place,
        domicilio: { ...place, ugualeAResidenza: true },
        recapito: {
          telefonoAbitazione: null,
          cellulare: person.cellulare,
          email: `${person.nome.toLowerCase()}@posta.example`,
          fonteAggiornamento: source,
        },
      },
      note: null,
      storico: null,
    },
    datiAmministrativi: {
      posizione: {
        dataDid: date('2025-01-13'),
        statoOccupazionale: decodifica('DI', 'Disoccupato'),
        condizioneOccupazionale: decodifica('CO'),
        dataEvento: date('2025-01-13'),
        indiceProfiling: null,
        categoriaDlg297: null,
        mesiAnzianitaDisoccup: '4',
        dataAggiornamento: date('2025-05-20'),
        fonte: null,
      },
      listeSpeciali: [],
      altreNotizie: null,
      listaIscrizioniComi: [],
    },
  };
}

const personal = (person: Person): Json => ({
  codiceFiscale: person.codiceFiscale,
  cognome: person.cognome,
  nome: person.nome,
  dataDiNascita: date(person.nascita),
  luogoDiNascita: luogo(person.luogoNascita),
  genere: decodifica(person.sesso, person.sesso === 'F' ? 'Femmina' : 'Maschio'),
  statoCivile: null,
  cittadinanza: {
    id: person.cittadinanza === '000' ? 'ITA' : person.cittadinanza,
    codCittadinanzaMin: person.cittadinanza,
    descr: isItalian(person.luogoNascita) ? 'ITALIANA' : null,
  },
  fonteAggiornamento: source,
  flgArchiviato: 'N',
});

function withPermit(person: Person): Json {
  const scheda = opened(person);
  const anagrafici = scheda.datiAnagrafici as Json;
  const permesso = {
    titolo: decodifica('4', 'In attesa di permesso'),
    numero: 'I00000000',
    dataScadenza: date('2026-03-29'),
    motivoRilascio: null,
    questura: null,
  };
  const datiGenerali = {
    ...(anagrafici.datiGenerali as Json),
    notizieCittadiniStranieri: { permessoDiSoggiorno: permesso, fonteAggiornamento: source },
  };
  return { ...scheda, datiAnagrafici: { ...anagrafici, datiGenerali } };
}

function whole(person: Person): Json {
  return {
    ...opened(person),
    esperienzeLavorative: {
      rapporto: [],
      esperienzeProfessionali: [experience(person, 'ESP', 501), experience(person, 'RAP', 502)],
      esperienzeExtraProfessionali: [],
      coAnpal: null,
    },
    informazioniCurriculari: curriculum(),
    politicheAttiveLavoratore: { politicheAttive: [policy(person)] },
  };
}

function experience({ domicilio }: Person, kind: 'ESP' | 'RAP', id: number): Json {
  const [from, to] = kind === 'ESP' ? ['2009-03-30', '2014-10-26'] : ['2016-01-04', '2024-12-31'];
  return {
    idEsperienzaProfessionale: id,
    dataAssunzione: date(from),
    dataCessazione: date(to),
    tipoEsperienza: decodifica(kind),
    flgPT: 'N',
    lavEsperienzaLavoro: {
      idSilLavEsperienzaLavoro: id,
      dataInizio: date(from),
      dataFine: date(to),
      codFiscaleDl: employerCode('0112200330'),
      dsDenominazioneDl: 'TESSITURA DI PROVA S.P.A.',
      dsIndirizzoDl: 'VIA DEL TELAIO',
      dsNumCivicoDl: '8',
      silTAteco02: { idSilTAteco02: '13.20.00', codSilTAteco02: '13.20.00', descrSilTAteco02: null },
      silTQualifica: { idSilTQualifica: '7.2.6.2.0', codSilTQualifica: '7.2.6.2.0', dsSilTQualifica: null },
      dsMansione: 'Addetta al telaio',
      silTTipoLavoro: { idSilTTipoLavoro: 'A.01.00', dsSilTTipoLavoro: null },
      silTGrado: { idSilTGrado: '2', dsSilTGrado: 'OPERAIO SPECIALIZZATO' },
      flgAssunzioneL68: flag(false),
      flgLavInMobilita: flag(false),
      flgStagionale: flag(false),
      flgLavoroAgricoltura: null,
      silTModalitaLavoro: { idSilTModalitaLavoro: 1, codModalitaLavoroMin: 'FT', descrModalitaLavoro: 'Full Time' },
      dsIndirizzoLuogoLav: 'VIA DEL TELAIO',
      dsNumCivicoLuogoLav: '8',
      silTComuneLuogoLav: { id: domicilio.belfiore, descr: domicilio.comune },
      timestamp: 1,
    },
    flgForma: null,
    flgLuogoLavoroItalia: 'S',
  };
}

const curriculum = (): Json => ({
  ...(emptyScheda().informazioniCurriculari as Json),
  percorsoFormativo: {
    flgObbligoFormativo: 'S',
    titoliDiStudio: [
      {
        idTitoloStudio: 701,
        gradoStudio: decodifica('20', 'SCUOLA MEDIA'),
        codice: '20000000',
        descrizioneTitolo: 'LICENZA MEDIA',
        completato: 'S',
        annoCompletato: '1990',
        voto: null,
        flgCv: 'S',
        flgProfQuant: 'N',
        lavTitoloStudio: null,
      },
    ],
    formazioneProfessionale: { formazioneProfessionalePiemontese: [], altriCorsi: [] },
  },
  lingueStraniere: [
    {
      lingua: decodifica('038', 'FRANCESE'),
      letto: decodifica('02'),
      scritto: decodifica('01'),
      parlato: decodifica('02'),
      modalitaApprendimento: null,
      idSilLavLingua: 801,
      certificato: false,
    },
  ],
  patenti: [decodifica('03', 'B')],
});

const policy = ({ cpi }: Person, id = 901): Json => ({
  idPolitica: id,
  titoloProgetto: decodifica('05'),
  attivita: decodifica('A02'),
  denominazione: 'PATTO DI SERVIZIO',
  dataProposta: date('2025-01-13'),
  dataInizio: date('2025-01-13'),
  dataFine: date('2026-01-13'),
  ultimoEvento: { evento: decodifica('02', 'INIZIATA'), dataEvento: date('2025-01-13'), descrizione: null },
  entePromotore: cpi,
  lavSapSez6: {
    idSilLavSapSez6: id,
    codEntePromotore: cpi,
    dsPoliticaAttiva: 'PRESA IN CARICO',
    dataProposta: date('2025-01-13'),
    dataInizio: date('2025-01-13'),
    identificativoPolitica: '130000b7c1D',
    flgMinistero: 'N',
  },
});
