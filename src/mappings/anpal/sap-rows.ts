/**
 * SAP, sections 0 to 5: canonical record ↔ national document, in document order. What came with a later revision, or
 * was looser before, depends on the revision asked for.
 */
import { code, field, group, list, type Row, siNo, xsdDate, xsdDecimal, xsdInt } from '../engine/index.js';
import { anyContent, email, filled, freeText } from '../engine/xml-codecs.js';

/** Number of a SAP revision: 3, 4, 5, 8 or 9. */
export type RevisionNumber = 3 | 4 | 5 | 8 | 9;

const NO_ADDRESS = 'Indirizzo non disponibile';
const NO_ADDRESS_NOTE = `"${NO_ADDRESS}" where the address is missing, as the region of Emilia-Romagna writes it`;

const required = { required: true } as const;
/** Mandatory yes/no that some regions leave out for no. */
const flag = {
  ...required,
  otherwise: false,
  note: 'NO where the record does not say: SILP writes no value for no',
} as const;

const invio: readonly Row[] = [
  field('invio.dataUltimoAggiornamento', 'datiinvio.dataultimoagg', xsdDate, required),
  field('invio.identificativoSap', 'datiinvio.identificativosap', filled, { note: 'absent at the first sending' }),
  field('invio.codiceEnteTitolare', 'datiinvio.codiceentetit', code, required),
  field('invio.tipoVariazione', 'datiinvio.tipovariazione', code, required),
  field('invio.dataNascita', 'datiinvio.datadinascita', xsdDate, required),
];

const anagrafica = (revision: RevisionNumber): readonly Row[] => [
  field('anagrafica.persona.codiceFiscale', 'datianagrafici.datipersonali.codicefiscale', code, required),
  field('anagrafica.persona.cognome', 'datianagrafici.datipersonali.cognome', freeText({}), required),
  field('anagrafica.persona.nome', 'datianagrafici.datipersonali.nome', freeText({}), required),
  field('anagrafica.persona.sesso', 'datianagrafici.datipersonali.sesso', code, required),
  field('anagrafica.persona.dataNascita', 'datianagrafici.datipersonali.datanascita', xsdDate, required),
  field('anagrafica.persona.luogoNascita', 'datianagrafici.datipersonali.codcomune', code, required),
  field('anagrafica.persona.cittadinanza', 'datianagrafici.datipersonali.codcittadinanza', code, required),
  group('anagrafica.straniero', 'datianagrafici.datistranieri'),
  field('anagrafica.straniero.tipoDocumento', 'datianagrafici.datistranieri.codtipodocumento', filled),
  field('anagrafica.straniero.numeroDocumento', 'datianagrafici.datistranieri.numero', filled),
  field('anagrafica.straniero.motivo', 'datianagrafici.datistranieri.motivo', anyContent, {
    note: 'declared without a type; markup inside it is kept in the extension and written back',
  }),
  field('anagrafica.straniero.validoAl', 'datianagrafici.datistranieri.validoal', xsdDate),
  field(
    'anagrafica.straniero.dataUltimoMantenimentoIscrizione',
    'datianagrafici.datistranieri.dataultimomantiscr',
    xsdDate,
  ),
  group('anagrafica.residenza', 'datianagrafici.residenza'),
  field('anagrafica.residenza.comune', 'datianagrafici.residenza.codcomune', filled),
  field('anagrafica.residenza.cap', 'datianagrafici.residenza.cap', filled),
  field('anagrafica.residenza.indirizzo', 'datianagrafici.residenza.indirizzo', freeText({ max: 100, filled: true })),
  field('anagrafica.residenza.localita', 'datianagrafici.residenza.localita', freeText({ max: 50 })),
  group('anagrafica.domicilio', 'datianagrafici.domicilio'),
  field('anagrafica.domicilio.comune', 'datianagrafici.domicilio.codcomune', code, required),
  field('anagrafica.domicilio.cap', 'datianagrafici.domicilio.cap', code, required),
  field(
    'anagrafica.domicilio.indirizzo',
    'datianagrafici.domicilio.indirizzo',
    freeText({ max: 100, ifEmpty: NO_ADDRESS }),
    { ...required, otherwise: NO_ADDRESS, note: NO_ADDRESS_NOTE },
  ),
  field('anagrafica.domicilio.localita', 'datianagrafici.domicilio.localita', freeText({ max: 50 })),
  group('anagrafica.recapiti', 'datianagrafici.recapiti', 'may be empty: no placeholder number is written'),
  ...(['telefono', 'cellulare', 'fax'] as const).map((name) =>
    field(`anagrafica.recapiti.${name}`, `datianagrafici.recapiti.${name}`, freeText({ max: 15, filled: true })),
  ),
  field(
    'anagrafica.recapiti.email',
    'datianagrafici.recapiti.email',
    // Up to Rev008 any text, from Rev009 a longer one with an at sign and a dot behind it.
    revision === 9 ? email(/^[^@]+@[^.]+\..+$/su, 254) : email(/^[\s\S]+$/u, 80),
  ),
];

