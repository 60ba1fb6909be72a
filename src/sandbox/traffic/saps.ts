/** SAP documents as a region sends them, about invented people; the same bytes at every run. */
import type { DocumentTree } from '../../contract/contract.js';
import { anpalContracts } from '../../contract/index.js';
import { employerCode, PEOPLE, type Person } from './people.js';

export interface SampleSap {
  readonly name: string;
  /** What it shows, for a person. */
  readonly shows: string;
  readonly codiceFiscale: string;
  /** It concerns a SAP that exists already: its id must be given to `document`. */
  readonly needsId: boolean;
  /** What the national node says to it when those before it have been sent. */
  readonly expect: 'accepted' | 'refused';
  document(identificativoSap?: string): string;
}

const UPDATED = '2025-05-20';

/** In the order in which they should be sent. */
export function sampleSaps(): readonly SampleSap[] {
  const { marta, davide, grace, pietro, sara } = PEOPLE;
  return [
    sample('mini', 'a record is opened: sections 0, 1 and 2', marta, mini(marta)),
    sample('full', 'a whole record, sections 0 to 6', davide, full(davide)),
    sample('straniera', 'a citizen of another State, with a permit of stay', grace, foreign(grace)),
    sample('codice-sconosciuto', 'a citizenship that no list has: a warning, and it travels', pietro, mini(pietro)),
    sample('non-valida', 'no domicile, a post code of four digits: refused with every reason', sara, invalid(sara), {
      expect: 'refused',
    }),
    sample('aggiornamento', 'the opened record, now whole', marta, full(marta, '2025-06-03'), { needsId: true }),
    sample(
      'solo-politiche',
      'sections 0 and 6 alone, from a body that does not hold the record',
      davide,
      policies(davide),
      {
        needsId: true,
      },
    ),
  ];
}

function sample(
  name: string,
  shows: string,
  person: Person,
  tree: DocumentTree,
  { needsId = false, expect = 'accepted' }: Partial<Pick<SampleSap, 'needsId' | 'expect'>> = {},
): SampleSap {
  return {
    name,
    shows,
    codiceFiscale: person.codiceFiscale,
    needsId,
    expect,
    document: (id) => write(withId(tree, id)),
  };
}

export function write(tree: DocumentTree): string {
  const contract = anpalContracts().find(
    ({ record, event, revision }) => record === 'sap' && event === 'invio' && revision === 'Rev009',
  );
  return contract?.write(tree).toString('utf8') ?? '';
}

export function withId(tree: DocumentTree, id: string | undefined): DocumentTree {
  if (id === undefined) return tree;
  const { dataultimoagg, tipovariazione: _, ...rest } = tree.datiinvio as DocumentTree;
  const datiinvio = { dataultimoagg, identificativosap: id, codiceentetit: rest.codiceentetit, tipovariazione: '02' };
  return { ...tree, datiinvio: { ...datiinvio, datadinascita: rest.datadinascita } };
}

export const invio = (person: Person, updated = UPDATED): DocumentTree => ({
  dataultimoagg: updated,
  codiceentetit: person.cpi,
  tipovariazione: '01',
  datadinascita: person.nascita,
});

const place = ({ domicilio }: Person): DocumentTree => ({
  codcomune: domicilio.belfiore,
  cap: domicilio.cap,
  indirizzo: domicilio.via,
});

const anagrafici = (person: Person, stranieri?: DocumentTree): DocumentTree => ({
  datipersonali: {
    codicefiscale: person.codiceFiscale,
    cognome: person.cognome,
    nome: person.nome,
    sesso: person.sesso,
    datanascita: person.nascita,
    codcomune: person.luogoNascita,
    codcittadinanza: person.cittadinanza,
  },
  datistranieri: stranieri,
  residenza: place(person),
  domicilio: place(person),
  recapiti: { cellulare: person.cellulare, email: `${person.nome.toLowerCase()}@posta.example` },
});

const stato = (since: string): DocumentTree => ({
  codstatooccupazionale: 'DI',
  codstatus: 'CO',
  anzianita: '004',
  indiceprofiling: '0.512345678',
  dataevento: since,
  disponibilita: since,
});

/** Sections 0, 1 and 2 of somebody who has been out of work since a day. */
export const mini = (person: Person, since = '2025-01-13', updated = UPDATED): DocumentTree => ({
  datiinvio: invio(person, updated),
  datianagrafici: anagrafici(person),
  datiamministrativi: {
    statoinanagrafe: stato(since),
    periodidisoccupazione: { dataingresso: since, tipoingresso: 'D' },
  },
});

function full(person: Person, updated = UPDATED): DocumentTree {
  return {
    datiinvio: invio(person, updated),
    datianagrafici: anagrafici(person),
    datiamministrativi: {
      ...(mini(person).datiamministrativi as DocumentTree),
      listespeciali_lst: { listespeciali: { tipolista: '3', dataiscrizione: '2024-09-02', codprovincia: '001' } },
      assolvimentoistruzione: { obbligoformativo: 'SI' },
      altrenotizie: { indiceisee: '1.25' },
    },
    esperienzelavoro_lst: { esperienzalavoro: [employment(person, 0), employment(person, 1)] },
    livelliistruzione_lst: { codlivelloistruzione: ['60'] },
    allegato: annex(person),
    politiche_attive_lst: { politiche_attive: [pact(person)] },
  };
}

