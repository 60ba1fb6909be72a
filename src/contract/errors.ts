/** The faults of the contract room: our own files missing or broken. What a document holds is a finding, never one of these. */
import { type ErrorArea, errorsOf } from '../foundation/errors.js';

export const CONTRACT_ERRORS = {
  'contract-file-missing': {
    status: 500,
    title: 'A file of a contract cannot be read',
    mend: 'Install the whole package again: the folder contracts/ must stand beside src/ or dist/.',
  },
  'contract-file-invalid': {
    status: 500,
    title: 'A file of a contract is not what it should be',
    mend: 'Put the file back as it was released; the detail says what is wrong with it.',
  },
  'contract-unknown': {
    status: 400,
    title: 'There is no such contract',
    mend: 'Name a folder, a file, or a revision of a side as side:revision, such as anpal:Rev009.',
  },
  'fixture-invalid': {
    status: 500,
    title: 'A fixture is incomplete or wrong',
    mend: 'Mend the case named in the detail: case.yaml, its source and its canonical.json.',
  },
} as const satisfies ErrorArea;

export const contractError = errorsOf(CONTRACT_ERRORS);
