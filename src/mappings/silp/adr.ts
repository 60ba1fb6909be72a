/** The actions of an assegno di ricollocazione, which SILP keeps as meetings. */
import { calendarDate, startOfDayInRome } from '../../canonical/rome-day.js';
import { type Codec, code, field, type Row, type Table, text } from '../engine/index.js';
import { whole } from '../engine/json-codecs.js';
import { codiceFiscale } from './codecs.js';
import { silpDate } from './dates.js';

const required = { required: true } as const;
const HOUR = /^([01]\d|2[0-3]):[0-5]\d$/;

const romeClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Rome',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The moment at which it is that hour in Rome on that day; undefined for an hour that a change of the clocks leaves out. */
function momentInRome(day: string, hour: string): string | undefined {
  const start = Date.parse(startOfDayInRome(day));
  // The clocks may change in between, so the hour is looked for around the place where it would stand.
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  const guess = start + (hours * 60 + minutes) * 60_000;
  const found = [0, -60, 60]
    .map((shift) => new Date(guess + shift * 60_000))
    .find((moment) => romeClock.format(moment) === `${day} ${hour}`);
  return found?.toISOString().replace(/\.000Z$/, 'Z');
}

/** Day and hour in Italy, in two members ↔ the moment. */
const dayOfMeeting: Codec = {
  name: 'day-of-meeting',
  description: 'the calendar day in Italy; the hour stands in `oraIncontro`',
  decode(value, run) {
    const day = calendarDate(value);
    const hour = run.around.oraIncontro;
    const moment =
      day !== undefined && typeof hour === 'string' && HOUR.test(hour) ? momentInRome(day, hour) : undefined;
    if (moment === undefined)
      run.problem('error', 'silp.meeting', 'expected a day, and in oraIncontro an hour hh:mm of it');
    return moment;
  },
  encode: (value) => startOfDayInRome(romeClock.format(new Date(String(value))).slice(0, 10)),
};

const hourOfMeeting: Codec = {
  name: 'hour-of-meeting',
  description: 'the hour in Italy, hh:mm',
  decode: () => undefined,
  encode: (value) => romeClock.format(new Date(String(value))).slice(11),
};

/** SILP's state of a meeting ↔ outcome of the first appointment. It does not say whether an absence was justified. */
const HELD = '2';
const OUTCOMES: readonly (readonly [state: string, outcome: string])[] = [
  [HELD, 'SVOLTO'],
  ['5', 'ASSENTE'],
  ['4', 'RINVIATO'],
];
const TO_BE_HELD = '1';
const JUSTIFIED = 'ASSENTE_GIUSTIFICATO';

const stateOfMeeting: Codec = {
  name: 'state-of-meeting',
  description: '2 = SVOLTO, 5 = ASSENTE, 4 = RINVIATO; 1, to be held, is no outcome yet',
  decode(value, run) {
    const found = OUTCOMES.find(([state]) => state === value)?.[1];
    if (found === undefined && value !== TO_BE_HELD) {
      run.problem('warning', 'silp.meeting-state', 'not a state that the assegno knows; it is kept, not translated');
      run.keep(run.here(), value);
    }
    return found;
  },
  encode(value, run) {
    if (value === JUSTIFIED) run.note('lost', 'that the absence was justified');
    return OUTCOMES.find(([, outcome]) => outcome === (value === JUSTIFIED ? 'ASSENTE' : value))?.[0];
  },
};

const fixed = (state: string, what: string): Codec => ({
  name: `state-${state}`,
  description: `always ${state}: ${what}`,
  decode: () => undefined,
  encode: () => state,
});

const first = (canonical: string, side: string, codec: Codec, options = {}): Row =>
  field(`appuntamento.${canonical}`, `primoAppuntamento.${side}`, codec, options);

export const adrTable: Table = {
  side: 'silp',
  record: 'adr',
  event: 'variazione',
  revision: 'v1',
  rows: [
    field('codiceFiscale', 'codiceFiscale', codiceFiscale, required),
    field('identificativo', 'assegno.identificativo', text, required),
    field('evento', 'assegno.evento', code, required),
    field('dataEvento', 'assegno.dataEvento', silpDate, required),
    field('stato', 'assegno.stato', code),
    field('cpiCompetente', 'assegno.cpiCompetente', code, required),
    field('attore.ruolo', 'assegno.ruolo', code, required),
    field('attore.ente', 'assegno.ente', code),
    field('attore.operatore', 'assegno.operatore', codiceFiscale),
    first('istante', 'dataIncontro', dayOfMeeting),
    first('istante', 'oraIncontro', hourOfMeeting, { direction: 'out' }),
    first('istante', 'idStatoIncon', fixed(TO_BE_HELD, 'to be held'), {
      direction: 'out',
      note: 'as long as it has no outcome',
    }),
    first('esito', 'idStatoIncon', stateOfMeeting),
    first('note', 'note', text),
    field('incontro.data', 'incontro.dataIncontro', silpDate),
    field('incontro.data', 'incontro.idStatoIncon', fixed(HELD, 'held'), { direction: 'out' }),
    field('incontro.durataMinuti', 'incontro.durataEffettiva', whole),
    field('incontro.note', 'incontro.note', text),
  ],
};