const employment = ({ domicilio }: Person, index: number): DocumentTree => ({
  azienda: {
    codicefiscale: employerCode(`0123400${index}0${index}`),
    datorelavoro: `OFFICINE INVENTATE ${index + 1} S.R.L. & FIGLI`,
    indirizzoazienda: 'VIA DEI CAPANNONI 5',
    codateco: index === 0 ? '25.62.00' : '00.00.00',
  },
  datainizio: index === 0 ? '2015-02-01' : '2021-07-05',
  datafine: index === 0 ? '2021-06-30' : '2024-12-31',
  codprofessione: '6.2.2.3.1.05',
  compiti: index === 0 ? "Conduzione di macchine utensili; l'attrezzaggio è <manuale>" : undefined,
  tiporapporto: {
    tipocontratto: index === 0 ? 'A.01.00' : 'A.02.00',
    categoriainquadramento: '2',
    assunzioneLegge68: 'NO',
    lavInMobilita: 'NO',
    lavoroStagionale: index === 0 ? 'NO' : 'SI',
    lavoroInAgricoltura: 'NO',
  },
  modalitalavoro: { codmodalitalavoro: index === 0 ? 'FT' : 'PT' },
  luogolavoro: { indirizzo: 'VIA DEI CAPANNONI 5', codcomune: domicilio.belfiore },
});

const annex = ({ domicilio }: Person): DocumentTree => ({
  titolistudio_lst: {
    titolostudio: {
      codlivelloistruzione: '60',
      corsostudio: '60001000',
      descrizionecorsostudio: 'LAUREA (CORSO INVENTATO)',
      codcomunefrequenza: domicilio.belfiore,
      riconosciutoin: 'SI',
      votazione: '098',
      annotermine: '2010',
    },
  },
  formazioneprofessionale_lst: {
    formazioneprofessionale: {
      titolocorso: 'SALDATURA A FILO',
      ente: 'ENTE DI FORMAZIONE DI PROVA',
      codregione: '13',
      durata: '120',
      codtipologiadurata: 'O',
      stage: 'NO',
    },
  },
  linguestraniere_lst: {
    linguastraniera: [
      { codlingua: '038', codlivelloletto: '03', codlivelloscritto: '02', codlivelloparlato: '03' },
      { codlingua: '048', codlivelloletto: '01', codlivelloscritto: '01', codlivelloparlato: '01' },
    ],
  },
  conoscenzeinformatiche_lst: { conoscenzainformatica: { codconoscenzainformatica: '007', codgrado: '2' } },
  altreinformazioni_lst: { altreinformazioni: { codpatenteguida: '03' } },
});

/** Taking in charge after a DID. */
const pact = ({ cpi }: Person): DocumentTree => ({
  tipo_attivita: 'A02',
  titolo_denominazione: 'PATTO DI SERVIZIO',
  data_proposta: '2025-01-13',
  data: '2025-01-13',
  data_fine: '2026-01-13',
  durata: '12',
  tipologia_durata: 'M',
  descrizione: 'PRESA IN CARICO',
  titolo_progetto: '05',
  codice_ente_promotore: cpi,
  identificativo_politica: '130000a1f0K',
  indice_profiling: '0.512345678',
  ultimo_evento: { evento: '02', data_evento: '2025-01-13' },
});

const foreign = (person: Person): DocumentTree => ({
  ...full(person),
  datianagrafici: anagrafici(person, {
    codtipodocumento: '4',
    numero: 'I00000000',
    motivo: '01',
    validoal: '2100-12-31',
  }),
});

/** Rows of a body of another region, for a record that it does not hold. */
const policies = (person: Person): DocumentTree => ({
  datiinvio: invio(person, '2025-06-10'),
  politiche_attive_lst: {
    politiche_attive: {
      tipo_attivita: 'C06',
      titolo_denominazione: 'TIROCINIO EXTRACURRICULARE',
      data_proposta: '2025-06-02',
      data: '2025-06-09',
      durata: '6',
      tipologia_durata: 'M',
      descrizione: employerCode('0987600101'),
      titolo_progetto: '02',
      codice_ente_promotore: 'A944C000410',
      identificativo_politica: '06100000b2C',
      ultimo_evento: { evento: '02', data_evento: '2025-06-09', descrizione_evento: 'AVVIATO' },
    },
  },
});

function invalid(person: Person): DocumentTree {
  const { datianagrafici, ...rest } = mini(person);
  const { domicilio: _, residenza, ...sections } = datianagrafici as DocumentTree;
  const { recapiti, ...before } = sections;
  const { datiinvio, ...after } = rest;
  const wrong = { ...before, residenza: { ...(residenza as DocumentTree), cap: '1015' }, recapiti };
  return { datiinvio, datianagrafici: wrong, ...after };
}
