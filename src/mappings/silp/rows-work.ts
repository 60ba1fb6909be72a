/** Section 4: what the person declares to have worked. Relationships from employment notices belong to SILP and stay there. */
import { calendarDate } from '../../canonical/rome-day.js';
import { field, group, list, type Row, text } from '../engine/index.js';
import { isTree, read } from '../engine/path.js';
import { ateco, codiceFiscale, contratto, flag, grado, modalitaLavoro, ofSilp, qualifica } from './codecs.js';
import { silpDate } from './dates.js';
import { addressLine, comuneRow, inItaly, NO_ADDRESS, NO_ADDRESS_NOTE, nazioneRow } from './places.js';

const ITEM = 'esperienze[]';
const SIDE = 'esperienzeLavorative.esperienzeProfessionali[]';
const ROW = `${SIDE}.lavEsperienzaLavoro`;
/** What the national record holds where the sector of an employer is not known. */
const NO_SECTOR = '00.00.00';

const NO = { empty: false, note: 'empty means no' } as const;

/** Employer (`Dl`) and user company (`Au`) have members of the same form. */
function company(
  canonical: string,
  suffix: 'Dl' | 'Au',
  atecoMember: string,
  atecoOptions: { empty?: string; note?: string } = {},
): readonly Row[] {
  const toponimo = `silTToponimo${suffix}`;
  const civico = `dsNumCivico${suffix}`;
  return [
    field(`${canonical}.codiceFiscale`, `${ROW}.codFiscale${suffix}`, codiceFiscale),
    field(`${canonical}.denominazione`, `${ROW}.dsDenominazione${suffix}`, text),
    field(
      `${canonical}.indirizzo`,
      `${ROW}.dsIndirizzo${suffix}`,
      addressLine({ toponimo: [toponimo, 'dsSilTToponimo'], civico }),
      { clears: [toponimo, civico], note: 'read from street type, street and number; written whole as street' },
    ),
    field(`${canonical}.ateco`, `${ROW}.${atecoMember}`, ateco, atecoOptions),
  ];
}

/**
 * Whether an employment notice at SILP already tells the experience: same employer, same first day. To declare it again
 * would double it.
 */
function toldByNotice(item: unknown, present: Readonly<Record<string, unknown>>): boolean {
  const notices = read(present, ['esperienzeLavorative', 'rapporto']);
  const employer = read(item, ['azienda', 'codiceFiscale']);
  const start = read(item, ['dataInizio']);
  if (!Array.isArray(notices) || employer === undefined || start === undefined) return false;
  return notices.some(
    (notice) =>
      isTree(notice) &&
      String(notice.codiceFiscaleAzienda).trim().toUpperCase() === employer &&
      calendarDate(notice.dataInizioRapporto) === start,
  );
}

export const workRows: readonly Row[] = [
  field('esperienze', 'esperienzeLavorative.rapporto', ofSilp('relationships from employment notices'), {
    direction: 'in',
    note: 'contract, occupation and place are labels without codes',
  }),
  list(ITEM, SIDE, {
    key: ['azienda.codiceFiscale', 'dataInizio'],
    section: '4.1',
    heldElsewhere: toldByNotice,
    note: 'what an employment notice at SILP already tells is not declared again',
  }),
  group(`${ITEM}.azienda`, ROW),
  group(`${ITEM}.rapporto`, ROW),
  group(`${ITEM}.luogo`, ROW),
  field(`${ITEM}.dataInizio`, `${SIDE}.dataAssunzione`, silpDate, { direction: 'out', note: 'repeats the row' }),
  field(`${ITEM}.dataFine`, `${SIDE}.dataCessazione`, silpDate, { direction: 'out', note: 'repeats the row' }),
  field(`${ITEM}.luogo.comune`, `${SIDE}.flgLuogoLavoroItalia`, inItaly, { direction: 'out' }),
  field(`${ITEM}.dataInizio`, `${ROW}.dataInizio`, silpDate),
  field(`${ITEM}.dataFine`, `${ROW}.dataFine`, silpDate),
  field(`${ITEM}.dataFinePeriodoFormativo`, `${ROW}.dataFinePeriodoFormativo`, silpDate),
  ...company(`${ITEM}.azienda`, 'Dl', 'silTAteco02', {
    empty: NO_SECTOR,
    note: `${NO_SECTOR}, the national code for not known, is not written over nothing`,
  }),
  ...company(`${ITEM}.utilizzatrice`, 'Au', 'silTAtecoAu'),
  field(`${ITEM}.professione`, `${ROW}.silTQualifica`, qualifica),
  field(`${ITEM}.compiti`, `${ROW}.dsMansione`, text),
  field(`${ITEM}.rapporto.contratto`, `${ROW}.silTTipoLavoro`, contratto),
  field(`${ITEM}.rapporto.inquadramento`, `${ROW}.silTGrado`, grado),
  field(`${ITEM}.rapporto.assunzioneLegge68`, `${ROW}.flgAssunzioneL68`, flag, NO),
  field(`${ITEM}.rapporto.mobilita`, `${ROW}.flgLavInMobilita`, flag, NO),
  field(`${ITEM}.rapporto.stagionale`, `${ROW}.flgStagionale`, flag, NO),
  field(`${ITEM}.rapporto.agricoltura`, `${ROW}.flgLavoroAgricoltura`, flag, NO),
  field(`${ITEM}.modalitaLavoro`, `${ROW}.silTModalitaLavoro`, modalitaLavoro),
  field(
    `${ITEM}.luogo.indirizzo`,
    `${ROW}.dsIndirizzoLuogoLav`,
    addressLine({ toponimo: ['silTToponimoLuogoLav', 'dsSilTToponimo'], civico: 'dsNumCivicoLuogoLav' }),
    {
      clears: ['silTToponimoLuogoLav', 'dsNumCivicoLuogoLav'],
      empty: NO_ADDRESS,
      note: `read from street type, street and number; written whole as street; ${NO_ADDRESS_NOTE}`,
    },
  ),
  field(`${ITEM}.luogo.comune`, `${ROW}.silTComuneLuogoLav`, comuneRow, { clears: ['silTNazioneLuogoLav'] }),
  field(`${ITEM}.luogo.comune`, `${ROW}.silTNazioneLuogoLav`, nazioneRow('silTComuneLuogoLav'), {
    clears: ['silTComuneLuogoLav'],
  }),
];