const amministrativi = (revision: RevisionNumber): readonly Row[] => [
  group('amministrativi', 'datiamministrativi'),
  group('amministrativi.statoInAnagrafe', 'datiamministrativi.statoinanagrafe'),
  field(
    'amministrativi.statoInAnagrafe.statoOccupazionale',
    'datiamministrativi.statoinanagrafe.codstatooccupazionale',
    filled,
  ),
  field('amministrativi.statoInAnagrafe.condizione', 'datiamministrativi.statoinanagrafe.codstatus', code),
  field('amministrativi.statoInAnagrafe.categoria297', 'datiamministrativi.statoinanagrafe.categoria297', filled),
  field('amministrativi.statoInAnagrafe.mesiAnzianita', 'datiamministrativi.statoinanagrafe.anzianita', filled),
  ...(revision >= 8
    ? [
        field(
          'amministrativi.statoInAnagrafe.indiceProfiling',
          'datiamministrativi.statoinanagrafe.indiceprofiling',
          xsdDecimal,
          { note: 'since Rev008' },
        ),
        field(
          'amministrativi.statoInAnagrafe.dataEventoDid',
          'datiamministrativi.statoinanagrafe.dataevento',
          xsdDate,
          { note: 'since Rev008' },
        ),
      ]
    : []),
  field('amministrativi.statoInAnagrafe.dataDid', 'datiamministrativi.statoinanagrafe.disponibilita', xsdDate),
  group('amministrativi.periodoDisoccupazione', 'datiamministrativi.periodidisoccupazione'),
  field(
    'amministrativi.periodoDisoccupazione.dataIngresso',
    'datiamministrativi.periodidisoccupazione.dataingresso',
    xsdDate,
  ),
  field(
    'amministrativi.periodoDisoccupazione.tipoIngresso',
    'datiamministrativi.periodidisoccupazione.tipoingresso',
    revision === 9 ? code : filled,
  ),
  list('amministrativi.listeSpeciali[]', 'datiamministrativi.listespeciali_lst.listespeciali[]', { container: true }),
  ...fieldsOf('amministrativi.listeSpeciali[]', 'datiamministrativi.listespeciali_lst.listespeciali[]', [
    ['tipoLista', 'tipolista', filled],
    ['dataIscrizione', 'dataiscrizione', xsdDate],
    ['dataFineIscrizione', 'datafineiscrizione', xsdDate],
    ['dataMassimoDifferimento', 'datamaxdeferimento', xsdDate],
    ['provincia', 'codprovincia', filled],
  ]),
  group('amministrativi.assolvimentoIstruzione', 'datiamministrativi.assolvimentoistruzione'),
  field(
    'amministrativi.assolvimentoIstruzione.obbligoFormativo',
    'datiamministrativi.assolvimentoistruzione.obbligoformativo',
    filled,
  ),
  group('amministrativi.altreNotizie', 'datiamministrativi.altrenotizie'),
  field('amministrativi.altreNotizie.categoriaProtetta', 'datiamministrativi.altrenotizie.categorieprotette', code),
  field('amministrativi.altreNotizie.indiceIsee', 'datiamministrativi.altrenotizie.indiceisee', filled, {
    note: 'one digit, any sign, two digits: an index, no amount fits',
  }),
];

