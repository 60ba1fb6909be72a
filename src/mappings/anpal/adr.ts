/** Assegno di ricollocazione 1.0 and the agenda of its first appointments: the documents of our own national contract. */
import { code, field, group, list, type Row, type Table, text, xsdDate, xsdDecimal } from '../engine/index.js';
import { moment, truth, whole } from '../engine/json-codecs.js';

const required = { required: true } as const;

type Member = readonly [canonical: string, side: string, codec: Parameters<typeof field>[2], options?: object];

const inside = (canonical: string, side: string, members: readonly Member[]): Row[] =>
  members.map(([mine, theirs, codec, options]) =>
    field(`${canonical}.${mine}`, `${side}.${theirs}`, codec, options ?? {}),
  );

/** The same for a group of which no member must be there: that it is there and empty is told. */
const optional = (canonical: string, side: string, members: readonly Member[]): Row[] => [
  group(canonical, side),
  ...inside(canonical, side, members),
];

const fatto: readonly Row[] = [
  field('identificativo', 'idAdr', text),
  field('codiceFiscale', 'lavoratore.codiceFiscale', code, required),
  field('evento', 'evento', code, required),
  field('dataEvento', 'dataEvento', xsdDate, required),
];

const richiesta = (at = ''): Row[] => [
  ...inside(`${at}richiesta`, `${at}richiesta`, [
    ['istante', 'istante', moment, required],
    ['canale', 'canale', code, required],
  ]),
  ...optional(`${at}richiesta.operatore`, `${at}richiesta.operatore`, [
    ['codiceFiscale', 'codiceFiscale', code],
    ['ente', 'codiceEnte', code],
    ['denominazioneEnte', 'denominazioneEnte', text],
  ]),
];

const naspi = (at = ''): Row[] =>
  inside(`${at}naspi`, `${at}naspi`, [
    ['dataInizio', 'dataInizio', xsdDate, required],
    ['dataFine', 'dataFine', xsdDate],
    ['protocollo', 'protocollo', text],
    ['cpiDomanda', 'cpiDomanda', code],
  ]);

const profilazione = (at = ''): Row[] =>
  inside(`${at}profiling`, `${at}profilazione`, [
    ['indice', 'indice', xsdDecimal, required],
    ['data', 'data', xsdDate, required],
  ]);

const valore = (at = ''): Row[] =>
  inside(`${at}valore`, `${at}valore`, [
    ['massimo', 'massimo', xsdDecimal, required],
    ['tempoIndeterminato', 'tempoIndeterminato', xsdDecimal],
    ['tempoDeterminatoLungo', 'tempoDeterminatoDaSeiMesi', xsdDecimal],
    ['tempoDeterminatoBreve', 'tempoDeterminatoDaTreASeiMesi', xsdDecimal],
  ]);

const storico = (at = ''): Row[] => [
  list(`${at}storico[]`, `${at}storicoStati[]`),
  field(`${at}storico[].stato`, `${at}storicoStati[].stato`, code, required),
  field(`${at}storico[].istante`, `${at}storicoStati[].istante`, moment, required),
];

const erogatore = (at = ''): Row[] =>
  inside(`${at}erogatore`, `${at}erogatore`, [
    ['ente', 'codiceEnte', code, required],
    ['denominazione', 'denominazione', text],
    ['sede', 'codiceSede', code],
    ['indirizzo', 'indirizzoSede', text],
  ]);

const appuntamento = (at = ''): Row[] =>
  inside(`${at}appuntamento`, `${at}primoAppuntamento`, [
    ['istante', 'istante', moment, required],
    ['luogo', 'luogo', text],
    ['esito', 'esito', code],
    ['note', 'note', text],
  ]);

const motivato = (canonical: string, side: string): Row[] =>
  inside(canonical, side, [
    ['motivo', 'motivo', code, required],
    ['note', 'note', text],
  ]);

const cpiCompetente = (at = ''): Row => field(`${at}cpiCompetente`, `${at}cpiCompetente`, code, required);

