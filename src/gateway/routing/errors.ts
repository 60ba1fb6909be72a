import { errorsOf } from '../../foundation/errors.js';

export const ROUTES_ERRORS = {
  'routes-invalid': {
    status: 500,
    title: 'The table of routes cannot be used',
    mend: 'Mend each line named; docs/routes.md says what a route holds, and raccordo routes check looks at a file without starting anything.',
  },
  'routes-unreadable': {
    status: 500,
    title: 'The file of the routes cannot be read',
    mend: 'Check the path in routes.file and the permissions of the file; without routes.file the routes of the program hold.',
  },
} as const;

export const routesError = errorsOf(ROUTES_ERRORS);