const ESPERIENZA = 'esperienzelavoro_lst.esperienzalavoro[]';

const esperienze: readonly Row[] = [
  list('esperienze[]', ESPERIENZA, { container: true }),
  group('esperienze[].azienda', `${ESPERIENZA}.azienda`),
  field('esperienze[].azienda.codiceFiscale', `${ESPERIENZA}.azienda.codicefiscale`, code, required),
  field(
    'esperienze[].azienda.denominazione',
    `${ESPERIENZA}.azienda.datorelavoro`,
    freeText({ max: 100, filled: true }),
    required,
  ),
  field('esperienze[].azienda.indirizzo', `${ESPERIENZA}.azienda.indirizzoazienda`, freeText({ max: 100 })),
  field('esperienze[].azienda.ateco', `${ESPERIENZA}.azienda.codateco`, code, {
    ...required,
    otherwise: '00.00.00',
    note: '00.00.00 where the sector is not known, as the region of Emilia-Romagna writes it',
  }),
  group('esperienze[].utilizzatrice', `${ESPERIENZA}.utilizzatrice`),
  ...fieldsOf('esperienze[].utilizzatrice', `${ESPERIENZA}.utilizzatrice`, [
    ['codiceFiscale', 'codicefiscale', filled],
    ['denominazione', 'datorelavoro', freeText({ max: 100, filled: true })],
    ['indirizzo', 'indirizzoazienda', freeText({ max: 100 })],
    ['ateco', 'codateco', filled],
  ]),
  field('esperienze[].dataInizio', `${ESPERIENZA}.datainizio`, xsdDate, required),
  field('esperienze[].dataFine', `${ESPERIENZA}.datafine`, xsdDate),
  field('esperienze[].dataFinePeriodoFormativo', `${ESPERIENZA}.dataFinePeriodoFormativo`, xsdDate),
  field('esperienze[].professione', `${ESPERIENZA}.codprofessione`, code, required),
  field('esperienze[].compiti', `${ESPERIENZA}.compiti`, freeText({ max: 250 })),
  group('esperienze[].rapporto', `${ESPERIENZA}.tiporapporto`),
  field('esperienze[].rapporto.contratto', `${ESPERIENZA}.tiporapporto.tipocontratto`, code, required),
  field('esperienze[].rapporto.inquadramento', `${ESPERIENZA}.tiporapporto.categoriainquadramento`, code),
  field('esperienze[].rapporto.assunzioneLegge68', `${ESPERIENZA}.tiporapporto.assunzioneLegge68`, siNo, flag),
  field('esperienze[].rapporto.mobilita', `${ESPERIENZA}.tiporapporto.lavInMobilita`, siNo, flag),
  field('esperienze[].rapporto.stagionale', `${ESPERIENZA}.tiporapporto.lavoroStagionale`, siNo, flag),
  field('esperienze[].rapporto.agricoltura', `${ESPERIENZA}.tiporapporto.lavoroInAgricoltura`, siNo, flag),
  field('esperienze[].modalitaLavoro', `${ESPERIENZA}.modalitalavoro.codmodalitalavoro`, code, required),
  field(
    'esperienze[].luogo.indirizzo',
    `${ESPERIENZA}.luogolavoro.indirizzo`,
    freeText({ max: 100, ifEmpty: NO_ADDRESS }),
    { ...required, otherwise: NO_ADDRESS, note: `${NO_ADDRESS_NOTE} for a person's own` },
  ),
  field('esperienze[].luogo.comune', `${ESPERIENZA}.luogolavoro.codcomune`, code, required),
];

const livelliIstruzione: readonly Row[] = [
  list('livelliIstruzione[]', 'livelliistruzione_lst.codlivelloistruzione[]', { container: true, item: code }),
];

const SEVERAL = 'the container may be repeated; read as one';