/** The groups that one event or another brings. */
const eventi: readonly Row[] = [
  ...inside('attore', 'attore', [
    ['ruolo', 'ruolo', code, required],
    ['ente', 'codiceEnte', code],
    ['operatore', 'codiceFiscaleOperatore', code],
  ]),
  ...optional('verifiche', 'verifiche', [
    ['statoOccupazionale', 'statoOccupazionale', code],
    ['naspiAttiva', 'naspiAttiva', truth],
    ['altraPoliticaAttiva', 'altraPoliticaAttiva', truth],
    ['lavoratoreContattato', 'lavoratoreContattato', truth],
    ['note', 'note', text],
  ]),
  ...motivato('rigetto', 'preavvisoRigetto'),
  ...valore(),
  ...optional('servizio', 'servizio', [
    ['dataRilascio', 'dataRilascio', xsdDate],
    ['dataInizio', 'dataInizio', xsdDate],
    ['dataFine', 'dataFine', xsdDate],
  ]),
  ...erogatore(),
  ...appuntamento(),
  ...inside('tutor', 'tutor', [
    ['codiceFiscale', 'codiceFiscale', code],
    ['cognome', 'cognome', text, required],
    ['nome', 'nome', text, required],
    ['email', 'email', text],
  ]),
  ...inside('patto', 'pattoRicercaIntensiva', [
    ['dataSottoscrizione', 'dataSottoscrizione', xsdDate, required],
    ['azioni', 'azioni', text],
  ]),
  ...inside('incontro', 'incontro', [
    ['data', 'data', xsdDate, required],
    ['dataPrecedente', 'dataPrecedente', xsdDate],
    ['durataMinuti', 'durataMinuti', whole],
    ['note', 'note', text],
  ]),
  ...inside('offertaRifiutata', 'rifiutoOfferta', [
    ['data', 'data', xsdDate, required],
    ['giustificato', 'giustificato', truth],
    ['motivo', 'motivo', text],
  ]),
  ...inside('esitoServizio', 'esitoServizio', [
    ['codice', 'codice', code, required],
    ['tipoContratto', 'tipoContratto', code],
    ['dataAssunzione', 'dataAssunzione', xsdDate],
    ['codiceFiscaleDatore', 'codiceFiscaleDatore', code],
    ['importoRiconosciuto', 'importoRiconosciuto', xsdDecimal],
  ]),
  ...inside('timesheet', 'timesheet', [
    ['dataCompilazione', 'dataCompilazione', xsdDate, required],
    ['dataSottoscrizione', 'dataSottoscrizione', xsdDate],
    ['minuti', 'minuti', whole],
    ['nomeFile', 'nomeFile', text],
    ['impronta', 'impronta', text],
  ]),
  ...inside('proroga', 'proroga', [
    ['dataInizio', 'dataInizio', xsdDate, required],
    ['dataFine', 'dataFine', xsdDate, required],
  ]),
  ...inside('sospensione', 'sospensione', [
    ['motivo', 'motivo', code, required],
    ['dataInizio', 'dataInizio', xsdDate],
    ['dataFinePrevista', 'dataFinePrevista', xsdDate],
  ]),
  ...motivato('chiusura', 'chiusura'),
];

const stato = field('stato', 'stato', code);
const ours = { side: 'anpal', revision: '1.0', restores: () => false } as const;

export const adrTables: readonly Table[] = [
  {
    ...ours,
    record: 'adr',
    event: 'invio',
    rows: [...fatto, stato, cpiCompetente(), ...richiesta(), ...naspi(), ...profilazione(), ...valore(), ...storico()],
  },
  {
    ...ours,
    record: 'adr',
    event: 'variazione',
    rows: [...fatto, stato, cpiCompetente(), ...eventi],
  },
  {
    ...ours,
    record: 'adr',
    event: 'esito',
    rows: [
      ...fatto,
      field('esito', 'esito', code, required),
      field('messaggio', 'messaggio', text),
      stato,
      cpiCompetente('ricevuta.'),
      ...richiesta('ricevuta.'),
      ...naspi('ricevuta.'),
      ...profilazione('ricevuta.'),
      ...valore('ricevuta.'),
      ...erogatore('ricevuta.'),
      ...appuntamento('ricevuta.'),
      ...storico('ricevuta.'),
    ],
  },
  {
    ...ours,
    record: 'appuntamento',
    event: 'variazione',
    rows: [
      ...inside('ente', 'sede', [
        ['codice', 'codiceEnte', code, required],
        ['denominazione', 'denominazione', text],
        ['sede', 'codiceSede', code],
        ['indirizzo', 'indirizzo', text],
        ['telefono', 'telefono', text],
        ['email', 'email', text],
      ]),
      field('operazione', 'operazione', code, required),
      field('servizio', 'servizio', code, required),
      field('dal', 'dal', xsdDate, required),
      field('al', 'al', xsdDate, required),
      list('fasce[]', 'fasce[]'),
      field('fasce[].giorno', 'fasce[].giorno', code),
      field('fasce[].data', 'fasce[].data', xsdDate),
      field('fasce[].dalle', 'fasce[].dalle', code, required),
      field('fasce[].alle', 'fasce[].alle', code, required),
      field('fasce[].durataMinuti', 'fasce[].durataMinuti', whole),
      field('fasce[].posti', 'fasce[].posti', whole),
      field('fasce[].note', 'fasce[].note', text),
    ],
  },
];
