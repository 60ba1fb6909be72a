import { errorsOf } from '../foundation/errors.js';

export const CANONICAL_ERRORS = {
  'record-unknown': {
    status: 500,
    title: 'No canonical record of this kind is defined',
    mend: 'This is a fault of the program: a side offers a document for which there is no canonical record. Please report it.',
  },
  'rules-invalid': {
    status: 500,
    title: 'A file of business rules is not what it should be',
    mend: 'Put the file under schemas/rules back as it was released; the detail says what is wrong with it.',
  },
  'territorio-invalid': {
    status: 500,
    title: 'The list of the competent CPI is not what it should be',
    mend: 'Correct the line that the detail names in the file of competenza.file: CSV with the columns comune (Belfiore code), cpi (ministry code), dal, al (days, an open end empty).',
  },
} as const;

export const canonicalError = errorsOf(CANONICAL_ERRORS);
