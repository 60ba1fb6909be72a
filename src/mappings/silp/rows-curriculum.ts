/** Section 5, the professional annex, and section 6, the policies. */
import { code, field, list, type Row, text } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { isTree, read } from '../engine/path.js';
import {
  albo,
  attestato,
  decodifica,
  flagCode,
  ofSilp,
  patente,
  patentino,
  regione,
  studio,
  yearNumber,
} from './codecs.js';
import { politicaRows } from './politica.js';

const CURRICULUM = 'informazioniCurriculari';
const TITOLO = 'allegato.titoliStudio[]';
const TITOLI = `${CURRICULUM}.percorsoFormativo.titoliDiStudio[]`;
const STUDIO = `${TITOLI}.lavTitoloStudio`;

const titoli: readonly Row[] = [
  list(TITOLO, TITOLI, { key: ['livello', 'corso'], section: '5.1' }),
  field(`${TITOLO}.livello`, `${TITOLI}.gradoStudio`, decodifica),
  field(`${TITOLO}.corso`, `${TITOLI}.codice`, code),
  field(`${TITOLO}.descrizione`, `${TITOLI}.descrizioneTitolo`, text),
  field(`${TITOLO}.annoTermine`, `${TITOLI}.annoCompletato`, code),
  field(`${TITOLO}.votazione`, `${TITOLI}.voto`, code),
  field(`${TITOLO}.corso`, `${STUDIO}.silTStudio`, studio, { direction: 'out', note: 'the row repeats it' }),
  field(`${TITOLO}.descrizione`, `${STUDIO}.dsTitoloStudioSap`, text, { direction: 'out', note: 'the row repeats it' }),
  field(`${TITOLO}.annoTermine`, `${STUDIO}.dsAnnoCompletato`, code, { direction: 'out', note: 'the row repeats it' }),
  field(`${TITOLO}.votazione`, `${STUDIO}.dsVoto`, code, { direction: 'out', note: 'the row repeats it' }),
  field(`${TITOLO}.riconosciuto`, `${STUDIO}.flgRiconosciutoItalia`, flagCode),
  field(`${TITOLO}.annoFrequenza`, `${STUDIO}.annoDiFrequenza`, yearNumber),
];

const CORSO = 'allegato.formazione[]';
const CORSI = `${CURRICULUM}.percorsoFormativo.formazioneProfessionale.altriCorsi[]`;
const ALTRO = `${CORSI}.lavCorsoFormAltro`;

/** Whether the regional training system already tells the course, by its title. */
function toldByTrainingSystem(item: unknown, present: Readonly<Record<string, unknown>>): boolean {
  const courses = read(present, [
    CURRICULUM,
    'percorsoFormativo',
    'formazioneProfessionale',
    'formazioneProfessionalePiemontese',
  ]);
  const titolo = read(item, ['titolo']);
  if (!Array.isArray(courses) || typeof titolo !== 'string') return false;
  return courses.some(
    (course) =>
      isTree(course) && String(course.denominazioneCorso).trim().toUpperCase() === titolo.trim().toUpperCase(),
  );
}

const formazione: readonly Row[] = [
  field(
    'allegato.formazione',
    `${CURRICULUM}.percorsoFormativo.formazioneProfessionale.formazioneProfessionalePiemontese`,
    ofSilp('courses of the regional training system'),
    { direction: 'in', note: 'they would come back as declared by the person' },
  ),
  list(CORSO, CORSI, {
    key: ['titolo'],
    section: '5.2',
    heldElsewhere: toldByTrainingSystem,
    note: 'what the training system at SILP already tells is not declared again',
  }),
  field(`${CORSO}.titolo`, `${CORSI}.denominazioneCorso`, text),
  field(`${CORSO}.ente`, `${ALTRO}.dsDenominazioneEnteErog`, text),
  field(`${CORSO}.regione`, `${ALTRO}.silTRegioneSedeCorsoMin`, regione),
  field(`${CORSO}.durata`, `${ALTRO}.durataCorso`, whole),
  field(`${CORSO}.tipologiaDurata`, `${ALTRO}.codTipologiaDurataCorso`, code),
  field(`${CORSO}.attestazione`, `${ALTRO}.silTCertifCorso`, attestato),
  field(`${CORSO}.stage`, `${ALTRO}.flgStageFinale`, flagCode),
  field(`${CORSO}.aziendaStage`, `${ALTRO}.dsDenominazioneAziStage`, text),
];

const LINGUA = 'allegato.lingue[]';
const LINGUE = `${CURRICULUM}.lingueStraniere[]`;
const INFO = 'allegato.informatica[]';
const INFORMATICA = `${CURRICULUM}.conoscenzeInformatiche[]`;

const conoscenze: readonly Row[] = [
  list(LINGUA, LINGUE, { key: ['lingua'], section: '5.3' }),
  field(`${LINGUA}.lingua`, `${LINGUE}.lingua`, decodifica),
  field(`${LINGUA}.letto`, `${LINGUE}.letto`, decodifica),
  field(`${LINGUA}.scritto`, `${LINGUE}.scritto`, decodifica),
  field(`${LINGUA}.parlato`, `${LINGUE}.parlato`, decodifica),
  list(INFO, INFORMATICA, { key: ['conoscenza'], section: '5.4' }),
  field(`${INFO}.conoscenza`, `${INFORMATICA}.conoscenzaSpecifica`, decodifica, {
    note: 'the ministry has a code for the specific skill, not for its kind',
  }),
  field(`${INFO}.grado`, `${INFORMATICA}.gradoConoscenza`, decodifica),
  field(`${INFO}.specifiche`, `${INFORMATICA}.note`, text),
];

const ALTRA = 'allegato.altreInformazioni[]';
const ALBI = `${CURRICULUM}.altreInformazioni.albi[]`;
const PATENTI = `${CURRICULUM}.patenti[]`;
const PATENTINI = `${CURRICULUM}.patentini[]`;
const SPLIT = 'one canonical list, three lists at SILP: an item with several codes comes back as several items';

const altre: readonly Row[] = [
  list(ALTRA, ALBI, { share: 'albo', item: albo, section: '5.5.a', note: SPLIT }),
  list(ALTRA, PATENTI, { share: 'patente', item: patente, section: '5.5.b', note: SPLIT }),
  list(ALTRA, PATENTINI, { share: 'patentino', item: patentino, section: '5.5.c', note: SPLIT }),
];

const POLITICA = 'politicheAttive[]';
const POLITICHE = 'politicheAttiveLavoratore.politicheAttive[]';

const politiche: readonly Row[] = [
  list(POLITICA, POLITICHE, {
    readOnly: true,
    section: '6',
    note: 'policies have their own procedures at SILP and are not changed through the file',
  }),
  ...politicaRows(`${POLITICA}.`, `${POLITICHE}.`),
];

export const curriculumRows: readonly Row[] = [...titoli, ...formazione, ...conoscenze, ...altre, ...politiche];