const allegato = (revision: RevisionNumber): readonly Row[] => [
  // Up to Rev004 the section is mandatory, and may be empty.
  ...(revision <= 4
    ? [
        field(
          'allegato',
          'allegato',
          { name: 'section', description: 'the section itself', decode: (value) => value, encode: () => ({}) },
          { direction: 'out', required: true, otherwise: {}, note: 'mandatory up to Rev004: an empty section' },
        ),
      ]
    : []),
  group('allegato', 'allegato'),
  list('allegato.titoliStudio[]', 'allegato.titolistudio_lst.titolostudio[]', { container: true, note: SEVERAL }),
  field(
    'allegato.titoliStudio[].livello',
    'allegato.titolistudio_lst.titolostudio[].codlivelloistruzione',
    code,
    required,
  ),
  ...fieldsOf('allegato.titoliStudio[]', 'allegato.titolistudio_lst.titolostudio[]', [
    ['corso', 'corsostudio', filled],
    ['descrizione', 'descrizionecorsostudio', freeText({ max: 100 })],
    ['comune', 'codcomunefrequenza', code],
    ['riconosciuto', 'riconosciutoin', filled],
    ['votazione', 'votazione', code],
    ['annoTermine', 'annotermine', code],
    ['annoFrequentato', 'annofrequentato', code],
    ['annoFrequenza', 'annofrequenza', code],
  ]),
  list('allegato.formazione[]', 'allegato.formazioneprofessionale_lst.formazioneprofessionale[]', {
    container: true,
    note: SEVERAL,
  }),
  ...fieldsOf('allegato.formazione[]', 'allegato.formazioneprofessionale_lst.formazioneprofessionale[]', [
    ['titolo', 'titolocorso', freeText({ max: 100, filled: true })],
    ['ente', 'ente', freeText({ max: 100 })],
    ['regione', 'codregione', code],
    ['durata', 'durata', xsdInt],
    ['tipologiaDurata', 'codtipologiadurata', code],
    ['attestazione', 'certificazioniattestati', code],
    ['stage', 'stage', code],
    ['aziendaStage', 'denominazioneaziendastage', freeText({ max: 100 })],
  ]),
  list('allegato.lingue[]', 'allegato.linguestraniere_lst.linguastraniera[]', { container: true, note: SEVERAL }),
  ...fieldsOf('allegato.lingue[]', 'allegato.linguestraniere_lst.linguastraniera[]', [
    ['lingua', 'codlingua', filled],
    ['letto', 'codlivelloletto', filled],
    ['scritto', 'codlivelloscritto', filled],
    ['parlato', 'codlivelloparlato', filled],
  ]),
  list('allegato.informatica[]', 'allegato.conoscenzeinformatiche_lst.conoscenzainformatica[]', {
    container: true,
    note: SEVERAL,
  }),
  field(
    'allegato.informatica[].conoscenza',
    'allegato.conoscenzeinformatiche_lst.conoscenzainformatica[].codconoscenzainformatica',
    filled,
  ),
  field(
    'allegato.informatica[].grado',
    'allegato.conoscenzeinformatiche_lst.conoscenzainformatica[].codgrado',
    code,
    required,
  ),
  field(
    'allegato.informatica[].specifiche',
    'allegato.conoscenzeinformatiche_lst.conoscenzainformatica[].specificheinformatica',
    freeText({ max: 1000 }),
  ),
  list('allegato.altreInformazioni[]', 'allegato.altreinformazioni_lst.altreinformazioni[]', {
    container: true,
    note: SEVERAL,
  }),
  ...fieldsOf('allegato.altreInformazioni[]', 'allegato.altreinformazioni_lst.altreinformazioni[]', [
    ['albo', 'codalbo', code],
    ['patente', 'codpatenteguida', code],
    ['patentino', 'codpatentino', code],
  ]),
];

/** Optional fields of one group, without a word to say about any of them. */
function fieldsOf(
  canonical: string,
  side: string,
  fields: readonly (readonly [canonical: string, side: string, codec: Parameters<typeof field>[2]])[],
): Row[] {
  return fields.map(([here, there, codec]) => field(`${canonical}.${here}`, `${side}.${there}`, codec));
}

/** Every row of sections 0 to 5 of one revision. */
export const sectionsBeforePolitiche = (revision: RevisionNumber): readonly Row[] => [
  ...invio,
  ...anagrafica(revision),
  ...amministrativi(revision),
  ...esperienze,
  ...livelliIstruzione,
  ...allegato(revision),
];
