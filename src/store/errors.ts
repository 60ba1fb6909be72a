import { errorsOf, type RaccordoError } from '../foundation/errors.js';

export const STORE_ERRORS = {
  'store-unreachable': {
    status: 503,
    title: 'The database does not answer',
    mend: 'Check that PostgreSQL runs and that store.url names its host, port, database, user and password; `raccordo doctor` tries it.',
  },
  'store-not-admitted': {
    status: 503,
    title: 'The database server does not let us in',
    mend: 'Correct user, password and database in store.url, or make them on the server and let them in by pg_hba.conf; `raccordo doctor` tries it.',
  },
  'store-forbidden': {
    status: 503,
    title: 'The database user lacks a right',
    mend: 'Let the user of store.url own the tables and their schema; or grant it select, insert, update and delete on all tables and usage on all sequences; `raccordo migrate` must own them.',
  },
  'store-read-only': {
    status: 503,
    title: 'The database takes no writes',
    mend: 'Point store.url at the primary, or let this database be written again; a gateway that runs goes on by itself.',
  },
  'store-not-migrated': {
    status: 503,
    title: 'The database lacks tables that this version needs',
    mend: 'Run `raccordo migrate` on this store, then start again.',
  },
  'store-newer': {
    status: 503,
    title: 'The database was made by a newer version',
    mend: 'Start the version that last migrated this store, or a later one.',
  },
  'store-locked': {
    status: 503,
    title: 'Another process works on this data',
    mend: 'Stop the process named, or give this one its own store.directory; several processes can share one store only on PostgreSQL (store.url).',
  },
  'store-directory-unusable': {
    status: 503,
    title: 'The data directory cannot be used',
    mend: 'Set store.directory to a directory that this user may create and write, on a file system with free space.',
  },
  'store-value-refused': {
    status: 422,
    title: 'The database cannot hold a value of this document',
    mend: 'Look for NUL characters and unpaired surrogates in the document: PostgreSQL stores neither.',
  },
  'store-failed': {
    status: 500,
    title: 'The database refused a statement',
    mend: 'Report the SQLSTATE and the statement named in detail; what was acknowledged before is kept.',
  },
  'store-closed': {
    status: 503,
    title: 'The store is shutting down',
    mend: 'Repeat the call when the gateway has started again; nothing was changed.',
  },
} as const;

export const storeError = errorsOf(STORE_ERRORS);

/** Whether the store may take later, from this process, what it does not take now. */
export const isStoreAway = ({ code, status }: RaccordoError): boolean =>
  status === 503 && code in STORE_ERRORS && code !== 'store-closed';
