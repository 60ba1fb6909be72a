import { errorsOf } from '../errors.js';

export const SETTINGS_ERRORS = {
  'settings-invalid': {
    status: 500,
    title: 'The configuration cannot be used',
    mend: 'Mend each line named; docs/reference/settings.md lists every setting, and so does raccordo settings.',
  },
  'settings-unreadable': {
    status: 500,
    title: 'The configuration file cannot be read',
    mend: 'Check the path given with --config or RACCORDO_CONFIG and the permissions of the file.',
  },
} as const;

export const settingsError = errorsOf(SETTINGS_ERRORS);
