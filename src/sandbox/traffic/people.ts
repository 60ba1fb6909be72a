/** Invented people of the sample traffic. No such person exists; their codici fiscali are computed and hold. */
import { birthPart, checkCharacter, checkDigit } from '../codice-fiscale.js';

export interface Person {
  readonly cognome: string;
  readonly nome: string;
  readonly sesso: 'M' | 'F';
  /** `YYYY-MM-DD`. */
  readonly nascita: string;
  /** Belfiore code of the comune or State of birth. */
  readonly luogoNascita: string;
  /** National code of the citizenship. */
  readonly cittadinanza: string;
  readonly codiceFiscale: string;
  readonly domicilio: {
    readonly belfiore: string;
    readonly comune: string;
    readonly cap: string;
    readonly via: string;
  };
  readonly cellulare: string;
  /** CPI of the domicile, 11 characters. */
  readonly cpi: string;
}

/** Three letters of a name: consonants, then vowels; of a first name with four consonants the second is left out. */
function three(name: string, isFirstName: boolean): string {
  const letters = name.toUpperCase().replace(/[^A-Z]/g, '');
  const consonants = letters.replace(/[AEIOU]/g, '');
  const chosen = isFirstName && consonants.length > 3 ? consonants.slice(0, 1) + consonants.slice(2) : consonants;
  return `${chosen}${letters.replace(/[^AEIOU]/g, '')}XXX`.slice(0, 3);
}

function codiceFiscale(person: Omit<Person, 'codiceFiscale'>): string {
  const first15 = `${three(person.cognome, false)}${three(person.nome, true)}${birthPart(person)}${person.luogoNascita}`;
  return first15 + checkCharacter(first15);
}

const TORINO = { belfiore: 'L219', comune: 'TORINO', cap: '10152' };
const NOVARA = { belfiore: 'F952', comune: 'NOVARA', cap: '28100' };
const CUNEO = { belfiore: 'D205', comune: 'CUNEO', cap: '12100' };
const GENOVA = { belfiore: 'D969', comune: 'GENOVA', cap: '16121' };
const FIRENZE = { belfiore: 'D612', comune: 'FIRENZE', cap: '50122' };
const BOLOGNA = { belfiore: 'A944', comune: 'BOLOGNA', cap: '40121' };

type Place = Pick<Person['domicilio'], 'belfiore' | 'comune' | 'cap'>;
const CPI: Readonly<Record<string, string>> = {
  L219: 'L219C000381',
  F952: 'F952C000383',
  D205: 'D205C000365',
  D969: 'D969C000547',
  D612: 'D612C000612',
  A944: 'A944C000410',
};

function person(
  [cognome, nome, sesso, nascita, luogoNascita]: [string, string, 'M' | 'F', string, string],
  place: Place,
  via: string,
  more: { cittadinanza?: string; cellulare: string },
): Person {
  const facts = {
    cognome,
    nome,
    sesso,
    nascita,
    luogoNascita,
    cittadinanza: more.cittadinanza ?? '000',
    domicilio: { ...place, via },
    cellulare: more.cellulare,
    cpi: CPI[place.belfiore] ?? '',
  };
  return { ...facts, codiceFiscale: codiceFiscale(facts) };
}

export const PEOPLE = {
  marta: person(['FERRANDINI', 'MARTA', 'F', '1991-03-14', 'L219'], TORINO, 'CORSO DELLE PROVE 12', {
    cellulare: '3330000001',
  }),
  davide: person(['BOSSOLASCHI', 'DAVIDE', 'M', '1984-11-02', 'F952'], NOVARA, 'VIA DEGLI ESEMPI 3', {
    cellulare: '3330000002',
  }),
  elena: person(['QUARANTELLI', 'ELENA', 'F', '1976-08-29', 'D205'], CUNEO, "PIAZZA DELL'INVENZIONE 7", {
    cellulare: '3330000003',
  }),
  grace: person(['OKONJOWE', 'GRACE', 'F', '1995-01-17', 'Z335'], TORINO, 'VIA DEI CAMPIONI 44', {
    cittadinanza: '443',
    cellulare: '3330000004',
  }),
  pietro: person(['ZANELLATI', 'PIETRO', 'M', '1968-06-05', 'A182'], NOVARA, 'STRADA DI FANTASIA 1', {
    cittadinanza: '998',
    cellulare: '3330000005',
  }),
  sara: person(['NEGRISOLETTI', 'SARA', 'F', '1999-12-31', 'D969'], TORINO, 'VIA SENZA NOME 0', {
    cellulare: '3330000006',
  }),
  bruno: person(['TAVOLAZZI', 'BRUNO', 'M', '1959-04-01', 'A479'], CUNEO, 'VIA DEGLI ARCHIVI 9', {
    cellulare: '3330000007',
  }),
  nora: person(['DOPPIERI', 'NORA', 'F', '1988-02-29', 'L219'], TORINO, 'LARGO DELLE COPIE 2', {
    cellulare: '3330000008',
  }),
  irene: person(['VALSANTORO', 'IRENE', 'F', '1983-10-21', 'L219'], TORINO, 'VIA DEL RACCORDO 27', {
    cellulare: '3330000009',
  }),
  livia: person(['CALCAGNETTI', 'LIVIA', 'F', '1990-05-17', 'D969'], GENOVA, 'SALITA DEGLI ESEMPI 4', {
    cellulare: '3330000010',
  }),
  cosimo: person(['BARDELLINI', 'COSIMO', 'M', '1996-02-08', 'D612'], FIRENZE, 'BORGO DELLE PROVE 21', {
    cellulare: '3330000011',
  }),
  teresa: person(['MONTERISOLI', 'TERESA', 'F', '1979-09-12', 'L219'], TORINO, 'VIA DEI MODELLI 8', {
    cellulare: '3330000012',
  }),
  amos: person(['GHEDUZZI', 'AMOS', 'M', '1987-07-23', 'A944'], BOLOGNA, 'VIA DEL TRASLOCO 3', {
    cellulare: '3330000013',
  }),
  piera: person(['CAMPIONI', 'PIERA', 'F', '1982-02-17', 'L219'], TORINO, 'VIA DELLE VERIFICHE 1', {
    cellulare: '3330000014',
  }),
  dario: person(['CAMPIONI', 'DARIO', 'M', '1978-10-05', 'L219'], TORINO, 'VIA DELLE VERIFICHE 2', {
    cellulare: '3330000015',
  }),
} as const;

/** The same person at a home in Torino, followed by the centre there. */
export const movedToTorino = (person: Person): Person => ({
  ...person,
  domicilio: { ...TORINO, via: 'CORSO DEL TRASLOCO 30' },
  cpi: CPI.L219 ?? '',
});

/** Eleven digits with their check digit: the code of an invented employer. */
export const employerCode = (first10: string): string => first10 + checkDigit(first10);
